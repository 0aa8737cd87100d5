#include "apps/solea/output/truth_check.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "apps/results/common_json.h"

namespace solea {

namespace {

/// How many true steps came before the first analysed one: the shift with the steadiest difference
/// of start times and fewest wrong sides.
std::size_t best_shift(const AnalysisResult& result, const std::vector<TruthStep>& truth) {
  std::size_t best = 0;
  double best_cost = std::numeric_limits<double>::infinity();
  for (std::size_t shift = 0; shift < truth.size(); ++shift) {
    const std::size_t n = std::min(result.steps.size(), truth.size() - shift);
    double mean = 0;
    std::vector<double> difference;
    double wrong_sides = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const StepCurves& curves = result.steps[i].curves;
      difference.push_back(curves.times_s[curves.first_contact] - truth[i + shift].start_s);
      mean += difference.back() / static_cast<double>(n);
      wrong_sides += result.steps[i].side != truth[i + shift].side;
    }
    double cost =
        wrong_sides / static_cast<double>(n) + 0.5 * static_cast<double>(result.steps.size() - n);
    for (const double d : difference) cost += (d - mean) * (d - mean) / static_cast<double>(n);
    if (cost < best_cost) {
      best_cost = cost;
      best = shift;
    }
  }
  return best;
}

double rms(double square, std::size_t n) {
  return n > 0 ? std::sqrt(square / static_cast<double>(n)) : 0.0;
}

/// Distances of centres of pressure; undefined true ones do not count.
struct CopErrors {
  double square = 0;
  double max_mm = 0;
  std::size_t frames = 0;
  void add(PointMm cop, double true_x_mm, double true_y_mm) {
    if (!std::isfinite(true_x_mm)) return;
    const double d = std::hypot(cop.x - true_x_mm, cop.y - true_y_mm);
    square += d * d;
    max_mm = std::max(max_mm, d);
    ++frames;
  }
};

/// Largest force error for one alignment of frames, and the sums behind the comparison.
struct FrameErrors {
  double force_square = 0;
  std::size_t frames = 0;
  CopErrors cop;         ///< of all pressure
  CopErrors cop_active;  ///< of that from the contact threshold on
};

FrameErrors frame_errors(const StepCurves& curves, const TruthStep& truth, std::ptrdiff_t lag) {
  FrameErrors errors;
  for (std::size_t k = curves.first_contact; k <= curves.last_contact; ++k) {
    const std::ptrdiff_t j = static_cast<std::ptrdiff_t>(k - curves.first_contact) + lag;
    if (j < 0 || j >= static_cast<std::ptrdiff_t>(truth.force_n.size())) {
      errors.force_square += curves.force_n[k] * curves.force_n[k];
      ++errors.frames;
      continue;
    }
    const auto t = static_cast<std::size_t>(j);
    const double df = curves.force_n[k] - truth.force_n[t];
    errors.force_square += df * df;
    ++errors.frames;
    if (!curves.cop[k]) continue;
    errors.cop.add(*curves.cop[k], truth.cop_x_mm[t], truth.cop_y_mm[t]);
    errors.cop_active.add(*curves.cop[k], truth.active_cop_x_mm[t], truth.active_cop_y_mm[t]);
  }
  return errors;
}

TruthComparison compare(const StepResult& step, const TruthStep& truth) {
  TruthComparison c;
  c.truth = &truth;
  // A true foot presses before the analysis sees it: align the frames by force.
  constexpr std::ptrdiff_t most_frames = 8;
  FrameErrors best;
  best.force_square = std::numeric_limits<double>::infinity();
  for (std::ptrdiff_t lag = -1; lag <= most_frames; ++lag) {
    const FrameErrors errors = frame_errors(step.curves, truth, lag);
    if (errors.force_square < best.force_square) best = errors;
  }
  c.force_rms_pct = 100 * rms(best.force_square, best.frames) / truth.max_force_n;
  c.cop_rms_mm = rms(best.cop.square, best.cop.frames);
  c.cop_max_mm = best.cop.max_mm;
  c.cop_active_rms_mm = rms(best.cop_active.square, best.cop_active.frames);
  c.cop_active_max_mm = best.cop_active.max_mm;
  c.force_error_pct = 100 * (step.metric("max_force_n").value_or(NAN) / truth.max_force_n - 1);
  if (const auto index = step.metric("arch_index"); index && truth.arch_index) {
    c.arch_index_error = *index - *truth.arch_index;
  }
  if (const auto heel = step.metric("heel_peak_pressure_kpa");
      heel && truth.heel_peak_pressure_kpa > 0) {
    c.heel_peak_error_pct = 100 * (*heel / truth.heel_peak_pressure_kpa - 1);
  }
  return c;
}

}  // namespace

std::vector<TruthComparison> compare_with_truth(const AnalysisResult& result,
                                                const std::vector<TruthStep>& truth) {
  std::vector<TruthComparison> comparisons;
  const std::size_t shift = best_shift(result, truth);
  for (std::size_t i = 0; i < result.steps.size() && i + shift < truth.size(); ++i) {
    if (!result.steps[i].curves.has_contact) continue;
    comparisons.push_back(compare(result.steps[i], truth[i + shift]));
    comparisons.back().step = i;
  }
  return comparisons;
}

nlohmann::ordered_json truth_check_to_json(const std::vector<TruthComparison>& comparisons) {
  using Json = nlohmann::ordered_json;
  Json steps = Json::array();
  for (const TruthComparison& c : comparisons) {
    steps.push_back({{"step", c.step},
                     {"side", to_string(c.truth->side)},
                     {"max_force_n", c.truth->max_force_n},
                     {"heel_peak_pressure_kpa", c.truth->heel_peak_pressure_kpa},
                     {"arch_index", or_null(c.truth->arch_index)},
                     {"cop_path_mm", c.truth->cop_path_mm},
                     {"force_error_pct", c.force_error_pct},
                     {"force_rms_pct", c.force_rms_pct},
                     {"cop_rms_mm", c.cop_rms_mm},
                     {"cop_max_mm", c.cop_max_mm},
                     {"cop_active_rms_mm", c.cop_active_rms_mm},
                     {"cop_active_max_mm", c.cop_active_max_mm},
                     {"arch_index_error", or_null(c.arch_index_error)},
                     {"heel_peak_error_pct", or_null(c.heel_peak_error_pct)}});
  }
  return {{"steps", steps}};
}

}  // namespace solea
