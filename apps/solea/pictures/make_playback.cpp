#include "apps/solea/pictures/make_playback.h"

#include "core/error.h"

namespace solea {

namespace {

std::optional<PointMm> centre_of_pressure(const Recording& recording, std::size_t frame) {
  PointMm sum;
  double total = 0;
  for (const LoadedCell& cell : recording.cells(frame)) {
    const auto kpa = static_cast<double>(cell.kpa);
    sum = sum + kpa * recording.plate().cell_centre(cell.index);
    total += kpa;
  }
  if (total <= 0) return std::nullopt;
  return (1 / total) * sum;
}

}  // namespace

Film make_playback(const Recording& recording, const SourceInfo& info, const AnalysisResult& result,
                   const PictureChoice& choice, const std::string& file_name) {
  if (recording.size() == 0) throw Error("there is no frame to show");
  PictureChoice still = choice;
  if (recording.has_belt()) still = {"plate", std::nullopt};
  Film film;
  film.picture = make_picture(recording, info, result, still, file_name);
  if (!choice.step && film.picture.feet.size() < result.steps.size()) {
    // Steps on top of each other: all of them play on the whole plate.
    film.picture = make_picture(recording, info, result, {"plate", std::nullopt}, file_name);
  }
  film.recording = &recording;
  film.frames = {0, recording.size()};
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const StepResult& step = result.steps[i];
    if (choice.step && *choice.step != i) continue;
    if (choice.step && !recording.has_belt()) film.frames = step.step.frames;
    if (!step.curves.has_contact) continue;
    film.stances.push_back({{step.step.frames.first + step.curves.first_contact,
                             step.step.frames.first + step.curves.last_contact + 1},
                            i,
                            step.side});
  }
  for (std::size_t k = 0; k < recording.size(); ++k) {
    film.cop.push_back(centre_of_pressure(recording, k));
  }
  return film;
}

}  // namespace solea
