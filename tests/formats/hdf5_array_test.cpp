#include <gtest/gtest.h>

#include "core/error.h"
#include "formats/hdf5_handle.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"

namespace solea {
namespace {

using testing::TempFolder;

constexpr std::size_t frames = 10;
constexpr std::size_t rows = 4;
constexpr std::size_t cols = 3;

/// A file of another program: one dataset in a group, what it is in attributes.
void write(const std::filesystem::path& path) {
  hdf5::Node file = hdf5::create_file(path);
  file.set("rate_hz", 40.0);
  hdf5::Node group = file.create_group("walk");
  hdf5::Dataset data =
      hdf5::create_dataset(group, "frames", {hdf5::Type::f32, {rows, cols}, 4, false});
  data.set("units", "N/cm2");
  data.set("pitch_x_mm", 5.0);
  data.set("pitch_y_mm", 7.0);
  std::vector<float> values;
  for (std::size_t i = 0; i < frames * rows * cols; ++i) values.push_back(static_cast<float>(i));
  data.append<float>(values);
}

TEST(Hdf5Array, EveryCellInItsPlace) {
  const TempFolder folder;
  write(folder / "a.h5");
  const auto source = open_recording(folder / "a.h5");
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.format, "hdf5_array");
  EXPECT_EQ(info.name, "walk/frames");
  EXPECT_EQ(info.unit, "N/cm2");
  EXPECT_EQ(info.rate_hz, 40);
  EXPECT_EQ(info.frames, frames);
  EXPECT_EQ(info.plate, (PlateGeometry{rows, cols, 5, 7}));
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), frames);
  std::vector<float> dense(rows * cols);
  for (std::size_t k = 0; k < frames; ++k) {
    EXPECT_DOUBLE_EQ(recording.time_s(k), static_cast<double>(k) / 40);
    recording.copy_dense(k, dense);
    for (std::size_t i = 0; i < dense.size(); ++i) {
      EXPECT_EQ(dense[i], 10 * static_cast<float>(k * rows * cols + i));
    }
  }
}

TEST(Hdf5Array, FromMemoryToo) {
  const TempFolder folder;
  write(folder / "a.h5");
  const InputFile file("a.zip/a.h5", testing::read_file(folder / "a.h5"));
  EXPECT_EQ(read_all(*open_recording(file)).size(), frames);
}

TEST(Hdf5Array, CutAnywhereGivesAnErrorOrFewerFrames) {
  const TempFolder folder;
  write(folder / "a.h5");
  const std::string whole = testing::read_file(folder / "a.h5");
  for (std::size_t i = 1; i <= 200; ++i) {
    const InputFile file("a.h5", whole.substr(0, whole.size() * i / 201));
    try {
      for (const auto& source : open_recordings(file)) {
        EXPECT_LE(read_all(*source).size(), frames);
      }
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace solea
