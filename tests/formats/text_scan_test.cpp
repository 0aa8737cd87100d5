#include "formats/text_scan.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/support/files.h"

namespace solea {
namespace {

TEST(TextScan, LinesOfBothKinds) {
  LineReader lines("f", "a\r\nb\n\nlast");
  EXPECT_EQ(lines.next(), "a");
  EXPECT_EQ(lines.next(), "b");
  EXPECT_EQ(lines.next(), "");
  EXPECT_EQ(lines.next(), "last");
  EXPECT_EQ(lines.line_number(), 4U);
  EXPECT_FALSE(lines.next());
}

TEST(TextScan, FailNamesTheLine) {
  LineReader lines("walk.lst", "a\nb\n");
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

TEST(TextScan, MissingFile) {
  EXPECT_THROW((void)read_text("/nowhere/x"), FileError);
}

}  // namespace
}  // namespace solea
