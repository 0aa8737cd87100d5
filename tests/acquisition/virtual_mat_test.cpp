#include "acquisition/virtual_mat/virtual_mat.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tests/support/fixtures.h"

namespace solea::virtual_mat {
namespace {

constexpr double g = 9.80665;
constexpr PlateGeometry plate{80, 80, 5, 5};

TEST(GroundReaction, WalkingHasTwoHumpsAndAValley) {
  std::vector<double> bw;
  for (int i = 1; i < 1000; ++i) bw.push_back(ground_reaction_bw(Script::walk, i / 1000.0));
  int maxima = 0;
  for (std::size_t i = 1; i + 1 < bw.size(); ++i) maxima += bw[i] > bw[i - 1] && bw[i] > bw[i + 1];
  EXPECT_EQ(maxima, 2);
  EXPECT_NEAR(*std::max_element(bw.begin(), bw.end()), 1.11, 0.03) << "1.0 to 1.3 in the field";
  EXPECT_NEAR(bw[499], 0.75, 0.01);
  EXPECT_EQ(ground_reaction_bw(Script::walk, 0), 0);
  EXPECT_EQ(ground_reaction_bw(Script::walk, 1), 0);
  // Over a stride both feet carry the body: impulse = body weight times stride time
  // (metrics.md 11.6).
  const double mean = std::accumulate(bw.begin(), bw.end(), 0.0) / 1000;
  EXPECT_NEAR(2 * 0.62 * mean, 1, 0.10);
}

TEST(FootModel, SharesSumToOne) {
  for (const Strike strike : {Strike::rearfoot, Strike::midfoot, Strike::forefoot}) {
    for (const FootType type : {FootType::normal, FootType::flat, FootType::high}) {
      for (const Loading loading : {Loading::neutral, Loading::medial, Loading::lateral}) {
        Person person;
        person.strike = strike;
        person.foot = type;
        person.loading = loading;
        const FootModel foot = make_foot(person);
        for (int i = 1; i < 200; ++i) {
          const auto shares = foot.shares(i / 200.0);
          EXPECT_NEAR(std::accumulate(shares.begin(), shares.end(), 0.0), 1, 1e-9) << i;
        }
      }
    }
  }
}

TEST(FootModel, APatchCarriesItsWholeForce) {
  const FootModel foot = make_foot({});
  for (const Patch& patch : foot.patches) {
    double kpa_mm2 = 0;
    constexpr double step = 0.25;
    const PointMm half = patch.half_extent();
    for (double x = -half.x; x <= half.x; x += step) {
      for (double y = -half.y; y <= half.y; y += step) {
        kpa_mm2 += patch.kpa_per_n(patch.centre + PointMm{x, y}) * step * step;
      }
    }
    EXPECT_NEAR(kpa_mm2 / 1000, 1, 0.005) << to_string(patch.zone);
  }
}

/// What lands on the cells is what the model says: force in every frame, centre of pressure
/// exactly.
TEST(VirtualMat, CellsCarryTheForceAndItsCentre) {
  for (const double heading : {0.0, 33.0, 180.0}) {
    Person person;
    person.heading_deg = heading;
    const auto v = testing::record_virtual(person, plate, 100, 3);
    for (std::size_t k = 0; k < v.recording.size(); ++k) {
      double sum = 0;
      PointMm moment;
      for (const LoadedCell& cell : v.recording.cells(k)) {
        sum += cell.kpa;
        moment = moment + static_cast<double>(cell.kpa) * plate.cell_centre(cell.index);
      }
      EXPECT_NEAR(sum * 25e-3, v.frames[k].force_n, 0.002 * v.frames[k].force_n + 0.05);
      if (v.frames[k].force_n < 50) continue;
      EXPECT_NEAR(moment.x / sum, v.frames[k].cop->x, 0.3);
      EXPECT_NEAR(moment.y / sum, v.frames[k].cop->y, 0.3);
    }
  }
}

TEST(VirtualMat, ForceFollowsBodyMass) {
  for (const double mass : {30.0, 70.0, 120.0}) {
    Person person;
    person.mass_kg = mass;
    person.variability = 0;
    const auto v = testing::record_virtual(person, plate, 200, 2);
    EXPECT_NEAR(v.steps.at(0).max_force_n / (mass * g), 1.11, 0.03);
  }
}

TEST(VirtualMat, FootTypesHaveTheirArchIndex) {
  const auto index_of = [](FootType type) {
    Person person;
    person.foot = type;
    person.script = Script::rollover;
    return *testing::record_virtual(person, plate, 50, 1.6).steps.at(0).arch_index;
  };
  EXPECT_LT(index_of(FootType::high), 0.21);
  EXPECT_GT(index_of(FootType::normal), 0.21);
  EXPECT_LT(index_of(FootType::normal), 0.26);
  EXPECT_GT(index_of(FootType::flat), 0.26);
}

TEST(VirtualMat, LoadingMovesForceToItsSide) {
  const auto medial_share = [](Loading loading) {
    Person person;
    person.loading = loading;
    person.script = Script::rollover;
    const auto step = testing::record_virtual(person, plate, 100, 1.6).steps.at(0);
    const auto at = [&](FootZone z) { return step.zone_max_force_n[static_cast<std::size_t>(z)]; };
    return at(FootZone::heel_medial) / (at(FootZone::heel_medial) + at(FootZone::heel_lateral));
  };
  EXPECT_GT(medial_share(Loading::medial), medial_share(Loading::neutral) + 0.1);
  EXPECT_LT(medial_share(Loading::lateral), medial_share(Loading::neutral) - 0.1);
}

TEST(VirtualMat, StandingCarriesTheBodyAndSways) {
  Person person;
  person.script = Script::sway;
  const auto v = testing::record_virtual(person, plate, 50, 8);
  double x0 = 1e9;
  double x1 = -1e9;
  double y0 = 1e9;
  double y1 = -1e9;
  for (const FrameTruth& f : v.frames) {
    EXPECT_NEAR(f.force_n, 70 * g, 1) << "a standing body presses with its weight";
    x0 = std::min(x0, f.cop->x);
    x1 = std::max(x1, f.cop->x);
    y0 = std::min(y0, f.cop->y);
    y1 = std::max(y1, f.cop->y);
  }
  EXPECT_NEAR(y1 - y0, 30, 6) << "the script sways 15 mm forward and back";
  EXPECT_NEAR(x1 - x0, 20, 6) << "and 10 mm to either side";
}

TEST(VirtualMat, SameSeedSameFrames) {
  Person person;
  person.seed = 42;
  const auto a = testing::record_virtual(person, plate, 50, 2);
  const auto b = testing::record_virtual(person, plate, 50, 2);
  person.seed = 43;
  const auto c = testing::record_virtual(person, plate, 50, 2);
  ASSERT_EQ(a.recording.all_cells().size(), b.recording.all_cells().size());
  EXPECT_TRUE(std::equal(a.recording.all_cells().begin(), a.recording.all_cells().end(),
                         b.recording.all_cells().begin()));
  EXPECT_NE(a.recording.all_cells().size(), c.recording.all_cells().size());
}

TEST(VirtualMat, AWalkwayHoldsSeveralStepsThatAlternate) {
  const auto v = testing::record_virtual({}, {720, 240, 5, 5}, 20, 5);
  ASSERT_GE(v.steps.size(), 4U);
  for (std::size_t i = 1; i < 4; ++i) {
    EXPECT_NE(v.steps[i].placement.side, v.steps[i - 1].placement.side);
    EXPECT_GT(v.steps[i].placement.heel.y, v.steps[i - 1].placement.heel.y + 400);
    EXPECT_LT(v.steps[i].start_s, v.steps[i - 1].end_s) << "double support";
  }
}

TEST(Sensor, QuantisesSaturatesAndDies) {
  SensorModel model;
  model.kpa_per_count = 4;
  model.max_count = 100;
  model.noise_counts = 0;
  model.crosstalk = 0;
  model.dead_cells = 1;
  const PlateGeometry small{1, 4, 10, 10};
  Sensor sensor(model, small);
  std::array<std::uint16_t, 4> counts{};
  sensor.sample(std::array<float, 4>{9, 11, 200, 4000}, 0, counts);
  std::array<std::uint16_t, 4> expected = {2, 3, 50, 100};
  ASSERT_EQ(sensor.dead_cells().size(), 1U);
  expected[sensor.dead_cells()[0]] = 0;
  EXPECT_EQ(counts, expected);
}

TEST(Sensor, CrosstalkKeepsTheSum) {
  SensorModel model;
  model.kpa_per_count = 0.01;
  model.noise_counts = 0;
  model.crosstalk = 0.05;
  const PlateGeometry small{3, 3, 10, 10};
  Sensor sensor(model, small);
  std::array<std::uint16_t, 9> counts{};
  sensor.sample(std::array<float, 9>{0, 0, 0, 0, 100, 0, 0, 0, 0}, 0, counts);
  EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), 0), 10000);
  EXPECT_EQ(counts[1], 500);
  EXPECT_EQ(counts[0], 0) << "four neighbours, not eight";
}

