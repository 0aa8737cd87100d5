// Checks on pictures that need no baseline picture.

#include "visualization/scenes/pressure_scene.h"

#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>
#include <vtkRenderWindow.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include "core/color_scale.h"
#include "core/error.h"
#include "tests/support/files.h"
#include "visualization/window/offscreen.h"
#include "visualization/window/snapshot.h"

namespace solea {
namespace {

using testing::TempFolder;

class Image {
 public:
  explicit Image(const std::filesystem::path& file) {
    reader_->SetFileName(file.c_str());
    reader_->Update();
  }
  [[nodiscard]] int width() const { return reader_->GetOutput()->GetDimensions()[0]; }
  [[nodiscard]] int height() const { return reader_->GetOutput()->GetDimensions()[1]; }
  [[nodiscard]] Rgb at(int x, int y) const {
    const auto* p =
        static_cast<const unsigned char*>(reader_->GetOutput()->GetScalarPointer(x, y, 0));
    return {p[0], p[1], p[2]};
  }
  /// How often each colour occurs.
  [[nodiscard]] std::map<Rgb, int> colors() const {
    std::map<Rgb, int> count;
    for (int y = 0; y < height(); ++y) {
      for (int x = 0; x < width(); ++x) ++count[at(x, y)];
    }
    return count;
  }

 private:
  vtkNew<vtkPNGReader> reader_;
};

/// A plain step pyramid in kPa, off the middle so that mirroring shows.
PressurePicture pyramid(bool mirrored = false) {
  PressurePicture picture;
  picture.plate = {40, 40, 5, 5};
  picture.box = {10, 10, 30, 20};
  for (int row = 0; row < 20; ++row) {
    for (int col = 0; col < 10; ++col) {
      const int c = mirrored ? 9 - col : col;
      picture.values.push_back(static_cast<float>(20 * std::min({row + 1, 20 - row, 2 * c + 1})));
    }
  }
  picture.title = "Pyramid";
  picture.scale_max = 200;
  return picture;
}

Image draw(const TempFolder& folder, const PressurePicture& picture, const SceneOptions& options,
           int width = 640, int height = 480) {
  write_png(folder / "p.png", picture, options, width, height);
  return Image(folder / "p.png");
}

SceneOptions map_view() {
  SceneOptions options;
  options.view = SceneOptions::View::map;
  options.layers.set(Layer::outline, false);
  return options;
}

class Picture : public ::testing::Test {
 protected:
  Picture() { ::unsetenv("DISPLAY"); }
  TempFolder folder;
};

TEST_F(Picture, HasTheSizeThatWasAsked) {
  const Image image = draw(folder, pyramid(), {}, 1000, 800);
  EXPECT_EQ(image.width(), 1000);
  EXPECT_EQ(image.height(), 800);
}

TEST_F(Picture, CellsHaveTheColoursOfTheirPressures) {
  const PressurePicture picture = pyramid();
  const auto colors = draw(folder, picture, map_view()).colors();
  const ColorScale scale(200);
  std::map<float, int> cells;
  for (const float v : picture.values) ++cells[v];
  for (const auto& [kpa, count] : cells) {
    const Rgb wanted = scale.color(kpa);
    int pixels = 0;
    for (const auto& [color, n] : colors) {
      const auto near = [&](int i) { return std::abs(color[i] - wanted[i]) <= 3; };
      if (near(0) && near(1) && near(2)) pixels += n;
    }
    EXPECT_GT(pixels, 20 * count) << kpa << " kPa in the colour of the bar";
  }
}

TEST_F(Picture, MirroredPressuresGiveAMirroredPicture) {
  // Between the two, the whole map changes places about its own middle.
  const auto columns = [&](const PressurePicture& picture) {
    const Image image = draw(folder, picture, map_view());
    const Rgb top = ColorScale(200).color(200);
    int left = image.width();
    int right = 0;
    for (int y = 60; y < image.height() - 60; ++y) {
      for (int x = 0; x < image.width() * 3 / 4; ++x) {
        const Rgb c = image.at(x, y);
        if (std::abs(c[0] - top[0]) + std::abs(c[1] - top[1]) + std::abs(c[2] - top[2]) < 12) {
          left = std::min(left, x);
          right = std::max(right, x);
        }
      }
    }
    return std::pair(left, right);
  };
  const auto [left, right] = columns(pyramid());
  const auto [mirrored_left, mirrored_right] = columns(pyramid(true));
  EXPECT_GT(left, mirrored_right) << "the ridge changes sides";
  EXPECT_NEAR(right - left, mirrored_right - mirrored_left, 2);
}

TEST_F(Picture, ReliefShowsMoreThanTheFloor) {
  const auto colors = draw(folder, pyramid(), {}).colors();
  int colored = 0;
  for (const auto& [color, n] : colors) {
    const auto [lo, hi] = std::minmax({color[0], color[1], color[2]});
    if (hi - lo > 30) colored += n;
  }
  EXPECT_GT(colored, 640 * 480 / 25);
}

TEST_F(Picture, TheCentreOfPressureLiesWhereTheNumbersSay) {
  // On a flat plate of one pressure the white path is the only white inside the print.
  PressurePicture picture;
  picture.plate = {40, 40, 5, 5};
  picture.box = {5, 5, 35, 35};
  picture.values.assign(900, 20);
  picture.scale_max = 200;
  picture.cop = {{{{60, 60}, {60, 140}}, {0, 0.5}}};
  const Image image = draw(folder, picture, map_view(), 800, 600);
  const Rgb print = ColorScale(200).color(20);
  int left = image.width();
  int right = 0;
  int row = image.height() / 2;
  for (int x = 0; x < image.width() * 3 / 4; ++x) {
    const Rgb c = image.at(x, row);
    if (std::abs(c[0] - print[0]) + std::abs(c[1] - print[1]) + std::abs(c[2] - print[2]) < 12) {
      left = std::min(left, x);
      right = std::max(right, x);
    }
  }
  ASSERT_GT(right, left + 100);
  double sum = 0;
  int n = 0;
  for (int x = left; x <= right; ++x) {
    const Rgb c = image.at(x, row);
    if (c[0] > 230 && c[1] > 230 && c[2] > 230) {
      sum += x;
      ++n;
    }
  }
  ASSERT_GT(n, 0);
  // The print is 25 to 175 mm wide, the path is at x = 60 mm.
  const double expected = left + (60.0 - 25.0) / 150.0 * (right - left);
  EXPECT_NEAR(sum / n, expected, 3);
}

/// A scene in a window of its own, and its picture.
class DrawnScene {
 public:
  DrawnScene(const TempFolder& folder, const PressurePicture& picture, const SceneOptions& options)
      : file_(folder / "scene.png"), window_(800, 600) {
    window_.get()->SetMultiSamples(0);
    scene_.emplace(*window_.get(), picture, options);
  }
  [[nodiscard]] PressureScene& scene() { return *scene_; }
  [[nodiscard]] Image image() {
    window_.get()->Render();
    save_window_png(*window_.get(), file_);
    return Image(file_);
  }

