#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "calibration/load_plan.h"

namespace solea::calibration {

/// Part of each hold that is looked at, s after its start.
struct HoldWindow {
  double from_s = 0.5;
  double to_s = 1.5;
};

/// The mean output of every cell in each hold of a plan, gathered frame by frame. The window is
/// centred on the creep's t0, where creep is 1 by definition.
class HoldMeans {
 public:
  HoldMeans(LoadPlan plan, std::size_t cells, HoldWindow window);

  void add(double time_s, std::span<const float> outputs);
  /// A cell each. Throws CalibrationError where no frame fell into the hold's window.
  [[nodiscard]] std::vector<double> mean(std::size_t hold) const;
  [[nodiscard]] const LoadPlan& plan() const noexcept { return plan_; }

 private:
  LoadPlan plan_;
  HoldWindow window_;
  std::vector<std::vector<double>> sums_;
  std::vector<std::size_t> frames_;
};

}  // namespace solea::calibration
