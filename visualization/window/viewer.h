#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/recording.h"
#include "visualization/scenes/picture.h"
#include "visualization/scenes/pressure_scene.h"

namespace solea {

/// What the viewer remembers from one time to the next.
struct ViewerSettings {
  int width = 1280;
  int height = 800;
  double speed = 1;
  bool loop = false;
};

/// A contact in a recording, for the time bar and the percent of stance.
struct Stance {
  FrameRange frames;  ///< from the first contact frame to after the last
  std::size_t number = 0;
  Side side = Side::unknown;
};

/// A recording to be looked at: a still picture, and the frames in the same box of the plate.
struct Film {
  PressurePicture picture;               ///< shown until it plays
  const Recording* recording = nullptr;  ///< null: the picture alone
  FrameRange frames;                     ///< of the recording
  std::vector<Stance> stances;
  std::vector<std::optional<PointMm>> cop;  ///< one a frame of the recording, or none at all
  std::filesystem::path screenshot;         ///< what the key p writes
};

/// Opens a file that was dropped on the window; what it gives keeps the recording alive. Throws
/// Error, whose words are then shown.
using OpenFilm = std::function<std::shared_ptr<const Film>(const std::filesystem::path&)>;

/// Shows a recording in a window until the user closes it, or one that is dropped on it in its
/// place. `settings` are what the window begins with and, afterwards, what it ended with;
/// options.layers too. Throws Error without a display.
void show_film(const std::shared_ptr<const Film>& film, SceneOptions& options,
               ViewerSettings& settings, const OpenFilm& open_film);

/// The newest frame of a mat.
struct LiveFrame {
  std::vector<float> values;  ///< one a cell of the plate, row-major
  std::uint64_t number = 0;   ///< counts up; the same number: no newer frame
  std::string words;          ///< state of the recording: rate, frames lost
};

/// Shows what `newest` fills in, at the display's rate, until the user closes the window. `newest`
/// is asked from this thread, must be quick, and leaves the frame as it is when there is no newer
/// one. `p` writes to `screenshot`. Throws Error without a display.
void show_live(const PlateGeometry& plate, const std::string& title, const std::string& unit,
               const std::function<void(LiveFrame&)>& newest, SceneOptions& options,
               ViewerSettings& settings, const std::filesystem::path& screenshot);

}  // namespace solea
