#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

extern const Metric heel_time_to_peak = {"heel_time_to_peak_pct",
                                         "Time to heel peak pressure",
                                         "% stance",
                                         "Instant of the heel's peak pressure, the first where "
                                         "several are equal, from first foot contact.",
                                         "metrics.md 2.2",
                                         "The heel's pressure curve may be flat or have two peaks: "
                                         "small differences move the instant far.",
                                         Detail::times,
                                         [](const StepContext& step) -> std::optional<double> {
                                           if (!step.parts.heel) return std::nullopt;
                                           const auto frame = frame_of_peak(
                                               step.curves, step.parts.heel->curves.peak_kpa);
                                           if (!frame) return std::nullopt;
                                           return step.curves.stance_pct(*frame);
                                         }};

}  // namespace solea::metrics
