#include "visualization/scenes/isobars.h"

#include <gtest/gtest.h>
#include <vtkDataArray.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "visualization/scenes/relief.h"

namespace solea {
namespace {

/// A cone of 200 kPa over 120 mm, on a box that begins away from the plate's corner.
PressurePicture cone(double pitch_x_mm, double pitch_y_mm) {
  PressurePicture picture;
  picture.plate = {60, 60, pitch_x_mm, pitch_y_mm};
  picture.box = {10, 5, 50, 45};
  const PointMm middle = picture.plate.cell_centre(30, 25);
  for (int row = picture.box.row0; row < picture.box.row1; ++row) {
    for (int col = picture.box.col0; col < picture.box.col1; ++col) {
      const PointMm p = picture.plate.cell_centre(row, col);
      const double r = std::hypot(p.x - middle.x, p.y - middle.y);
      picture.values.push_back(static_cast<float>(std::max(0.0, 200 * (1 - r / 60))));
    }
  }
  return picture;
}

TEST(Isobars, LieWhereThePressureIsTheirLevel) {
  const PressurePicture picture = cone(4, 5);
  const std::array<double, 3> levels = {50, 100, 150};
  const auto mesh = isobars::lines(picture, levels, 0.1);
  ASSERT_GT(mesh->GetNumberOfPoints(), 30);
  std::array<int, 3> seen{};
  for (vtkIdType i = 0; i < mesh->GetNumberOfPoints(); ++i) {
    std::array<double, 3> p{};
    mesh->GetPoint(i, p.data());
    const double level = mesh->GetPointData()->GetScalars()->GetTuple1(i);
    EXPECT_NEAR(relief::value_at(picture, {p[0], p[1]}), level, 0.01);
    const auto k = std::find(levels.begin(), levels.end(), level) - levels.begin();
    ASSERT_LT(k, 3);
    ++seen[static_cast<std::size_t>(k)];
    EXPECT_GT(p[2], 0.1 * level) << "above the relief";
  }
  EXPECT_GT(seen[0], seen[1]) << "further out, longer";
  EXPECT_GT(seen[1], seen[2]);
  EXPECT_GT(seen[2], 0);
}

TEST(Isobars, OfAConeAreCircles) {
  const PressurePicture picture = cone(2, 2);
  const std::array<double, 1> levels = {100};
  const auto mesh = isobars::lines(picture, levels, 0);
  double length_mm = 0;
  for (vtkIdType i = 0; i < mesh->GetNumberOfCells(); ++i) {
    std::array<vtkIdType, 2> ends{};
    vtkIdType count = 0;
    const vtkIdType* ids = nullptr;
    mesh->GetCellPoints(i, count, ids);
    for (vtkIdType k = 0; k + 1 < count; ++k) {
      ends = {ids[k], ids[k + 1]};
      std::array<double, 3> a{};
      std::array<double, 3> b{};
      mesh->GetPoint(ends[0], a.data());
      mesh->GetPoint(ends[1], b.data());
      length_mm += std::hypot(a[0] - b[0], a[1] - b[1]);
    }
  }
  EXPECT_NEAR(length_mm, 2 * std::numbers::pi * 30, 0.02 * 2 * std::numbers::pi * 30);
}

TEST(Isobars, LevelsAreThoseOfTheTable) {
  EXPECT_EQ(isobars::levels(ColorTable::emed, 500),
            (std::vector<double>{10, 30, 60, 100, 150, 220, 300}));
  const std::vector<double> even = isobars::levels(ColorTable::even, 400);
  EXPECT_EQ(even, (std::vector<double>{50, 100, 150, 200, 250, 300, 350}));
  const std::vector<double> both = isobars::levels(ColorTable::difference, 80);
  EXPECT_EQ(both.size(), 14U);
  EXPECT_EQ(std::count(both.begin(), both.end(), -10.0), 1);
}

}  // namespace
}  // namespace solea
