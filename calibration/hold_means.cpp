#include "calibration/hold_means.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/error.h"

namespace solea::calibration {

HoldMeans::HoldMeans(LoadPlan plan, std::size_t cells, HoldWindow window)
    : plan_(std::move(plan)),
      window_(window),
      sums_(plan_.holds.size(), std::vector<double>(cells)),
      frames_(plan_.holds.size()) {}

void HoldMeans::add(double time_s, std::span<const float> outputs) {
  for (std::size_t k = 0; k < plan_.holds.size(); ++k) {
    const Hold& hold = plan_.holds[k];
    if (time_s < hold.start_s + window_.from_s ||
        time_s >= std::min(hold.end_s, hold.start_s + window_.to_s)) {
      continue;
    }
    for (std::size_t i = 0; i < outputs.size(); ++i) sums_[k][i] += outputs[i];
    ++frames_[k];
  }
}

std::vector<double> HoldMeans::mean(std::size_t hold) const {
  if (frames_[hold] == 0) {
    throw CalibrationError("hold " + std::to_string(hold + 1) +
                           " of the plan has no frames, expected it held for at least " +
                           std::to_string(window_.to_s) + " s within the recording");
  }
  std::vector<double> mean = sums_[hold];
  for (double& value : mean) value /= static_cast<double>(frames_[hold]);
  return mean;
}

}  // namespace solea::calibration
