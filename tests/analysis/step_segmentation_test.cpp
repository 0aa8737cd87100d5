#include "analysis/step_segmentation.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>
#include <span>
#include <vector>

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

TEST(Segmentation, TheMovieTellsFaintCellsInItsBoxAndTheRingAroundIt) {
  Canvas canvas(60);
  canvas.paint(5, 50, {3, 2, 50, 18}, 100);
  canvas.paint(5, 30, {10, 2, 11, 3}, 9);     // faint for a time, active later
  canvas.paint(5, 50, {12, 2, 13, 3}, 8);     // faint all the time, at the rim
  canvas.paint(5, 30, {20, 18, 21, 19}, 7);   // beside the box
  canvas.paint(31, 50, {20, 18, 21, 19}, 6);  // weaker later
  canvas.paint(5, 50, {30, 19, 31, 20}, 5);   // beyond the ring
  canvas.paint(5, 50, {3, 24, 50, 38}, 200);  // the other foot
  const Recording recording = canvas.recording();
  const AnalysisSettings settings;
  const Segmentation s = segment_steps(recording, settings);
  ASSERT_EQ(s.steps.size(), 2U);
  const StepMovie movie = cut_step(recording, s, 0, settings);
  const CellBox& box = movie.step.box;
  ASSERT_EQ(movie.faint_kpa.size(),
            static_cast<std::size_t>(box.rows() + 2) * static_cast<std::size_t>(box.cols() + 2));
  const auto faint = [&](int row, int col) {
    return movie.faint_kpa[static_cast<std::size_t>((row - box.row0 + 1) * (box.cols() + 2) + col -
                                                    box.col0 + 1)];
  };
  EXPECT_EQ(faint(10, 2), 0);
  EXPECT_EQ(faint(12, 2), 8);
  EXPECT_EQ(faint(20, 18), 7);
  float sum = 0;
  for (const float kpa : movie.faint_kpa) sum += kpa;
  EXPECT_EQ(sum, 15);
}

/// A foot as three disks, rotated: heel 0-45, ball 10-60, toes 20-62 of its frames.
void add_foot(std::vector<std::vector<float>>& frames, const PlateGeometry& on, std::size_t first,
              PointMm heel, double axis_deg, double length_mm = 250) {
  const double a = axis_deg * std::numbers::pi / 180;
  const PointMm ahead{std::sin(a), std::cos(a)};
  struct Disk {
    double along, radius;
    std::size_t on, off;
  };
  const double l = length_mm / 250;
  for (const Disk& d : {Disk{30 * l, 28 * l, 0, 45}, Disk{160 * l, 42 * l, 10, 60},
                        Disk{228 * l, 22 * l, 20, 62}}) {
    const PointMm centre = heel + d.along * ahead;
    for (int i = 0; i < on.rows * on.cols; ++i) {
      const PointMm p = on.cell_centre(static_cast<std::uint32_t>(i));
      const double r = std::hypot(p.x - centre.x, p.y - centre.y) / d.radius;
      if (r >= 1) continue;
      for (std::size_t k = first + d.on; k < std::min(first + d.off, frames.size()); ++k) {
        float& cell = frames[k][static_cast<std::size_t>(i)];
        cell = std::max(cell, static_cast<float>(200 * (1.1 - r)));
      }
    }
  }
}

std::vector<std::vector<float>> empty_frames(const PlateGeometry& on, std::size_t count) {
  return {count, std::vector<float>(on.cells())};
}

TEST(Segmentation, AnyWalkingDirectionAndSizeOfFoot) {
  constexpr PlateGeometry wide{260, 260, 5, 5};
  for (const double length_mm : {130.0, 250.0, 300.0}) {
    for (int heading = 0; heading < 360; heading += 45) {
      auto frames = empty_frames(wide, 200);
      const double a = heading * std::numbers::pi / 180;
      const PointMm ahead{std::sin(a), std::cos(a)};
      const PointMm right{std::cos(a), -std::sin(a)};
      for (int k = 0; k < 3; ++k) {  // double support: 62 frames each, 50 apart
        const PointMm heel = PointMm{650, 650} +
                             ((k - 1) * 1.4 * length_mm - 0.5 * length_mm) * ahead +
                             (k % 2 == 0 ? 45.0 : -45.0) * right;
        add_foot(frames, wide, 5 + 50 * static_cast<std::size_t>(k), heel, heading, length_mm);
      }
      const Segmentation s = segment_steps(make_recording(wide, 100, frames), AnalysisSettings{});
      EXPECT_EQ(s.steps.size(), 3U) << heading << " deg, " << length_mm << " mm";
      for (const Step& step : s.steps)
        EXPECT_EQ(step.frames.size(), 62U)
            << heading << " deg, " << length_mm << " mm " << step.frames.first << " rows "
            << step.box.row0 << "-" << step.box.row1;
    }
  }
}

