#include "acquisition/virtual_mat/faults.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace solea::virtual_mat {
namespace {

TEST(Faults, Parse) {
  const Faults f = Faults::parse("garbage,drop=0.25,flip,unplug=3");
  EXPECT_TRUE(f.garbage);
  EXPECT_DOUBLE_EQ(f.drop, 0.25);
  EXPECT_DOUBLE_EQ(f.flip, 0.01);
  EXPECT_DOUBLE_EQ(f.cut, 0);
  EXPECT_EQ(f.unplug_s, 3);
  EXPECT_FALSE(Faults::parse("").garbage);
  EXPECT_THROW((void)Faults::parse("gremlins"), std::invalid_argument);
  EXPECT_THROW((void)Faults::parse("drop=x"), std::invalid_argument);
  EXPECT_THROW((void)Faults::parse("drop=-1"), std::invalid_argument);
}

TEST(Faults, HappenAsOftenAsAsked) {
  Faults faults;
  faults.drop = 0.2;
  FaultyLine line(faults, 1);
  int dropped = 0;
  for (int i = 0; i < 5000; ++i) {
    std::vector<std::byte> frame(100);
    line.spoil(frame);
    dropped += frame.empty();
  }
  EXPECT_NEAR(dropped / 5000.0, 0.2, 0.02);
}

TEST(Faults, AHealthyLineChangesNothing) {
  FaultyLine line({}, 1);
  std::vector<std::byte> frame(100, std::byte{7});
  const auto before = frame;
  line.spoil(frame);
  EXPECT_EQ(frame, before);
}

}  // namespace
}  // namespace solea::virtual_mat
