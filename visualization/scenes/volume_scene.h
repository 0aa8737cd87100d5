#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/step_movie.h"
#include "visualization/scenes/picture.h"

class vtkRenderWindow;

namespace solea {

/// A whole step as one body: the plate below, time upward, surfaces of equal pressure.
struct VolumePicture {
  StepMovie movie;
  std::vector<double> levels_kpa;  ///< rising; the outermost surface first
  FootPicture foot;                ///< its instants are marked on the path
  TimedPath cop;                   ///< times from the movie's first frame
  std::string title;
  std::string subtitle;
  std::string footer;
};

/// A moment of a film in which the body grows and turns.
struct VolumeMoment {
  std::size_t frame = 0;  ///< of the movie: the newest one, which lies on top
  double turn_rad = 0;    ///< of the eye, from where it usually is
};

/// The volume in a render window.
class VolumeScene {
 public:
  /// Both must outlive it. Throws Error where the step has fewer than two frames.
  VolumeScene(vtkRenderWindow& window, const VolumePicture& picture);
  ~VolumeScene();
  VolumeScene(const VolumeScene&) = delete;
  VolumeScene& operator=(const VolumeScene&) = delete;
  /// Puts the body as it is at a moment, or the whole of it, in place of what was there. A body
  /// that turns keeps its size.
  void show(const std::optional<VolumeMoment>& moment);

 private:
  struct Impl;
  vtkRenderWindow& window_;
  const VolumePicture& picture_;
  std::unique_ptr<Impl> impl_;
};

/// Draws a step's volume without a display and writes it as PNG. Throws FileError when the file
/// cannot be written, Error when the system has no OpenGL or the step has fewer than two frames.
void write_png(const std::filesystem::path& file, const VolumePicture& picture, int width,
               int height);

}  // namespace solea
