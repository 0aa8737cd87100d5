#include "visualization/pressure_scene.h"

#include <vtkActor.h>
#include <vtkBillboardTextActor3D.h>
#include <vtkCamera.h>
#include <vtkLookupTable.h>
#include <vtkMatrix4x4.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkScalarBarActor.h>
#include <vtkSphereSource.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "core/color_scale.h"
#include "visualization/floor.h"
#include "visualization/relief.h"
#include "visualization/scene_style.h"

namespace solea {

namespace {

constexpr double relief_height_mm = 52;  // of the end of the colour scale
using style::ink;
using style::line_actor;
using style::quiet_ink;

}  // namespace

struct PressureScene::Impl {
  Impl(vtkRenderWindow& the_window, const PressurePicture& the_picture,
       const SceneOptions& the_options)
      : window(the_window), picture(the_picture), options(the_options) {}

  void add_renderers();
  void add_pressure();
  void add_cop(const CopPath& path);
  void add_dot(PointMm at, const std::string& label);
  void add_label(PointMm at, double z, const std::string& text);
  void frame_content();
  void add_bar();
  void add_text();
  [[nodiscard]] double unit_px() const { return window.GetSize()[1] / 100.0; }
  [[nodiscard]] double line_px(double units) const { return std::max(1.0, units * unit_px()); }
  [[nodiscard]] double mm_per_unit() const {
    return options.view == SceneOptions::View::relief ? relief_height_mm / scale_max : 0;
  }