TEST(Segmentation, FeetThatStandSideBySideAreTwoHoweverNear) {
  constexpr PlateGeometry mat{80, 80, 5, 5};
  for (const double apart_mm : {78.0, 90.0, 120.0}) {  // 78: the balls touch
    auto frames = empty_frames(mat, 62);
    add_foot(frames, mat, 0, {200 - apart_mm / 2, 60}, 0);
    add_foot(frames, mat, 0, {200 + apart_mm / 2, 60}, 0);
    // Standing: all the time all that is ever loaded.
    for (std::size_t i = 0; i < mat.cells(); ++i) {
      float most = 0;
      for (const auto& frame : frames) most = std::max(most, frame[i]);
      for (auto& frame : frames) frame[i] = most;
    }
    const Segmentation s = segment_steps(make_recording(mat, 100, frames), AnalysisSettings{});
    ASSERT_EQ(s.steps.size(), 2U) << apart_mm;
    EXPECT_LE(s.steps[0].box.col1, 42) << apart_mm;
    EXPECT_GE(s.steps[1].box.col0, 38) << apart_mm;
  }
}

TEST(Segmentation, TheHeelThatTouchesTheToesOfTheOtherFootIsAnotherStep) {
  constexpr PlateGeometry mat{130, 60, 5, 5};
  auto frames = empty_frames(mat, 140);
  add_foot(frames, mat, 5, {120, 40}, 0);
  add_foot(frames, mat, 55, {150, 270}, 0);
  const Segmentation s = segment_steps(make_recording(mat, 100, frames), AnalysisSettings{});
  ASSERT_EQ(s.steps.size(), 2U);
  EXPECT_EQ(s.steps[0].frames.first, 5U);
  EXPECT_NEAR(static_cast<double>(s.steps[0].frames.last), 67, 2);
  EXPECT_NEAR(static_cast<double>(s.steps[1].frames.first), 55, 2);
  EXPECT_EQ(s.steps[1].frames.last, 117U);
}

/// The same steps at the same frames with and without faulty cells, which are named.
TEST(Segmentation, StuckAndNoisyCellsAreLeftOutAndNamed) {
  constexpr PlateGeometry mat{140, 60, 5, 5};
  auto frames = empty_frames(mat, 250);
  add_foot(frames, mat, 20, {120, 60}, 0);
  add_foot(frames, mat, 75, {180, 380}, 0);
  add_foot(frames, mat, 160, {120, 60}, 0);
  const Segmentation clean = segment_steps(make_recording(mat, 100, frames), AnalysisSettings{});
  ASSERT_EQ(clean.steps.size(), 3U);
  EXPECT_TRUE(clean.warnings.empty());
  for (std::size_t k = 0; k < frames.size(); ++k) {
    frames[k][static_cast<std::size_t>(58 * mat.cols + 24)] = 90;  // stuck, between toes and ball
    if (k % 3 == 0) frames[k][static_cast<std::size_t>(100 * mat.cols + 5)] = 40;  // noisy
  }
  const Segmentation s = segment_steps(make_recording(mat, 100, frames), AnalysisSettings{});
  ASSERT_EQ(s.steps.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(s.steps[i].frames.first, clean.steps[i].frames.first);
    EXPECT_EQ(s.steps[i].frames.last, clean.steps[i].frames.last);
  }
  ASSERT_EQ(s.warnings.size(), 2U);
  EXPECT_NE(s.warnings[0].find("row 58, column 24 is loaded in 100 %"), std::string::npos)
      << s.warnings[0];
  EXPECT_NE(s.warnings[1].find("row 100, column 5"), std::string::npos) << s.warnings[1];
}

TEST(Segmentation, SparseNoiseOverTheThresholdMakesNoSteps) {
  constexpr PlateGeometry mat{140, 60, 5, 5};
  auto frames = empty_frames(mat, 250);
  add_foot(frames, mat, 20, {120, 60}, 0);
  add_foot(frames, mat, 75, {180, 380}, 0);
  std::mt19937 random(7);
  for (auto& frame : frames) {
    for (int n = 0; n < 3; ++n) frame[random() % mat.cells()] += 15;
  }
  const Segmentation s = segment_steps(make_recording(mat, 100, frames), AnalysisSettings{});
  ASSERT_EQ(s.steps.size(), 2U);
  for (const Step& step : s.steps) EXPECT_TRUE(step.valid()) << step.invalid_reason;
}

