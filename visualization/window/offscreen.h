#pragma once

#include <memory>

class vtkRenderWindow;

namespace solea {

/// A render window without a display: an OpenGL context of its own through EGL, in software where
/// there is no graphics card. Throws Error when the system offers none.
class OffscreenWindow {
 public:
  OffscreenWindow(int width, int height);
  ~OffscreenWindow();
  OffscreenWindow(const OffscreenWindow&) = delete;
  OffscreenWindow& operator=(const OffscreenWindow&) = delete;

  [[nodiscard]] vtkRenderWindow* get() const noexcept;
  /// Draws what is in it.
  void render();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// VTK prints warnings of its own to stderr; from now on it does not. Errors that matter come as
/// exceptions from Solea.
void silence_vtk();

}  // namespace solea
