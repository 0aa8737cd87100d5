#include "analysis/fine_print.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "analysis/arch.h"
#include "analysis/fine_arch.h"
#include "analysis/pressure_valley.h"

// The print between its cells and the arch index of what it covers.
namespace solea {
namespace {

constexpr double threshold_kpa = 10;

/// A print from row widths, heel first, rows from the left.
Footprint print_of(const std::vector<int>& widths, double pitch_x = 10, double pitch_y = 10,
                   float kpa = 100) {
  Footprint print;
  const int rows = static_cast<int>(widths.size());
  print.plate = {rows, 6, pitch_x, pitch_y};
  print.box = {0, 0, rows, 6};
  for (const int width : widths) {
    for (int c = 0; c < 6; ++c) print.peak_kpa.push_back(c < width ? kpa : 0.0F);
  }
  return print;
}

FootFrame frame_at(double axis_deg) {
  const double a = axis_deg * std::numbers::pi / 180;
  return {{0, 0}, {std::sin(a), std::cos(a)}, Side::right};
}

ArchThirds fine_thirds(const Footprint& print, double axis_deg = 0,
                       double threshold = threshold_kpa) {
  return arch_thirds(make_fine_print(print, threshold), frame_at(axis_deg), {}).value();
}

double fine_index(const Footprint& print, double axis_deg = 0, double threshold = threshold_kpa) {
  return arch_index(fine_thirds(print, axis_deg, threshold)).value();
}

/// Means of the cells of a plate over a pressure given at places in mm, in a box one cell inside;
/// cells under the threshold are faint.
Footprint felt(const std::function<double(PointMm)>& kpa, int rows, int cols, double pitch = 5) {
  Footprint print;
  print.plate = {rows, cols, pitch, pitch};
  print.box = {1, 1, rows - 1, cols - 1};
  constexpr int sub = 20;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      double sum = 0;
      for (int i = 0; i < sub * sub; ++i) {
        sum += kpa({pitch * (c + (i % sub + 0.5) / sub),
                    pitch * (r + (static_cast<double>(i / sub) + 0.5) / sub)});
      }
      const auto mean = static_cast<float>(sum / (sub * sub));
      const bool active = mean >= threshold_kpa;
      print.faint_kpa.push_back(active ? 0 : mean);
      if (r > 0 && c > 0 && r + 1 < rows && c + 1 < cols) {
        print.peak_kpa.push_back(active ? mean : 0);
      }
    }
  }
  return print;
}

double covered_mm2(const FinePrint& fine) {
  double area = 0;
  for (const float share : fine.covered) area += share * fine.picture.plate.cell_area_mm2();
  return area;
}

/// A heel, an arch and a ball of round pressures of different heights.
double foot_kpa(PointMm p) {
  const auto dome = [&](double x, double y, double rx, double ry, double most) {
    const double r2 = std::pow((p.x - x) / rx, 2) + std::pow((p.y - y) / ry, 2);
    return most * std::max(0.0, 1 - r2);
  };
  return dome(33, 40, 26, 34, 250) + dome(40, 95, 13, 50, 60) + dome(34, 150, 36, 32, 300);
}

// metrics.md 3.1, worked examples: an even print keeps its whole cells.
TEST(ArchIndexBetweenCells, AnEvenPrintHasTheArchIndexOfItsCells) {
  EXPECT_NEAR(fine_index(print_of({3, 3, 3, 1, 1, 2, 4, 4, 4})), 0.16, 1e-4);
  const std::vector<int> widths = {3, 3, 3, 2, 1, 1, 2, 4, 4, 4};
  EXPECT_NEAR(fine_index(print_of(widths)), 0.172840, 1e-4);
  EXPECT_NEAR(fine_index(print_of(widths, 5.08, 7.62)), 0.172840, 1e-4);
  EXPECT_NEAR(fine_index(print_of(widths, 10, 10, 10)), 0.172840, 1e-4) << "at the threshold";
  const ArchThirds thirds = fine_thirds(print_of(widths));
  EXPECT_NEAR(thirds.rearfoot_mm2 / 100, 9.6667, 1e-3);
  EXPECT_NEAR(thirds.midfoot_mm2 / 100, 4.6667, 1e-3);
  EXPECT_NEAR(thirds.forefoot_mm2 / 100, 12.6667, 1e-3);
}

