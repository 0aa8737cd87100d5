#include "formats/writers/footprint_mesh.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <set>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/formats/mesh_checks.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::Triangles;
using testing::Vec3;
using writers::FootprintMesh;

/// The mesh in the checks' words.
struct Solid {
  std::vector<Vec3> points;
  Triangles triangles;

  explicit Solid(const FootprintMesh& mesh) {
    for (const auto& v : mesh.vertices) points.push_back({v.x_mm, v.y_mm, v.z_mm});
    for (const auto& t : mesh.triangles) triangles.push_back(t.vertices);
  }
};

FootprintMesh mesh_of(const Recording& recording) {
  SourceInfo info;
  info.plate = recording.plate();
  return writers::footprint_mesh({info, recording, {}});
}

FootprintMesh mesh_of(const PlateGeometry& plate, const std::vector<float>& kpa) {
  return mesh_of(testing::make_recording(plate, 50, {kpa}));
}

Vec3 outward(FootprintMesh::Facing facing) {
  using Facing = FootprintMesh::Facing;
  switch (facing) {
    case Facing::right:
      return {1, 0, 0};
    case Facing::left:
      return {-1, 0, 0};
    case Facing::forward:
      return {0, 1, 0};
    case Facing::backward:
      return {0, -1, 0};
    case Facing::up:
      return {0, 0, 1};
    case Facing::down:
      break;
  }
  return {0, 0, -1};
}

/// Closed, every triangle with an area and looking where it says, the volume the columns'.
void expect_sound(const FootprintMesh& mesh, double volume_mm3) {
  const Solid solid(mesh);
  EXPECT_TRUE(testing::watertight(solid.triangles));
  for (std::size_t i = 0; i < solid.triangles.size(); ++i) {
    const Vec3 n = testing::face_normal(solid.points, solid.triangles[i]);
    const double along = testing::dot(n, outward(mesh.triangles[i].facing));
    EXPECT_GT(along, 0) << i;
    EXPECT_NEAR(along * along, testing::dot(n, n), 1e-9 * testing::dot(n, n)) << i;
  }
  EXPECT_NEAR(testing::volume(solid.points, solid.triangles), volume_mm3, 1e-6 * volume_mm3);
}

/// Sum over the cells of area times 0.1 mm per kPa, heights to the micrometre.
double columns_mm3(const PlateGeometry& plate, const std::vector<float>& kpa) {
  double sum = 0;
  for (const float p : kpa) sum += std::round(100.0 * p) / 1000 * plate.cell_area_mm2();
  return sum;
}

TEST(FootprintMesh, OneCellIsABlock) {
  const PlateGeometry plate{3, 4, 5, 7};
  std::vector<float> kpa(12, 0.0F);
  kpa[1 * 4 + 2] = 250;
  const FootprintMesh mesh = mesh_of(plate, kpa);
  EXPECT_EQ(mesh.vertices.size(), 8U);
  EXPECT_EQ(mesh.triangles.size(), 12U);
  expect_sound(mesh, 5 * 7 * 25.0);
  for (const auto& v : mesh.vertices) {
    EXPECT_TRUE(v.x_mm == 10 || v.x_mm == 15);
    EXPECT_TRUE(v.y_mm == 7 || v.y_mm == 14);
    EXPECT_TRUE(v.z_mm == 0 || v.z_mm == 25);
  }
}

TEST(FootprintMesh, NoWallBetweenEqualColumns) {
  const FootprintMesh mesh = mesh_of({1, 2, 10, 10}, {100, 100});
  // Two tops, two bottoms, one wall at each end and two along each side.
  EXPECT_EQ(mesh.triangles.size(), 2U * (2 + 2 + 2 + 4));
  for (std::size_t i = 0; i < mesh.triangles.size(); ++i) {
    const auto& t = mesh.triangles[i].vertices;
    const bool inside = std::all_of(t.begin(), t.end(),
                                    [&](std::uint32_t v) { return mesh.vertices[v].x_mm == 10; });
    EXPECT_FALSE(inside) << i;
  }
  expect_sound(mesh, 2 * 100 * 10.0);
}

TEST(FootprintMesh, OnlyTheStepBetweenUnequalColumns) {
  const FootprintMesh mesh = mesh_of({1, 2, 10, 10}, {300, 100});
  double step_mm2 = 0;
  const Solid solid(mesh);
  for (std::size_t i = 0; i < solid.triangles.size(); ++i) {
    const auto& t = solid.triangles[i];
    if (std::any_of(t.begin(), t.end(), [&](std::uint32_t v) { return solid.points[v][0] != 10; }))
      continue;
    EXPECT_EQ(mesh.triangles[i].facing, FootprintMesh::Facing::right);
    step_mm2 += testing::face_normal(solid.points, t)[0] / 2;
  }
  EXPECT_DOUBLE_EQ(step_mm2, 20.0 * 10);
  expect_sound(mesh, 100 * 30.0 + 100 * 10.0);
}