  vtkRenderWindow& window;
  PressurePicture picture;
  SceneOptions options;
  double scale_max = 0;
  vtkSmartPointer<vtkLookupTable> colors;
  vtkNew<vtkRenderer> stage;    ///< plate and relief
  vtkNew<vtkRenderer> casing;   ///< dark rim of the paths
  vtkNew<vtkRenderer> overlay;  ///< paths and labels, never hidden behind the relief
  vtkSmartPointer<vtkScalarBarActor> bar;
  vtkNew<vtkTextActor> title;
  vtkNew<vtkTextActor> subtitle;
  vtkNew<vtkTextActor> footer;
  std::vector<vtkSmartPointer<vtkBillboardTextActor3D>> labels;
};

void PressureScene::Impl::add_renderers() {
  window.SetNumberOfLayers(3);
  stage->SetBackground(1, 1, 1);
  window.AddRenderer(stage);
  int layer = 0;
  for (vtkRenderer* above : {casing.Get(), overlay.Get()}) {
    above->SetLayer(++layer);
    above->InteractiveOff();
    above->SetActiveCamera(stage->GetActiveCamera());
    window.AddRenderer(above);
  }
}

void PressureScene::Impl::add_pressure() {
  float largest = 0;
  for (const float v : picture.values) largest = std::max(largest, v);
  scale_max = picture.scale_max.value_or(round_scale_kpa(largest));
  colors = style::lookup_table(scale_max);

  float least = largest;
  for (const float v : picture.values) {
    if (v > 0) least = std::min(least, v);
  }
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(options.smooth
                           ? relief::surface(picture, mm_per_unit(), std::max(1e-3F, 0.5F * least))
                           : relief::blocks(picture, mm_per_unit()));
  mapper->SetLookupTable(colors);
  mapper->SetScalarRange(0, scale_max);
  mapper->InterpolateScalarsBeforeMappingOn();
  vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  vtkProperty* look = actor->GetProperty();
  if (options.view == SceneOptions::View::map) {
    look->LightingOff();  // colours exactly as on the bar
  } else {
    look->SetAmbient(0.45);
    look->SetDiffuse(0.60);
    look->SetSpecular(0.05);
  }
  stage->AddActor(actor);
  if (options.outline && !options.smooth) {
    const auto line = line_actor(relief::outline(picture), ink, line_px(0.2));
    stage->AddActor(line);
  }
}

void PressureScene::Impl::add_dot(PointMm at, const std::string& text) {
  const double z = relief::value_at(picture, at) * mm_per_unit() + 2;
  vtkNew<vtkSphereSource> sphere;
  sphere->SetCenter(at.x, at.y, z);
  sphere->SetRadius(2.6);
  sphere->SetThetaResolution(24);
  sphere->SetPhiResolution(16);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputConnection(sphere->GetOutputPort());
  vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(ink[0], ink[1], ink[2]);
  actor->GetProperty()->LightingOff();
  overlay->AddActor(actor);

  add_label({at.x + 6, at.y}, z, text);
}

void PressureScene::Impl::add_label(PointMm at, double z, const std::string& text) {
  auto label = vtkSmartPointer<vtkBillboardTextActor3D>::New();
  label->SetInput(text.c_str());
  label->SetPosition(at.x, at.y, z);
  vtkTextProperty* style = label->GetTextProperty();
  style->SetColor(ink[0], ink[1], ink[2]);
  style->SetBackgroundColor(1, 1, 1);
  style->SetBackgroundOpacity(0.8);
  style->SetVerticalJustificationToCentered();
  overlay->AddActor(label);
  labels.push_back(label);
}

void PressureScene::Impl::add_cop(const CopPath& path) {
  if (path.points.size() < 2) return;
  const auto line = relief::draped_path(picture, path, mm_per_unit());
  casing->AddActor(line_actor(line, ink, line_px(0.65)));
  overlay->AddActor(line_actor(line, {1, 1, 1}, line_px(0.32)));
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f s", path.times_s.back() - path.times_s.front());
  const PointMm way = path.points.back() - path.points.front();
  if (std::hypot(way.x, way.y) > 25) {
    add_dot(path.points.front(), "CoP 0 s");
    add_dot(path.points.back(), text.data());
  } else {  // a foot that stands: two labels would lie on each other
    add_label(path.points.front() + PointMm{12, 0}, 0, std::string("CoP, ") + text.data());
  }
}

void PressureScene::Impl::add_bar() {
  bar = style::color_bar(colors, picture.unit, scale_max, unit_px());
  stage->AddActor2D(bar);
}

void PressureScene::Impl::add_text() {
  const auto place = [&](vtkTextActor* actor, const std::string& text, double y,
                         const std::array<double, 3>& color) {
    actor->SetInput(text.c_str());
    actor->GetPositionCoordinate()->SetCoordinateSystemToNormalizedViewport();
    actor->SetPosition(0.025, y);
    actor->GetTextProperty()->SetColor(color[0], color[1], color[2]);
    actor->GetTextProperty()->SetFontFamilyToArial();
    stage->AddActor2D(actor);
  };
  place(title, picture.title, 0.935, ink);
  place(subtitle, picture.subtitle, 0.895, quiet_ink);
  place(footer, picture.footer, 0.02, quiet_ink);
  title->GetTextProperty()->BoldOn();
}

PressureScene::PressureScene(vtkRenderWindow& window, const PressurePicture& picture,
                             const SceneOptions& options)
    : impl_(std::make_unique<Impl>(window, picture, options)) {
  impl_->add_renderers();
  impl_->add_pressure();
  add_floor(*impl_->stage, floor_extent(picture),
            static_cast<int>(std::lround(1.7 * impl_->unit_px())));
  if (options.cop) {
    for (const CopPath& path : picture.cop) impl_->add_cop(path);
  }
  for (const PlateLabel& label : picture.labels) {
    impl_->add_label(label.at, 0, label.text);
    impl_->labels.back()->GetTextProperty()->SetJustificationToCentered();
  }
  impl_->add_bar();
  impl_->add_text();
  fit_to_window();
  reset_camera();
}

PressureScene::~PressureScene() = default;

void PressureScene::fit_to_window() {
  Impl& s = *impl_;
  const auto px = [&](double units) { return static_cast<int>(std::lround(units * s.unit_px())); };
  const auto fit = [&](vtkTextActor* text, double units) {
    constexpr double widest = 0.95;  // of the window
    text->GetTextProperty()->SetFontSize(px(units));
    std::array<double, 2> size{};
    text->GetSize(s.stage, size.data());
    const double room = widest * s.window.GetSize()[0];
    if (size[0] > room) text->GetTextProperty()->SetFontSize(px(units * room / size[0]));
  };
  fit(s.title, 3.0);
  fit(s.subtitle, 2.0);
  fit(s.footer, 1.7);
  for (const auto& label : s.labels) label->GetTextProperty()->SetFontSize(px(1.9));
  style::fit_color_bar(*s.bar, s.unit_px());
}

/// Moves and zooms the camera so that the plate and the relief fill the free part of the window:
/// title above, footer below, colour bar on the right stay clear.
void PressureScene::Impl::frame_content() {
  // Free part, in normalised view coordinates -1 .. 1.
  const double aspect = static_cast<double>(window.GetSize()[0]) / window.GetSize()[1];
  const double left = -0.97 + 0.15 / aspect;  // a label of the plate's coordinates is that wide
  constexpr double right = 0.70;
  constexpr double bottom = -0.86;
  constexpr double top = 0.76;
  vtkCamera* camera = stage->GetActiveCamera();
  const FloorExtent e = floor_extent(picture);
  const CellBox& box = picture.box;
  const double dx = picture.plate.pitch_x_mm;
  const double dy = picture.plate.pitch_y_mm;
  struct Corner {
    double x, y, z;
  };
  std::vector<Corner> corners;
  constexpr double label_room_mm = 12;
  for (const double x : {e.x0, e.x1}) {
    for (const double y : {e.y0 - label_room_mm, e.y1}) corners.push_back({x, y, 0});
  }
  const double height = options.view == SceneOptions::View::relief ? relief_height_mm : 0;
  for (const double x : {box.col0 * dx, box.col1 * dx}) {
    for (const double y : {box.row0 * dy, box.row1 * dy}) corners.push_back({x, y, height});
  }
  camera->SetWindowCenter(0, 0);
  const auto extent = [&] {
    vtkMatrix4x4* m = camera->GetCompositeProjectionTransformMatrix(aspect, -1, 1);
    std::array<double, 4> range = {1e9, -1e9, 1e9, -1e9};
    for (const Corner& c : corners) {
      const std::array<double, 4> in = {c.x, c.y, c.z, 1};
      std::array<double, 4> out{};
      m->MultiplyPoint(in.data(), out.data());
      range = {std::min(range[0], out[0] / out[3]), std::max(range[1], out[0] / out[3]),
               std::min(range[2], out[1] / out[3]), std::max(range[3], out[1] / out[3])};
    }
    return range;
  };
  const auto r = extent();
  const double factor = std::min((right - left) / (r[1] - r[0]), (top - bottom) / (r[3] - r[2]));
  if (camera->GetParallelProjection() != 0) {
    camera->SetParallelScale(camera->GetParallelScale() / factor);
  } else {
    // A narrower angle magnifies without changing the perspective.
    const double half = std::tan(0.5 * camera->GetViewAngle() * 3.14159265358979 / 180) / factor;
    camera->SetViewAngle(2 * std::atan(half) * 180 / 3.14159265358979);
  }
  const auto now = extent();
  camera->SetWindowCenter(0.5 * (now[0] + now[1]) - 0.5 * (left + right),
                          0.5 * (now[2] + now[3]) - 0.5 * (bottom + top));
}

void PressureScene::reset_camera() {
  Impl& s = *impl_;
  vtkCamera* camera = s.stage->GetActiveCamera();
  const FloorExtent e = floor_extent(s.picture);
  const double size_mm = std::hypot(e.x1 - e.x0, e.y1 - e.y0);
  const double distance_mm = 3.2 * size_mm;
  camera->SetFocalPoint(0.5 * (e.x0 + e.x1), 0.5 * (e.y0 + e.y1), 0);
  const double* f = camera->GetFocalPoint();
  if (s.options.view == SceneOptions::View::map) {
    camera->ParallelProjectionOn();
    camera->SetPosition(f[0], f[1], distance_mm);
    camera->SetViewUp(0, 1, 0);
    camera->SetParallelScale(0.5 * size_mm);
  } else {
    camera->ParallelProjectionOff();
    camera->SetViewAngle(20);
    // From behind the heel, a little to the left, well above.
    constexpr double elevation = 0.98;  // rad
    constexpr double azimuth = -0.20;
    camera->SetPosition(f[0] + distance_mm * std::sin(azimuth) * std::cos(elevation),
                        f[1] - distance_mm * std::cos(azimuth) * std::cos(elevation),
                        f[2] + distance_mm * std::sin(elevation));
    camera->SetViewUp(0, 0, 1);
  }
  s.frame_content();
  s.stage->ResetCameraClippingRange();
}

}  // namespace solea
