#pragma once

#include <vtkSmartPointer.h>

#include <span>
#include <vector>

#include "visualization/scenes/color_table.h"
#include "visualization/scenes/picture.h"

class vtkActor;
class vtkPolyData;

/// Lines of equal pressure, between the cells' centres. For this folder only.
namespace solea::isobars {

/// Where lines are drawn: the table's steps, else eighths of the scale (the numbers of the colour
/// bar and half way between them); of differences on both sides of 0.
[[nodiscard]] std::vector<double> levels(ColorTable table, double scale_max);

/// The lines on the plate, mm, just above the relief of `mm_per_unit`; values between the cells'
/// centres are bilinear, 0 around the box. The point scalars are the levels.
[[nodiscard]] vtkSmartPointer<vtkPolyData> lines(const PressurePicture& picture,
                                                 std::span<const double> levels,
                                                 double mm_per_unit);

/// Gives an actor of line_actor() the lines of a picture: light ones where the table is dark.
void update(vtkActor& actor, const PressurePicture& picture, ColorTable table, double scale_max,
            double mm_per_unit);

}  // namespace solea::isobars