TEST(FootprintMesh, ColumnsThatTouchInAnEdge) {
  const PlateGeometry plate{2, 2, 10, 10};
  for (const std::vector<float>& kpa : std::vector<std::vector<float>>{{100, 0, 0, 100},
                                                                       {100, 0, 0, 250},
                                                                       {0, 70, 30, 0},
                                                                       {100, 20, 50, 250},
                                                                       {20, 100, 100, 20},
                                                                       {20, 100, 100, 10},
                                                                       {100, 50, 50, 100}}) {
    expect_sound(mesh_of(plate, kpa), columns_mm3(plate, kpa));
  }
}

TEST(FootprintMesh, EveryPatternOfFourHeights) {
  const PlateGeometry plate{2, 2, 10, 10};
  for (int code = 1; code < 256; ++code) {
    std::vector<float> kpa;
    for (int i = 0; i < 4; ++i) kpa.push_back(30.0F * static_cast<float>((code >> (2 * i)) & 3));
    SCOPED_TRACE(code);
    expect_sound(mesh_of(plate, kpa), columns_mm3(plate, kpa));
  }
}

TEST(FootprintMesh, RandomPrints) {
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    const PlateGeometry plate{17, 13, 5.08, 7.62};
    std::vector<float> kpa;
    for (std::size_t i = 0; i < plate.cells(); ++i) {
      kpa.push_back(random() % 3 == 0 ? 0.0F : static_cast<float>(random() % 40000) / 100);
    }
    SCOPED_TRACE(round);
    expect_sound(mesh_of(plate, kpa), columns_mm3(plate, kpa));
  }
}

TEST(FootprintMesh, TheHighestPressureOfAllFrames) {
  // FX-A: the MPP's sum is 800 kPa on cells of 100 mm2 (metrics.md 0.3).
  const FootprintMesh mesh = mesh_of(testing::fxa_recording());
  expect_sound(mesh, 800 * 0.1 * 100);
  EXPECT_EQ(mesh.peak_kpa, 120);
  double top = 0;
  for (const auto& v : mesh.vertices) top = std::max(top, v.z_mm);
  EXPECT_DOUBLE_EQ(top, 12);
}

TEST(FootprintMesh, HeelBehindAndRightIsRight) {
  const PlateGeometry plate{10, 6, 5, 5};
  std::vector<float> kpa(60, 0.0F);
  kpa[2 * 6 + 1] = 10;  // behind, left: low
  kpa[7 * 6 + 4] = 90;  // ahead, right: high
  for (const auto& v : mesh_of(plate, kpa).vertices) {
    if (v.z_mm == 1) {
      EXPECT_TRUE(v.x_mm >= 5 && v.x_mm <= 10 && v.y_mm >= 10 && v.y_mm <= 15);
    } else if (v.z_mm == 9) {
      EXPECT_TRUE(v.x_mm >= 20 && v.x_mm <= 25 && v.y_mm >= 35 && v.y_mm <= 40);
    }
  }
}

TEST(FootprintMesh, WhatIsBarelyLoadedStillStandsOut) {
  const FootprintMesh mesh = mesh_of({1, 1, 10, 10}, {0.001F});
  expect_sound(mesh, 100 * 0.001);
}

TEST(FootprintMesh, SaysWhyThereIsNone) {
  EXPECT_THROW((void)mesh_of({2, 2, 10, 10}, {0, 0, 0, 0}), Error);
  EXPECT_THROW((void)mesh_of({2, 2, 0, 0}, {1, 0, 0, 0}), Error);
  EXPECT_THROW((void)mesh_of({2, 2, 10, 10}, {std::numeric_limits<float>::infinity(), 0, 0, 0}),
               Error);
  SourceInfo info;
  info.has_grid = false;
  const Recording recording = testing::fxa_recording();
  EXPECT_THROW((void)writers::footprint_mesh({info, recording, {}}), Error);
}

TEST(FootprintMesh, ARealPrint) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here";
  const auto source = open_recording(*file);
  const Recording recording = read_all(*source);
  std::vector<float> peak(recording.plate().cells(), 0.0F);
  for (const LoadedCell& cell : recording.all_cells()) {
    peak[cell.index] = std::max(peak[cell.index], cell.kpa);
  }
  expect_sound(mesh_of(recording), columns_mm3(recording.plate(), peak));
}

}  // namespace
}  // namespace solea
