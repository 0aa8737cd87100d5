#include "apps/workstation/drawn.h"

#include <algorithm>

#include "apps/pictures/make_feet.h"
#include "apps/workstation/look/words.h"
#include "core/color_scale.h"

namespace solea::workstation {

namespace {

FootFrame frame_of(const StepResult& step) {
  if (step.geometry) return step.geometry->frame;
  FootFrame frame;
  frame.side = Side::right;
  return frame;
}

/// From the plate to the picture: toes up, x' lateral, which is to the left on a left foot.
PointMm upright(const FootFrame& frame, PointMm plate) {
  const PointMm foot = frame.to_foot(plate);
  return {frame.side == Side::left ? -foot.x : foot.x, foot.y};
}

FootPicture::Cell cell_at(const FootFrame& frame, const PlateGeometry& plate, PointMm centre,
                          float value) {
  const double dx = 0.5 * plate.pitch_x_mm;
  const double dy = 0.5 * plate.pitch_y_mm;
  return {{upright(frame, {centre.x - dx, centre.y - dy}),
           upright(frame, {centre.x + dx, centre.y - dy}),
           upright(frame, {centre.x + dx, centre.y + dy}),
           upright(frame, {centre.x - dx, centre.y + dy})},
          value};
}

}  // namespace

DrawnFoot drawn_step(const station::Review& review, std::size_t step) {
  const StepResult& s = review.steps().at(step);
  const station::MergedResult::From from = review.merged().from[step];
  const station::AnalysedTrial& trial = review.trials()[from.trial];
  DrawnFoot drawn;
  drawn.picture = std::move(make_feet(trial.info, *trial.result, from.step, {}).feet.front());
  drawn.caption = QStringLiteral("%1  %2").arg(step + 1).arg(side_word(s.side));
  if (s.step.valid()) {
    drawn.note =
        QStringLiteral("%1 kPa · %2 mm")
            .arg(number(s.metric("peak_pressure_kpa"), 0), number(s.metric("foot_length_mm"), 0));
    if (s.arch) drawn.note += QStringLiteral(" · ") + arch_word(s.arch);
  } else {
    drawn.note = QStringLiteral("⚠ ") + reason_words(s.step.invalid_reason);
  }
  return drawn;
}

std::vector<FootPicture::Cell> frame_cells(const station::Review& review, std::size_t step,
                                           std::size_t frame) {
  const StepResult& s = review.steps().at(step);
  const station::AnalysedTrial& trial = review.trials()[review.merged().from[step].trial];
  const FootFrame foot = frame_of(s);
  std::vector<FootPicture::Cell> cells;
  const std::size_t k = s.step.frames.first + frame;
  if (k >= trial.recording->size()) return cells;
  const PlateGeometry& plate = trial.recording->plate();
  const CellBox& box = s.step.box;
  for (const LoadedCell& cell : trial.recording->cells(k)) {
    if (cell.kpa < trial.settings.contact_threshold_kpa) continue;
    const int row = static_cast<int>(cell.index) / plate.cols;
    const int col = static_cast<int>(cell.index) % plate.cols;
    if (row < box.row0 || row >= box.row1 || col < box.col0 || col >= box.col1) continue;
    cells.push_back(cell_at(foot, plate, plate.cell_centre(row, col), cell.kpa));
  }
  return cells;
}

std::optional<PointMm> frame_cop(const station::Review& review, std::size_t step,
                                 std::size_t frame) {
  const StepResult& s = review.steps().at(step);
  if (frame >= s.curves.cop.size() || !s.curves.cop[frame]) return std::nullopt;
  return upright(frame_of(s), *s.curves.cop[frame]);
}

DrawnFoot drawn_print(const Footprint& print, const std::vector<float>& values,
                      const FootFrame& frame, bool difference, double least_kpa) {
  DrawnFoot drawn;
  drawn.difference = difference;
  drawn.picture.side = frame.side;
  for (std::size_t i = 0; i < print.cells(); ++i) {
    const float value = values[i];
    if (difference ? value == 0 : value < static_cast<float>(least_kpa)) continue;
    drawn.picture.cells.push_back(cell_at(frame, print.plate, print.cell_centre(i), value));
  }
  return drawn;
}

PressurePicture relief_of(const station::Review& review, std::size_t step) {
  const StepResult& s = review.steps().at(step);
  PressurePicture picture;
  picture.plate = s.footprint.plate;
  picture.box = s.footprint.box;
  picture.values = s.footprint.peak_kpa;
  TimedPath path;
  for (std::size_t k = 0; k < s.curves.cop.size(); ++k) {
    if (!s.curves.cop[k]) continue;
    path.points.push_back(*s.curves.cop[k]);
    path.times_s.push_back(s.curves.times_s[k] - s.curves.times_s[s.curves.first_contact]);
  }
  picture.cop.push_back(std::move(path));
  const station::AnalysedTrial& trial = review.trials()[review.merged().from[step].trial];
  picture.feet.push_back(foot_on_plate(s, trial.settings.contact_threshold_kpa, step));
  return picture;
}

std::optional<std::size_t> step_of_side(const station::Review& review, Side side) {
  std::optional<std::size_t> any;
  for (std::size_t i = 0; i < review.steps().size(); ++i) {
    const StepResult& s = review.steps()[i];
    if (s.side != side) continue;
    if (s.step.valid()) return i;
    if (!any) any = i;
  }
  return any;
}

}  // namespace solea::workstation
