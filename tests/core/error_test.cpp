#include "core/error.h"

#include <gtest/gtest.h>

namespace solea {
namespace {

TEST(Error, FormatErrorNamesFileAndLine) {
  const auto error = FormatError::at_line("walk.lst", 12, "3 fields, expected 4");
  EXPECT_STREQ(error.what(), "walk.lst:12: 3 fields, expected 4");
  EXPECT_EQ(error.line(), 12U);
  EXPECT_FALSE(error.offset());
  EXPECT_EQ(error.file(), "walk.lst");
}

TEST(Error, FormatErrorNamesFileAndOffset) {
  const auto error = FormatError::at_offset("s.h5", 2048, "bad block");
  EXPECT_STREQ(error.what(), "s.h5: @2048: bad block");
  EXPECT_EQ(error.offset(), 2048U);
}

TEST(Error, EveryErrorIsAnError) {
  EXPECT_THROW(throw DeviceError("/dev/ttyACM0", "busy"), Error);
  EXPECT_THROW(throw FileError("a", "b"), Error);
  EXPECT_THROW(throw CalibrationError("c"), Error);
  EXPECT_STREQ(DeviceError("/dev/ttyACM0", "busy").what(), "/dev/ttyACM0: busy");
}

TEST(Error, MessagesAreOneShortPrintableLine) {
  const auto error =
      FormatError::at_line("a\nb\xFF.lst", 3, std::string("\x1B[2J\r") + "h\u00F6he");
  EXPECT_STREQ(error.what(), "a?b?.lst:3: ?[2J?h\u00F6he");
  EXPECT_EQ(error.file(), "a\nb\xFF.lst");
  const std::string longest = FormatError("a", std::string(399, 'x') + "\u00F6 and more").what();
  EXPECT_EQ(longest, "a: " + std::string(399, 'x') + "...");
}

}  // namespace
}  // namespace solea
