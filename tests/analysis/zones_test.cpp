#include "analysis/zones.h"

#include <gtest/gtest.h>

#include <map>

#include "analysis/analyze.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::record_virtual;
using virtual_mat::Person;
using virtual_mat::Script;

StepResult one_step(double heading_deg, Side side, const PlateGeometry& plate = {80, 80, 5, 5}) {
  Person person;
  person.script = Script::rollover;
  person.heading_deg = heading_deg;
  person.side = side;
  const auto virtual_recording = record_virtual(person, plate, 100, 1.6);
  AnalysisResult result = analyze(virtual_recording.recording, AnalysisSettings{});
  EXPECT_EQ(result.steps.size(), 1U);
  return std::move(result.steps.at(0));
}

class ZonesOfAFoot : public ::testing::TestWithParam<std::tuple<double, Side>> {};

TEST_P(ZonesOfAFoot, CoverEachCellExactlyOnce) {
  const StepResult step = one_step(std::get<0>(GetParam()), std::get<1>(GetParam()));
  std::map<std::size_t, double> weight;
  for (const Zone& zone : step.zones) {
    EXPECT_FALSE(zone.cells.empty()) << to_string(zone.id);
    for (const ZoneCell& cell : zone.cells) weight[cell.cell] += cell.weight;
  }
  for (std::size_t i = 0; i < step.footprint.cells(); ++i) {
    if (step.footprint.peak_kpa[i] > 0) {
      EXPECT_NEAR(weight[i], 1, 1e-6) << i;
    } else {
      EXPECT_FALSE(weight.contains(i));
    }
  }
}

TEST_P(ZonesOfAFoot, ForcesSumToTheWholeFootInEveryFrame) {
  const StepResult step = one_step(std::get<0>(GetParam()), std::get<1>(GetParam()));
  for (std::size_t k = 0; k < step.curves.force_n.size(); ++k) {
    double sum = 0;
    for (const ZoneCurves& zone : step.zone_curves) sum += zone.force_n[k];
    EXPECT_NEAR(sum, step.curves.force_n[k], 1e-3);
  }
}

INSTANTIATE_TEST_SUITE_P(Directions, ZonesOfAFoot,
                         ::testing::Combine(::testing::Values(0.0, 25.0, 90.0, 180.0, -120.0),
                                            ::testing::Values(Side::left, Side::right)));

/// The zones lie where the model has them: each zone's largest pressure is the true one's.
TEST(Zones, FindTheModelsZones) {
  Person person;
  person.script = Script::rollover;
  for (const Side side : {Side::left, Side::right}) {
    person.side = side;
    const auto virtual_recording = record_virtual(person, {80, 80, 5, 5}, 100, 1.6);
    const AnalysisResult result = analyze(virtual_recording.recording, AnalysisSettings{});
    ASSERT_EQ(result.steps.size(), 1U);
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      const auto zone = static_cast<FootZone>(z);
      if (zone == FootZone::midfoot) continue;  // the mask's midfoot reaches into its neighbours
      const auto& curve = result.steps[0].zone_curves[z].peak_kpa;
      const double truth = virtual_recording.steps[0].zone_peak_kpa[z];
      EXPECT_NEAR(*std::max_element(curve.begin(), curve.end()), truth, 0.12 * truth)
          << to_string(zone) << ", " << to_string(side);
    }
  }
}

}  // namespace
}  // namespace solea
