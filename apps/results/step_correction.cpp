#include "apps/results/step_correction.h"

namespace solea {

namespace {

/// A moment and a place that say which step is meant, whatever its number becomes.
StepCorrection naming(const StepResult& step, const PlateGeometry& plate) {
  StepCorrection c;
  const CellBox& box = step.step.box;
  c.time_s = step.curves.times_s.empty() ? 0 : step.curves.times_s[step.curves.times_s.size() / 2];
  c.x_mm = 0.5 * (box.col0 + box.col1) * plate.pitch_x_mm;
  c.y_mm = 0.5 * (box.row0 + box.row1) * plate.pitch_y_mm;
  return c;
}

}  // namespace

StepCorrection correct_step(std::vector<StepCorrection>& all, std::size_t step,
                            const Recording& recording, const AnalysisResult& result,
                            const std::function<void(StepCorrection&)>& change) {
  StepCorrection mine = naming(result.steps.at(step), recording.plate());
  const auto same = [&](const StepCorrection& c) {
    return step_of_correction(c, recording, result) == step;
  };
  for (const StepCorrection& c : all) {
    if (!same(c)) continue;
    mine.side = c.side;
    mine.excluded = c.excluded;
    mine.reason = c.reason;
  }
  std::erase_if(all, same);
  change(mine);
  if (mine.side || mine.excluded) all.push_back(mine);
  return mine;
}

}  // namespace solea
