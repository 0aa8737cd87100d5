#include "analysis/stride_lines.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/foot_progression.h"
#include "analysis/gait/gait.h"
#include "analysis/metrics/builtin.h"

namespace solea {

namespace {

/// Every angle between a foot and the line of progression.
constexpr std::array angles = {&metrics::foot_progression, &metrics::foot_progression_tangent,
                               &metrics::foot_progression_cop, &metrics::foot_progression_mth};

void turn_to(StepResult& step, PointMm line, Progression progression) {
  const PointMm plate = plate_line(step.geometry->frame.axis);
  const auto table = builtin_metrics();
  for (std::size_t m = 0; m < table.size(); ++m) {
    for (const Metric* angle : angles) {
      if (table[m] != angle || !step.metrics[m]) continue;
      step.metrics[m] = toe_out_from_other_line_deg(*step.metrics[m], step.side, plate, line);
    }
  }
  step.progression = progression;
}

}  // namespace

void turn_to_stride_lines(AnalysisResult& result) {
  gait::GaitSettings how;
  how.longest_step_s = result.settings.longest_step_s;
  how.longest_step_mm = result.settings.longest_step_mm;
  const std::vector<gait::Footfall> footfalls = gait::footfalls_of(result);
  for (const std::span<const gait::Footfall> pass : gait::passes_of(footfalls, how)) {
    std::vector<std::optional<PointMm>> lines(pass.size());
    PointMm walk;
    for (std::size_t k = 0; k < pass.size(); ++k) {
      const auto line = gait::stride_line(pass, k);
      if (!line || *line == PointMm{}) continue;
      lines[k] = line;
      walk = walk + (1 / std::hypot(line->x, line->y)) * *line;
    }
    if (walk == PointMm{}) continue;
    for (std::size_t k = 0; k < pass.size(); ++k) {
      turn_to(result.steps[pass[k].step], lines[k].value_or(walk),
              lines[k] ? Progression::stride : Progression::walk);
    }
  }
}

}  // namespace solea
