// Whole scenes beside small pictures of them that were looked at (baselines/). Blocks of pixels are
// compared by their mean colour, so that another driver's edges and letters do not matter and a
// layer that is missing or elsewhere does. SOLEA_WRITE_BASELINES=1 writes them anew.

#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include <cmath>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "tests/support/files.h"
#include "visualization/scenes/feet_scene.h"
#include "visualization/scenes/volume_scene.h"
#include "visualization/window/snapshot.h"

namespace solea {
namespace {

constexpr int width = 400;
constexpr int height = 300;
constexpr int block = 10;

std::filesystem::path baseline(const std::string& name) {
  return testing::sample_data("").parent_path().parent_path() / "tests" / "visualization" /
         "baselines" / (name + ".png");
}

/// Mean colour of each block.
std::vector<double> blocks_of(const std::filesystem::path& file) {
  vtkNew<vtkPNGReader> reader;
  reader->SetFileName(file.c_str());
  reader->Update();
  vtkImageData& image = *reader->GetOutput();
  const int* size = image.GetDimensions();
  EXPECT_EQ(size[0], width) << file;
  EXPECT_EQ(size[1], height) << file;
  if (size[0] != width || size[1] != height) return {};
  std::vector<double> means(static_cast<std::size_t>(width / block * (height / block) * 3));
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const auto* p = static_cast<const unsigned char*>(image.GetScalarPointer(x, y, 0));
      const auto at = static_cast<std::size_t>((y / block * (width / block) + x / block) * 3);
      for (std::size_t c = 0; c < 3; ++c) means[at + c] += p[c] / (1.0 * block * block);
    }
  }
  return means;
}

struct Difference {
  double mean = 0;
  double largest = 0;
};

Difference difference(const std::vector<double>& a, const std::vector<double>& b) {
  Difference d;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double apart = std::abs(a[i] - b[i]);
    d.mean += apart / static_cast<double>(a.size());
    d.largest = std::max(d.largest, apart);
  }
  return d;
}

constexpr double most_mean = 1.0;  // of 255
constexpr double most_block = 40;

/// Two hills, heel and forefoot, of a foot of 240 mm.
float load_kpa(PointMm p) {
  const auto hill = [&](double x, double y, double r) {
    return std::exp(-(std::pow(p.x - x, 2) + std::pow(p.y - y, 2)) / (r * r));
  };
  const double kpa = 320 * hill(70, 60, 26) + 380 * hill(60, 200, 30) + 90 * hill(90, 130, 28);
  return kpa < 10 ? 0.0F : static_cast<float>(kpa);
}

PressurePicture foot_on_plate() {
  PressurePicture picture;
  picture.plate = {54, 30, 5, 5};
  picture.box = {2, 2, 52, 28};
  for (int row = 2; row < 52; ++row) {
    for (int col = 2; col < 28; ++col) {
      picture.values.push_back(load_kpa(picture.plate.cell_centre(row, col)));
    }
  }
  picture.quantity = "Peak pressure";
  picture.title = "Peak pressure, right foot";
  picture.subtitle = "made for a test";
  picture.footer = "Solea";
  picture.scale_max = 400;
  picture.cop = {{{{70, 50}, {78, 120}, {62, 200}, {50, 225}}, {0, 0.2, 0.5, 0.6}}};
  picture.labels = {{{70, 5}, "heel"}, {{60, 255}, "toes"}};
  FootPicture foot;
  foot.side = Side::right;
  foot.axis = {{{70, 20}, {58, 240}}};
  foot.zones = {{"HM", {60, 60}, 300.0}, {"M2", {60, 200}, 380.0}};
  foot.instants = {{"FFC", {70, 50}, 0}, {"LFC", {50, 225}, 0.6}};
  foot.peak = PointMm{62.5, 202.5};
  picture.feet = {foot};
  return picture;
}

SceneOptions options(SceneOptions::View view, const std::string& layers) {
  SceneOptions how;
  how.view = view;
  how.layers = Layers::parse(layers);
  return how;
}

FeetPicture two_feet() {
  FeetPicture picture;
  picture.title = "Peak pressure, 2 feet";
  const PressurePicture plate = foot_on_plate();
  for (const Side side : {Side::left, Side::right}) {
    FootPicture foot;
    foot.side = side;
    foot.title = side == Side::left ? "0 left" : "1 right";
    for (int row = 2; row < 52; ++row) {
      for (int col = 2; col < 28; ++col) {
        const PointMm p = plate.plate.cell_centre(row, col);
        const float kpa = load_kpa(p);
        if (kpa <= 0) continue;
        const double x = side == Side::left ? -p.x : p.x;
        foot.cells.push_back({{PointMm{x - 2.5, p.y - 2.5},
                               {x + 2.5, p.y - 2.5},
                               {x + 2.5, p.y + 2.5},
                               {x - 2.5, p.y + 2.5}},
                              kpa});
      }
    }
    picture.feet.push_back(foot);
  }
  return picture;
}

