#include "core/color_scale.h"

#include <gtest/gtest.h>

#include <cmath>

namespace solea {
namespace {

struct Lab {
  double l, a, b;
};

/// CIELAB (D65) of an sRGB colour: another colour space than the one the table was made in.
Lab lab(const Rgb& rgb) {
  const auto linear = [](double v) {
    v /= 255;
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
  };
  const double r = linear(rgb[0]);
  const double g = linear(rgb[1]);
  const double b = linear(rgb[2]);
  const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
  const double x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const double y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const double z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

TEST(ColorScale, LightnessRisesAllTheWay) {
  double before = -1;
  for (int i = 0; i < ColorScale::table_size; i += 5) {
    const double l = lab(ColorScale::entry(i)).l;
    EXPECT_GT(l, before) << i;
    before = l;
  }
  EXPECT_LT(lab(ColorScale::entry(0)).l, 25);
  EXPECT_GT(lab(ColorScale::entry(255)).l, 80);
}

TEST(ColorScale, EqualStepsLookEquallyDifferent) {
  double least = 1e9;
  double most = 0;
  for (int i = 0; i + 16 < ColorScale::table_size; i += 16) {
    const Lab p = lab(ColorScale::entry(i));
    const Lab q = lab(ColorScale::entry(i + 16));
    const double step = std::hypot(q.l - p.l, q.a - p.a, q.b - p.b);
    least = std::min(least, step);
    most = std::max(most, step);
  }
  EXPECT_LT(most / least, 3);
}

TEST(ColorScale, EndsAreTheEndsOfTheTable) {
  const ColorScale scale(400);
  EXPECT_EQ(scale.color(0), ColorScale::entry(0));
  EXPECT_EQ(scale.color(400), ColorScale::entry(255));
  EXPECT_EQ(scale.color(9999), ColorScale::entry(255));
  EXPECT_EQ(scale.color(-5), ColorScale::entry(0));
  EXPECT_EQ(ColorScale(0).color(10), ColorScale::entry(0));
}

TEST(ColorScale, RoundEnds) {
  EXPECT_DOUBLE_EQ(round_scale_kpa(370), 400);
  EXPECT_DOUBLE_EQ(round_scale_kpa(400), 400);
  EXPECT_DOUBLE_EQ(round_scale_kpa(401), 500);
  EXPECT_DOUBLE_EQ(round_scale_kpa(72), 80);
  EXPECT_DOUBLE_EQ(round_scale_kpa(1100), 1500);
  EXPECT_GT(round_scale_kpa(0), 0);
}

TEST(ColorScale, LabelsAreRoundNumbers) {
  for (const double peak :
       {7.0, 42.0, 95.0, 140.0, 190.0, 240.0, 290.0, 370.0, 480.0, 590.0, 790.0, 990.0, 1400.0}) {
    const double max = round_scale_kpa(peak);
    const int labels = scale_labels(max);
    EXPECT_GE(labels, 4) << max;
    EXPECT_LE(labels, 6) << max;
    const double step = max / (labels - 1);
    EXPECT_NEAR(std::remainder(step, std::pow(10, std::floor(std::log10(max))) / 4), 0, 1e-9)
        << max;
  }
}

}  // namespace
}  // namespace solea