TEST(ArchIndexBetweenCells, AnEvenPrintHasItInEveryDirectionOfTheAxis) {
  const Footprint print = print_of({3, 3, 3, 2, 1, 1, 2, 4, 4, 4});
  for (const double deg : {-35.0, -10.0, 5.0, 20.0, 180.0}) {
    const PrintCells cells(print, frame_at(deg), threshold_kpa);
    EXPECT_NEAR(fine_index(print, deg), *arch_index(*arch_thirds(cells)), 1e-4) << deg;
  }
}

TEST(ArchIndexBetweenCells, UnloadedMidfootIsZeroAndLegal) {
  EXPECT_EQ(fine_index(print_of({3, 3, 3, 0, 0, 0, 4, 4, 4})), 0);
}

TEST(ArchIndexBetweenCells, NothingToMeasureIsUndefined) {
  EXPECT_FALSE(arch_thirds(make_fine_print(print_of({0, 0, 0}), threshold_kpa), frame_at(0), {}));
  EXPECT_FALSE(
      arch_thirds(make_fine_print(print_of({3, 3}, 10, 10, 9), threshold_kpa), frame_at(0), {}));
}

TEST(ArchIndexBetweenCells, PressureAndThresholdTogetherChangeNothing) {
  const Footprint print = felt(foot_kpa, 40, 16);
  Footprint more = print;
  for (float& kpa : more.peak_kpa) kpa *= 3;
  for (float& kpa : more.faint_kpa) kpa *= 3;
  EXPECT_NEAR(fine_index(more, 4, 3 * threshold_kpa), fine_index(print, 4), 1e-6);
}

TEST(ArchIndexBetweenCells, AMirroredPrintHasTheSame) {
  const Footprint print = felt(foot_kpa, 40, 16);
  const Footprint mirrored = felt([](PointMm p) { return foot_kpa({80 - p.x, p.y}); }, 40, 16);
  EXPECT_NEAR(fine_index(mirrored, -4), fine_index(print, 4), 1e-6);
}

// The truth is the continuous print's, on a raster; whole cells are up to 0.02 off.
TEST(ArchIndexBetweenCells, IsNearTheContinuousPrintWhereverTheGridLies) {
  constexpr double raster = 0.25;
  double heel = 1e9;
  double front = -1e9;
  std::vector<double> ys;
  for (double y = raster / 2; y < 200; y += raster) {
    for (double x = raster / 2; x < 80; x += raster) {
      if (foot_kpa({x, y}) < threshold_kpa) continue;
      heel = std::min(heel, y);
      front = std::max(front, y);
      ys.push_back(y);
    }
  }
  const double third = (front - heel) / 3;
  const auto middle = std::count_if(
      ys.begin(), ys.end(), [&](double y) { return y > heel + third && y < front - third; });
  const double truth = static_cast<double>(middle) / static_cast<double>(ys.size());
  for (int shift = 0; shift < 16; ++shift) {
    const double dx = 1.25 * (shift % 4);
    const double dy = 1.25 * static_cast<double>(shift / 4);
    const Footprint print = felt([&](PointMm p) { return foot_kpa({p.x - dx, p.y - dy}); }, 42, 18);
    EXPECT_NEAR(fine_index(print), truth, 0.03 * truth) << dx << ' ' << dy;
  }
}

