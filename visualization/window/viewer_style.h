#pragma once

#include <vtkInteractorStyleTrackballCamera.h>

#include <functional>
#include <string>

/// For this folder only.
namespace solea {

/// Turns and moves the camera with the mouse, and knows the viewer's keys instead of VTK's.
class ViewerStyle final : public vtkInteractorStyleTrackballCamera {
 public:
  static ViewerStyle* New();
  ViewerStyle(const ViewerStyle&) = delete;
  ViewerStyle& operator=(const ViewerStyle&) = delete;

  std::function<void(const std::string&)> on_key;
  std::function<bool(int, int)> on_press;  ///< true: taken, the mouse drags that
  std::function<void(int, int)> on_drag;
  /// A button is down.
  [[nodiscard]] bool busy() const { return dragging_ || State != VTKIS_NONE; }

  void OnChar() override {}  // VTK's own keys: wireframe, stereo, ...
  void OnKeyPress() override;
  void OnLeftButtonDown() override;
  void OnMouseMove() override;
  void OnLeftButtonUp() override;

 private:
  ViewerStyle() = default;
  bool dragging_ = false;
};

}  // namespace solea
