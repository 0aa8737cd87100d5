#pragma once

#include <filesystem>

#include "visualization/scenes/picture.h"

namespace solea {

/// Draws feet without a display and writes them as PNG. Throws FileError when the file cannot be
/// written, Error when the system has no OpenGL or there is no foot.
void write_png(const std::filesystem::path& file, const FeetPicture& picture, int width,
               int height);

}  // namespace solea
