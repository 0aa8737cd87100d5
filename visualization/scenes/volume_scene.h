#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/step_movie.h"
#include "visualization/scenes/picture.h"

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

/// Draws a step's volume without a display and writes it as PNG. Throws FileError when the file
/// cannot be written, Error when the system has no OpenGL or the step has fewer than two frames.
void write_png(const std::filesystem::path& file, const VolumePicture& picture, int width,
               int height);

}  // namespace solea
