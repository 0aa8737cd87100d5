#pragma once

#include <filesystem>

#include "visualization/scenes/picture.h"
#include "visualization/scenes/pressure_scene.h"

class vtkRenderWindow;

namespace solea {

/// Writes what a window shows, rendered already. Throws FileError.
void save_window_png(vtkRenderWindow& window, const std::filesystem::path& file);

/// Draws a picture without a display and writes it as PNG. Throws FileError when the file cannot be
/// written, Error when the system has no OpenGL.
void write_png(const std::filesystem::path& file, const PressurePicture& picture,
               const SceneOptions& options, int width, int height);

}  // namespace solea
