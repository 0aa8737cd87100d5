#include "calibration/cell_check.h"

#include <algorithm>
#include <cmath>

namespace solea::calibration {

std::vector<CellState> check_cells(const UnloadedCells& unloaded, std::span<const double> loaded,
                                   std::optional<std::uint16_t> saturation_count,
                                   const CellCheckSettings& settings) {
  const std::size_t cells = unloaded.median.size();
  const double usual_noise = median_of(unloaded.sd);
  const double usual_zero = median_of(unloaded.median);
  std::vector<double> off;
  for (const double count : unloaded.median) off.push_back(std::abs(count - usual_zero));
  constexpr double mad_to_sd = 1.4826;  // of a normal distribution
  const double spread = std::max(settings.baseline_floor_counts,
                                 settings.baseline_factor * mad_to_sd * median_of(off));
  const double noise_limit =
      std::max(settings.noise_floor_counts, settings.noise_factor * usual_noise);
  std::vector<double> answers;
  for (std::size_t i = 0; i < loaded.size(); ++i) answers.push_back(loaded[i] - unloaded.median[i]);
  const double usual_answer = median_of(answers);
  const double usual_loaded = median_of({loaded.begin(), loaded.end()});
  const double end = saturation_count.value_or(0);

  std::vector<CellState> states(cells, CellState::good);
  for (std::size_t i = 0; i < cells; ++i) {
    const bool high = unloaded.median[i] > usual_zero + spread;
    if (end > 0 && (unloaded.median[i] >= end ||
                    (!loaded.empty() && loaded[i] >= end && usual_loaded < 0.9 * end))) {
      states[i] = CellState::saturated;
    } else if (!answers.empty() &&
               std::abs(answers[i]) < settings.dead_response_part * usual_answer) {
      states[i] = high ? CellState::stuck : CellState::dead;
    } else if (answers.empty() && high && unloaded.sd[i] == 0) {
      states[i] = CellState::stuck;
    } else if (unloaded.sd[i] > noise_limit) {
      states[i] = CellState::noisy;
    }
  }
  return states;
}

}  // namespace solea::calibration
