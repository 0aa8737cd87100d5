#include "visualization/charts/chart_layout.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.h"

namespace solea {

namespace {

/// The round step, 1, 2 or 5 times a power of ten, that divides `span` into at most `most` parts.
double round_step(double span, int most) {
  const double least = span / most;
  const double power = std::pow(10, std::floor(std::log10(least)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= least * (1 - 1e-9)) return factor * power;
  }
  return 10 * power;
}

struct Extent {
  double least = std::numeric_limits<double>::infinity();
  double most = -std::numeric_limits<double>::infinity();
  void add(double value) {
    if (!std::isfinite(value)) return;
    least = std::min(least, value);
    most = std::max(most, value);
  }
};

constexpr int most_parts = 6;

}  // namespace

std::vector<double> ChartLayout::ticks(const std::array<double, 2>& range) const {
  const int parts = plots.size() > 3 ? 4 : most_parts;
  const double step = round_step(range[1] - range[0], parts);
  std::vector<double> at;
  for (double k = std::ceil(range[0] / step - 1e-9); k * step <= range[1] + 1e-9 * step; ++k) {
    at.push_back(k == 0 ? 0.0 : k * step);
  }
  return at;
}

ChartLayout lay_out(const ChartPicture& picture, int width, int height) {
  ChartLayout layout;
  layout.width_px = width;
  layout.unit_px = height / 100.0;
  const double u = layout.unit_px;
  layout.margin_px = 0.025 * width;

  Extent x;
  Extent y;
  for (const ChartPanel& panel : picture.panels) {
    for (const ChartCurve& curve : panel.curves) {
      for (std::size_t i = 0; i < curve.x.size(); ++i) {
        const double spread = curve.spread.empty() ? 0 : curve.spread[i];
        if (!std::isfinite(curve.y[i])) continue;
        x.add(curve.x[i]);
        y.add(curve.y[i] + spread);
        y.add(curve.y[i]);  // a band that only dips below 0 moves no axis
      }
    }
  }
  if (x.least > x.most) throw Error("the chart has no defined value");
  for (const ChartMark& mark : picture.marks) x.add(mark.x);
  if (x.least == x.most) x.most = x.least + 1;
  layout.x_range = {x.least, x.most};
  const double low = std::min(0.0, y.least);
  const double high = y.most > low ? y.most : low + 1;
  const double step = round_step(high - low, most_parts);
  layout.y_range = {step * std::floor(low / step), step * std::ceil(high / step)};

  const int n = static_cast<int>(picture.panels.size());
  const double bottom = 8.5 * u;
  if (n == 1) {
    const double mark_rows = picture.marks.empty() ? 0 : 2.9 + 2.3 * 2;  // three rows at most
    layout.y_title_px = 83.5 * u;
    layout.plots = {{layout.margin_px + 6 * u, bottom + 4 * u, width - layout.margin_px - 2 * u,
                     (81 - mark_rows) * u}};
    return layout;
  }
  layout.y_title_px = 84 * u;
  const int cols = std::min(n, static_cast<int>(std::ceil(std::sqrt(1.6 * n))));
  const int rows = (n + cols - 1) / cols;
  const double slot_x = (width - 2 * layout.margin_px) / cols;
  const double slot_y = (82 * u - bottom) / rows;
  for (int i = 0; i < n; ++i) {
    const double x0 = layout.margin_px + (i % cols) * slot_x;
    const double y1 = 82 * u - (i / cols) * slot_y;
    layout.plots.push_back({x0 + 5.2 * u, y1 - slot_y + 4 * u, x0 + slot_x - 2 * u, y1 - 3.2 * u});
  }
  return layout;
}

}  // namespace solea
