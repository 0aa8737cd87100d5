#include <cmath>
#include <numbers>

#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric initial_cop_direction = {
    "initial_cop_direction_deg",
    "Direction of the centre of pressure at the beginning",
    "deg",
    "Direction of the centre of pressure's way over the first 10 % of stance from the foot axis, "
    "positive to lateral. A proxy of the strike, no joint angle.",
    "metrics.md 2.2, strike proxy (iii)",
    "At low frame rates 10 % of stance is a frame or two; undefined without two.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      if (step.geometry == nullptr) return std::nullopt;
      const CopPath& cop = step.parts.cop;
      const CopPoint* last = nullptr;
      for (const CopPoint& p : cop.points) {
        const auto pct = step.curves.stance_pct(p.frame);
        if (pct && *pct <= 10 + 1e-9) last = &p;
      }
      if (last == nullptr || last == cop.points.data()) return std::nullopt;
      const PointMm way = step.geometry->frame.to_foot(last->at) -
                          step.geometry->frame.to_foot(cop.points.front().at);
      if (way == PointMm{}) return std::nullopt;
      return 180 / std::numbers::pi * std::atan2(way.x, way.y);
    }};

}  // namespace solea::metrics
