#include "core/color_scale.h"

#include <algorithm>
#include <cmath>

namespace solea {

namespace {

/// A colour in Oklab (B. Ottosson, 2020): equal distances look equally different.
struct Oklab {
  double l, a, b;
};

// Dark violet, blue, teal, green, yellow: lightness rises evenly from one to the next.
constexpr std::array<Oklab, 5> stops = {{
    {0.300, 0.045, -0.110},
    {0.450, -0.030, -0.105},
    {0.600, -0.090, -0.020},
    {0.750, -0.105, 0.085},
    {0.900, -0.020, 0.165},
}};

std::uint8_t to_byte(double linear) {
  const double c = std::clamp(linear, 0.0, 1.0);
  const double srgb = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * srgb));
}

Rgb to_srgb(const Oklab& c) {
  const double l = std::pow(c.l + 0.3963377774 * c.a + 0.2158037573 * c.b, 3);
  const double m = std::pow(c.l - 0.1055613458 * c.a - 0.0638541728 * c.b, 3);
  const double s = std::pow(c.l - 0.0894841775 * c.a - 1.2914855480 * c.b, 3);
  return {to_byte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          to_byte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          to_byte(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

}  // namespace

ColorScale::ColorScale(double max_kpa) : max_kpa_(max_kpa) {}

Rgb ColorScale::color(double kpa) const noexcept {
  const double t = max_kpa_ > 0 ? std::clamp(kpa / max_kpa_, 0.0, 1.0) : 0.0;
  return entry(static_cast<int>(std::lround(t * (table_size - 1))));
}

Rgb ColorScale::entry(int index) noexcept {
  const double t = static_cast<double>(std::clamp(index, 0, table_size - 1)) / (table_size - 1) *
                   static_cast<double>(stops.size() - 1);
  // Catmull-Rom through the stops: no kinks in hue.
  const int i = std::min(static_cast<int>(t), static_cast<int>(stops.size()) - 2);
  const double f = t - i;
  const auto at = [](int k) {
    return stops[static_cast<std::size_t>(std::clamp(k, 0, static_cast<int>(stops.size()) - 1))];
  };
  const auto spline = [f](double p0, double p1, double p2, double p3) {
    return p1 + 0.5 * f *
                    (p2 - p0 + f * (2 * p0 - 5 * p1 + 4 * p2 - p3 + f * (3 * (p1 - p2) + p3 - p0)));
  };
  const Oklab a = at(i - 1);
  const Oklab b = at(i);
  const Oklab c = at(i + 1);
  const Oklab d = at(i + 2);
  const double lightness = b.l + f * (c.l - b.l);  // linear: strictly rising
  return to_srgb({lightness, spline(a.a, b.a, c.a, d.a), spline(a.b, b.b, c.b, d.b)});
}

double round_scale_kpa(double peak_kpa) noexcept {
  if (peak_kpa <= 0) return 100;
  const double magnitude = std::pow(10, std::floor(std::log10(peak_kpa)));
  for (const double step : {1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0}) {
    if (peak_kpa <= step * magnitude * 1.0001) return step * magnitude;
  }
  return 10 * magnitude;
}

int scale_labels(double max) noexcept {
  if (max <= 0) return 2;
  const double leading = max / std::pow(10, std::floor(std::log10(max)));
  // 100 by 25, 150 by 50, 200 by 50, 250 by 50, 300 by 100, 400 by 100, 500 by 100, 600 by 200, ...
  for (const int parts : {4, 5, 3}) {
    const double step = 20 * leading / parts;  // in twentieths of the leading digit's unit
    const double rounded = std::round(step);
    if (std::abs(step - rounded) < 1e-6 && std::remainder(rounded, 5.0) == 0) return parts + 1;
  }
  return 2;
}

}  // namespace solea
