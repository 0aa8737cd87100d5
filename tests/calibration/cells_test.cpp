#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "calibration/cell_check.h"
#include "calibration/cell_repair.h"
#include "calibration/equilibration.h"
#include "calibration/unloaded.h"
#include "core/error.h"

namespace solea::calibration {
namespace {

TEST(Tare, IsTheMedianOfAtLeastASecond) {
  UnloadedFrames frames(2);
  // A spike in one frame does not move it: 5, 5, 6, 7, 250 has the median 6.
  const std::array<std::array<float, 2>, 5> counts = {{{5, 0}, {5, 0}, {6, 0}, {7, 0}, {250, 0}}};
  double time_s = 0;
  for (const auto& frame : counts) {
    frames.add(time_s, frame);
    time_s += 0.3;
  }
  const UnloadedCells cells = frames.result(1);
  EXPECT_EQ(cells.median, (std::vector<double>{6, 0}));
  EXPECT_EQ(cells.sd[1], 0);
  EXPECT_NEAR(cells.duration_s, 1.2, 1e-12);
  EXPECT_THROW((void)frames.result(1.5), CalibrationError);
  EXPECT_THROW((void)UnloadedFrames(2).result(1), CalibrationError);
}

TEST(Tare, KeepsItsMemoryInBounds) {
  UnloadedFrames frames(1);
  for (int k = 0; k < 100000; ++k)
    frames.add(0.01 * k, std::array<float, 1>{k % 2 == 0 ? 4.F : 8.F});
  const UnloadedCells cells = frames.result(1);
  EXPECT_EQ(cells.frames, 100000U);
  EXPECT_NEAR(cells.sd[0], 2, 1e-3);
}

TEST(Tare, DriftAsksForANewOne) {
  // Over 2 % of full scale, or over 10 kPa.
  EXPECT_FALSE(judge_drift(3.9, 200, {}).tare_again);
  EXPECT_TRUE(judge_drift(4.1, 200, {}).tare_again);
  EXPECT_FALSE(judge_drift(9.9, 1000, {}).tare_again);
  EXPECT_TRUE(judge_drift(10.1, 1000, {}).tare_again);
  EXPECT_FALSE(judge_drift(9.9, std::nullopt, {}).tare_again);
  EXPECT_TRUE(judge_drift(10.1, std::nullopt, {}).tare_again);
}

UnloadedCells calm(std::size_t cells) {
  UnloadedCells u;
  u.median.assign(cells, 10);
  u.sd.assign(cells, 0.5);
  u.drift.assign(cells, 0);
  return u;
}

TEST(CellCheck, NamesWhatIsWrong) {
  UnloadedCells unloaded = calm(9);
  std::vector<double> loaded(9, 210);
  unloaded.median[0] = 0;  // dead: reads nothing ever
  loaded[0] = 0;
  loaded[1] = 12;                        // dead: stays at the unloaded count
  unloaded.median[2] = loaded[2] = 133;  // stuck
  unloaded.sd[3] = 20;                   // noisy
  unloaded.median[4] = loaded[4] = 255;  // at the end of its range
  loaded[5] = 255;                       // the same, under load alone
  const auto states = check_cells(unloaded, loaded, 255, {});
  const std::vector<CellState> expected = {
      CellState::dead,  CellState::dead,      CellState::stuck,
      CellState::noisy, CellState::saturated, CellState::saturated,
      CellState::good,  CellState::good,      CellState::good};
  EXPECT_EQ(states, expected);
}

TEST(CellCheck, WithoutALoadNothingIsDead) {
  UnloadedCells unloaded = calm(9);
  unloaded.median[0] = 200;
  unloaded.sd[0] = 0;
  unloaded.sd[1] = 9;
  const auto states = check_cells(unloaded, {}, std::nullopt, {});
  EXPECT_EQ(states[0], CellState::stuck);
  EXPECT_EQ(states[1], CellState::noisy);
  EXPECT_EQ(states[2], CellState::good);
}

TEST(CellRepair, FillsFromTheNeighbours) {
  const PlateGeometry plate{3, 3, 5, 5};
  std::vector<std::uint8_t> bad(9);
  bad[4] = 1;
  const CellRepair repair(plate, bad);
  EXPECT_EQ(repair.repaired(), 1U);
  // A plane is kept, whatever the bad cell said.
  std::vector<float> kpa = {1, 2, 3, 2, 999, 4, 3, 4, 5};
  repair.apply(kpa);
  EXPECT_NEAR(kpa[4], 3, 1e-5);
  // Diagonal neighbours are sqrt(2) further away: weights 1 and 0.7071, 6.8284 together.
  kpa = {0, 1, 0, 0, 0, 0, 0, 0, 0};
  repair.apply(kpa);
  EXPECT_NEAR(kpa[4], 1 / (4 + 4 / std::sqrt(2)), 1e-6);
}

TEST(CellRepair, LeavesAbsentPlacesAndSaysWhatItCannotReach) {
  const PlateGeometry plate{1, 9, 5, 5};
  std::vector<std::uint8_t> bad(9, 1);
  bad[0] = 0;
  std::vector<std::uint8_t> absent(9);
  absent[8] = 1;
  const CellRepair repair(plate, bad, absent);
  EXPECT_EQ(repair.repaired(), 3U) << "three cells deep";
  EXPECT_EQ(repair.out_of_reach(), (std::vector<std::uint32_t>{4, 5, 6, 7}));
  std::vector<float> kpa(9, 50);
  repair.apply(kpa);
  EXPECT_EQ(kpa, (std::vector<float>{50, 50, 50, 50, 0, 0, 0, 0, 50}));
}

TEST(Equilibration, GainsAreMeanOverOwn) {
  const std::vector<double> outputs = {80, 100, 120};
  const EquilibrationLevel level = equilibrate(100, outputs, {});
  EXPECT_NEAR(level.gains[0], 1.25, 1e-12);
  EXPECT_NEAR(level.gains[1], 1, 1e-12);
  EXPECT_NEAR(level.gains[2], 100.0 / 120, 1e-12);
  EXPECT_NEAR(*variation_pct(outputs, {}), 100 * std::sqrt(800.0 / 3) / 100, 1e-9);
  // A bad cell takes no part.
  const std::vector<CellState> states = {CellState::good, CellState::good, CellState::dead};
  EXPECT_NEAR(equilibrate(100, outputs, states).gains[0], 90.0 / 80, 1e-12);
  EXPECT_TRUE(std::isnan(equilibrate(100, outputs, states).gains[2]));
}

TEST(Equilibration, InterpolatesBetweenLevels) {
  const std::vector<EquilibrationLevel> levels = {{100, {100}, {1.2}}, {200, {200}, {1.0}}};
  EXPECT_NEAR(equilibrated(levels, 0, 50), 60, 1e-12);
  EXPECT_NEAR(equilibrated(levels, 0, 150), 165, 1e-12);
  EXPECT_NEAR(equilibrated(levels, 0, 300), 300, 1e-12);
  EXPECT_EQ(equilibrated({}, 0, 70), 70);
}

}  // namespace
}  // namespace solea::calibration
