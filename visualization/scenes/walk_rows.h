#pragma once

#include <vector>

#include "visualization/scenes/picture.h"

namespace solea {

/// A long walk in rows below each other, as lines of a text, so that each foot is as large as it
/// can be in a free part of `aspect` (width by height, the walk to the right). Rows end between
/// feet. A picture that is largest in one row stays as it is.
[[nodiscard]] PressurePicture in_rows(const PressurePicture& picture, double aspect);

/// The picture's rows; one with all of it where it has none.
[[nodiscard]] std::vector<PictureRow> rows_of(const PressurePicture& picture);

/// Where a place of the plate is drawn, and what place is drawn there.
[[nodiscard]] PointMm drawn_place(const PressurePicture& picture, PointMm on_plate);
[[nodiscard]] PointMm plate_place(const PressurePicture& picture, PointMm drawn);

}  // namespace solea