 private:
  std::filesystem::path file_;
  OffscreenWindow window_;
  std::optional<PressureScene> scene_;
};

void expect_near(const Rgb& seen, const Rgb& wanted, int tolerance, const std::string& what) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(seen[i], wanted[i], tolerance) << what;
}

TEST_F(Picture, EachCellHasItsTablesColourWhereTheCellIs) {
  const PressurePicture picture = pyramid();
  for (const ColorTable table : {ColorTable::even, ColorTable::emed, ColorTable::footscan}) {
    SceneOptions options = map_view();
    options.colors = table;
    options.layers = Layers::parse("none");
    DrawnScene drawn(folder, picture, options);
    const Image image = drawn.image();
    for (std::size_t i = 0; i < picture.values.size(); i += 7) {
      const int row = picture.box.row0 + static_cast<int>(i) / picture.box.cols();
      const int col = picture.box.col0 + static_cast<int>(i) % picture.box.cols();
      const PointMm at = drawn.scene().pixel_of(picture.plate.cell_centre(row, col));
      const Rgb seen = image.at(static_cast<int>(at.x), static_cast<int>(at.y));
      expect_near(seen, table_color(table, picture.values[i], drawn.scene().scale_max()), 4,
                  std::to_string(picture.values[i]) + " kPa");
    }
  }
}

TEST_F(Picture, ProbesAreWhereTheyWerePutAndGoAway) {
  const PressurePicture picture = pyramid();
  SceneOptions options = map_view();
  options.layers = Layers::parse("none");
  DrawnScene drawn(folder, picture, options);
  const Image before = drawn.image();
  const std::vector<Probe> probes = {{{60, 80}, 0}, {{75, 150}, 3}};
  drawn.scene().set_probes(probes);
  const Image with = drawn.image();
  for (const Probe& probe : probes) {
    const PointMm at = drawn.scene().pixel_of(probe.at);
    const int x = static_cast<int>(at.x);
    const int y = static_cast<int>(at.y);
    EXPECT_NE(with.at(x, y), before.at(x, y)) << probe.number;
  }
  const PointMm first = drawn.scene().pixel_of(probes[0].at);
  const PointMm second = drawn.scene().pixel_of(probes[1].at);
  EXPECT_NE(with.at(static_cast<int>(first.x), static_cast<int>(first.y)),
            with.at(static_cast<int>(second.x), static_cast<int>(second.y)))
      << "a colour each";
  drawn.scene().set_probes(std::span(probes).subspan(1));
  const Image one = drawn.image();
  EXPECT_EQ(one.at(static_cast<int>(first.x), static_cast<int>(first.y)),
            before.at(static_cast<int>(first.x), static_cast<int>(first.y)));
  EXPECT_NE(one.at(static_cast<int>(second.x), static_cast<int>(second.y)),
            before.at(static_cast<int>(second.x), static_cast<int>(second.y)));
  drawn.scene().set_probes({});
  EXPECT_EQ(drawn.image().colors(), before.colors());
}

TEST_F(Picture, ManyCellsAreAllDrawn) {
  PressurePicture picture;
  picture.plate = {60, 60, 5, 5};
  picture.box = {0, 0, 60, 60};
  picture.values.assign(3600, 150);
  picture.scale_max = 200;
  SceneOptions options = map_view();
  options.layers = Layers::parse("none");
  DrawnScene drawn(folder, picture, options);
  const Image image = drawn.image();
  for (int i = 0; i < 60; ++i) {
    const PointMm at = drawn.scene().pixel_of(picture.plate.cell_centre(i, (7 * i) % 60));
    expect_near(image.at(static_cast<int>(at.x), static_cast<int>(at.y)),
                table_color(ColorTable::even, 150, 200), 4, "row " + std::to_string(i));
  }
}

TEST_F(Picture, ValuesWrittenIntoASceneLookAsIfItWereNew) {
  for (const bool smooth : {false, true}) {
    SceneOptions options;
    options.live = true;
    options.smooth = smooth;
    options.layers = Layers::parse("grid");
    PressurePicture empty = pyramid();
    std::fill(empty.values.begin(), empty.values.end(), 0.0F);
    std::vector<std::map<Rgb, int>> seen;
    {
      DrawnScene written(folder, empty, options);
      static_cast<void>(written.image());
      written.scene().set_values(pyramid(true).values);
      static_cast<void>(written.image());
      written.scene().set_values(pyramid().values);
      seen.push_back(written.image().colors());
    }
    DrawnScene fresh(folder, pyramid(), options);
    seen.push_back(fresh.image().colors());
    EXPECT_EQ(seen[0], seen[1]) << (smooth ? "smooth" : "cells");
  }
}

TEST_F(Picture, APlaceIsFoundAgainUnderItsPixel) {
  const PressurePicture picture = pyramid();
  for (const SceneOptions& options : {map_view(), SceneOptions{}}) {
    DrawnScene drawn(folder, picture, options);
    static_cast<void>(drawn.image());
    for (const PointMm p : {PointMm{62.5, 92.5}, PointMm{82.5, 102.5}}) {
      const PointMm px = drawn.scene().pixel_of(p);
      const auto found =
          drawn.scene().place_at(static_cast<int>(px.x + 0.5), static_cast<int>(px.y + 0.5));
      ASSERT_TRUE(found);
      EXPECT_NEAR(found->x, p.x, 2.5);
      EXPECT_NEAR(found->y, p.y, 2.5);
    }
  }
}

TEST_F(Picture, LayersComeAndGo) {
  DrawnScene drawn(folder, pyramid(), map_view());
  const auto with = drawn.image().colors();
  drawn.scene().set_layers(Layers::parse("none"));
  const auto without = drawn.image().colors();
  EXPECT_NE(with, without);
  drawn.scene().set_layers(map_view().layers);
  EXPECT_EQ(drawn.image().colors(), with);
}

TEST_F(Picture, DifferencesHaveTheDivergingTable) {
  PressurePicture picture = pyramid();
  picture.difference = true;
  for (std::size_t i = 0; i < picture.values.size() / 2; ++i) picture.values[i] *= -1;
  SceneOptions options = map_view();
  options.layers = Layers::parse("none");
  DrawnScene drawn(folder, picture, options);
  const Image image = drawn.image();
  for (const std::size_t i : {45U, 145U}) {
    const int row = picture.box.row0 + static_cast<int>(i) / picture.box.cols();
    const int col = picture.box.col0 + static_cast<int>(i) % picture.box.cols();
    const PointMm at = drawn.scene().pixel_of(picture.plate.cell_centre(row, col));
    expect_near(image.at(static_cast<int>(at.x), static_cast<int>(at.y)),
                table_color(ColorTable::difference, picture.values[i], 200), 5, "difference");
  }
}

TEST_F(Picture, UnwritableFilesAreReported) {
  EXPECT_THROW(write_png("/nowhere/p.png", pyramid(), {}, 320, 240), FileError);
}

TEST_F(Picture, SmoothAndMapAndEmptyOverlaysDraw) {
  SceneOptions smooth;
  smooth.smooth = true;
  EXPECT_NO_THROW(draw(folder, pyramid(), smooth));
  PressurePicture lone = pyramid();
  lone.cop = {{{{100, 100}}, {0}}};  // a path of one point
  EXPECT_NO_THROW(draw(folder, lone, {}));
}

}  // namespace
}  // namespace solea
