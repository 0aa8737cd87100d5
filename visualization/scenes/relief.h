#pragma once

#include <vtkSmartPointer.h>

#include <array>
#include <cstdint>
#include <vector>

#include "visualization/scenes/picture.h"

class vtkPolyData;

/// Geometry of a pressure picture in plate millimetres, height as z. For this folder only.
namespace solea::relief {

/// One block a cell, its height the size of the cell's value, coloured along its walls: the cells
/// as they are. Point scalars carry the value. The meshes are the same objects for good; while the
/// same cells are loaded only heights and values are written into them.
class Blocks {
 public:
  Blocks();
  [[nodiscard]] vtkPolyData* tops() const noexcept { return tops_; }
  /// Walls along x and along y, apart, so that each can be drawn in a shade of its own without a
  /// light, which costs more than all the rest.
  [[nodiscard]] vtkPolyData* walls_along_x() const noexcept { return walls_[0]; }
  [[nodiscard]] vtkPolyData* walls_along_y() const noexcept { return walls_[1]; }
  /// The blocks of a picture's values; those of 0 have none.
  void update(const PressurePicture& picture, double mm_per_unit);

 private:
  void build(const PressurePicture& picture);

  vtkSmartPointer<vtkPolyData> tops_;
  std::array<vtkSmartPointer<vtkPolyData>, 2> walls_;  ///< of the same points
  std::array<double, 6> where_{};                      ///< pitch, origin and size of the box
  bool flat_ = true;
  /// Cells of the box, rising; the k-th has the points 4 k to 4 k + 3.
  std::vector<std::int32_t> loaded_;
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

/// The picture with n x n cells made one, which has the value that is farthest from 0: for a plate
/// with more cells than the window has pixels for them.
[[nodiscard]] PressurePicture merged(const PressurePicture& picture, int n);

/// A surface through the cells' centres, bilinear between them and cut off below `floor`.
[[nodiscard]] vtkSmartPointer<vtkPolyData> surface(const PressurePicture& picture,
                                                   double mm_per_unit, double floor);

/// The edges between loaded and unloaded cells, at a height just above the floor.
[[nodiscard]] vtkSmartPointer<vtkPolyData> outline(const PressurePicture& picture);

/// A path over the relief, a little above it, in pieces short enough to follow it.
[[nodiscard]] vtkSmartPointer<vtkPolyData> draped_path(const PressurePicture& picture,
                                                       const TimedPath& path, double mm_per_unit);

/// Value of the cell at a plate position, 0 outside the box.
[[nodiscard]] double cell_at(const PressurePicture& picture, PointMm p);

/// Value at a plate position, bilinear between cell centres, 0 outside the box.
[[nodiscard]] double value_at(const PressurePicture& picture, PointMm p);

}  // namespace solea::relief
