#include "formats/input_file.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"
#include "formats/recording_format.h"
#include "tests/support/reading.h"

namespace solea {
namespace {

using testing::error_of;

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

/// A zip of files as they are, not made smaller.
std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::string zip;
  std::string directory;
  for (const auto& [name, bytes] : files) {
    std::string head;
    for (const std::uint64_t word : {20U, 0U, 0U, 0U, 0U}) put(head, word, 2);
    const auto* const at = reinterpret_cast<const Bytef*>(bytes.data());
    put(head, crc32(0, at, static_cast<uInt>(bytes.size())), 4);
    put(head, bytes.size(), 4);
    put(head, bytes.size(), 4);
    put(head, name.size(), 2);
    put(head, 0, 2);
    directory += "PK\x01\x02\x14";
    directory += '\0' + head;
    directory.append(10, '\0');
    put(directory, zip.size(), 4);
    directory += name;
    zip += "PK\x03\x04" + head + name + bytes;
  }
  std::string end = "PK\x05\x06";
  put(end, 0, 4);
  put(end, files.size(), 2);
  put(end, files.size(), 2);
  put(end, directory.size(), 4);
  put(end, zip.size(), 4);
  put(end, 0, 2);
  return zip + directory + end;
}

TEST(InputFile, UnpacksOnlyWhatIsWanted) {
  const InputFile file("x.zip", zip_of({{"a.txt", "aaa"}, {"b.txt", "bbb"}}));
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
  const InputFile file("x.gz", gzip(std::string(3'000'000, 'x')));
  std::size_t seen = 0;
  const auto refuse = [&seen](std::span<const std::byte> head) {
    seen = head.size();
    return false;
  };
  EXPECT_TRUE(file.unpack(refuse).empty());
  EXPECT_EQ(seen, InputFile::head_bytes);
  EXPECT_EQ(file.unpack().at(0).bytes().size(), 3'000'000U);
  EXPECT_NE(error_of<Error>(file).find("x.gz: no pressure recording"), std::string::npos);
}

TEST(InputFile, ArchivesWithinArchivesEnd) {
  std::string packed = "nothing";
  std::string zipped = "nothing";
  for (int depth = 0; depth < 1000; ++depth) {
    packed = gzip(packed);
    zipped = zip_of({{"a.zip", zipped}});
  }
  EXPECT_NE(error_of<Error>(InputFile("x.gz", packed)).find("x.gz: cannot be unpacked"),
            std::string::npos);
  EXPECT_NE(error_of<Error>(InputFile("x.zip", zipped)).find("no pressure recording"),
            std::string::npos);
}

TEST(InputFile, MillionsOfFilesAreRefused) {
  std::vector<std::pair<std::string, std::string>> files(InputFile::max_unpacked_files + 1,
                                                         {"a", "PK\x03\x04"});
  EXPECT_THROW((void)InputFile("x.zip", zip_of(files)).unpack(), FormatError);
  // Those of archives in an archive count together.
  files.resize(InputFile::max_unpacked_files / 2, {"a", "a"});
  const std::string half = zip_of(files);
  try {
    std::size_t all = 0;
    for (const InputFile& member :
         InputFile("x.zip", zip_of({{"1.zip", half}, {"2.zip", half}})).unpack()) {
      all += member.unpack().size();
    }
    FAIL() << all << " files";
  } catch (const FormatError& e) {
    EXPECT_NE(std::string(e.what()).find("more than 10000 files"), std::string::npos) << e.what();
  }
}

TEST(InputFile, NamesOfFilesInArchivesStayShortAndInOneLine) {
  for (const std::string& name : {std::string("a\nb\x1B[2J.npy"), std::string(5000, '\xFE')}) {
    const std::string error = error_of<Error>(InputFile("x.zip", zip_of({{name, "\x93NUMPY"}})));
    EXPECT_EQ(error.rfind("x.zip", 0), 0U) << error;
    EXPECT_LT(error.size(), 500U);
    for (const char c : error) EXPECT_TRUE(c >= 0x20 && c < 0x7F) << error;
  }
}

/// Small recordings of several formats, each as its program writes it.
std::string tekscan(int first_row) {
  return "DATA_TYPE MOVIE\nVERSION Tekscan 6.33\nROWS 2\nCOLS 2\nROW_SPACING 5.08 mm\n"
         "COL_SPACING 5.08 mm\nSECONDS_PER_FRAME 0.01\nSTART_FRAME 1\nEND_FRAME 1\nUNITS KPa\n"
         "ASCII_DATA @@\n\nFrame 1\n" +
         std::to_string(first_row) + ",2\n3,4\n\n@@\n";
}

std::string footscan() {
  return "Frame 0 (0.00 ms)\r\n0.0\t1.5\r\n0.0\t0.0\r\n\r\n"
         "Frame 1 (7.94 ms)\r\n0.0\t2.5\r\n0.0\t0.0\r\n\r\n";
}

std::string apd() {
  return "[General]\r\nDescription=pedcad Importfile\r\nSource=<<zebris>>\r\nUnitDistance=mm\r\n"
         "UnitPressure=N/cm2\r\n[Technical]\r\nMaxSensorsX=9\r\nMaxSensorsY=9\r\nStartSensX=1\r\n"
         "StartSensY=3\r\nSensCountX=2\r\nSensCountY=2\r\nLDistX=8.5\r\nLDistY=7.5\r\n"
         "[Data]\r\n1.5\t-1\r\n2\t12.5\r\n";
}

std::string zebris(const std::string& value) {
  return "Application\ttrplatf\r\nExercises\t{\r\n#\tName\tStart,sec\tLength,sec\r\n"
         "1\tGait\t0.00\t0.01\r\n}\r\n\r\nFrequency,Hz\t100.000\r\nCount\t1\r\n\r\n"
         "Platform {\r\nColumns\t2\r\nLines\t1\r\nCell width,mm\t8.47\r\nCell height,mm\t8.46\r\n"
         "Units\tN/cm^2\r\n\r\nFrame 1 {\r\nExercise1\r\nTime, ms\t0.00\r\n"
         "Center of force\t(x1,y1)\r\n\r\n\tx1\tx2\r\ny1\t" +
         value + "\t0.00\r\n}\r\n\r\n}\r\n";
}

/// The text of a member that is stored as it is stands in the head of the archive.
TEST(InputFile, StoredMembersAreUnpackedLikeOthers) {
  const auto formats = [](const std::vector<std::pair<std::string, std::string>>& members) {
    std::string found;
    for (auto& source : open_recordings(InputFile("x.zip", zip_of(members)))) {
      const Recording recording = read_all(*source);
      EXPECT_GT(recording.size(), 0U);
      EXPECT_FALSE(recording.all_cells().empty());
      found += (found.empty() ? "" : " ") + source->info().format;
    }
    return found;
  };
  EXPECT_EQ(formats({{"left.asf", tekscan(1)}, {"right.asf", tekscan(9)}}),
            "tekscan_ascii tekscan_ascii");
  EXPECT_EQ(formats({{"walk.txt", footscan()}}), "footscan_text");
  EXPECT_EQ(formats({{"1.apd", apd()}}), "pedcad_apd");
  EXPECT_EQ(formats({{"a.txt", zebris("1.50")}, {"b.txt", zebris("2.50")}}),
            "zebris_raw zebris_raw");
  EXPECT_EQ(formats({{"1.apd", apd()}, {"walk.txt", footscan()}, {"l.asf", tekscan(1)}}),
            "pedcad_apd footscan_text tekscan_ascii");
  const auto two = open_recordings(
      InputFile("x.zip", zip_of({{"left.asf", tekscan(1)}, {"right.asf", tekscan(9)}})));
  ASSERT_EQ(two.size(), 2U);
  EXPECT_EQ(two[1]->info().name, "right");
  std::vector<float> kpa(4);
  read_all(*two[1]).copy_dense(0, kpa);
  EXPECT_FLOAT_EQ(*std::max_element(kpa.begin(), kpa.end()), 9);
}

/// Warnings that come while a member is read reach whoever reads the archive.
TEST(InputFile, MembersWarnWhileTheyAreRead) {
  std::string head = "{'descr': '<i2', 'fortran_order': False, 'shape': (1, 2), }";
  head.append(128 - 10 - 1 - head.size(), ' ');
  const std::string npy = std::string("\x93NUMPY\x01\x00\x76\x00", 10) + head + "\n" +
                          std::string("\x05\x00\xFB\xFF", 4);  // 5, -5
  OpenOptions options;
  options.unit = "kPa";
  const auto sources = open_recordings(
      InputFile("x.zip", zip_of({{"left.asf", tekscan(1)}, {"right.npy", npy}})), options);
  ASSERT_EQ(sources.size(), 2U);
  const auto count = [&] {
    return std::count(sources[1]->info().warnings.begin(), sources[1]->info().warnings.end(),
                      "1 cells are negative and count as 0");
  };
  EXPECT_EQ(count(), 0);
  const Recording recording = read_all(*sources[1]);
  EXPECT_EQ(recording.all_cells().size(), 1U);
  EXPECT_EQ(count(), 1);
  EXPECT_EQ(sources[1]->info().name, "right");
}

}  // namespace
}  // namespace solea
