#pragma once

#include <optional>
#include <vector>

#include "core/plate.h"
#include "visualization/scenes/picture.h"

class vtkProp;
class vtkRenderer;

/// The plate under the picture. For this folder only.
namespace solea {

/// Rectangle of the plate a picture shows, mm, rounded outward to the grid.
struct FloorExtent {
  double x0 = 0, x1 = 0, y0 = 0, y1 = 0;
};

[[nodiscard]] FloorExtent floor_extent(const PressurePicture& picture);
/// That of one of its rows, on the plate.
[[nodiscard]] FloorExtent floor_extent(const PressurePicture& picture, const PictureRow& row);

/// What was added, to be shown and hidden.
struct FloorProps {
  std::vector<vtkProp*> grid;
  std::vector<vtkProp*> scale;
};

/// Adds a grid of 10 and 50 mm, its coordinates in mm along two sides, and a scale bar of 50 mm.
/// `text_px`: height of the labels; `lying`: seen with y to the right; `shift`: of what is drawn
/// from its place on the plate; `like_mm`: lines and numbers as far apart as those of a part this
/// long, else of its own length.
FloorProps add_floor(vtkRenderer& renderer, const FloorExtent& extent, int text_px, bool lying,
                     PointMm shift = {}, std::optional<double> like_mm = {});

}  // namespace solea