TEST(FinePrint, EachCellKeepsItsPressureAsTheMeanOfItsParts) {
  const Footprint print = felt(foot_kpa, 40, 16);
  const FinePrint fine = make_fine_print(print, threshold_kpa);
  constexpr int n = FinePrint::parts;
  const int cols = fine.picture.box.cols();
  for (int r = 0; r < print.box.rows(); ++r) {
    for (int c = 0; c < print.box.cols(); ++c) {
      const float kpa = print.peak_kpa[static_cast<std::size_t>(r * print.box.cols() + c)];
      if (kpa <= 0) continue;
      const int row = (print.box.row0 + r) * n - fine.picture.box.row0;
      const int col = (print.box.col0 + c) * n - fine.picture.box.col0;
      double sum = 0;
      for (int i = 0; i < n * n; ++i) {
        const float part =
            fine.picture.peak_kpa[static_cast<std::size_t>((row + i / n) * cols + col + i % n)];
        EXPECT_GE(part, 0);
        sum += part;
      }
      EXPECT_NEAR(sum / (n * n), kpa, 1e-3 * kpa) << r << ' ' << c;
    }
  }
}

// A ramp of 15 kPa per mm that ends at a line: whole cells move its edge by a cell, this by less
// than an eighth of one.
TEST(FinePrint, AStraightEdgeIsFoundBetweenTheCells) {
  for (double edge = 30; edge < 35; edge += 0.5) {
    const Footprint print = felt([&](PointMm p) { return 15 * std::max(0.0, edge - p.x); }, 12, 12);
    // Rows 0 and 11 are outside the box: what is faint in them is not the print's.
    double width = 0;
    const FinePrint fine = make_fine_print(print, threshold_kpa);
    const int cols = fine.picture.box.cols();
    const int row = 6 * FinePrint::parts - fine.picture.box.row0;
    for (int c = 0; c < cols; ++c) {
      width +=
          fine.covered[static_cast<std::size_t>(row * cols + c)] * fine.picture.plate.pitch_x_mm;
    }
    EXPECT_NEAR(5 + width, edge - threshold_kpa / 15, 0.6) << edge;
  }
}

TEST(FinePrint, FaintCellsCountBesideActiveOnesOnly) {
  Footprint print = print_of({3, 3, 3, 3});
  const double even = covered_mm2(make_fine_print(print, threshold_kpa));
  EXPECT_NEAR(even, 1200, 1e-3);
  print.faint_kpa.assign(6 * 8, 0.0F);
  print.faint_kpa[3 * 8 + 6] = 9;  // row 2, column 5: two cells beside the print
  EXPECT_NEAR(covered_mm2(make_fine_print(print, threshold_kpa)), even, 1e-3);
  print.faint_kpa[3 * 8 + 4] = 9;  // row 2, column 3: beside it
  const double more = covered_mm2(make_fine_print(print, threshold_kpa));
  EXPECT_GT(more, even);
  EXPECT_LT(more, even + 100);
}

/// Two equal valleys 8 mm to either side of the corridor's middle, and a ridge that may be moved.
ZonePath mean_valley_beside_ridge(double ridge_y, double spread_kpa_mm) {
  Footprint print;
  print.plate = {60, 60, 1, 1};
  print.box = {0, 0, 60, 60};
  for (int r = 0; r < 60; ++r) {
    for (int c = 0; c < 60; ++c) {
      const double y = std::abs(r + 0.5 - ridge_y);
      print.peak_kpa.push_back(y < 4 ? 100.0F : 0.0F);
    }
  }
  return find_mean_valley(print, {{0, 0}, {0, 1}, Side::right},
                          {ZonePath::Runs::across, {5, 55}, [](double) { return 30.0; }, 16, 10},
                          spread_kpa_mm);
}

TEST(MeanValley, LiesBetweenTwoWaysThatCostTheSame) {
  EXPECT_NEAR(mean_valley_beside_ridge(30, 200).at(30), 30, 1e-6);
}

TEST(MeanValley, LeansToTheWiderValleyWhereTheRidgeMoves) {
  const double moved = mean_valley_beside_ridge(31, 200).at(30);
  EXPECT_LT(moved, 30);
  EXPECT_GT(moved, 25) << "not at the ridge's other side at once";
}

TEST(MeanValley, IsTheLeastCostPathWhereThereIsOneWay) {
  const ZonePath path = mean_valley_beside_ridge(14, 20);  // the ridge takes all below 18
  for (double x = 10; x < 50; x += 5) EXPECT_GT(path.at(x), 18) << x;
}

}  // namespace
}  // namespace solea
