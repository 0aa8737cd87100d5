// Bytes a second that each driver decodes, beside a plain copy of the same bytes.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "acquisition/driver.h"

namespace {

using Bytes = std::vector<std::byte>;

struct Discard final : solea::FrameSink {
  void accept(const solea::RawFrameView& frame) override {
    benchmark::DoNotOptimize(frame.counts.data());
  }
};

/// A second of a driver's stream.
Bytes stream(const solea::DeviceDriver& driver) {
  const auto twin = driver.make_twin(driver.own_settings());
  std::vector<std::uint16_t> counts(driver.plate.cells());
  Bytes bytes;
  for (std::uint64_t k = 0; k < 100; ++k) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      counts[i] = static_cast<std::uint16_t>((i + k) % driver.max_count);
    }
    twin->encode({k, {}, {}, counts}, bytes);
  }
  return bytes;
}

void decode(benchmark::State& state, const solea::DeviceDriver* driver) {
  const Bytes bytes = stream(*driver);
  constexpr std::size_t chunk = 64 * 1024;  // as the transport reads
  for (auto _ : state) {
    const auto decoder = driver->make_decoder();
    Discard sink;
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
      decoder->feed(std::span(bytes).subspan(at, std::min(chunk, bytes.size() - at)), {}, sink);
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

void copy(benchmark::State& state, const solea::DeviceDriver* driver) {
  const Bytes bytes = stream(*driver);
  Bytes out(bytes.size());
  for (auto _ : state) {
    std::memcpy(out.data(), bytes.data(), bytes.size());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

BENCHMARK_CAPTURE(decode, willowec_pmi, solea::find_driver("willowec_pmi"));
BENCHMARK_CAPTURE(copy, willowec_pmi, solea::find_driver("willowec_pmi"));
BENCHMARK_CAPTURE(decode, solea_mat, solea::find_driver("solea_mat"));
BENCHMARK_CAPTURE(copy, solea_mat, solea::find_driver("solea_mat"));

}  // namespace
