#include <gtest/gtest.h>

#include <cmath>

#include "analysis/analyze.h"
#include "tests/analysis/rotated_feet.h"

// The same foot put down in other directions on cells of 5 mm (metrics.md 13), against its value at
// 0 degrees. The arch index between the cells is within 3 % in every direction. That of whole cells
// is for half of the directions and more, not for all: a cell is in or out.
// docs/virtual_mat.md has the distributions and tests/bench/rotation.cpp makes them.
namespace solea {
namespace {

using testing::AgainstZero;
using testing::FootOnPlate;

struct Turned {
  AgainstZero arch;
  AgainstZero arch_between_cells;
  AgainstZero cpei;
};

/// A square grid looks the same after a quarter turn: 90 to 350 degrees repeat 10 to 80.
void add_turns(const FootOnPlate& foot, bool real, Turned& all) {
  const StepResult zero = testing::step_at(foot, 0, real);
  for (int deg = 10; deg < 90; deg += 10) {
    const StepResult turned = testing::step_at(foot, deg, real);
    const auto add = [&](const char* id, AgainstZero& out) {
      const auto v = turned.metric(id);
      const auto v0 = zero.metric(id);
      if (v && v0) out.add(*v, *v0);
    };
    add("arch_index", all.arch);
    add("arch_index_subcell", all.arch_between_cells);
    add("cpei_pct", all.cpei);
  }
}

void expect_near_zero_degrees(const Turned& all) {
  EXPECT_LE(AgainstZero::at(all.arch_between_cells.parts, 1), 0.03);
  EXPECT_LE(AgainstZero::at(all.arch.parts, 0.5), 0.03);
  EXPECT_LE(AgainstZero::at(all.cpei.parts, 0.5), 0.05);
  EXPECT_LE(AgainstZero::at(all.cpei.points, 1), 5) << "percent of the foot's width";
}

TEST(Rotation, VirtualFeetStayNearTheirValueAtZeroDegrees) {
  Turned all;
  for (int i = 0; i < 9; ++i) add_turns(testing::fine_virtual_foot(i), false, all);
  ASSERT_EQ(all.arch.parts.size(), 72U);
  ASSERT_EQ(all.arch_between_cells.parts.size(), 72U);
  ASSERT_EQ(all.cpei.parts.size(), 72U);
  expect_near_zero_degrees(all);
}

TEST(Rotation, ArchIndexBetweenTheCellsIsNearTheContinuousPrints) {
  double squares_of_cells = 0;
  double squares_between_cells = 0;
  for (int i = 0; i < 9; ++i) {
    const FootOnPlate foot = testing::fine_virtual_foot(i);
    const double truth = foot.true_arch_index.value();
    for (int deg = 0; deg < 90; deg += 30) {
      const StepResult step = testing::step_at(foot, deg, false);
      const double between_cells = step.metric("arch_index_subcell").value();
      EXPECT_NEAR(between_cells, truth, 0.008) << foot.name << " at " << deg;
      squares_between_cells += std::pow(between_cells - truth, 2);
      squares_of_cells += std::pow(step.metric("arch_index").value() - truth, 2);
    }
  }
  EXPECT_LT(squares_between_cells, squares_of_cells);
}

TEST(Rotation, RealFeetStayNearTheirValueAtZeroDegrees) {
  Turned all;
  for (const char* name : testing::real_walks) {
    for (const FootOnPlate& foot : testing::real_feet(name)) add_turns(foot, true, all);
  }
  if (all.arch.parts.empty()) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  expect_near_zero_degrees(all);
}

TEST(Rotation, AQuarterTurnOfTheGridChangesNothing) {
  const FootOnPlate foot = testing::fine_virtual_foot(0);
  const StepResult zero = testing::step_at(foot, 0, false);
  const StepResult turned = testing::step_at(foot, 90, false);
  EXPECT_NEAR(*turned.metric("arch_index"), *zero.metric("arch_index"), 2e-3);
  EXPECT_NEAR(*turned.metric("cpei_pct"), *zero.metric("cpei_pct"), 0.2);
}

}  // namespace
}  // namespace solea
