#pragma once

#include <array>

#include "visualization/scenes/picture.h"
#include "visualization/scenes/pressure_scene.h"

class vtkCamera;
class vtkRenderer;

/// For this folder only.
namespace solea {

/// Height of the end of the colour scale in a relief.
inline constexpr double relief_height_mm = 52;

/// Puts the camera where a view has it, near enough that plate and relief fill the free part of a
/// window of that size.
void aim_camera(vtkCamera& camera, const PressurePicture& picture, const SceneOptions& options,
                CameraView view, const std::array<int, 2>& window_px);

/// So many cells each way that one block of them is worth drawing: more than one where a picture
/// has many loaded cells of less than a few pixels as the camera sees them. The eye could not tell
/// them apart, and they would cost a live picture its pace.
[[nodiscard]] int cells_worth_a_block(vtkRenderer& stage, const PressurePicture& picture);

}  // namespace solea
