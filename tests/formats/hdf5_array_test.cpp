#include <gtest/gtest.h>
#include <hdf5.h>

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

/// A text of variable length, as h5py writes them.
void set_variable(const hdf5::Node& node, const char* name, const char* text) {
  const hdf5::Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  ASSERT_GE(H5Tset_size(type.get(), H5T_VARIABLE), 0);
  const hdf5::Handle space(H5Screate(H5S_SCALAR), H5Sclose);
  const hdf5::Handle attribute(
      H5Acreate2(node.id(), name, type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  ASSERT_GE(H5Awrite(attribute.get(), type.get(), static_cast<const void*>(&text)), 0);
}

/// The text of attribute "b" of a file, "" where it is none, or the error.
std::string text_in(const std::string& bytes) {
  try {
    const hdf5::Node file = hdf5::open_file(InputFile("a.h5", bytes));
    return file.text("b", hdf5::Node::Texts::any).value_or("");
  } catch (const std::runtime_error& e) {
    return std::string("error: ") + e.what();
  }
}

TEST(Hdf5Array, TextsOfVariableLength) {
  const TempFolder folder;
  {
    hdf5::Node file = hdf5::create_file(folder / "a.h5");
    set_variable(file, "a", "the first");
    set_variable(file, "b", "centimetres, h\u00F6chstens");
    set_variable(file, "c", "");
  }
  const hdf5::Node on_disk = hdf5::open_file(InputFile(folder / "a.h5"));
  EXPECT_EQ(on_disk.text("a", hdf5::Node::Texts::any), "the first");
  EXPECT_EQ(on_disk.text("b", hdf5::Node::Texts::any), "centimetres, h\u00F6chstens");
  EXPECT_EQ(on_disk.text("c", hdf5::Node::Texts::any), "");
  EXPECT_EQ(on_disk.text("d", hdf5::Node::Texts::any), std::nullopt);
  EXPECT_THROW((void)on_disk.text("a"), std::runtime_error) << "not in sessions";

  // The heap has no checksum: every byte of it turned into each of some others.
  const std::string whole = testing::read_file(folder / "a.h5");
  EXPECT_EQ(text_in(whole), "centimetres, h\u00F6chstens");
  const std::size_t heap = whole.find("GCOL");
  ASSERT_NE(heap, std::string::npos);
  for (std::size_t at = heap; at < heap + 120; ++at) {
    for (const int byte : {0x00, 0x01, 0x7F, 0x80, 0xFF}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(byte);
      const std::string text = text_in(bytes);
      EXPECT_LE(text.size(), 4096U) << at - heap;
    }
  }
  EXPECT_EQ(text_in(std::string(whole).replace(heap, 4, "GONE")).rfind("error: ", 0), 0U);
  for (std::size_t size = heap; size < heap + 120; size += 7) {
    EXPECT_EQ(text_in(whole.substr(0, size)).rfind("error: ", 0), 0U) << size;
  }
}

}  // namespace
}  // namespace solea
