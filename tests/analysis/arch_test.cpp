#include "analysis/arch.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace solea {
namespace {

/// A print from row widths, heel first, on cells of 10 mm, rows centred.
Footprint print_of(const std::vector<int>& widths, double pitch_x = 10, double pitch_y = 10) {
  Footprint print;
  const int rows = static_cast<int>(widths.size());
  print.plate = {rows, 6, pitch_x, pitch_y};
  print.box = {0, 0, rows, 6};
  for (const int width : widths) {
    for (int c = 0; c < 6; ++c) print.peak_kpa.push_back(c < width ? 100.0F : 0.0F);
  }
  return print;
}

double index_of(const Footprint& print, double axis_deg = 0) {
  const double a = axis_deg * std::numbers::pi / 180;
  const PrintCells cells(print, {{0, 0}, {std::sin(a), std::cos(a)}, Side::right}, 10);
  return *arch_index(*arch_thirds(cells));
}

// metrics.md 3.1, worked examples.
TEST(ArchIndex, WholeRows) {
  EXPECT_NEAR(index_of(print_of({3, 3, 3, 1, 1, 2, 4, 4, 4})), 0.16, 1e-9);
}

TEST(ArchIndex, FractionalRows) {
  const Footprint print = print_of({3, 3, 3, 2, 1, 1, 2, 4, 4, 4});
  EXPECT_NEAR(index_of(print), 0.172840, 1e-6);
  const ArchThirds thirds = *arch_thirds(PrintCells(print, {{0, 0}, {0, 1}, Side::right}, 10));
  EXPECT_NEAR(thirds.rearfoot_mm2 / 100, 9.6667, 1e-4);
  EXPECT_NEAR(thirds.midfoot_mm2 / 100, 4.6667, 1e-4);
  EXPECT_NEAR(thirds.forefoot_mm2 / 100, 12.6667, 1e-4);
}

TEST(ArchIndex, DoesNotDependOnThePitch) {
  const std::vector<int> widths = {3, 3, 3, 2, 1, 1, 2, 4, 4, 4};
  EXPECT_NEAR(index_of(print_of(widths, 5.08, 7.62)), 0.172840, 1e-6);
}

TEST(ArchIndex, ReadFromTheOtherEnd) {
  // The same print upside down with the axis turned round.
  const Footprint print = print_of({4, 4, 4, 2, 1, 1, 2, 3, 3, 3});
  EXPECT_NEAR(index_of(print, 180), 0.172840, 1e-6);
}

TEST(ArchIndex, UnloadedMidfootIsZeroAndLegal) {
  EXPECT_EQ(index_of(print_of({3, 3, 3, 0, 0, 0, 4, 4, 4})), 0);
}

TEST(ArchIndex, NothingToMeasureIsUndefined) {
  const PrintCells none(print_of({0, 0, 0}), {{0, 0}, {0, 1}, Side::right}, 10);
  EXPECT_FALSE(arch_thirds(none));
  EXPECT_FALSE(arch_index(ArchThirds{}));
}

TEST(ArchIndex, ClassBounds) {
  EXPECT_EQ(arch_class(0.21), ArchClass::high);
  EXPECT_EQ(arch_class(0.2101), ArchClass::normal);
  EXPECT_EQ(arch_class(0.2599), ArchClass::normal);
  EXPECT_EQ(arch_class(0.26), ArchClass::flat);
}

}  // namespace
}  // namespace solea
