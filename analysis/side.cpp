#include "analysis/side.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

#include "analysis/convex_hull.h"

namespace solea {

namespace {

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

std::optional<EdgePoint> outermost(const PrintCells& print, Extent band, double sign,
                                   double line_spacing_mm) {
  std::optional<EdgePoint> best;
  for (double y = band.lo; y <= band.hi; y += line_spacing_mm) {
    const auto x = outward_at(print, y, sign);
    if (x && (!best || *x > best->outward)) best = EdgePoint{*x, y};
  }
  return best;
}

/// Mean gap between the contour and its tangent over the midfoot, mm. A line that meets no cell has
/// the gap to the middle of the foot, as an unloaded arch has on both sides.
std::optional<double> arch_gap_mm(const PrintCells& print, Extent length, double sign,
                                  const SideSettings& how) {
  const auto at = [&](double fraction) { return length.lo + fraction * length.size(); };
  const auto heel =
      outermost(print, {at(how.heel_band_from), at(how.heel_band_to)}, sign, how.line_spacing_mm);
  const auto ball =
      outermost(print, {at(how.ball_band_from), at(how.ball_band_to)}, sign, how.line_spacing_mm);
  if (!heel || !ball || ball->along <= heel->along) return std::nullopt;
  double sum = 0;
  int lines = 0;
  for (double y = at(how.arch_band_from); y <= at(how.arch_band_to); y += how.line_spacing_mm) {
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
double vote_arch(const PrintCells& print, Extent length, const SideSettings& how) {
  const auto right = arch_gap_mm(print, length, +1, how);
  const auto left = arch_gap_mm(print, length, -1, how);
  if (!right || !left) return 0;
  return (*left - *right) / (*left + *right + how.arch_softening_mm);
}

/// +1: the front of the print lies to the left of the ball's middle, a right foot.
double vote_front(const PrintCells& print, Extent length, const SideSettings& how) {
  double front = 0;
  int front_cells = 0;
  for (const PrintCell& cell : print.cells()) {
    if (cell.centre.y < length.hi - how.front_band * length.size()) continue;
    front += cell.centre.x;
    ++front_cells;
  }
  const double ball_y = length.lo + how.front_ball_at * length.size();
  const auto ball = print.across(ball_y, true);
  if (!ball || front_cells == 0 || ball->size() <= 0) return 0;
  const double offset = front / front_cells - 0.5 * (ball->lo + ball->hi);
  return std::clamp(-offset / (how.front_full_offset * ball->size()), -1.0, 1.0);
}

/// +1: the centre of pressure bulges to the right of its chord, a right foot.
double vote_cop(const PrintCells& print, const StepCurves& curves, Extent length,
                const SideSettings& how) {
  std::vector<PointMm> path;
  for (const auto& cop : curves.cop) {
    if (cop) path.push_back(print.frame().to_foot(*cop));
  }
  if (path.size() < how.cop_least_frames) return 0;
  const PointMm chord = path.back() - path.front();
  if (chord.y < how.cop_least_progress * length.size()) return 0;  // not a roll-over
  double bulge = 0;
  for (const PointMm& p : path) {
    const double t = (p.y - path.front().y) / chord.y;
    bulge += p.x - (path.front().x + t * chord.x);
  }
  return std::clamp(bulge / static_cast<double>(path.size()) / (how.cop_full_bulge * length.size()),
                    -1.0, 1.0);
}

/// Of a polygon: the area where x is smaller than `limit`. By Green's theorem the integral of the
/// smaller of x and `limit` over y along the border, signed by its direction.
double area_left_of(double limit, std::span<const PointMm> border) {
  double area = 0;
  for (std::size_t i = 0; i < border.size(); ++i) {
    const PointMm& p = border[i];
    const PointMm& q = border[(i + 1) % border.size()];
    const double lo = std::min(p.x, q.x);
    const double hi = std::max(p.x, q.x);
    double mean = std::min(limit, 0.5 * (lo + hi));
    if (lo < limit && limit < hi) {
      const double below = (limit - lo) / (hi - lo);  // of the edge
      mean = below * 0.5 * (lo + limit) + (1 - below) * limit;
    }
    area += mean * (q.y - p.y);
  }
  return area;
}

/// +1: more of the print's hull lies left of the middle of its smallest rectangle, a right foot:
/// toes go back laterally. The long side of that rectangle is the frame's axis. Alone it is right
/// for every real step on a plate that the tests have, yet for two thirds only of the virtual
/// mat's: hence its small weight.
double vote_hull(const PrintCells& print, const SideSettings& how) {
  const std::vector<PointMm> hull = convex_hull(print.rim_corners());
  if (hull.empty()) return 0;
  const auto [left, right] =
      std::minmax_element(hull.begin(), hull.end(), [](auto a, auto b) { return a.x < b.x; });
  const double all = area_left_of(right->x, hull);
  const double left_half = area_left_of(0.5 * (left->x + right->x), hull);
  const double difference = 2 * left_half / all - 1;  // of the halves, of the whole
  return std::clamp(difference / how.hull_full_difference, -1.0, 1.0);
}

}  // namespace

SideVote vote_side(const PrintCells& print, const StepCurves& curves, const SideSettings& how) {
  const auto length = print.along(true);
  if (!length) return {};
  const double sum = how.arch_weight * vote_arch(print, *length, how) +
                     how.front_weight * vote_front(print, *length, how) +
                     how.cop_weight * vote_cop(print, curves, *length, how) +
                     how.hull_weight * vote_hull(print, how);
  SideVote vote;
  vote.side = sum > 0 ? Side::right : sum < 0 ? Side::left : Side::unknown;
  vote.confidence = std::min(1.0, std::abs(sum) / how.full_sum);
  return vote;
}

}  // namespace solea
