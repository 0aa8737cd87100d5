#include "analysis/side.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

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

}  // namespace

SideVote vote_side(const PrintCells& print, const StepCurves& curves, const SideSettings& how) {
  const auto length = print.along(true);
  if (!length) return {};
  const double sum = how.arch_weight * vote_arch(print, *length, how) +
                     how.front_weight * vote_front(print, *length, how) +
                     how.cop_weight * vote_cop(print, curves, *length, how);
  SideVote vote;
  vote.side = sum > 0 ? Side::right : sum < 0 ? Side::left : Side::unknown;
  vote.confidence = std::min(1.0, std::abs(sum) / how.full_sum);
  return vote;
}

}  // namespace solea
