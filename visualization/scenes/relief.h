#pragma once

#include <vtkSmartPointer.h>

#include <vector>

#include "visualization/scenes/picture.h"

class vtkPolyData;

/// Geometry of a pressure picture in plate millimetres, height as z. For this folder only.
namespace solea::relief {

/// One block a cell, its height the size of the cell's value, coloured along its walls: the cells
/// as they are. Point scalars carry the value. The mesh is one object for good: update() writes a
/// frame's blocks over those of the last one.
class Blocks {
 public:
  Blocks();
  [[nodiscard]] vtkPolyData* mesh() const noexcept { return mesh_; }
  /// The blocks of a picture's values; those of 0 have none.
  void update(const PressurePicture& picture, double mm_per_unit);

 private:
  vtkSmartPointer<vtkPolyData> mesh_;
};

/// A sheet through the centres of the box's cells, its points made once; update() moves them up and
/// down. Cells whose corners are all 0 are not drawn.
class Sheet {
 public:
  explicit Sheet(const PressurePicture& picture);
  [[nodiscard]] vtkPolyData* mesh() const noexcept { return mesh_; }
  /// `picture` has the box it was made for.
  void update(const PressurePicture& picture, double mm_per_unit);

 private:
  vtkSmartPointer<vtkPolyData> mesh_;
  std::vector<bool> drawn_;  ///< by its first corner's cell
};

/// A surface through the cells' centres, bilinear between them and cut off below `floor`.
[[nodiscard]] vtkSmartPointer<vtkPolyData> surface(const PressurePicture& picture,
                                                   double mm_per_unit, double floor);

/// The edges between loaded and unloaded cells, at a height just above the floor.
[[nodiscard]] vtkSmartPointer<vtkPolyData> outline(const PressurePicture& picture);

/// A path over the relief, a little above it, in pieces short enough to follow it.
[[nodiscard]] vtkSmartPointer<vtkPolyData> draped_path(const PressurePicture& picture,
                                                       const CopPath& path, double mm_per_unit);

/// Value of the cell at a plate position, 0 outside the box.
[[nodiscard]] double cell_at(const PressurePicture& picture, PointMm p);

/// Value at a plate position, bilinear between cell centres, 0 outside the box.
[[nodiscard]] double value_at(const PressurePicture& picture, PointMm p);

}  // namespace solea::relief
