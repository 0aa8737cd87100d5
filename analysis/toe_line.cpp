#include "analysis/toe_line.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

namespace solea {

namespace {

constexpr double line_spacing_mm = 1;

std::optional<Extent> front_extent(const PrintCells& print, double from) {
  Extent x{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const PrintCell& cell : print.cells()) {
    if (cell.centre.y < from) continue;
    x = {std::min(x.lo, cell.centre.x), std::max(x.hi, cell.centre.x)};
  }
  if (x.lo > x.hi) return std::nullopt;
  return x;
}

/// Disjoint sets of cells, each with its highest cell.
class Hills {
 public:
  explicit Hills(std::size_t cells) : parent_(cells), peak_(cells) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
    std::iota(peak_.begin(), peak_.end(), std::size_t{0});
  }
  std::size_t find(std::size_t a) {
    while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
    return a;
  }
  [[nodiscard]] std::size_t peak(std::size_t root) const { return peak_[root]; }
  void unite(std::size_t root, std::size_t lower) { parent_[lower] = root; }

 private:
  std::vector<std::size_t> parent_;
  std::vector<std::size_t> peak_;
};

}  // namespace

std::string_view to_string(ToeLineSource source) noexcept {
  switch (source) {
    case ToeLineSource::valley:
      return "valley";
    case ToeLineSource::template_step:
      return "template";
    case ToeLineSource::percent:
      return "percent";
    case ToeLineSource::none:
      break;
  }
  return "none";
}

std::optional<BallLine> find_ball(const PrintCells& print, double from, double nearly_widest) {
  const auto length = print.along(true);
  if (!length) return std::nullopt;
  std::vector<std::pair<double, Extent>> lines;
  BallLine ball;
  for (double y = from; y <= length->hi; y += line_spacing_mm) {
    const auto x = print.across(y, true);
    if (!x) continue;
    lines.emplace_back(y, *x);
    ball.width_mm = std::max(ball.width_mm, x->size());
  }
  if (lines.empty()) return std::nullopt;
  double first = std::numeric_limits<double>::infinity();
  double last = first;
  ball.x = {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const auto& [y, x] : lines) {
    if (x.size() < nearly_widest * ball.width_mm) continue;
    if (y < first) first = y;
    last = y;
    ball.x = {std::min(ball.x.lo, x.lo), std::max(ball.x.hi, x.hi)};
  }
  ball.y = 0.5 * (first + last);
  return ball;
}

std::vector<PointMm> find_peaks(const Footprint& footprint, const FootFrame& frame,
                                double threshold_kpa, double prominence) {
  const int rows = footprint.box.rows();
  const int cols = footprint.box.cols();
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < footprint.cells(); ++i) {
    if (footprint.peak_kpa[i] > 0 && footprint.peak_kpa[i] >= threshold_kpa) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return footprint.peak_kpa[a] > footprint.peak_kpa[b];
  });
  Hills hills(footprint.cells());
  std::vector<char> seen(footprint.cells(), 0);
  // From the highest cell down: where two hills meet, the lower one's saddle is known.
  std::vector<double> saddle(footprint.cells(), -1);
  for (const std::size_t i : order) {
    seen[i] = 1;
    const int row = static_cast<int>(i) / cols;
    const int col = static_cast<int>(i) % cols;
    for (int r = std::max(0, row - 1); r <= std::min(rows - 1, row + 1); ++r) {
      for (int c = std::max(0, col - 1); c <= std::min(cols - 1, col + 1); ++c) {
        const auto j = static_cast<std::size_t>(r * cols + c);
        if (j == i || seen[j] == 0) continue;
        std::size_t a = hills.find(i);
        std::size_t b = hills.find(j);
        if (a == b) continue;
        if (footprint.peak_kpa[hills.peak(a)] < footprint.peak_kpa[hills.peak(b)]) std::swap(a, b);
        saddle[hills.peak(b)] = footprint.peak_kpa[i];
        hills.unite(a, b);
      }
    }
  }
  std::vector<PointMm> peaks;
  for (const std::size_t i : order) {
    // A cell that never was a peak of its own met a hill as high as itself.
    const double kpa = footprint.peak_kpa[i];
    if (saddle[i] >= 0 && saddle[i] > (1 - prominence) * kpa) continue;
    peaks.push_back(frame.to_foot(footprint.cell_centre(i)));
  }
  return peaks;
}

std::vector<char> cells_beyond(const Footprint& footprint, const FootFrame& frame,
                               const ZonePath& path) {
  std::vector<char> beyond(footprint.cells(), 0);
  for (std::size_t i = 0; i < footprint.cells(); ++i) {
    if (footprint.peak_kpa[i] <= 0) continue;
    const PointMm p = frame.to_foot(footprint.cell_centre(i));
    if (p.y > path.at(p.x)) beyond[i] = 1;
  }
  return beyond;
}

std::optional<ValleyCorridor> toe_corridor(const Footprint& footprint, const PrintCells& print,
                                           Extent foot, const GeometrySettings& settings) {
  const auto front = front_extent(print, foot.lo + 0.5 * foot.size());
  if (!front) return std::nullopt;
  const double pitch = std::min(footprint.plate.pitch_x_mm, footprint.plate.pitch_y_mm);
  const Extent x{front->lo - pitch, front->hi + pitch};
  const auto usual = [=, &settings](double at) {
    const double t = std::clamp((at - x.lo) / x.size(), 0.0, 1.0);
    const double fraction =
        settings.toe_line_medial + t * (settings.toe_line_lateral - settings.toe_line_medial);
    return foot.lo + fraction * foot.size();
  };
  return ValleyCorridor{ZonePath::Runs::across, x, usual, settings.toe_line_freedom * foot.size(),
                        settings.path_cost_kpa};
}

ToeLine find_toe_line(const Footprint& footprint, const FootFrame& frame, Extent foot,
                      double threshold_kpa, const GeometrySettings& settings) {
  ToeLine line;
  line.toes.assign(footprint.cells(), 0);
  const PrintCells print(footprint, frame, threshold_kpa);
  const auto length = print.along(true);
  const double middle = foot.lo + 0.5 * foot.size();
  const auto ball = find_ball(print, middle, settings.ball_nearly_widest);
  const auto corridor = toe_corridor(footprint, print, foot, settings);
  if (!length || !ball || !corridor) return line;

  const double toes_from = ball->y + settings.toe_distance * ball->width_mm;
  bool toes = false;
  for (const PointMm& peak : find_peaks(footprint, frame, threshold_kpa, settings.toe_prominence)) {
    toes = toes || peak.y > toes_from;
  }
  if (toes) {
    line.source = ToeLineSource::valley;
    line.path = find_valley(footprint, frame, *corridor);
  } else if (length->hi - ball->y > settings.toeless_front * ball->width_mm) {
    const double y = foot.lo + settings.percent_toe_line * foot.size();
    line.source = ToeLineSource::percent;
    line.path = {ZonePath::Runs::across, {{corridor->over.lo, y}, {corridor->over.hi, y}}};
  } else {
    return line;
  }
  line.toes = cells_beyond(footprint, frame, line.path);
  return line;
}

}  // namespace solea
