#pragma once

#include <filesystem>

#include "visualization/picture.h"
#include "visualization/pressure_scene.h"

namespace solea {

/// Shows a picture in a window until the user closes it. Mouse: turn, pan (middle or Shift), zoom
/// (wheel or right). Keys: r camera back, t from above, q or Escape close, p a screenshot to
/// `screenshot`. Throws Error without a display.
void show_picture(const PressurePicture& picture, const SceneOptions& options,
                  const std::filesystem::path& screenshot);

}  // namespace solea
