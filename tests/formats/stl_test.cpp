#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "core/error.h"
#include "formats/writers/builtin.h"
#include "tests/formats/mesh_checks.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::TempFolder;
using testing::Vec3;

/// A binary STL file as its public description has it: 80 bytes, a count, 50 bytes a triangle.
struct StlFile {
  std::string header;
  std::uint32_t count = 0;
  std::vector<Vec3> normals;
  testing::Welder weld;
  testing::Triangles triangles;

  explicit StlFile(const std::string& bytes) {
    if (bytes.size() < 84) throw std::runtime_error("too short");
    header = bytes.substr(0, 80);
    count = u32(bytes, 80);
    if (bytes.size() != 84 + 50 * static_cast<std::size_t>(count)) {
      throw std::runtime_error("the count is not the length");
    }
    for (std::size_t at = 84; at < bytes.size(); at += 50) {
      normals.push_back(vector(bytes, at));
      std::array<std::uint32_t, 3> t{};
      for (std::size_t i = 0; i < 3; ++i) t[i] = weld(vector(bytes, at + 12 + 12 * i));
      triangles.push_back(t);
      if (bytes[at + 48] != 0 || bytes[at + 49] != 0) throw std::runtime_error("attributes");
    }
  }

  static std::uint32_t u32(const std::string& b, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) value = 256 * value + static_cast<unsigned char>(b[at + i]);
    return value;
  }
  static Vec3 vector(const std::string& b, std::size_t at) {
    Vec3 v{};
    for (std::size_t i = 0; i < 3; ++i) v[i] = std::bit_cast<float>(u32(b, at + 4 * i));
    return v;
  }
};

std::string write(const Recording& recording, SourceInfo info = {},
                  const ExportOptions& options = {}) {
  info.plate = recording.plate();
  const TempFolder folder;
  const std::array recordings = {ExportRecording{info, recording, {}}};
  writers::stl.write(recordings, options, folder / "out.stl");
  return testing::read_file(folder / "out.stl");
}

TEST(Stl, IsClosedAndHasTheVolumeOfItsColumns) {
  const StlFile file(write(testing::fxa_recording()));
  EXPECT_GT(file.count, 0U);
  EXPECT_TRUE(testing::watertight(file.triangles));
  EXPECT_NEAR(testing::volume(file.weld.points, file.triangles), 800 * 0.1 * 100, 1e-3);
  for (std::size_t i = 0; i < file.triangles.size(); ++i) {
    const Vec3 n = testing::face_normal(file.weld.points, file.triangles[i]);
    const double along = testing::dot(n, file.normals[i]);
    EXPECT_GT(along, 0);
    EXPECT_DOUBLE_EQ(testing::dot(file.normals[i], file.normals[i]), 1);
    EXPECT_NEAR(along * along, testing::dot(n, n), 1e-6 * testing::dot(n, n));
  }
}

TEST(Stl, ColumnsThatTouchInAnEdgeStayClosed) {
  // STL has places, no vertices: the edge is there twice.
  const StlFile file(write(testing::make_recording({2, 2, 10, 10}, 50, {{100, 0, 0, 250}})));
  EXPECT_TRUE(testing::closed(file.triangles));
  EXPECT_NEAR(testing::volume(file.weld.points, file.triangles), 3500, 1e-3);
}

TEST(Stl, MillimetresOnThePlate) {
  std::vector<float> kpa(20 * 30, 0.0F);
  kpa[4 * 30 + 3] = 50;    // row 4, column 3
  kpa[17 * 30 + 25] = 80;  // ahead and to the right
  const StlFile file(write(testing::make_recording({20, 30, 5.08, 7.62}, 50, {kpa})));
  Vec3 least{1e9, 1e9, 1e9};
  Vec3 most{-1e9, -1e9, -1e9};
  for (const Vec3& p : file.weld.points) {
    for (std::size_t i = 0; i < 3; ++i) {
      least[i] = std::min(least[i], p[i]);
      most[i] = std::max(most[i], p[i]);
    }
    if (p[2] > 5.5) {  // the higher one
      EXPECT_GT(p[0], 24.9 * 5.08);
      EXPECT_GT(p[1], 16.9 * 7.62);
    }
  }
  EXPECT_NEAR(least[0], 3 * 5.08, 1e-4);
  EXPECT_NEAR(most[0], 26 * 5.08, 1e-4);
  EXPECT_NEAR(least[1], 4 * 7.62, 1e-4);
  EXPECT_NEAR(most[1], 18 * 7.62, 1e-4);
  EXPECT_EQ(least[2], 0);
  EXPECT_NEAR(most[2], 8, 1e-6);
}

TEST(Stl, TheHeaderTellsUnitAndHeightAndNoName) {
  SourceInfo info;
  info.name = "LF S0073";
  info.session.subject_code = "S-4711";
  const std::string bytes = write(testing::fxa_recording(), info);
  const StlFile file(bytes);
  EXPECT_NE(file.header.substr(0, 5), "solid");  // the text variant
  EXPECT_NE(file.header.find("mm"), std::string::npos);
  EXPECT_NE(file.header.find("0.1 mm height per kPa"), std::string::npos);
  EXPECT_EQ(file.header.find("S-4711"), std::string::npos);
  EXPECT_EQ(file.header.find("S0073"), std::string::npos);
}

TEST(Stl, AnEmptyRecordingLeavesNoFile) {
  const TempFolder folder;
  const Recording recording = testing::make_recording({2, 2, 10, 10}, 50, {{0, 0, 0, 0}});
  SourceInfo info;
  const std::array recordings = {ExportRecording{info, recording, {}}};
  EXPECT_THROW(writers::stl.write(recordings, {}, folder / "out.stl"), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "out.stl"));
}

TEST(Stl, AFullDiskIsAFileError) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full";
  const Recording recording = testing::fxa_recording();
  SourceInfo info;
  const std::array recordings = {ExportRecording{info, recording, {}}};
  EXPECT_THROW(writers::stl.write(recordings, {}, "/dev/full"), FileError);
  EXPECT_TRUE(std::filesystem::exists("/dev/full"));
}

}  // namespace
}  // namespace solea
