#include "analysis/loading_rate.h"

#include <algorithm>
#include <cstddef>

namespace solea {

namespace {

/// When the curve first reaches a level, linear between frames; nothing when its first frame lies
/// above the level or none reaches it.
std::optional<double> time_of_level(Rise rise, double level) {
  if (rise.values.empty() || rise.values[0] > level) return std::nullopt;
  if (rise.values[0] == level) return rise.times_s[0];
  for (std::size_t k = 1; k < rise.values.size(); ++k) {
    if (rise.values[k] < level) continue;
    const double part = (level - rise.values[k - 1]) / (rise.values[k] - rise.values[k - 1]);
    return rise.times_s[k - 1] + part * (rise.times_s[k] - rise.times_s[k - 1]);
  }
  return std::nullopt;
}

std::optional<double> largest_difference(Rise rise, std::size_t apart) {
  std::optional<double> largest;
  for (std::size_t k = apart; k < rise.values.size(); ++k) {
    const double rate =
        (rise.values[k] - rise.values[k - apart]) / (rise.times_s[k] - rise.times_s[k - apart]);
    largest = std::max(largest.value_or(rate), rate);
  }
  return largest;
}

}  // namespace

std::optional<double> forward_rate(Rise rise) {
  return largest_difference(rise, 1);
}

std::optional<double> central_rate(Rise rise) {
  return largest_difference(rise, 2);
}

std::optional<std::size_t> first_peak(std::span<const double> values, double drop) {
  if (values.empty()) return std::nullopt;
  const double maximum = *std::max_element(values.begin(), values.end());
  if (maximum <= 0) return std::nullopt;
  std::size_t peak = 0;
  for (std::size_t k = 1; k < values.size(); ++k) {
    if (values[k] > values[peak]) {
      peak = k;
    } else if (values[peak] - values[k] >= drop * maximum) {
      break;
    }
  }
  return peak;
}

std::optional<double> rate_to_80_percent(Rise rise, double drop) {
  const auto peak = first_peak(rise.values, drop);
  if (!peak) return std::nullopt;
  const double level = 0.8 * rise.values[*peak];
  const auto reached = time_of_level(rise, level);
  if (!reached || *reached <= rise.times_s[0]) return std::nullopt;
  return level / (*reached - rise.times_s[0]);
}

std::optional<double> rate_20_to_80_percent(Rise rise, double drop) {
  const auto peak = first_peak(rise.values, drop);
  if (!peak) return std::nullopt;
  const double level = rise.values[*peak];
  const auto low = time_of_level(rise, 0.2 * level);
  const auto high = time_of_level(rise, 0.8 * level);
  if (!low || !high || *high <= *low) return std::nullopt;
  return 0.6 * level / (*high - *low);
}

}  // namespace solea
