#include <gtest/gtest.h>

#include <vector>

#include "calibration/tiling.h"
#include "core/error.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea::calibration {
namespace {

constexpr PlateGeometry small{2, 2, 5, 5};

Recording still(const PlateGeometry& plate, std::vector<float> kpa, std::size_t frames = 3) {
  return testing::make_recording(plate, 100, std::vector<std::vector<float>>(frames, kpa));
}

std::vector<float> dense(const Recording& r, std::size_t frame) {
  std::vector<float> out(r.plate().cells());
  r.copy_dense(frame, out);
  return out;
}

struct Load {
  double total = 0;
  PointMm cop;
};

Load load_of(const Recording& r, std::size_t frame) {
  Load load;
  for (const LoadedCell& cell : r.cells(frame)) {
    load.total += cell.kpa;
    load.cop = load.cop + static_cast<double>(cell.kpa) * r.plate().cell_centre(cell.index);
  }
  load.cop = (1 / load.total) * load.cop;
  return load;
}

TEST(Tiling, PutsPlatesSideBySide) {
  const Tiling tiling{{{"a", {0, 0}, 0}, {"b", {0, 10}, 0}}, Overlap::average};
  const std::vector<Recording> both = {still(small, {1, 2, 3, 4}), still(small, {5, 6, 7, 8})};
  const Recording whole = tile(both, tiling);
  EXPECT_EQ(whole.plate(), (PlateGeometry{4, 2, 5, 5}));
  ASSERT_EQ(whole.size(), 3U);
  EXPECT_EQ(dense(whole, 1), (std::vector<float>{1, 2, 3, 4, 5, 6, 7, 8}));
}

TEST(Tiling, AGapStaysEmptyAndTheOriginIsTheSmallestCorner) {
  const Tiling tiling{{{"a", {0, 0}, 0}, {"b", {-15, 0}, 0}}, Overlap::average};
  const std::vector<Recording> both = {still(small, {1, 1, 1, 1}), still(small, {2, 2, 2, 2})};
  EXPECT_EQ(dense(tile(both, tiling), 0), (std::vector<float>{2, 2, 0, 1, 1, 2, 2, 0, 1, 1}));
}

TEST(Tiling, OverlapsAreAveragedOrTheFirstCounts) {
  Tiling tiling{{{"a", {0, 0}, 0}, {"b", {5, 0}, 0}}, Overlap::average};
  const std::vector<Recording> both = {still(small, {10, 20, 10, 20}),
                                       still(small, {40, 60, 40, 60})};
  EXPECT_EQ(dense(tile(both, tiling), 0), (std::vector<float>{10, 30, 60, 10, 30, 60}));
  tiling.overlap = Overlap::first;
  EXPECT_EQ(dense(tile(both, tiling), 0), (std::vector<float>{10, 20, 60, 10, 20, 60}));
}

TEST(Tiling, BesideTheGridForceAndCentreStay) {
  const Tiling tiling{{{"a", {0, 0}, 0}, {"b", {11.5, 3.25}, 0}}, Overlap::average};
  const std::vector<Recording> both = {still(small, {0, 0, 0, 0}), still(small, {10, 20, 30, 40})};
  const Recording whole = tile(both, tiling);
  const Load expected = load_of(both[1], 0);
  const Load found = load_of(whole, 0);
  EXPECT_NEAR(found.total, expected.total, 1e-4);
  EXPECT_NEAR(found.cop.x, expected.cop.x + 11.5, 1e-4);
  EXPECT_NEAR(found.cop.y, expected.cop.y + 3.25, 1e-4);
}

TEST(Tiling, TimeOffsetsAreInterpolated) {
  // The second plate's clock began half a frame later: 0, 10, 20 at 5, 15, 25 ms.
  std::vector<std::vector<float>> rising;
  for (int k = 0; k < 3; ++k) rising.emplace_back(4, 10.F * static_cast<float>(k));
  const Tiling tiling{{{"a", {0, 0}, 0}, {"b", {10, 0}, 0.005}}, Overlap::average};
  const std::vector<Recording> both = {still(small, {1, 1, 1, 1}),
                                       testing::make_recording(small, 100, rising)};
  const Recording whole = tile(both, tiling);
  ASSERT_EQ(whole.size(), 3U);
  EXPECT_EQ(dense(whole, 0)[2], 0);
  EXPECT_NEAR(dense(whole, 1)[2], 5, 1e-4);
  EXPECT_NEAR(dense(whole, 2)[2], 15, 1e-4);
  EXPECT_EQ(dense(whole, 2)[0], 1) << "the first plate's frames stay as they are";
}

TEST(Tiling, LongOffsetsKeepEveryFrame) {
  const Tiling tiling{{{"a", {0, 0}, 1.0}, {"b", {10, 0}, 0}}, Overlap::average};
  const std::vector<Recording> both = {still(small, {1, 1, 1, 1}), still(small, {2, 2, 2, 2})};
  const Recording whole = tile(both, tiling);
  ASSERT_EQ(whole.size(), 103U);
  EXPECT_EQ(dense(whole, 0), (std::vector<float>{0, 0, 2, 2, 0, 0, 2, 2}));
  EXPECT_EQ(dense(whole, 50), std::vector<float>(8, 0));
  EXPECT_EQ(dense(whole, 102), (std::vector<float>{1, 1, 0, 0, 1, 1, 0, 0}));
}

TEST(Tiling, RefusesWhatCannotBeJoined) {
  const Tiling tiling{{{"a", {0, 0}, 0}, {"b", {10, 0}, 0}}, Overlap::average};
  const PlateGeometry other{2, 2, 7, 5};
  EXPECT_THROW(
      (void)tile(std::vector<Recording>{still(small, {1, 1, 1, 1}), still(other, {1, 1, 1, 1})},
                 tiling),
      CalibrationError);
  EXPECT_THROW((void)tile(std::vector<Recording>{still(small, {1, 1, 1, 1})}, tiling),
               CalibrationError);
}

TEST(Tiling, SurvivesItsJson) {
  const Tiling tiling{{{"a.h5", {0, 0}, 0}, {"b.h5", {0, 320.5}, -0.01}}, Overlap::first};
  EXPECT_EQ(tiling_from_json(tiling_to_json(tiling)), tiling);
  for (const char* wrong :
       {"", "[]", R"({"schema":"solea.tiling/2","plates":[]})",
        R"({"schema":"solea.tiling/1","plates":[]})",
        R"({"schema":"solea.tiling/1","overlap":"last","plates":[{"file":"a","x_mm":0,"y_mm":0}]})",
        R"({"schema":"solea.tiling/1","plates":[{"file":"a","x_mm":"0","y_mm":0}]})"}) {
    EXPECT_THROW((void)tiling_from_json(wrong), CalibrationError) << wrong;
  }
  const testing::TempFolder folder;
  testing::write_file(folder / "t.json", tiling_to_json(tiling));
  EXPECT_EQ(read_tiling(folder / "t.json").plates[0].file, folder / "a.h5")
      << "beside the description";
}

}  // namespace
}  // namespace solea::calibration
