#pragma once

#include <vtkSmartPointer.h>

#include "visualization/picture.h"

class vtkPolyData;

/// Geometry of a pressure picture in plate millimetres, height as z. For this folder only.
namespace solea::relief {

/// One block a cell, its height the cell's value, coloured along its walls: the cells as they are.
/// Point scalars carry the value.
[[nodiscard]] vtkSmartPointer<vtkPolyData> blocks(const PressurePicture& picture,
                                                  double mm_per_unit);

/// A surface through the cells' centres, bilinear between them and cut off below `floor`.
[[nodiscard]] vtkSmartPointer<vtkPolyData> surface(const PressurePicture& picture,
                                                   double mm_per_unit, double floor);

/// The edges between loaded and unloaded cells, at a height just above the floor.
[[nodiscard]] vtkSmartPointer<vtkPolyData> outline(const PressurePicture& picture);

/// A path over the relief, a little above it, in pieces short enough to follow it.
[[nodiscard]] vtkSmartPointer<vtkPolyData> draped_path(const PressurePicture& picture,
                                                       const CopPath& path, double mm_per_unit);

/// Value at a plate position, bilinear between cell centres, 0 outside the box.
[[nodiscard]] double value_at(const PressurePicture& picture, PointMm p);

}  // namespace solea::relief
