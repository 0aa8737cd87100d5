#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "core/recording.h"
#include "core/step_movie.h"
#include "visualization/scenes/picture.h"
#include "visualization/scenes/volume_scene.h"

namespace solea {

/// What of a recording is played, and how fast.
struct FilmChoice {
  std::optional<std::size_t> step;  ///< one step; empty: the whole recording
  double speed = 1;                 ///< of real time
  int fps = 25;
};

/// The pictures of a film, made one at a time.
class FilmPictures {
 public:
  /// `recording` and `result` must outlive it. Throws Error when there is no such step, nothing is
  /// loaded, or the recording does not tell the times of its frames.
  FilmPictures(const Recording& recording, const AnalysisResult& result, const FilmChoice& choice,
               std::string file_name);

  /// Pictures of the film, 1 / fps apart.
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  /// The recording's frame that picture k shows: the newest one at k * speed / fps after the first.
  [[nodiscard]] std::size_t frame_of(std::size_t k) const;
  /// One scale and one place for all.
  [[nodiscard]] PressurePicture picture(std::size_t k) const;

 private:
  const Recording& recording_;
  const AnalysisResult& result_;
  FilmChoice choice_;
  std::string file_name_;
  FrameRange frames_;
  CellBox box_;
  double scale_max_ = 0;
  std::size_t size_ = 0;
};

/// A film of a step's volume, 1 / fps apart: the body grows at `speed` of real time while the eye
/// goes round it, once in 8 s; then the eye goes on until it is back where it began, so that the
/// film can be played in a loop.
[[nodiscard]] std::vector<VolumeMoment> volume_moments(const StepMovie& movie, double speed,
                                                       int fps);

}  // namespace solea
