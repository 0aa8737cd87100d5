#include "analysis/step_segmentation.h"

#include <gtest/gtest.h>

#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::make_recording;

constexpr PlateGeometry plate{60, 40, 5, 5};

/// Frames to paint rectangles of pressure into.
class Canvas {
 public:
  explicit Canvas(std::size_t frames) : frames_(frames, std::vector<float>(plate.cells())) {}
  void paint(std::size_t first, std::size_t last, CellBox box, float kpa) {
    for (std::size_t k = first; k <= last; ++k) {
      for (int r = box.row0; r < box.row1; ++r) {
        for (int c = box.col0; c < box.col1; ++c) {
          frames_[k][static_cast<std::size_t>(r * plate.cols + c)] = kpa;
        }
      }
    }
  }
  [[nodiscard]] Recording recording() const { return make_recording(plate, 100, frames_); }

 private:
  std::vector<std::vector<float>> frames_;
};

Segmentation segment(const Canvas& canvas) {
  return segment_steps(canvas.recording(), AnalysisSettings{});
}

TEST(Segmentation, AnEmptyRecordingHasNoSteps) {
  EXPECT_TRUE(segment(Canvas(10)).steps.empty());
  EXPECT_TRUE(segment_steps(Recording(plate), AnalysisSettings{}).steps.empty());
}

TEST(Segmentation, HeelAndForefootOfAHighArchAreOneStep) {
  Canvas canvas(80);
  canvas.paint(5, 45, {3, 10, 14, 20}, 100);   // heel
  canvas.paint(20, 70, {34, 8, 48, 26}, 100);  // ball, 100 mm farther
  const Segmentation s = segment(canvas);
  ASSERT_EQ(s.steps.size(), 1U);
  EXPECT_EQ(s.steps[0].frames.first, 5U);
  EXPECT_EQ(s.steps[0].frames.last, 71U);
  EXPECT_TRUE(s.steps[0].valid()) << s.steps[0].invalid_reason;
}

TEST(Segmentation, TwoFeetSideBySideAreTwoSteps) {
  Canvas canvas(60);
  canvas.paint(5, 50, {3, 2, 50, 18}, 100);
  canvas.paint(5, 50, {3, 24, 50, 38}, 100);
  EXPECT_EQ(segment(canvas).steps.size(), 2U);
}

TEST(Segmentation, TheSamePlaceLaterIsAnotherStep) {
  Canvas canvas(120);
  canvas.paint(5, 45, {3, 10, 50, 26}, 100);
  canvas.paint(60, 100, {3, 10, 50, 26}, 100);
  const Segmentation s = segment(canvas);
  ASSERT_EQ(s.steps.size(), 2U);
  EXPECT_EQ(s.steps[1].frames.first, 60U);
}

TEST(Segmentation, AShortLiftOfAFragmentDoesNotSplitAStep) {
  Canvas canvas(80);
  canvas.paint(5, 70, {3, 10, 40, 26}, 100);
  canvas.paint(40, 50, {44, 10, 50, 16}, 100);  // toes touch, leave and touch again
  canvas.paint(54, 60, {44, 10, 50, 16}, 100);
  EXPECT_EQ(segment(canvas).steps.size(), 1U);
}

TEST(Segmentation, MarksWhatIsNoWholeStep) {
  {
    Canvas canvas(60);
    canvas.paint(5, 45, {0, 10, 40, 26}, 100);
    EXPECT_EQ(segment(canvas).steps.at(0).invalid_reason, "cut by the plate's edge");
  }
  {
    Canvas canvas(60);
    canvas.paint(0, 45, {3, 10, 40, 26}, 100);
    EXPECT_EQ(segment(canvas).steps.at(0).invalid_reason, "begun before the recording");
  }
  {
    Canvas canvas(60);
    canvas.paint(5, 59, {3, 10, 40, 26}, 100);
    EXPECT_EQ(segment(canvas).steps.at(0).invalid_reason, "not ended within the recording");
  }
  {
    Canvas canvas(60);
    canvas.paint(5, 9, {3, 10, 40, 26}, 100);
    EXPECT_EQ(segment(canvas).steps.at(0).invalid_reason, "too short");
  }
  {
    Canvas canvas(60);
    canvas.paint(5, 45, {3, 10, 6, 16}, 100);
    EXPECT_EQ(segment(canvas).steps.at(0).invalid_reason, "too small");
  }
}

TEST(Segmentation, NoiseIsNoStepAndNoPartOfOne) {
  Canvas canvas(60);
  canvas.paint(5, 45, {3, 10, 40, 26}, 100);
  canvas.paint(20, 20, {55, 35, 56, 36}, 30);  // one cell, once, far away
  const Segmentation s = segment(canvas);
  ASSERT_EQ(s.steps.size(), 1U);
  EXPECT_EQ(s.steps[0].box.row1, 40);
}

TEST(Segmentation, ALooseCellAtTheRimBelongsToTheFoot) {
  Canvas canvas(60);
  canvas.paint(5, 45, {3, 10, 40, 26}, 100);
  canvas.paint(20, 22, {41, 12, 42, 13}, 30);  // one row apart
  const Segmentation s = segment(canvas);
  ASSERT_EQ(s.steps.size(), 1U);
  EXPECT_EQ(s.steps[0].box.row1, 42);
}

TEST(Segmentation, TheMovieHasOnlyItsOwnCellsOverTheThreshold) {
  Canvas canvas(60);
  canvas.paint(5, 50, {3, 2, 50, 18}, 100);
  canvas.paint(5, 50, {10, 2, 12, 4}, 9);      // under the threshold
  canvas.paint(5, 50, {20, 24, 55, 38}, 200);  // the other foot, beside it
  const Recording recording = canvas.recording();
  const AnalysisSettings settings;
  const Segmentation s = segment_steps(recording, settings);
  ASSERT_EQ(s.steps.size(), 2U);
  const StepMovie movie = cut_step(recording, s, 0, settings);
  EXPECT_EQ(movie.frames(), 46U);
  for (const float p : movie.kpa) EXPECT_TRUE(p == 0 || p == 100) << p;
}

}  // namespace
}  // namespace solea