TEST(Sensor, NoiseHasItsStandardDeviation) {
  SensorModel model;
  model.noise_counts = 3;
  model.crosstalk = 0;
  const PlateGeometry one{1, 1, 10, 10};
  Sensor sensor(model, one);
  double sum = 0;
  double square = 0;
  constexpr int n = 20000;
  for (int i = 0; i < n; ++i) {
    std::array<std::uint16_t, 1> count{};
    sensor.sample(std::array<float, 1>{1000}, 0, count);
    sum += count[0];
    square += static_cast<double>(count[0]) * count[0];
  }
  EXPECT_NEAR(sum / n, 1000, 0.1);
  EXPECT_NEAR(std::sqrt(square / n - sum / n * sum / n), 3, 0.1);
}

TEST(Sensor, DriftRisesWithTime) {
  SensorModel model;
  model.kpa_per_count = 0.1;
  model.noise_counts = 0;
  model.crosstalk = 0;
  model.drift_kpa_per_min = 6;
  const PlateGeometry two{1, 2, 10, 10};
  Sensor sensor(model, two);
  std::array<std::uint16_t, 2> counts{};
  sensor.sample(std::array<float, 2>{100, 0}, 30, counts);
  EXPECT_EQ(counts[0], 1030);
  EXPECT_EQ(counts[1], 0) << "only what is loaded drifts";
}

}  // namespace
}  // namespace solea::virtual_mat
