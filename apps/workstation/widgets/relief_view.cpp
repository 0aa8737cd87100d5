#include "apps/workstation/widgets/relief_view.h"

#include <QVTKOpenGLNativeWidget.h>
#include <vtkGenericOpenGLRenderWindow.h>
#include <vtkNew.h>

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "apps/workstation/look/theme.h"
#include "core/color_scale.h"

namespace solea::workstation {

ReliefView::ReliefView(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
}

ReliefView::~ReliefView() = default;

void ReliefView::show_picture(const PressurePicture& picture, bool live) {
  picture_ = picture;
  live_ = live;
  make_scene();
}

void ReliefView::make_scene() {
  scene_.reset();
  if (view_ == nullptr) {
    view_ = new QVTKOpenGLNativeWidget(this);
    layout()->addWidget(view_);
    view_->show();
  }
  vtkNew<vtkGenericOpenGLRenderWindow> window;
  window->SetMultiSamples(0);
  view_->setRenderWindow(window);
  const double ratio = devicePixelRatioF();
  window->SetSize(std::max(64, static_cast<int>(width() * ratio)),
                  std::max(64, static_cast<int>(height() * ratio)));
  SceneOptions options;
  options.live = live_;
  dark_ = theme().dark;
  if (const QColor ground = theme().plate; dark_) {
    options.dark_ground = {ground.redF(), ground.greenF(), ground.blueF()};
  }
  scene_ = std::make_unique<PressureScene>(*window, picture_, options);
  window->Render();
}

void ReliefView::set_values(const std::vector<float>& values) {
  if (!scene_ || values.size() != cells()) return;
  picture_.values = values;
  const float peak = values.empty() ? 0 : *std::ranges::max_element(values);
  if (peak > scene_->scale_max()) scene_->set_scale_max(round_scale_kpa(peak));
  scene_->set_values(values);
  view_->renderWindow()->Render();
}

/// The colours changed while nobody saw it.
void ReliefView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (scene_ && dark_ != theme().dark) make_scene();
}

void ReliefView::changeEvent(QEvent* event) {
  QWidget::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && isVisible() && scene_ && dark_ != theme().dark) {
    make_scene();
  }
}

void ReliefView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  if (!scene_) return;
  const double ratio = devicePixelRatioF();
  view_->renderWindow()->SetSize(static_cast<int>(width() * ratio),
                                 static_cast<int>(height() * ratio));
  scene_->fit_to_window();
}

}  // namespace solea::workstation
