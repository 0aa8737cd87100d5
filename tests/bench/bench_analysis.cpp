// The whole analysis of a virtual walk, on a small plate and on a walkway.

#include <benchmark/benchmark.h>

#include "analysis/analyze.h"
#include "tests/support/fixtures.h"

namespace {

void analyze_walk(benchmark::State& state, solea::PlateGeometry plate, double seconds) {
  const auto walk = solea::testing::record_virtual({}, plate, 100, seconds);
  for (auto _ : state) {
    benchmark::DoNotOptimize(solea::analyze(walk.recording, solea::AnalysisSettings{}));
  }
  state.counters["frames/s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * walk.recording.size()), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(analyze_walk, plate_64x64_10s, solea::PlateGeometry{64, 64, 5, 5}, 10.0)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(analyze_walk, walkway_720x240_10s, solea::PlateGeometry{720, 240, 5, 5}, 10.0)
    ->Unit(benchmark::kMillisecond);

}  // namespace
