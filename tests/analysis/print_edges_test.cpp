#include "analysis/print_edges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solea {
namespace {

/// 4 rows of 3 cells of 10 mm, the front row of its own pressure.
Footprint block(float front_kpa) {
  Footprint print;
  print.plate = {4, 3, 10, 10};
  print.box = {0, 0, 4, 3};
  print.peak_kpa.assign(12, 100);
  std::fill(print.peak_kpa.begin() + 9, print.peak_kpa.end(), front_kpa);
  return print;
}

const FootFrame straight{{0, 0}, {0, 1}, Side::right};

TEST(PrintEdges, AStraightEdgeStaysWhereTheCellsEnd) {
  const PrintCells print(block(100), straight, 10);
  const auto along = tangents_across(print, true);
  ASSERT_TRUE(along);
  EXPECT_DOUBLE_EQ(along->lo, 0);
  EXPECT_DOUBLE_EQ(along->hi, 40);
  for (const auto& line : edges_across(edge_corners(print, true), edge_window_mm(print)).lines) {
    ASSERT_TRUE(line);
    EXPECT_DOUBLE_EQ(line->lo, 0);
    EXPECT_DOUBLE_EQ(line->hi, 30);
  }
}

TEST(PrintEdges, ALightRowReachesAsFarAsItsPressureIsAboveTheThreshold) {
  const auto front = [](float kpa) {
    const PrintCells print(block(kpa), straight, 10);
    return edges_along(edge_corners(print, true), 0).tangents()->hi;
  };
  EXPECT_NEAR(front(100), 40, 1e-9);
  EXPECT_NEAR(front(20), 40, 1e-9) << "twice the threshold";
  EXPECT_NEAR(front(15), 37.5, 1e-9);
  EXPECT_NEAR(front(11), 35.5, 1e-5) << "near the middle of the row";
  EXPECT_NEAR(front(9), 30, 1e-9) << "not there";
}

TEST(PrintEdges, ToesCanBeLeftOutAndNothingIsNothing) {
  std::vector<char> toes(12, 0);
  std::fill(toes.begin() + 9, toes.end(), 1);
  const PrintCells print(block(100), straight, 10, toes);
  EXPECT_DOUBLE_EQ(tangents_across(print, false)->hi, 30);
  EXPECT_DOUBLE_EQ(tangents_across(print, true)->hi, 40);
  const PrintCells none(block(0), straight, 200);
  EXPECT_FALSE(tangents_across(none, true));
}

/// A round pad, its pressure falling off to the rim, has the same extent from every side: nearer to
/// it than its cells' outermost corners are.
TEST(PrintEdges, ARoundPadIsAsLongFromEverySide) {
  Footprint print;
  print.plate = {30, 30, 5, 5};
  print.box = {0, 0, 30, 30};
  for (std::size_t i = 0; i < 900; ++i) {
    const PointMm p = print.cell_centre(i) - PointMm{74, 76};
    const double r2 = dot(p, p) / (50 * 50);
    print.peak_kpa.push_back(r2 < 1 ? static_cast<float>(200 * (1 - r2)) : 0.0F);
  }
  Extent edges{1e9, 0};
  Extent corners{1e9, 0};
  for (double deg = 0; deg < 90; deg += 3) {
    const double a = deg * std::numbers::pi / 180;
    const PrintCells cells(print, {{74, 76}, {std::sin(a), std::cos(a)}, Side::right}, 10);
    const double size =
        edges_along(edge_corners(cells, true), edge_window_mm(cells)).tangents()->size();
    edges = {std::min(edges.lo, size), std::max(edges.hi, size)};
    const double outer = cells.along(true)->size();
    corners = {std::min(corners.lo, outer), std::max(corners.hi, outer)};
  }
  EXPECT_LT(edges.size(), 0.6 * corners.size());
  EXPECT_LT(edges.size(), 2.5) << "half a cell";
}

}  // namespace
}  // namespace solea
