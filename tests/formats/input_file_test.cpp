#include "formats/input_file.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <string>

#include "core/error.h"
#include "formats/recording_format.h"

namespace solea {
namespace {

std::string gzip(const std::string& bytes) {
  z_stream stream{};
  constexpr int gzip_format = 15 + 16;
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, gzip_format, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // not written to
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

void put(std::string& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// A zip of files as they are, without its directory: like one whose end is missing.
std::string add_to_zip(std::string zip, const std::string& name, const std::string& bytes) {
  zip += "PK\x03\x04";
  for (const std::uint64_t word : {20U, 0U, 0U, 0U, 0U}) put(zip, word, 2);
  put(zip, crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())),
      4);
  put(zip, bytes.size(), 4);
  put(zip, bytes.size(), 4);
  put(zip, name.size(), 2);
  put(zip, 0, 2);
  return zip + name + bytes;
}

std::string error_of(const InputFile& file) {
  try {
    (void)open_recordings(file);
  } catch (const Error& e) {
    return e.what();
  }
  return {};
}

TEST(InputFile, UnpacksOnlyWhatIsWanted) {
  const std::string zip = add_to_zip(add_to_zip("", "a.txt", "aaa"), "b.txt", "bbb");
  const InputFile file("x.zip", zip);
  ASSERT_EQ(file.unpack().size(), 2U);
  const auto members = file.unpack([](std::span<const std::byte> head) {
    EXPECT_EQ(head.size(), 3U);
    return head[0] == std::byte{'b'};
  });
  ASSERT_EQ(members.size(), 1U);
  EXPECT_EQ(members[0].text(), "bbb");
  EXPECT_EQ(members[0].name(), std::filesystem::path("x.zip") / "b.txt");
}

TEST(InputFile, JudgesLargeContentByItsHead) {
  const InputFile file("x.gz", gzip(std::string(3'000'000, '\0')));
  std::size_t seen = 0;
  EXPECT_TRUE(file.unpack([&](std::span<const std::byte> head) {
                    seen = head.size();
                    return false;
                  })
                  .empty());
  EXPECT_EQ(seen, InputFile::head_bytes);
  EXPECT_EQ(file.unpack().at(0).bytes().size(), 3'000'000U);
  EXPECT_NE(error_of(file).find("x.gz: no pressure recording"), std::string::npos);
}

TEST(InputFile, ArchivesWithinArchivesEnd) {
  std::string bytes = "nothing";
  for (int depth = 0; depth < 1000; ++depth) bytes = gzip(bytes);
  EXPECT_NE(error_of(InputFile("x.gz", bytes)).find("no pressure recording"), std::string::npos);
}

TEST(InputFile, MillionsOfFilesAreRefused) {
  std::string zip;
  for (std::size_t i = 0; i <= InputFile::max_unpacked_files; ++i) zip = add_to_zip(zip, "a", "a");
  EXPECT_THROW((void)InputFile("x.zip", zip).unpack(), FormatError);
  // Those of archives in an archive count together.
  std::string half;
  for (std::size_t i = 0; i < InputFile::max_unpacked_files / 2; ++i) {
    half = add_to_zip(half, "a", std::string("PK\x03\x04"));
  }
  const std::string outer = add_to_zip(add_to_zip("", "1.zip", half), "2.zip", half);
  EXPECT_NE(error_of(InputFile("x.zip", outer)).find("more than 10000 files"), std::string::npos);
}

TEST(InputFile, NamesOfFilesInArchivesStayInOneLine) {
  const std::string zip = add_to_zip("", "a\nb\x1B[2J.npy", "\x93NUMPY");
  const std::string error = error_of(InputFile("x.zip", zip));
  EXPECT_EQ(error.rfind("x.zip", 0), 0U) << error;
  for (const char c : error) EXPECT_GE(static_cast<unsigned char>(c), 0x20U) << error;
}

}  // namespace
}  // namespace solea
