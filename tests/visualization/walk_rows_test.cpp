// A long walk in rows: nothing is lost, nothing is cut, every place is found again.

#include "visualization/scenes/walk_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace solea {
namespace {

constexpr double step_mm = 600;
constexpr int foot_cells = 26;  // of 10 mm

/// Feet of 26 x 8 cells, left and right of the way, `along_x` or along y; each has a value of its
/// own, and an arch that touches nothing.
PressurePicture walk(int feet, bool along_x) {
  const int length = static_cast<int>((feet - 1) * step_mm / 10) + foot_cells;
  constexpr int width = 30;
  PressurePicture picture;
  picture.plate = along_x ? PlateGeometry{width + 7, length + 5, 10, 10}
                          : PlateGeometry{length + 5, width + 7, 10, 10};
  picture.box =
      along_x ? CellBox{4, 3, 4 + width, 3 + length} : CellBox{3, 4, 3 + length, 4 + width};
  picture.values.assign(static_cast<std::size_t>(length * width), 0);
  for (int i = 0; i < feet; ++i) {
    const int at = static_cast<int>(i * step_mm / 10);
    const int aside = i % 2 == 0 ? 2 : 20;
    for (int k = 0; k < foot_cells; ++k) {
      if (k >= 10 && k < 16) continue;  // the arch
      for (int c = 0; c < 8; ++c) {
        const int row = along_x ? aside + c : at + k;
        const int col = along_x ? at + k : aside + c;
        picture.values[static_cast<std::size_t>(row * picture.box.cols() + col)] =
            static_cast<float>(100 + i);
      }
    }
    const double begin = 10 * (at + 3);
    const double middle = 10 * (aside + 4 + 4);
    const PointMm heel = along_x ? PointMm{begin, middle} : PointMm{middle, begin};
    const PointMm toes = heel + (along_x ? PointMm{260, 0} : PointMm{0, 260});
    picture.cop.push_back({{heel, toes}, {0, 0.7}});
    FootPicture foot;
    foot.axis = FootPicture::Line{heel, toes};
    picture.feet.push_back(foot);
    picture.labels.push_back({heel, std::to_string(i)});
  }
  return picture;
}

float drawn_value(const PressurePicture& picture, PointMm at) {
  const int row = static_cast<int>(std::floor(at.y / picture.plate.pitch_y_mm)) - picture.box.row0;
  const int col = static_cast<int>(std::floor(at.x / picture.plate.pitch_x_mm)) - picture.box.col0;
  return picture.values.at(static_cast<std::size_t>(row * picture.box.cols() + col));
}

TEST(WalkRows, EveryFootIsWholeAndHasItsPathAndAxis) {
  for (const bool along_x : {false, true}) {
    const PressurePicture picture = walk(27, along_x);
    const PressurePicture folded = in_rows(picture, 1.6);
    ASSERT_GT(folded.rows.size(), 2U);
    EXPECT_EQ(std::accumulate(folded.values.begin(), folded.values.end(), 0.0),
              std::accumulate(picture.values.begin(), picture.values.end(), 0.0));
    for (std::size_t i = 0; i < picture.feet.size(); ++i) {
      const auto value = static_cast<float>(100 + i);
      EXPECT_EQ(std::ranges::count(folded.values, value),
                std::ranges::count(picture.values, value));
      const PointMm into = along_x ? PointMm{5, 0} : PointMm{0, 5};
      EXPECT_EQ(drawn_value(folded, folded.cop[i].points.front() + into), value);
      EXPECT_EQ(drawn_value(folded, folded.cop[i].points.back() - into), value);
      EXPECT_EQ(folded.feet[i].axis->first, folded.cop[i].points.front());
      EXPECT_EQ(folded.labels[i].at, folded.cop[i].points.front());
    }
  }
}

TEST(WalkRows, PlacesAreFoundAgain) {
  const PressurePicture picture = walk(20, true);
  const PressurePicture folded = in_rows(picture, 1.6);
  for (const TimedPath& path : picture.cop) {
    for (const PointMm p : path.points) {
      const PointMm back = plate_place(folded, drawn_place(folded, p));
      EXPECT_NEAR(back.x, p.x, 1e-9);
      EXPECT_NEAR(back.y, p.y, 1e-9);
    }
  }
}

TEST(WalkRows, FeetAreLargerThanInOneRowAndRowsLieApart) {
  const PressurePicture picture = walk(27, true);
  constexpr double aspect = 1.6;
  const PressurePicture folded = in_rows(picture, aspect);
  const auto scale = [&](const PressurePicture& p) {
    return std::min(aspect / (p.box.cols() * p.plate.pitch_x_mm),
                    1 / (p.box.rows() * p.plate.pitch_y_mm));
  };
  EXPECT_GT(scale(folded), 2.5 * scale(picture));
  for (std::size_t i = 1; i < folded.rows.size(); ++i) {
    // The walk begins on top.
    EXPECT_GE(folded.rows[i - 1].box.row0 - folded.rows[i].box.row1, 10);
  }
}

TEST(WalkRows, AShortWalkStaysAsItIs) {
  const PressurePicture picture = walk(2, true);
  const PressurePicture same = in_rows(picture, 8);
  EXPECT_TRUE(same.rows.empty());
  EXPECT_EQ(same.values, picture.values);
  EXPECT_EQ(same.footer, picture.footer);
}

}  // namespace
}  // namespace solea
