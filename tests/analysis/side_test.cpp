// Votes of one print for its side, worked by hand (metrics.md 7.5).

#include "analysis/side.h"

#include <gtest/gtest.h>

#include <vector>

#include "analysis/print_cells.h"

namespace solea {
namespace {

/// 10 rows of 4 cells of 10 mm; the two front ones have no cells on one half.
Footprint without_corner(bool right) {
  Footprint print;
  print.plate = {20, 20, 10, 10};
  print.box = {3, 5, 13, 9};
  print.peak_kpa.assign(40, 100.0F);
  for (std::size_t row = 8; row < 10; ++row) {
    for (std::size_t col = 0; col < 2; ++col) print.peak_kpa[4 * row + col + (right ? 2 : 0)] = 0;
  }
  return print;
}

SideSettings hull_alone() {
  SideSettings how;
  how.arch_weight = how.front_weight = how.cop_weight = 0;
  how.hull_weight = 1;
  how.hull_full_difference = 0.2;
  how.full_sum = 1;
  return how;
}

// The hull has the corners (0, 0), (40, 0), (40, 80), (20, 100), (0, 100): 2000 mm2 on the left of
// its middle, 1800 on the right. Toes go back laterally: the smaller half is lateral.
TEST(Side, MoreOfTheHullIsMedial) {
  const SideVote right = vote_side(PrintCells(without_corner(true), {}, 10), {}, hull_alone());
  EXPECT_EQ(right.side, Side::right);
  EXPECT_NEAR(right.confidence, 200.0 / 3800 / 0.2, 1e-6);
  const SideVote left = vote_side(PrintCells(without_corner(false), {}, 10), {}, hull_alone());
  EXPECT_EQ(left.side, Side::left);
  EXPECT_NEAR(left.confidence, right.confidence, 1e-9);
}

TEST(Side, AHullWithEqualHalvesSaysNothing) {
  Footprint print = without_corner(true);
  print.peak_kpa.assign(40, 100.0F);
  print.peak_kpa[17] = 0;  // a hole is no matter of the hull
  const SideVote vote = vote_side(PrintCells(print, {}, 10), {}, hull_alone());
  EXPECT_NEAR(vote.confidence, 0, 1e-6);
}

TEST(Side, AHullThatDiffersByMoreIsAFullVoteAndNoMore) {
  SideSettings how = hull_alone();
  how.hull_full_difference = 0.05;
  how.hull_weight = 0.1;
  const SideVote vote = vote_side(PrintCells(without_corner(true), {}, 10), {}, how);
  EXPECT_NEAR(vote.confidence, 0.1, 1e-9);
}

}  // namespace
}  // namespace solea
