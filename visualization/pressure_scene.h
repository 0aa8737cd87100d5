#pragma once

#include <cstdint>
#include <memory>

#include "visualization/picture.h"

class vtkRenderWindow;

namespace solea {

/// How a picture is drawn.
struct SceneOptions {
  enum class View : std::uint8_t { relief, map };  ///< 3-D from the heel, or flat from above
  View view = View::relief;
  bool smooth = false;  ///< a surface between cell centres; off: the cells as they are
  bool cop = true;
  bool outline = true;
};

/// A pressure picture in a render window: relief or map, plate grid in mm, colour bar with unit,
/// outline, centre-of-pressure path, title. The same scene serves files and windows.
class PressureScene {
 public:
  /// Fills `window`, which must outlive the scene and have its size already.
  PressureScene(vtkRenderWindow& window, const PressurePicture& picture,
                const SceneOptions& options);
  ~PressureScene();
  PressureScene(const PressureScene&) = delete;
  PressureScene& operator=(const PressureScene&) = delete;

  /// The camera back where it began.
  void reset_camera();
  /// Text and margins again for the window's present size.
  void fit_to_window();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea
