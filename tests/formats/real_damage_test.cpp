// Real recordings, damaged: cut anywhere, or with some bits turned over. Each gives recordings or
// one error of Solea's, in one short line that names the file.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "formats/recording_format.h"
#include "formats/text_scan.h"
#include "tests/support/files.h"

namespace solea {
namespace {

constexpr std::string_view name = "damaged.file";

struct RealFile {
  std::string name;
  std::string bytes;
  bool is_packed = false;
};

/// Every real file, and what is in the packed ones.
std::vector<RealFile> real_files() {
  std::vector<RealFile> files;
  const auto folder = testing::real_data("");
  if (!folder) return files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder)) {
    if (!entry.is_regular_file() || entry.path().filename() == "README.md") continue;
    const InputFile file(entry.path());
    files.push_back({entry.path().filename(), std::string(file.text()), file.is_packed()});
    if (!file.is_packed()) continue;
    for (const InputFile& member : file.unpack()) {
      files.push_back({member.name().filename(), std::string(member.text())});
    }
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) {
    return a.bytes.size() != b.bytes.size() ? a.bytes.size() < b.bytes.size() : a.name < b.name;
  });
  return files;
}

/// Whether every byte belongs to a printable character: nothing would be left out or turned.
bool is_printable(const std::string& line) {
  return to_utf8(line) == line;
}

void expect_sound(const FrameSource& source, const Recording& recording) {
  const SourceInfo& info = source.info();
  for (const auto& line : info.warnings) EXPECT_TRUE(is_printable(line)) << line;
  for (const auto& line : info.conversions) EXPECT_TRUE(is_printable(line)) << line;
  for (const auto& [key, value] : info.provenance) EXPECT_TRUE(is_printable(value)) << key;
  EXPECT_TRUE(std::isfinite(info.rate_hz) && info.rate_hz >= 0) << info.rate_hz;
  EXPECT_EQ(info.frames, recording.size());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    ASSERT_TRUE(std::isfinite(recording.time_s(k))) << "frame " << k;
  }
  for (const LoadedCell& cell : recording.all_cells()) ASSERT_TRUE(std::isfinite(cell.kpa));
}

/// Opens and reads; true when there was something to read.
bool is_read(std::string_view bytes) {
  try {
    for (const auto& source : open_recordings(InputFile(name, bytes))) {
      const Recording recording = read_all(*source);
      expect_sound(*source, recording);
    }
    return true;
  } catch (const Error& error) {
    const std::string message = error.what();
    EXPECT_EQ(message.rfind(name, 0), 0U) << message;
    EXPECT_LT(message.size(), 500U) << message;
    EXPECT_TRUE(is_printable(message)) << message;
  }
  return false;
}

std::string with_turned_bits(std::string bytes, std::mt19937& random) {
  // Some in the head, where the format says what is to come.
  const std::size_t head = std::min<std::size_t>(bytes.size(), 2048);
  const auto count = 1 + random() % 8;
  for (unsigned i = 0; i < count; ++i) {
    const std::size_t at = random() % (random() % 2 == 0 ? head : bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ 1 << random() % 8);
  }
  return bytes;
}

constexpr const char* none = "no real recordings here, see SOLEA_REAL_DATA";
constexpr std::size_t short_file = 100'000;
constexpr std::size_t long_file = 4'000'000;

TEST(RealDamage, EveryPrefixIsSafe) {
  const auto files = real_files();
  if (files.empty()) GTEST_SKIP() << none;
  for (const RealFile& file : files) {
    SCOPED_TRACE(file.name);
    const std::string_view bytes = file.bytes;
    const bool is_long = bytes.size() > long_file || (file.is_packed && bytes.size() > 1'000'000);
    // Of long files nearly all cuts are near the head: those behind it differ only in length.
    const std::size_t dense = is_long ? 500'000 : bytes.size();
    for (std::size_t k = 0; k < 196; ++k) (void)is_read(bytes.substr(0, dense * k / 196 + 1));
    for (std::size_t k = 1; k <= 4; ++k) (void)is_read(bytes.substr(0, bytes.size() * k / 4 - 1));
    EXPECT_TRUE(is_read(bytes)) << "the whole file";
  }
}

/// Of long files the head, and a few whole ones.
TEST(RealDamage, TurnedBitsAreSafe) {
  const auto files = real_files();
  if (files.empty()) GTEST_SKIP() << none;
  std::mt19937 random(20);
  for (const RealFile& file : files) {
    SCOPED_TRACE(file.name);
    const bool is_short = file.bytes.size() <= short_file;
    const int whole = is_short ? 300 : file.bytes.size() <= long_file ? 20 : 1;
    for (int i = 0; i < whole; ++i) (void)is_read(with_turned_bits(file.bytes, random));
    const std::string head = file.bytes.substr(0, short_file);
    for (int i = whole; i < 300; ++i) (void)is_read(with_turned_bits(head, random));
  }
}

/// Each number of a text's first lines becomes one that no plate has.
TEST(RealDamage, HugeNumbersAreSafe) {
  const auto files = real_files();
  if (files.empty()) GTEST_SKIP() << none;
  for (const RealFile& file : files) {
    SCOPED_TRACE(file.name);
    const std::string head = file.bytes.substr(0, 10'000);
    if (file.is_packed || head.find('\0') != std::string::npos) continue;
    std::size_t at = 0;
    for (int i = 0; i < 50; ++i) {
      constexpr std::string_view digits = "0123456789";
      at = head.find_first_of(digits, at);
      if (at == std::string::npos) break;
      const std::size_t end = std::min(head.find_first_not_of(digits, at), head.size());
      for (const char* number : {"4294967295", "2147483648", "18446744073709551615", "-1", "0",
                                 "1e308", "1e-308", "NaN", "999999999"}) {
        (void)is_read(head.substr(0, at) + number + head.substr(end));
      }
      at = end;
    }
  }
}

}  // namespace
}  // namespace solea
