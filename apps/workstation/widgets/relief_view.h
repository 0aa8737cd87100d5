#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "visualization/scenes/picture.h"
#include "visualization/scenes/pressure_scene.h"

class QVTKOpenGLNativeWidget;

namespace solea::workstation {

/// Pressures in 3-D. OpenGL begins with the first picture: a window that shows none starts quickly.
class ReliefView final : public QWidget {
 public:
  explicit ReliefView(QWidget* parent = nullptr);
  ~ReliefView() override;
  /// A scene of its own. `live`: its values will change.
  void show_picture(const PressurePicture& picture, bool live);
  /// Other values for its box, where there is a scene of so many cells.
  void set_values(const std::vector<float>& values);
  [[nodiscard]] std::size_t cells() const noexcept { return cells_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  QVTKOpenGLNativeWidget* view_ = nullptr;
  std::unique_ptr<PressureScene> scene_;
  std::size_t cells_ = 0;
};

}  // namespace solea::workstation