VolumePicture rolling_step() {
  VolumePicture picture;
  const PressurePicture plate = foot_on_plate();
  picture.movie.plate = plate.plate;
  picture.movie.step.box = plate.box;
  constexpr int frames = 24;
  for (int k = 0; k < frames; ++k) {
    picture.movie.times_s.push_back(0.02 * k);
    for (std::size_t i = 0; i < plate.values.size(); ++i) {
      const double y = 12.5 + 5.0 * static_cast<double>(static_cast<int>(i) / 26);
      const double rolled = (y - 10.0 * k) / 80;
      picture.movie.kpa.push_back(plate.values[i] * static_cast<float>(std::exp(-rolled * rolled)));
    }
  }
  picture.levels_kpa = {20, 100, 200};
  picture.title = "Pressure over time";
  picture.cop = plate.cop[0];
  picture.cop.times_s = {0, 0.15, 0.35, 0.46};
  return picture;
}

class Baseline : public ::testing::Test {
 protected:
  void compare(const std::string& name,
               const std::function<void(const std::filesystem::path&)>& draw) {
    const std::filesystem::path wanted = baseline(name);
    if (std::getenv("SOLEA_WRITE_BASELINES") != nullptr) draw(wanted);
    ASSERT_TRUE(std::filesystem::exists(wanted)) << wanted;
    draw(folder / "seen.png");
    const Difference d = difference(blocks_of(folder / "seen.png"), blocks_of(wanted));
    EXPECT_LT(d.mean, most_mean) << name;
    EXPECT_LT(d.largest, most_block) << name;
  }
  void compare(const std::string& name, const PressurePicture& picture, const SceneOptions& how) {
    compare(name, [&](const std::filesystem::path& file) {
      write_png(file, picture, how, width, height);
    });
  }
  testing::TempFolder folder;
};

TEST_F(Baseline, Relief) {
  compare("relief", foot_on_plate(), options(SceneOptions::View::relief, "+axis"));
}

TEST_F(Baseline, SmoothRelief) {
  SceneOptions how = options(SceneOptions::View::relief, "+zones,+values");
  how.smooth = true;
  compare("smooth", foot_on_plate(), how);
}

TEST_F(Baseline, MapInSteps) {
  SceneOptions how = options(SceneOptions::View::map, "all");
  how.colors = ColorTable::emed;
  compare("map", foot_on_plate(), how);
}

TEST_F(Baseline, LyingWalkway) {
  SceneOptions how = options(SceneOptions::View::map, "cop,axis,outline,grid,scale,labels");
  how.lying = true;
  compare("lying", foot_on_plate(), how);
}

TEST_F(Baseline, Difference) {
  PressurePicture picture = foot_on_plate();
  picture.difference = true;
  for (std::size_t i = 0; i < picture.values.size(); ++i) {
    if (i % 26 < 11) picture.values[i] *= -0.5F;
  }
  compare("difference", picture, options(SceneOptions::View::map, "axis,outline,grid,labels"));
}

TEST_F(Baseline, Feet) {
  compare("feet",
          [](const std::filesystem::path& file) { write_png(file, two_feet(), width, height); });
}

TEST_F(Baseline, Volume) {
  compare("volume", [](const std::filesystem::path& file) {
    write_png(file, rolling_step(), width, height);
  });
}

/// The tolerance must see what a person would: another camera, a missing layer, another table.
TEST_F(Baseline, TellsScenesApart) {
  const auto drawn = [&](const SceneOptions& how) {
    write_png(folder / "one.png", foot_on_plate(), how, width, height);
    return blocks_of(folder / "one.png");
  };
  const auto usual = drawn(options(SceneOptions::View::map, "all"));
  SceneOptions steps = options(SceneOptions::View::map, "all");
  steps.colors = ColorTable::emed;
  for (const SceneOptions& other : {steps, options(SceneOptions::View::relief, "all"),
                                    options(SceneOptions::View::map, "all,-grid,-cop,-axis")}) {
    const struct Difference d = difference(usual, drawn(other));
    EXPECT_TRUE(d.mean > most_mean || d.largest > most_block) << d.mean << ' ' << d.largest;
  }
}

}  // namespace
}  // namespace solea
