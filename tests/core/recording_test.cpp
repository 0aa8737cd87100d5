#include "core/recording.h"

#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

namespace solea {
namespace {

constexpr PlateGeometry plate{2, 3, 5, 7};

TEST(Recording, KeepsLoadedCellsOnly) {
  Recording recording(plate);
  recording.append(0.5, std::array<float, 6>{0, 1, 0, -2, 0, 30});
  ASSERT_EQ(recording.size(), 1U);
  EXPECT_DOUBLE_EQ(recording.time_s(0), 0.5);
  const auto cells = recording.cells(0);
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0], (LoadedCell{1, 1}));
  EXPECT_EQ(cells[1], (LoadedCell{5, 30}));
}

TEST(Recording, FloorIsInclusive) {
  Recording recording(plate, 10);
  recording.append(0, std::array<float, 6>{9.99F, 10, 11, 0, 0, 0});
  EXPECT_EQ(recording.cells(0).size(), 2U);
}

TEST(Recording, SparseAndDenseFramesAreTheSame) {
  Recording dense(plate);
  dense.append(0, std::array<float, 6>{0, 1, 0, 4, 0, 0});
  Recording sparse(plate);
  sparse.append(0, std::array<LoadedCell, 2>{{{1, 1}, {3, 4}}});
  ASSERT_EQ(dense.cells(0).size(), sparse.cells(0).size());
  for (std::size_t i = 0; i < 2; ++i) EXPECT_EQ(dense.cells(0)[i], sparse.cells(0)[i]);
  std::array<float, 6> out{};
  sparse.copy_dense(0, out);
  EXPECT_EQ(out, (std::array<float, 6>{0, 1, 0, 4, 0, 0}));
}

TEST(Recording, RefusesFramesOfAnotherSize) {
  Recording recording(plate);
  EXPECT_THROW(recording.append(0, std::array<float, 5>{}), std::invalid_argument);
  EXPECT_THROW(recording.append(0, std::array<LoadedCell, 1>{{{6, 1}}}), std::invalid_argument);
}

TEST(PlateGeometry, CellsStandForTheirCentres) {
  EXPECT_EQ(plate.cell_centre(0, 0), (PointMm{2.5, 3.5}));
  EXPECT_EQ(plate.cell_centre(5U), (PointMm{12.5, 10.5}));
  EXPECT_DOUBLE_EQ(plate.cell_area_mm2(), 35);
  EXPECT_DOUBLE_EQ(plate.width_mm(), 15);
  EXPECT_DOUBLE_EQ(plate.length_mm(), 14);
}

}  // namespace
}  // namespace solea
