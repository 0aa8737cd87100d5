#include "analysis/side.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace solea {

namespace {

constexpr double line_spacing_mm = 2;

/// Outermost x' of the print on one side in a band of its length: position on that contour.
/// `sign` +1: the right edge, -1: the left one; x is returned outward-positive.
struct EdgePoint {
  double outward = 0;
  double along = 0;
};

std::optional<double> outward_at(const PrintCells& print, double along, double sign) {
  const auto x = print.across(along, true);
  if (!x) return std::nullopt;
  return sign > 0 ? x->hi : -x->lo;
}

std::optional<EdgePoint> outermost(const PrintCells& print, Extent band, double sign) {
  std::optional<EdgePoint> best;
  for (double y = band.lo; y <= band.hi; y += line_spacing_mm) {
    const auto x = outward_at(print, y, sign);
    if (x && (!best || *x > best->outward)) best = EdgePoint{*x, y};
  }
  return best;
}

/// Mean gap between the contour and its tangent over the midfoot, mm. A line that meets no cell has
/// the gap to the middle of the foot, as an unloaded arch has on both sides.
std::optional<double> arch_gap_mm(const PrintCells& print, Extent length, double sign) {
  const auto at = [&](double fraction) { return length.lo + fraction * length.size(); };
  const auto heel = outermost(print, {at(0.10), at(0.30)}, sign);
  const auto ball = outermost(print, {at(0.58), at(0.78)}, sign);
  if (!heel || !ball || ball->along <= heel->along) return std::nullopt;
  double sum = 0;
  int lines = 0;
  for (double y = at(0.35); y <= at(0.60); y += line_spacing_mm) {
    const double tangent = heel->outward + (y - heel->along) / (ball->along - heel->along) *
                                               (ball->outward - heel->outward);
    const auto x = outward_at(print, y, sign);
    if (!x) continue;
    sum += std::max(0.0, tangent - *x);
    ++lines;
  }
  if (lines == 0) return std::nullopt;
  return sum / lines;
}

/// +1: the hollow is on the left, a right foot.
double vote_arch(const PrintCells& print, Extent length) {
  const auto right = arch_gap_mm(print, length, +1);
  const auto left = arch_gap_mm(print, length, -1);
  if (!right || !left) return 0;
  return (*left - *right) / (*left + *right + 4);
}

/// +1: the front of the print lies to the left of the ball's middle, a right foot.
double vote_front(const PrintCells& print, Extent length) {
  double front = 0;
  int front_cells = 0;
  for (const PrintCell& cell : print.cells()) {
    if (cell.centre.y < length.hi - 0.10 * length.size()) continue;
    front += cell.centre.x;
    ++front_cells;
  }
  const double ball_y = length.lo + 0.68 * length.size();
  const auto ball = print.across(ball_y, true);
  if (!ball || front_cells == 0 || ball->size() <= 0) return 0;
  const double offset = front / front_cells - 0.5 * (ball->lo + ball->hi);
  return std::clamp(-offset / (0.3 * ball->size()), -1.0, 1.0);
}

/// +1: the centre of pressure bulges to the right of its chord, a right foot.
double vote_cop(const PrintCells& print, const StepCurves& curves, Extent length) {
  std::vector<PointMm> path;
  for (const auto& cop : curves.cop) {
    if (cop) path.push_back(print.frame().to_foot(*cop));
  }
  if (path.size() < 5) return 0;
  const PointMm chord = path.back() - path.front();
  if (chord.y < 0.4 * length.size()) return 0;  // not a roll-over
  double bulge = 0;
  for (const PointMm& p : path) {
    const double t = (p.y - path.front().y) / chord.y;
    bulge += p.x - (path.front().x + t * chord.x);
  }
  return std::clamp(bulge / static_cast<double>(path.size()) / (0.03 * length.size()), -1.0, 1.0);
}

}  // namespace

SideVote vote_side(const PrintCells& print, const StepCurves& curves) {
  const auto length = print.along(true);
  if (!length) return {};
  const double sum = 0.5 * vote_arch(print, *length) + 0.3 * vote_front(print, *length) +
                     0.2 * vote_cop(print, curves, *length);
  SideVote vote;
  vote.side = sum > 0 ? Side::right : sum < 0 ? Side::left : Side::unknown;
  vote.confidence = std::min(1.0, 2 * std::abs(sum));
  return vote;
}

}  // namespace solea
