#include "core/units.h"

#include <gtest/gtest.h>

namespace solea {
namespace {

TEST(Units, KnownHoweverTheyAreSpelt) {
  for (const char* spelling : {"N/cm2", "N/cm^2", "n / cm2", "N/cm\xC2\xB2", "N/cm\xB2"}) {
    EXPECT_EQ(kpa_per_unit(spelling), 10) << spelling;
    EXPECT_EQ(plain_unit(spelling), "N/cm2") << spelling;
  }
  EXPECT_EQ(plain_unit("KPa"), "kPa");
  EXPECT_EQ(plain_unit("PSI"), "psi");
  EXPECT_EQ(plain_unit("mmhg"), "mmHg");
}

TEST(Units, OthersStayAsTheyAre) {
  EXPECT_FALSE(kpa_per_unit("furlong"));
  EXPECT_EQ(plain_unit("Furlong"), "Furlong");
  EXPECT_EQ(plain_unit(""), "");
}

}  // namespace
}  // namespace solea
