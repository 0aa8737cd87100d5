#include "calibration/equilibration.h"

#include <cmath>
#include <limits>

namespace solea::calibration {

namespace {

bool is_good(std::span<const CellState> states, std::size_t i) {
  return states.empty() || states[i] == CellState::good;
}

}  // namespace

EquilibrationLevel equilibrate(double kpa, std::span<const double> outputs,
                               std::span<const CellState> states) {
  EquilibrationLevel level{kpa, {outputs.begin(), outputs.end()}, {}};
  double sum = 0;
  double n = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!is_good(states, i) || !(outputs[i] > 0)) {
      level.outputs[i] = std::numeric_limits<double>::quiet_NaN();
      continue;
    }
    sum += outputs[i];
    n += 1;
  }
  // 0 / NaN: the gain of a cell without output is not defined.
  for (const double output : level.outputs) level.gains.push_back(sum / n / output);
  return level;
}

double equilibrated(std::span<const EquilibrationLevel> levels, std::size_t cell, double output) {
  if (levels.empty()) return output;
  if (!(output > levels.front().outputs[cell])) return output * levels.front().gains[cell];
  for (std::size_t k = 1; k < levels.size(); ++k) {
    const double high = levels[k].outputs[cell];
    if (output > high) continue;
    const double low = levels[k - 1].outputs[cell];
    const double t = high > low ? (output - low) / (high - low) : 1;
    return output * ((1 - t) * levels[k - 1].gains[cell] + t * levels[k].gains[cell]);
  }
  return output * levels.back().gains[cell];
}

std::optional<double> variation_pct(std::span<const double> outputs,
                                    std::span<const CellState> states) {
  double n = 0;
  double mean = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (!is_good(states, i) || !std::isfinite(outputs[i])) continue;
    mean += outputs[i];
    n += 1;
  }
  mean /= n;
  if (!(mean > 0)) return std::nullopt;
  double squares = 0;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (is_good(states, i) && std::isfinite(outputs[i])) squares += std::pow(outputs[i] - mean, 2);
  }
  return 100 * std::sqrt(squares / n) / mean;
}

std::optional<double> variation_after_pct(std::span<const EquilibrationLevel> levels,
                                          std::size_t level, std::span<const CellState> states) {
  if (levels.size() < 2) return std::nullopt;
  std::vector<EquilibrationLevel> others(levels.begin(), levels.end());
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(level));
  std::vector<double> equal;
  for (std::size_t i = 0; i < levels[level].outputs.size(); ++i) {
    equal.push_back(equilibrated(others, i, levels[level].outputs[i]));
  }
  return variation_pct(equal, states);
}

}  // namespace solea::calibration
