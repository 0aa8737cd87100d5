#include <gtest/gtest.h>

#include <cmath>

#include "calibration/hold_means.h"
#include "calibration/load_plan.h"
#include "core/error.h"

namespace solea::calibration {
namespace {

constexpr PlateGeometry plate{10, 10, 5, 5};

TEST(LoadPlan, LevelsCycleAndPoints) {
  const LoadPlan levels = plan_levels(std::vector<double>{50, 100}, 3, 2);
  ASSERT_EQ(levels.holds.size(), 2U);
  EXPECT_EQ(levels.holds[1].start_s, 7);
  EXPECT_EQ(levels.duration_s(), 10);
  EXPECT_NEAR(levels.holds[0].force_n(plate), 125, 1e-9) << "50 kPa on 2500 mm2";

  const LoadPlan cycle = plan_cycle(std::vector<double>{100, 50, 200}, 1, 2);
  std::vector<double> kpa;
  for (const Hold& hold : cycle.holds) kpa.push_back(hold.kpa);
  EXPECT_EQ(kpa, (std::vector<double>{50, 100, 200, 100, 50}));
  EXPECT_EQ(cycle.holds[1].start_s, cycle.holds[0].end_s);

  const LoadPlan points = plan_points(plate, 3, 3, 100, 8, 2, 1);
  ASSERT_EQ(points.holds.size(), 9U);
  EXPECT_NEAR(points.holds[0].point->at.x, 50.0 / 6, 1e-9);
  EXPECT_NEAR(points.holds[4].point->at.y, 25, 1e-9);
}

TEST(LoadPlan, SurvivesItsJson) {
  LoadPlan plan = plan_levels(std::vector<double>{0, 50}, 3, 2);
  plan.holds.push_back({20, 22, 0, PointLoad{100, {12, 34}, 8}});
  EXPECT_EQ(plan_from_json(plan_to_json(plan)), plan);
  for (
      const char* wrong :
      {"", "{}", R"({"schema":"solea.loads/2","holds":[]})", R"({"schema":"solea.loads/1"})",
       R"({"schema":"solea.loads/1","holds":[]})",
       R"({"schema":"solea.loads/1","holds":[{"start_s":2,"end_s":1,"kpa":5}]})",
       R"({"schema":"solea.loads/1","holds":[{"start_s":0,"end_s":1,"kpa":"5"}]})",
       R"({"schema":"solea.loads/1","holds":[{"start_s":0,"end_s":2,"kpa":5},{"start_s":1,"end_s":3,"kpa":5}]})"}) {
    EXPECT_THROW((void)plan_from_json(wrong), CalibrationError) << wrong;
  }
}

TEST(LoadPlan, IsFoundInARecordingThatBeganEarlierOrLater) {
  const LoadPlan plan = plan_levels(std::vector<double>{50, 120, 80}, 3, 2);
  for (const double delay_s : {-1.5, 0.0, 0.37, 3.2}) {
    std::vector<double> times;
    std::vector<double> totals;
    for (int k = 0; k < 2000; ++k) {
      const double t = 0.01 * k;
      double total = 500 + 10 * std::sin(k);  // an untared mat hums
      for (const Hold& hold : plan.holds) {
        if (t >= hold.start_s + delay_s && t < hold.end_s + delay_s) total += 20 * hold.kpa;
      }
      times.push_back(1000 + t);
      totals.push_back(total);
    }
    EXPECT_NEAR(plan_delay_s(plan, plate, times, totals, 5), delay_s, 0.021) << delay_s;
  }
}

TEST(HoldMeans, TakesTheWindowOfEachHold) {
  HoldMeans means(plan_levels(std::vector<double>{50}, 3, 2), 1, {0.5, 1.5});
  for (int k = 0; k < 500; ++k) {
    const double t = 0.01 * k;
    // The mean over [0.5, 1.5) of a ramp of 100 a second: 100 less half a frame.
    means.add(t, std::array<float, 1>{t < 2 ? 7.F : static_cast<float>(100 * (t - 2))});
  }
  EXPECT_NEAR(means.mean(0)[0], 99.5, 0.6);
  HoldMeans none(plan_levels(std::vector<double>{50}, 3, 2), 1, {});
  EXPECT_THROW((void)none.mean(0), CalibrationError);
}

}  // namespace
}  // namespace solea::calibration
