#include "analysis/foot_template.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "analysis/registration.h"

namespace solea {

namespace {

bool needs_template(const StepResult& step, const AnalysisSettings& settings) {
  if (!step.geometry) return false;
  const FootGeometry& g = *step.geometry;
  if (g.length_mm > settings.max_foot_length_mm) return false;  // no foot
  return g.part != PrintPart::whole || g.toe_line_source == ToeLineSource::percent;
}

bool can_be_template(const StepResult& step) {
  return step.step.valid() && step.geometry && step.geometry->part == PrintPart::whole &&
         step.geometry->axis_source != AxisSource::template_step &&
         step.geometry->toe_line_source == ToeLineSource::valley && step.side != Side::unknown;
}

}  // namespace

std::optional<FootGeometry> geometry_from_other_step(std::span<const StepResult> steps,
                                                     std::size_t index,
                                                     const AnalysisSettings& settings) {
  const StepResult& step = steps[index];
  if (!needs_template(step, settings)) return std::nullopt;
  const GeometrySettings& how = settings.geometry;
  const bool sure = step.side_confidence >= how.sure_of_side;
  // The steps nearest in time, so many of each side.
  std::vector<std::size_t> nearest;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i != index && can_be_template(steps[i]) &&
        steps[i].geometry->length_mm <= settings.max_foot_length_mm)
      nearest.push_back(i);
  }
  const auto distance = [&](std::size_t i) { return i > index ? i - index : index - i; };
  std::stable_sort(nearest.begin(), nearest.end(),
                   [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
  int left = 0;
  int right = 0;
  double least = how.template_difference;
  std::optional<FootGeometry> best;
  for (const std::size_t i : nearest) {
    const StepResult& other = steps[i];
    if (sure && other.side != step.side) continue;
    if ((other.side == Side::left ? left : right)++ >= how.templates_a_side) continue;
    const double turn =
        step.geometry->frame.axis_deg() - other.geometry->frame.axis_deg();  // clockwise
    const Registration found = register_part(
        step.footprint, other.footprint, turn,
        step.geometry->part == PrintPart::heel ? how.heel_turn_deg : how.template_turn_deg);
    if (found.relative_difference >= least) continue;
    auto geometry =
        geometry_from_template(step.footprint, *other.geometry,
                               frame_after(other.geometry->frame, found.transform), settings);
    if (!geometry) continue;
    geometry->side_confidence = other.side == step.side ? step.side_confidence : 0.5;
    least = found.relative_difference;
    best = std::move(geometry);
  }
  return best;
}

}  // namespace solea