TEST(Segmentation, AStandingFootHasNoFaultyCells) {
  Canvas canvas(300);
  canvas.paint(0, 299, {3, 10, 14, 20}, 100);
  canvas.paint(0, 299, {34, 8, 46, 26}, 100);
  canvas.paint(0, 299, {50, 12, 51, 13}, 60);  // one toe, one cell
  const Segmentation s = segment(canvas);
  EXPECT_TRUE(s.warnings.empty());
  ASSERT_EQ(s.steps.size(), 1U);
  EXPECT_EQ(s.steps[0].box.row1, 51);
}

/// In a shoe a little load stays between two stances.
TEST(Segmentation, AFootThatKeepsTouchingStandsAgain) {
  Canvas canvas(260);
  for (const std::size_t first : {10U, 120U}) {
    canvas.paint(first, first + 60, {3, 10, 50, 26}, 60);
  }
  canvas.paint(71, 119, {40, 12, 46, 20}, 20);
  const Segmentation s = segment(canvas);
  ASSERT_EQ(s.steps.size(), 2U);
  EXPECT_EQ(s.steps[1].frames.first, 120U);
  EXPECT_NEAR(static_cast<double>(s.steps[0].frames.last), 71, 1);
}

TEST(Segmentation, AOneFootGridHasNoEdge) {
  Canvas canvas(60);
  canvas.paint(5, 45, {0, 0, 60, 20}, 100);
  AnalysisSettings settings;
  settings.one_foot = true;
  const Segmentation s = segment_steps(canvas.recording(), settings);
  ASSERT_EQ(s.steps.size(), 1U);
  EXPECT_EQ(s.steps[0].invalid_reason, "");
}

TEST(Segmentation, AMaximumPictureHasNoTimeToBeShort) {
  Canvas canvas(1);
  canvas.paint(0, 0, {3, 10, 50, 26}, 100);
  const Segmentation s = segment(canvas);
  ASSERT_EQ(s.steps.size(), 1U);
  EXPECT_EQ(s.steps[0].invalid_reason, "");
}

/// A belt that carries the feet backwards while they roll: the same steps, of the same cells.
TEST(Segmentation, OnABeltFeetStayWhereTheyAreOnIt) {
  constexpr PlateGeometry still{180, 60, 5, 5};
  constexpr PlateGeometry treadmill{130, 60, 5, 5};
  auto frames = empty_frames(still, 170);
  add_foot(frames, still, 5, {120, 160}, 0);
  add_foot(frames, still, 60, {180, 420}, 0);
  const double mm_per_frame = 5.0 / 4;  // 1.25 m/s: a cell every four frames
  Recording recording(treadmill);
  std::vector<PointMm> belt;
  for (std::size_t k = 0; k < frames.size(); ++k) {
    const double moved = mm_per_frame * static_cast<double>(k);
    belt.push_back({0, moved});
    std::vector<float> seen(treadmill.cells());
    const auto rows = static_cast<int>(std::lround(moved / 5));
    for (int r = 0; r < treadmill.rows && r + rows < still.rows; ++r) {
      for (int c = 0; c < treadmill.cols; ++c) {
        seen[static_cast<std::size_t>(r * treadmill.cols + c)] =
            frames[k][static_cast<std::size_t>((r + rows) * still.cols + c)];
      }
    }
    recording.append(0.01 * static_cast<double>(k), std::span<const float>(seen));
  }
  recording.set_belt(belt);
  const AnalysisSettings settings;
  const Recording reference = make_recording(still, 100, frames);
  const Segmentation expected = segment_steps(reference, settings);
  const Segmentation s = segment_steps(recording, settings);
  ASSERT_EQ(expected.steps.size(), 2U);
  ASSERT_EQ(s.steps.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(s.steps[i].invalid_reason, "");
    const StepMovie a = cut_step(reference, expected, i, settings);
    const StepMovie b = cut_step(recording, s, i, settings);
    EXPECT_EQ(a.kpa, b.kpa);
    EXPECT_EQ(a.step.box.row0, b.step.box.row0);
    // The exact displacement of frame k, less than half a cell from the whole one.
    ASSERT_EQ(b.cop_shift_mm.size(), b.frames());
    for (std::size_t k = 0; k < b.frames(); ++k) {
      const double moved = mm_per_frame * static_cast<double>(b.step.frames.first + k);
      EXPECT_NEAR(b.cop_shift_mm[k].y, moved - 5 * std::round(moved / 5), 1e-9);
    }
  }
}

}  // namespace
}  // namespace solea
