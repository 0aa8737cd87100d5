#include "analysis/print_cells.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <vector>

namespace solea {
namespace {

FootFrame turned(double deg, Side side = Side::right) {
  const double a = deg * std::numbers::pi / 180;
  return {{40, 10}, {std::sin(a), std::cos(a)}, side};
}

Footprint random_print(unsigned seed) {
  Footprint print;
  print.plate = {40, 30, 5, 7};
  print.box = {3, 2, 33, 22};
  std::mt19937 random(seed);
  for (int i = 0; i < 600; ++i) print.peak_kpa.push_back(random() % 3 == 0 ? 0.0F : 50.0F);
  return print;
}

TEST(FootFrame, MirrorsTheLeftFoot) {
  const FootFrame right = turned(0);
  const FootFrame left = turned(0, Side::left);
  EXPECT_NEAR(right.to_foot({45, 10}).x, 5, 1e-12) << "lateral of a right foot is right";
  EXPECT_NEAR(left.to_foot({45, 10}).x, -5, 1e-12);
}

TEST(FootFrame, ThereAndBack) {
  for (const Side side : {Side::left, Side::right}) {
    for (const double deg : {-170.0, -35.0, 0.0, 12.0, 90.0}) {
      const FootFrame frame = turned(deg, side);
      const PointMm p = frame.to_plate(frame.to_foot({12.5, -7}));
      EXPECT_NEAR(p.x, 12.5, 1e-9);
      EXPECT_NEAR(p.y, -7, 1e-9);
      EXPECT_NEAR(frame.axis_deg(), deg, 1e-9);
    }
  }
}

TEST(ConvexPolygon, CutsASquareExactly) {
  ConvexPolygon square;
  for (const PointMm p : {PointMm{0, 0}, {10, 0}, {10, 10}, {0, 10}}) square.push_back(p);
  EXPECT_DOUBLE_EQ(square.area(), 100);
  EXPECT_DOUBLE_EQ(square.clipped({0, 1}, 3.5).area(), 35);
  EXPECT_DOUBLE_EQ(square.clipped({0, 1}, 20).area(), 100);
  EXPECT_DOUBLE_EQ(square.clipped({0, 1}, -1).area(), 0);
  const double s = std::sqrt(0.5);
  EXPECT_NEAR(square.clipped({s, s}, 10 * s).area(), 50, 1e-9) << "along its diagonal";
}

TEST(PrintCells, AreaBetweenLinesSumsToTheWhole) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    const Footprint footprint = random_print(seed);
    for (const double deg : {0.0, 17.0, 45.0, 123.0}) {
      const PrintCells print(footprint, turned(deg), 10);
      const Extent y = *print.along(true);
      const double whole = print.area_between(y.lo, y.hi, true);
      EXPECT_NEAR(whole, static_cast<double>(print.cells().size()) * 35, 1e-6);
      const double cut = y.lo + 0.371 * y.size();
      EXPECT_NEAR(print.area_between(y.lo, cut, true) + print.area_between(cut, y.hi, true), whole,
                  1e-6);
    }
  }
}

TEST(PrintCells, LengthAndWidthUseOuterEdges) {
  Footprint print;
  print.plate = {10, 10, 5, 5};
  print.box = {2, 3, 6, 5};  // 4 rows, 2 columns
  print.peak_kpa.assign(8, 50);
  const PrintCells cells(print, {{0, 0}, {0, 1}, Side::right}, 10);
  EXPECT_DOUBLE_EQ(cells.along(true)->size(), 20);
  EXPECT_DOUBLE_EQ(cells.across(20, true)->size(), 10);
  EXPECT_FALSE(cells.across(50, true)) << "no cell there";
  // Turned by 90 degrees, length and width change places.
  const PrintCells turned_cells(print, {{0, 0}, {1, 0}, Side::right}, 10);
  EXPECT_NEAR(turned_cells.along(true)->size(), 10, 1e-9);
}

TEST(PrintCells, AcrossReachesFromTheFirstToTheLastCellThatALineCuts) {
  for (unsigned seed = 0; seed < 5; ++seed) {
    const Footprint footprint = random_print(seed);
    std::vector<char> toes(footprint.cells(), 0);
    for (std::size_t i = 0; i < toes.size(); i += 7) toes[i] = 1;
    for (const double deg : {0.0, 17.0, 45.0, 123.0}) {
      const PrintCells print(footprint, turned(deg), 10, toes);
      const Extent along = *print.along(true);
      for (const bool with_toes : {true, false}) {
        for (double y = along.lo + 0.313; y < along.hi; y += 1.7071) {
          // A strip of a thousandth of a millimetre cut out of each cell.
          double lo = 1e9;
          double hi = -1e9;
          for (const PrintCell& cell : print.cells()) {
            if (cell.toe && !with_toes) continue;
            const ConvexPolygon strip =
                print.polygon(cell).clipped({0, 1}, y + 5e-4).clipped({0, -1}, -y + 5e-4);
            for (std::size_t i = 0; i < strip.size(); ++i) {
              lo = std::min(lo, strip[i].x);
              hi = std::max(hi, strip[i].x);
            }
          }
          const auto x = print.across(y, with_toes);
          if (lo > hi) {
            EXPECT_FALSE(x);
            continue;
          }
          if (!x) continue;  // the strip met a corner that the line just misses
          EXPECT_NEAR(x->lo, lo, 5e-3);
          EXPECT_NEAR(x->hi, hi, 5e-3);
        }
      }
    }
  }
}

TEST(PrintCells, ToesCanBeLeftOut) {
  Footprint print;
  print.plate = {4, 1, 5, 5};
  print.box = {0, 0, 4, 1};
  print.peak_kpa.assign(4, 50);
  const std::vector<char> toes = {0, 0, 0, 1};
  const PrintCells cells(print, {{0, 0}, {0, 1}, Side::right}, 10, toes);
  EXPECT_DOUBLE_EQ(cells.along(true)->size(), 20);
  EXPECT_DOUBLE_EQ(cells.along(false)->size(), 15);
  EXPECT_DOUBLE_EQ(cells.area_between(0, 20, false), 75);
}

}  // namespace
}  // namespace solea
