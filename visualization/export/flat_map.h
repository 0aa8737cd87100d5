#pragma once

#include <filesystem>
#include <memory>

#include "visualization/scenes/picture.h"

class vtkContextScene;

namespace solea {

/// A pressure picture from above as a 2-D item of a scene: cells, grid, outline, path of the centre
/// of pressure and words, all as lines, surfaces and letters.
class FlatMap {
 public:
  /// `width`, `height`: pixels of the scene, which must outlive the map.
  FlatMap(vtkContextScene& scene, int width, int height);
  ~FlatMap();
  FlatMap(const FlatMap&) = delete;
  FlatMap& operator=(const FlatMap&) = delete;

  /// What is drawn from the next rendering on.
  void show(const PressurePicture& picture);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Draws the flat map to a file, as PNG, SVG or PDF by its name. Throws FileError when it cannot be
/// written, Error without OpenGL.
void write_flat_map(const std::filesystem::path& file, const PressurePicture& picture, int width,
                    int height);

}  // namespace solea
