#pragma once

#include <vector>

class vtkCamera;

namespace solea {

/// A place in the scene, mm.
struct Place {
  double x = 0, y = 0, z = 0;
};

/// Moves and zooms a camera, its direction kept, so that the places fill the free part of a window
/// of that size: title above, footer below, colour bar on the right stay clear.
void fit_camera(vtkCamera& camera, const std::vector<Place>& places, int width, int height);

}  // namespace solea
