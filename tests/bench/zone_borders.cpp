// Why zone peaks differ from the virtual mat's by more than 5 %: of the people of population_test
// on a perfect sensor, how many do as they are found; with the true direction of the axis; and with
// the true ends of the print besides. What is left then is of the lines lengthwise: the heel's
// middle, and the rays of metrics.md 7.3 where the virtual foot has the valleys of its patches.
// A measurement, not a test: build/release/tests/bench/zone_borders [PEOPLE]

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numbers>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/masks/foot_parts.h"
#include "analysis/masks/mask.h"
#include "tests/analysis/random_people.h"
#include "tests/analysis/zone_peak_errors.h"
#include "tests/support/fixtures.h"

namespace {

using namespace solea;
using solea::testing::StepTruth;

enum class Known : std::uint8_t { nothing, axis, ends };
constexpr std::array<const char*, 3> names = {"as found", "true axis", "true ends too"};

/// The foot as it was found, but for what is known of it.
FootGeometry with(Known known, const StepResult& step, const StepTruth& truth, double threshold) {
  FootGeometry g = *step.geometry;
  if (known == Known::nothing) return g;
  const FootFrame before = g.frame;
  const double angle = truth.axis_deg * std::numbers::pi / 180;
  g.frame.axis = {std::sin(angle), std::cos(angle)};
  g.frame.origin = truth.placement.heel;
  std::vector<char> toes(step.footprint.cells(), 0);
  for (const PrintCell& cell : g.print.cells()) toes[cell.index] = cell.toe ? 1 : 0;
  const auto felt = PrintCells(step.footprint, g.frame, threshold, toes).along(true);
  const double from = known == Known::ends ? truth.heel_end_mm : felt->lo;
  g.reference_length_mm = known == Known::ends ? truth.length_mm : felt->size();
  g.frame.origin = g.frame.origin + from * g.frame.axis;
  g.print = PrintCells(step.footprint, g.frame, threshold, toes);
  g.borders = find_borders(g.print, {0, g.reference_length_mm}).value_or(g.borders);
  for (auto* line : {&g.toe_line, &g.hallux_line.points}) {
    for (PointMm& p : *line) p = g.frame.to_foot(before.to_plate(p));
  }
  return g;
}

double peak_kpa(const StepResult& step, const Zone& zone) {
  double peak = 0;
  for (const ZoneCell& cell : zone.cells) {
    if (cell.weight < 0.5 - 1e-9) continue;
    peak = std::max<double>(peak, step.footprint.peak_kpa[cell.cell]);
  }
  return peak;
}

}  // namespace

int main(int argc, char** argv) {
  const int people = argc > 1 ? std::atoi(argv[1]) : 200;
  const AnalysisSettings settings;
  std::array<int, foot_zone_count> peaks{};
  std::array<std::array<int, foot_zone_count>, names.size()> off{};
  double behind_mm = 0;
  double longer_mm = 0;
  int steps = 0;
  for (int i = 0; i < people; ++i) {
    const auto person = solea::testing::random_person(1000 + static_cast<std::uint64_t>(i));
    const auto v = solea::testing::record_virtual(
        person, solea::testing::plate, solea::testing::rate_hz, solea::testing::duration_s);
    const AnalysisResult result = analyze(v.recording, settings);
    std::vector<char> used(result.steps.size(), 0);
    for (const StepTruth& truth : v.steps) {
      if (!solea::testing::is_whole(truth, person)) continue;
      const StepResult* const step = solea::testing::step_of(truth, result, used);
      if (step == nullptr || !step->geometry) continue;
      const FootGeometry true_ends =
          with(Known::ends, *step, truth, settings.contact_threshold_kpa);
      const Extent felt = *true_ends.print.along(true);
      behind_mm -= felt.lo;
      longer_mm += felt.size() - truth.length_mm;
      ++steps;
      for (std::size_t k = 0; k < names.size(); ++k) {
        const auto zones = make_zones(cut_foot(
            with(static_cast<Known>(k), *step, truth, settings.contact_threshold_kpa), settings));
        for (std::size_t z = 0; z < foot_zone_count; ++z) {
          const double true_kpa = truth.zone_peak_kpa[z];
          if (true_kpa < solea::testing::ZonePeakErrors::least_kpa) continue;
          peaks[z] += k == 0 ? 1 : 0;
          const double error = std::abs(peak_kpa(*step, zones[z]) / true_kpa - 1);
          off[k][z] += error > solea::testing::ZonePeakErrors::tolerance ? 1 : 0;
        }
      }
    }
  }
  std::printf(
      "along the true axis prints of cells begin %.1f mm behind the continuous ones and are "
      "%.1f mm longer, mean of %d\n",
      behind_mm / std::max(1, steps), longer_mm / std::max(1, steps), steps);
  std::printf("peaks more than 5 %% off   peaks");
  for (const char* name : names) std::printf("  %13s", name);
  std::printf("\n");
  std::array<int, names.size()> all{};
  int of = 0;
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    std::printf("  %-20s %8d", std::string(to_string(static_cast<FootZone>(z))).c_str(), peaks[z]);
    for (std::size_t k = 0; k < names.size(); ++k) {
      std::printf("  %13d", off[k][z]);
      all[k] += off[k][z];
    }
    std::printf("\n");
    of += peaks[z];
  }
  std::printf("  %-20s %8d  %13d  %13d  %13d\n", "all", of, all[0], all[1], all[2]);
  return 0;
}
