#pragma once

#include <filesystem>

#include "visualization/scenes/feet_scene.h"

namespace solea {

/// Feet side by side as lines, surfaces and letters, to a file: PNG, SVG or PDF by its name. Throws
/// FileError when it cannot be written, Error when there is no foot or no OpenGL.
void write_feet_page(const std::filesystem::path& file, const FeetPicture& picture, int width,
                     int height);

}  // namespace solea
