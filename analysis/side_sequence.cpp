#include "analysis/side_sequence.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace solea {

namespace {

// All evidence is a log-odds of right against left.
constexpr double told = 40;  // certain

double log_odds(const StepInOrder& step, const SideSettings& how) {
  if (step.vote.side == Side::unknown) return 0;
  const double sign = step.vote.side == Side::right ? 1 : -1;
  if (step.told) return sign * told;
  const double odds = 2 * std::atanh(std::min(step.vote.confidence, how.surest_print));
  const double weight = step.cut == StepInOrder::Cut::none      ? 1
                        : step.cut == StepInOrder::Cut::in_time ? how.cut_print_weight
                                                                : how.edge_print_weight;
  return sign * odds * weight;
}

double length(PointMm v) {
  return std::hypot(v.x, v.y);
}

PointMm rightward(PointMm v) {
  return {v.y, -v.x};
}

/// Whether two steps follow each other in one walk, or stand beside each other.
bool follow(const StepInOrder& a, const StepInOrder& b, const SideSettings& how) {
  const double way = length(b.middle - a.middle);
  if (b.start_s - a.end_s > how.same_walk_pause_s || way > how.same_walk_gap_mm ||
      way < how.same_place * std::min(a.length_mm, b.length_mm)) {
    return false;
  }
  const bool known = length(a.axis) > 0 && length(b.axis) > 0;
  return !known || dot(a.axis, b.axis) > how.same_way_cosine;
}

/// How far right a point is of the line through two others, in the direction of walking, mm.
/// Nothing where the points are too near to make a line.
std::optional<double> offset_mm(PointMm p, PointMm from, PointMm to, double foot_mm) {
  const PointMm line = to - from;
  const double way = length(line);
  if (way < foot_mm) return std::nullopt;
  return dot(p - from, rightward((1 / way) * line));
}

/// What the place of a foot beside the line says; no more the farther it is.
double place_odds(double offset, const SideSettings& how) {
  return how.offset_odds * std::clamp(offset / how.offset_mm, -1.0, 1.0);
}

using Two = std::array<double, 2>;  // of left, of right

double log_sum(double a, double b) {
  const double high = std::max(a, b);
  return high + std::log1p(std::exp(std::min(a, b) - high));
}

/// What couples a step to the next one: log-weights [this side][next side].
struct Coupling {
  std::array<Two, 2> weight{};
  void alternate(double odds) { weight[0][1] += odds, weight[1][0] += odds; }
  void next_is_right(double odds) { weight[0][1] += 0.5 * odds, weight[1][0] -= 0.5 * odds; }
};

}  // namespace

std::vector<SideVote> vote_in_order(std::span<const StepInOrder> steps,
                                    const AnalysisSettings& settings) {
  const SideSettings& how = settings.sides;
  const std::size_t n = steps.size();
  std::vector<Two> own(n);
  std::vector<Coupling> coupling(n);  // with the next one
  std::vector<char> follows(n, 0);    // the one before
  for (std::size_t k = 0; k < n; ++k) own[k] = {0, log_odds(steps[k], how)};
  const double turn = std::log(how.alternation_share / (1 - how.alternation_share));
  for (std::size_t k = 0; k + 1 < n; ++k) {
    const StepInOrder& a = steps[k];
    const StepInOrder& b = steps[k + 1];
    if (settings.one_foot) {
      coupling[k].alternate(-told);
      continue;
    }
    if (!follow(a, b, how)) continue;
    follows[k + 1] = 1;
    coupling[k].alternate(turn);
    // Where two feet point the same way, the right one is right; surest when they are abreast,
    // because nobody walks exactly where the feet point.
    const PointMm sum = a.axis + b.axis;
    if (length(sum) <= 0) continue;
    const PointMm ahead = (1 / length(sum)) * sum;
    const PointMm way = b.middle - a.middle;
    const double along = dot(way, ahead) / std::max(1.0, std::min(a.length_mm, b.length_mm));
    coupling[k].next_is_right(place_odds(dot(way, rightward(ahead)), how) / (1 + along * along));
  }
  for (std::size_t k = 1; k + 1 < n; ++k) {
    if (follows[k] == 0 || follows[k + 1] == 0) continue;
    const double foot_mm = steps[k].length_mm;
    if (const auto offset =
            offset_mm(steps[k].middle, steps[k - 1].middle, steps[k + 1].middle, foot_mm)) {
      own[k][1] += place_odds(*offset, how);
    }
  }

  // Forwards and backwards over the chain: how likely each side is with all others weighed in.
  std::vector<Two> before(n);
  std::vector<Two> after(n);
  for (std::size_t k = 1; k < n; ++k) {
    for (std::size_t s = 0; s < 2; ++s) {
      const auto via = [&](std::size_t from) {
        return before[k - 1][from] + own[k - 1][from] + coupling[k - 1].weight[from][s];
      };
      before[k][s] = log_sum(via(0), via(1));
    }
  }
  for (std::size_t k = n; k-- > 1;) {
    for (std::size_t s = 0; s < 2; ++s) {
      const auto via = [&](std::size_t to) {
        return after[k][to] + own[k][to] + coupling[k - 1].weight[s][to];
      };
      after[k - 1][s] = log_sum(via(0), via(1));
    }
  }
  std::vector<SideVote> votes(n);
  for (std::size_t k = 0; k < n; ++k) {
    const double odds =
        own[k][1] + before[k][1] + after[k][1] - own[k][0] - before[k][0] - after[k][0];
    votes[k].side = odds > 0 ? Side::right : odds < 0 ? Side::left : Side::unknown;
    votes[k].confidence = std::abs(std::tanh(0.5 * odds));
    if (steps[k].told) votes[k] = steps[k].vote;
  }
  return votes;
}

}  // namespace solea
