#include "analysis/symmetry.h"

#include <gtest/gtest.h>

#include <cmath>

namespace solea {
namespace {

// metrics.md 6.1, worked values.
TEST(Symmetry, GoldenValues) {
  const Symmetry a = symmetry_of(100, 90);
  EXPECT_NEAR(*a.index_pct, 10.526, 1e-3);
  EXPECT_NEAR(*a.ratio, 100.0 / 90, 1e-12);
  EXPECT_NEAR(*a.log_ratio_pct, 10.536, 1e-3);
  EXPECT_NEAR(*a.angle_pct, -3.3475, 1e-4);
  const Symmetry b = symmetry_of(0.39, 0.25);
  EXPECT_NEAR(*b.index_pct, 43.75, 1e-9);
  EXPECT_NEAR(*b.log_ratio_pct, 44.469, 1e-3);
  EXPECT_NEAR(*b.angle_pct, -13.7101, 1e-4);
  EXPECT_NEAR(*symmetry_of(1, -2).angle_pct, 79.5167, 1e-4);
}

TEST(Symmetry, EqualFeetAreSymmetric) {
  const Symmetry s = symmetry_of(42, 42);
  EXPECT_EQ(*s.index_pct, 0);
  EXPECT_EQ(*s.ratio, 1);
  EXPECT_EQ(*s.log_ratio_pct, 0);
  EXPECT_NEAR(*s.angle_pct, 0, 1e-12);
}

TEST(Symmetry, ExchangedFeetChangeTheSign) {
  const Symmetry a = symmetry_of(3, 5);
  const Symmetry b = symmetry_of(5, 3);
  EXPECT_NEAR(*a.index_pct, -*b.index_pct, 1e-12);
  EXPECT_NEAR(*a.log_ratio_pct, -*b.log_ratio_pct, 1e-12);
  EXPECT_NEAR(*a.angle_pct, -*b.angle_pct, 1e-12);
}

TEST(Symmetry, WhatCannotBeComparedIsUndefined) {
  const Symmetry nothing = symmetry_of(0, 0);
  EXPECT_FALSE(nothing.index_pct || nothing.ratio || nothing.log_ratio_pct || nothing.angle_pct);
  const Symmetry one = symmetry_of(7, 0);
  EXPECT_EQ(*one.index_pct, 200);
  EXPECT_FALSE(one.ratio);
  EXPECT_FALSE(one.log_ratio_pct);
  EXPECT_EQ(*one.angle_pct, -50) << "an angle of 90 degrees";
  EXPECT_EQ(*symmetry_of(-7, 0).angle_pct, -50) << "45 + 90 is beyond 90, less 180";
  EXPECT_FALSE(symmetry_of(2, -2).index_pct) << "the mean is 0";
  EXPECT_FALSE(symmetry_of(2, -3).log_ratio_pct);
  EXPECT_FALSE(symmetry_of(std::nan(""), 1).angle_pct);
}

}  // namespace
}  // namespace solea
