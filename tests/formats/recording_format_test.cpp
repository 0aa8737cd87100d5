#include "formats/recording_format.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "core/error.h"
#include "tests/support/files.h"

namespace solea {
namespace {

using testing::TempFolder;
using testing::write_file;

TEST(RecordingFormat, TableIsSound) {
  std::set<std::string_view> ids;
  for (const RecordingFormat* format : builtin_formats()) {
    EXPECT_TRUE(ids.insert(format->id).second) << format->id << " twice";
    EXPECT_FALSE(format->name.empty());
    EXPECT_EQ(format->confidence({}), 0) << format->id << " claims an empty file";
  }
}

std::string error_of(const std::filesystem::path& file, const OpenOptions& options = {}) {
  try {
    (void)open_recording(file, options);
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

TEST(RecordingFormat, SaysWhatIsWrongInOneLine) {
  const TempFolder folder;
  write_file(folder / "empty.lst", "");
  write_file(folder / "letter.txt", "Dear patient,\nyour appointment ...\n");
  write_file(folder / "fake.h5", "\x89HDF\r\n\x1a\n and then nothing");
  EXPECT_NE(error_of(folder / "empty.lst").find("is empty"), std::string::npos);
  EXPECT_NE(
      error_of(folder / "letter.txt").find("no pressure recording Solea knows, expected one of"),
      std::string::npos);
  EXPECT_NE(error_of(folder / "fake.h5").find("damaged session"), std::string::npos);
  EXPECT_NE(error_of(folder / "missing").find("No such file"), std::string::npos);
  EXPECT_NE(error_of(folder.path()).find("is a folder"), std::string::npos);
  OpenOptions floppy;
  floppy.format_id = "floppy";
  EXPECT_NE(error_of(folder / "letter.txt", floppy).find("unknown format 'floppy'"),
            std::string::npos);
  for (const char* name : {"empty.lst", "letter.txt", "fake.h5", "missing"}) {
    EXPECT_EQ(error_of(folder / name).find('\n'), std::string::npos) << name;
  }
}

/// Random bytes, with the beginnings of each format in front: errors, never crashes.
TEST(RecordingFormat, RandomContentIsRefusedOrRead) {
  const TempFolder folder;
  std::mt19937 random(4);
  const std::vector<std::string> heads = {
      "", "\x89HDF\r\n\x1a\n", "\tMatrix: 8x12\tTime/picture:20.0 ms\tPict-No.: 1 novel\n"};
  for (int i = 0; i < 150; ++i) {
    std::string text = heads[static_cast<std::size_t>(i) % heads.size()];
    const std::size_t size = random() % 3000;
    for (std::size_t k = 0; k < size; ++k) text += static_cast<char>(random() % 256);
    write_file(folder / "x", text);
    try {
      const auto source = open_recording(folder / "x");
      (void)read_all(*source);
    } catch (const Error&) {
    }
  }
}

}  // namespace
}  // namespace solea
