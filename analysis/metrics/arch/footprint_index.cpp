#include "analysis/metrics/arch/medial_arch.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric footprint_index = {
    "footprint_index",
    "Footprint index",
    "1",
    "Area without contact between the medial tangent and the contour over the contact area of the "
    "toeless print. Lines that meet no cell are bridged straight.",
    "Irwin 1937; metrics.md 3.3",
    "Lower is flatter; no accepted cut-off. A medial heel or ball that bulges moves the tangent.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      const auto arch = medial_arch(step);
      if (!arch) return std::nullopt;
      return area_ratio(arch_area_mm2(arch->tangent, arch->edge),
                        step.geometry->print.area_between(-1e9, 1e9, false));
    }};

}  // namespace solea::metrics
