#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "visualization/scenes/picture.h"
#include "visualization/scenes/pressure_scene.h"

class QVTKOpenGLNativeWidget;

namespace solea::workstation {

/// Pressures in 3-D on the theme's ground. OpenGL begins with the first picture: a window that
/// shows none starts quickly.
class ReliefView final : public QWidget {
 public:
  explicit ReliefView(QWidget* parent = nullptr);
  ~ReliefView() override;
  /// A scene of its own. `live`: its values will change.
  void show_picture(const PressurePicture& picture, bool live);
  /// Other values for its box, where there is a scene of so many cells.
  void set_values(const std::vector<float>& values);
  [[nodiscard]] std::size_t cells() const noexcept { return picture_.values.size(); }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void changeEvent(QEvent* event) override;

 private:
  void make_scene();

  QVTKOpenGLNativeWidget* view_ = nullptr;
  PressurePicture picture_;
  bool live_ = false;
  bool dark_ = false;  ///< as the scene was made
  std::unique_ptr<PressureScene> scene_;
};

}  // namespace solea::workstation
