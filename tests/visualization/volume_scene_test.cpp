// The space-time volume of a step that is known: it grows to its time and turns about its middle.

#include "visualization/scenes/volume_scene.h"

#include <gtest/gtest.h>
#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cstdlib>
#include <numbers>
#include <vector>

#include "core/error.h"
#include "visualization/window/offscreen.h"

namespace solea {
namespace {

constexpr int width = 480;
constexpr int height = 360;

/// A pillar of one pressure that stands the whole time.
VolumePicture pillar() {
  VolumePicture picture;
  picture.movie.plate = {20, 20, 10, 10};
  picture.movie.step.box = {5, 5, 15, 15};
  constexpr int frames = 30;
  for (int k = 0; k < frames; ++k) {
    picture.movie.times_s.push_back(0.02 * k);
    picture.movie.kpa.insert(picture.movie.kpa.end(), 100, 0.0F);
    for (int row = 3; row < 7; ++row) {
      for (int col = 3; col < 7; ++col) {
        picture.movie.kpa[static_cast<std::size_t>(100 * k + 10 * row + col)] = 200;
      }
    }
  }
  picture.levels_kpa = {100};
  picture.title = "Pillar";
  return picture;
}

/// A scene in a window of its own.
class Drawn {
 public:
  explicit Drawn(const VolumePicture& picture)
      : window_(width, height), scene_(*window_.get(), picture) {}
  /// Rows with colour in them, the lowest first, within the middle of the window.
  struct Seen {
    int low = height;
    int high = 0;
    int pixels = 0;
  };
  Seen show(const std::optional<VolumeMoment>& moment) {
    scene_.show(moment);
    window_.render();
    vtkNew<vtkUnsignedCharArray> rgb;
    window_.get()->GetPixelData(0, 0, width - 1, height - 1, 0, rgb);
    Seen seen;
    for (int y = 20; y < height * 88 / 100; ++y) {
      for (int x = 0; x < width * 4 / 5; ++x) {
        const unsigned char* p = rgb->GetPointer(3L * (y * width + x));
        const auto [least, most] = std::minmax({p[0], p[1], p[2]});
        if (most - least < 30) continue;
        seen.low = std::min(seen.low, y);
        seen.high = std::max(seen.high, y);
        ++seen.pixels;
      }
    }
    return seen;
  }

 private:
  OffscreenWindow window_;
  VolumeScene scene_;
};

class Volume : public ::testing::Test {
 protected:
  Volume() { ::unsetenv("DISPLAY"); }
};

TEST_F(Volume, GrowsInProportionToItsTime) {
  const VolumePicture picture = pillar();
  Drawn drawn(picture);
  const auto half = drawn.show(VolumeMoment{14, 0});
  const auto whole = drawn.show(VolumeMoment{29, 0});
  const auto flat = drawn.show(VolumeMoment{0, 0});
  EXPECT_NEAR(whole.low, half.low, 3) << "it stands where it stood";
  const double print = flat.high - flat.low;
  EXPECT_NEAR((half.high - half.low - print) / (whole.high - whole.low - print), 0.5, 0.06);
}

TEST_F(Volume, TurnsAboutItsMiddleAndComesBack) {
  const VolumePicture picture = pillar();
  Drawn drawn(picture);
  const auto begin = drawn.show(VolumeMoment{29, 0});
  for (int i = 1; i <= 8; ++i) {
    const auto turned = drawn.show(VolumeMoment{29, 2 * std::numbers::pi * i / 8});
    // The pillar stands in the middle: it keeps its height, and from four sides its shape.
    EXPECT_NEAR(turned.high, begin.high, 14) << i;
    EXPECT_NEAR(turned.low, begin.low, 14) << i;
    const double differs = i == 8 ? 0 : i % 2 == 0 ? 0.1 : 1;
    EXPECT_NEAR(turned.pixels, begin.pixels, differs * begin.pixels) << i;
  }
}

TEST_F(Volume, OnePictureHasNoTime) {
  VolumePicture picture = pillar();
  picture.movie.times_s.resize(1);
  picture.movie.kpa.resize(100);
  EXPECT_THROW(Drawn{picture}, Error);
}

}  // namespace
}  // namespace solea
