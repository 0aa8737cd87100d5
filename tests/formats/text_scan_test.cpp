#include "formats/text_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>

#include "core/error.h"
#include "tests/support/files.h"

namespace solea {
namespace {

TEST(TextScan, LinesOfEveryKind) {
  LineReader lines(InputFile("f",
                             "\xEF\xBB\xBF"
                             "a\r\nb\n\nc\rd\r\n\rlast"));
  for (const char* line : {"a", "b", "", "c", "d", "", "last"}) {
    EXPECT_FALSE(lines.at_end());
    EXPECT_EQ(lines.next(), line);
  }
  EXPECT_TRUE(lines.at_end());
  EXPECT_EQ(lines.line_number(), 7U);
  EXPECT_FALSE(lines.next());
}

TEST(TextScan, FailNamesTheLine) {
  LineReader lines(InputFile("walk.lst", "a\nb\n"));
  (void)lines.next();
  (void)lines.next();
  try {
    lines.fail("wrong");
  } catch (const FormatError& e) {
    EXPECT_STREQ(e.what(), "walk.lst:2: wrong");
  }
}

TEST(TextScan, Numbers) {
  EXPECT_EQ(parse_number("12.5"), 12.5);
  EXPECT_EQ(parse_number("12,5"), 12.5);
  EXPECT_EQ(parse_number("-3"), -3);
  EXPECT_EQ(parse_number("1e3"), 1000);
  for (const char* bad : {"", "x", "1.2.3", "1,2,3", "12 ", "nan", "inf", "0x10", "1e999"}) {
    EXPECT_FALSE(parse_number(bad)) << bad;
  }
  EXPECT_FALSE(parse_number(std::string(500, '1')));
}

TEST(TextScan, Fields) {
  std::vector<std::string_view> fields;
  split_fields("\t26 27\t\t28  ", fields);
  EXPECT_EQ(fields, (std::vector<std::string_view>{"26", "27", "28"}));
  split_fields("  ", fields);
  EXPECT_TRUE(fields.empty());
}

TEST(TextScan, Values) {
  EXPECT_EQ(value_after("\tFile: a.dat \tMatrix: 64x95 ", "Matrix:"), "64x95");
  EXPECT_EQ(value_after("\tFile: a.dat \tMatrix: 64x95 ", "File:"), "a.dat");
  EXPECT_FALSE(value_after("nothing", "Matrix:"));
}

/// The quick way and the careful one give the same number, to the last bit.
TEST(TextScan, ScansNumbersExactly) {
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    std::string text(random() % 3 == 0 ? 1 : 0, '-');
    const std::size_t before = random() % 9;
    const std::size_t after = random() % 9;
    for (std::size_t k = 0; k < before; ++k) text += static_cast<char>('0' + random() % 10);
    text += '.';
    for (std::size_t k = 0; k < after; ++k) text += static_cast<char>('0' + random() % 10);
    if (before + after == 0) continue;
    const char* at = text.data();
    double value = 0;
    ASSERT_TRUE(scan_number(at, text.data() + text.size(), value)) << text;
    EXPECT_EQ(at, text.data() + text.size());
    EXPECT_EQ(value, std::strtod(text.c_str(), nullptr)) << text;
  }
}

TEST(TextScan, StopsBehindANumber) {
  const std::string text = "1,5\t7";
  const char* at = text.data();
  double value = 0;
  EXPECT_TRUE(scan_number(at, text.data() + text.size(), value, ','));
  EXPECT_EQ(value, 1.5);
  EXPECT_EQ(*at, '\t');
  EXPECT_FALSE(scan_number(at, text.data() + text.size(), value, ','));
  EXPECT_EQ(*at, '\t');
}

TEST(TextScan, TextsBecomeUtf8) {
  EXPECT_EQ(to_utf8(" barfu\xDF "), "barfu\xC3\x9F");
  EXPECT_EQ(to_utf8("barfu\xC3\x9F"), "barfu\xC3\x9F");
  EXPECT_EQ(to_utf8("\xED\xA0\x80").find('\xED'), std::string::npos);  // half a surrogate pair
  EXPECT_EQ(to_utf8("a\tb\n"), "ab");
  EXPECT_EQ(in_quotes(std::string(50, 'x')), "'" + std::string(40, 'x') + "...'");
}

TEST(InputFile, ReadsUtf16) {
  const std::string wide(
      "\xFF\xFE"
      "A\0\xDF\0\x3D\xD8\x63\xDC",
      10);
  EXPECT_EQ(InputFile("w", wide).as_text().text(), "A\xC3\x9F\xF0\x9F\x91\xA3");
}

TEST(InputFile, MissingFile) {
  EXPECT_THROW(InputFile("/nowhere/x"), FileError);
}

TEST(InputFile, LibrariesCanOpenWhatIsInMemory) {
  const InputFile file("x", "content");
  EXPECT_EQ(testing::read_file(file.path()), "content");
}

/// Fields of an endless line do not need ten times its memory.
TEST(TextScan, EndlessLinesHaveAMillionFields) {
  std::string line;
  for (int i = 0; i < 1'500'000; ++i) line += "1 ";
  std::vector<std::string_view> fields;
  split_fields(line, fields);
  ASSERT_EQ(fields.size(), 1'000'001U);
  EXPECT_EQ(fields.back().size(), 1'000'000U);
  std::replace(line.begin(), line.end(), ' ', '\t');
  split_at(line, '\t', fields);
  ASSERT_EQ(fields.size(), 1'000'001U);
  EXPECT_EQ(fields.back().size(), 1'000'000U - 1);
}

}  // namespace
}  // namespace solea
