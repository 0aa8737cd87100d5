#include <algorithm>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric heel_max_force = {"heel_max_force_n",
                                      "Heel maximum force",
                                      "N",
                                      "Largest force on the heel in a frame.",
                                      "metrics.md 1.3, 2.2",
                                      [](const StepContext& step) -> std::optional<double> {
                                        if (step.heel == nullptr) return std::nullopt;
                                        return *std::max_element(step.heel->force_n.begin(),
                                                                 step.heel->force_n.end());
                                      }};

}  // namespace solea::metrics
