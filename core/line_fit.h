#pragma once

#include <optional>
#include <span>

namespace solea {

/// A straight line: value = intercept + slope * x.
struct Line {
  double slope = 0;
  double intercept = 0;
};

/// The line of least squares through points, one y an x. Nothing where all x are the same.
[[nodiscard]] inline std::optional<Line> fit_line(std::span<const double> x,
                                                  std::span<const double> y) {
  const double n = static_cast<double>(x.size());
  double mx = 0;
  double my = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    mx += x[k] / n;
    my += y[k] / n;
  }
  double sxx = 0;
  double sxy = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    sxx += (x[k] - mx) * (x[k] - mx);
    sxy += (x[k] - mx) * (y[k] - my);
  }
  if (!(sxx > 0)) return std::nullopt;
  return Line{sxy / sxx, my - sxy / sxx * mx};
}

}  // namespace solea
