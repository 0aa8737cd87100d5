#include "visualization/scenes/pressure_scene.h"

#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkCallbackCommand.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCommand.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkScalarBarActor.h>
#include <vtkTextActor.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "visualization/scenes/floor.h"
#include "visualization/scenes/frame_words.h"
#include "visualization/scenes/isobars.h"
#include "visualization/scenes/marks.h"
#include "visualization/scenes/overlays.h"
#include "visualization/scenes/relief.h"
#include "visualization/scenes/scene_camera.h"
#include "visualization/scenes/scene_style.h"
#include "visualization/scenes/walk_rows.h"

namespace solea {

namespace {

constexpr double roof_mm = 4 * relief_height_mm;

}  // namespace

struct PressureScene::Impl {
  Impl(vtkRenderWindow& the_window, const PressurePicture& the_picture,
       const SceneOptions& the_options);
  ~Impl() { stage->RemoveObserver(before_drawing); }  // the window keeps the renderer
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  void add_renderers();
  void add_pressure();
  void set_scale(double max);
  void update_mesh();
  [[nodiscard]] int cells_for_a_block() const;
  void add_roof();
  void add_overlays();
  void add_floors();
  void add_marks();
  void show_probes();
  void add_bar();
  void update_isobars();
  [[nodiscard]] double unit_px() const { return window.GetSize()[1] / 100.0; }
  [[nodiscard]] int px(double units) const {
    return static_cast<int>(std::lround(units * unit_px()));
  }
  [[nodiscard]] double mm_per_unit() const {
    return options.view == SceneOptions::View::relief ? relief_height_mm / scale_max : 0;
  }
  [[nodiscard]] double height_at(PointMm p) const {
    return std::abs(relief::value_at(picture, p)) * mm_per_unit();
  }

  vtkRenderWindow& window;
  PressurePicture picture;
  SceneOptions options;
  double scale_max = 0;
  vtkSmartPointer<vtkLookupTable> colors;
  vtkNew<vtkRenderer> stage;    ///< plate and relief
  vtkNew<vtkRenderer> casing;   ///< dark rim of the paths
  vtkNew<vtkRenderer> overlay;  ///< paths and labels, never hidden behind the relief
  relief::Blocks blocks;
  std::optional<relief::Sheet> sheet;
  unsigned long before_drawing = 0;
  int merged_by = 1;                               ///< so many cells each way are drawn as one
  vtkNew<vtkPolyDataMapper> mapper;                ///< of the cells' tops or the surface
  std::array<vtkNew<vtkPolyDataMapper>, 2> walls;  ///< along x and y
  std::optional<Overlays> overlays;
  vtkSmartPointer<vtkActor> isobars;
  vtkSmartPointer<vtkScalarBarActor> bar;
  std::optional<FrameWords> words;
  std::optional<Marks> marks;
  std::vector<Probe> probes;
};

PressureScene::Impl::Impl(vtkRenderWindow& the_window, const PressurePicture& the_picture,
                          const SceneOptions& the_options)
    : window(the_window), picture(the_picture), options(the_options) {
  // A walk along x lies already.
  const FloorExtent e = floor_extent(picture, rows_of(picture).front());
  if (e.x1 - e.x0 > e.y1 - e.y0) options.lying = false;
  if (picture.difference) options.colors = ColorTable::difference;
  float largest = 0;
  for (const float v : picture.values) largest = std::max(largest, std::abs(v));
  const double own_end = table_end(options.colors, largest);
  // Stepped tables end where their steps do.
  scale_max = color_steps(options.colors).empty() ? picture.scale_max.value_or(own_end) : own_end;
}

void PressureScene::Impl::add_renderers() {
  window.SetNumberOfLayers(3);
  stage->SetBackground(1, 1, 1);
  window.AddRenderer(stage);
  vtkNew<vtkCallbackCommand> before;
  before->SetClientData(this);
  before->SetCallback([](vtkObject*, unsigned long, void* impl, void*) {
    auto& self = *static_cast<Impl*>(impl);
    if (self.merged_by != self.cells_for_a_block()) self.update_mesh();
    self.overlays->words().arrange();
  });
  before_drawing = stage->AddObserver(vtkCommand::StartEvent, before);
  int layer = 0;
  for (vtkRenderer* above : {casing.Get(), overlay.Get()}) {
    above->SetLayer(++layer);
    above->InteractiveOff();
    above->SetActiveCamera(stage->GetActiveCamera());
    window.AddRenderer(above);
  }
}

void PressureScene::Impl::add_pressure() {
  set_scale(scale_max);
  update_mesh();
  // A cell has one colour; walls and smooth surfaces run through the table.
  mapper->SetInterpolateScalarsBeforeMapping(options.smooth ? 1 : 0);
  vtkNew<vtkActor> actor;
  actor->SetMapper(mapper);
  vtkProperty* look = actor->GetProperty();
  if (options.smooth && options.view == SceneOptions::View::relief) {
    look->SetAmbient(0.45);
    look->SetDiffuse(0.60);
    look->SetSpecular(0.05);
  } else {
    look->LightingOff();  // colours exactly as on the bar
  }
  stage->AddActor(actor);
  if (options.smooth) return;
  walls[0]->SetInputData(blocks.walls_along_x());
  walls[1]->SetInputData(blocks.walls_along_y());
  for (const auto& wall : walls) {
    wall->SetInterpolateScalarsBeforeMapping(1);
    vtkNew<vtkActor> sides;
    sides->SetMapper(wall);
    sides->GetProperty()->LightingOff();
    sides->GetProperty()->BackfaceCullingOn();  // those are hidden by their own block
    stage->AddActor(sides);
  }
}

int PressureScene::Impl::cells_for_a_block() const {
  return options.live ? cells_worth_a_block(*stage, picture) : 1;
}

/// Nothing to be seen, but what the camera's range must reach: values that come later stand higher.
void PressureScene::Impl::add_roof() {
  const FloorExtent e = floor_extent(picture);
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> lines;
  for (const double x : {e.x0, e.x1}) {
    for (const double y : {e.y0, e.y1}) {
      const vtkIdType id = points->InsertNextPoint(x, y, roof_mm);
      const std::array<vtkIdType, 2> ids = {id, id};
      lines->InsertNextCell(2, ids.data());
    }
  }
  vtkNew<vtkPolyData> corners;
  corners->SetPoints(points);
  corners->SetLines(lines);
  stage->AddActor(style::line_actor(corners, {1, 1, 1}, 1));
}

void PressureScene::Impl::update_mesh() {
  const int before = std::exchange(merged_by, cells_for_a_block());
  const PressurePicture coarse =
      merged_by > 1 ? relief::merged(picture, merged_by) : PressurePicture{};
  const PressurePicture& drawn = merged_by > 1 ? coarse : picture;
  if (options.smooth && options.live) {
    if (!sheet || merged_by != before) sheet.emplace(drawn);
    sheet->update(drawn, mm_per_unit());
    mapper->SetInputData(sheet->mesh());
  } else if (options.smooth) {
    float least = static_cast<float>(scale_max);
    for (const float v : picture.values) {
      if (v > 0) least = std::min(least, v);
    }
    mapper->SetInputData(relief::surface(picture, mm_per_unit(), std::max(1e-3F, 0.5F * least)));
  } else {
    blocks.update(drawn, mm_per_unit());
    mapper->SetInputData(blocks.tops());
  }
  update_isobars();
}

void PressureScene::Impl::update_isobars() {
  if (!isobars || !options.layers.has(Layer::isobars)) return;
  solea::isobars::update(*isobars, picture, options.colors, scale_max, mm_per_unit());
}

void PressureScene::Impl::set_scale(double max) {
  scale_max = max;
  colors = style::lookup_table(options.colors, max);
  mapper->SetLookupTable(colors);
  mapper->UseLookupTableScalarRangeOn();
  constexpr std::array<double, 2> light = {0.80, 0.62};  // it comes from the heel's side
  for (std::size_t i = 0; i < walls.size(); ++i) {
    walls[i]->SetLookupTable(style::shaded(*colors, light[i]));
    walls[i]->UseLookupTableScalarRangeOn();
  }
}

void PressureScene::Impl::add_overlays() {
  const FloorExtent e = floor_extent(picture);
  const double words_mm = (options.lying ? e.x1 - e.x0 : e.y1 - e.y0) / 48;
  overlays.emplace(*stage, *casing, *overlay, unit_px(), words_mm);
  overlays->add_labels(picture.labels);
  // On a dark ground there is nothing to set off.
  if (!options.smooth && !options.dark_ground) overlays->add_outline(picture);
  isobars = style::line_actor(vtkNew<vtkPolyData>(), style::ink, std::max(1.0, 0.18 * unit_px()));
  stage->AddActor(isobars);
  overlays->add(Layer::isobars, isobars);
  update_isobars();
  bool instants = false;
  for (const FootPicture& foot : picture.feet) instants = instants || !foot.instants.empty();
  const bool ends = picture.cop.size() == 1 && !(instants && options.layers.has(Layer::instants));
  for (const TimedPath& path : picture.cop) {
    overlays->add_path(picture, path, options.cop_color, ends, mm_per_unit());
  }
  for (const FootPicture& foot : picture.feet) {
    overlays->add_foot(picture, foot, mm_per_unit());
  }
}

void PressureScene::Impl::add_marks() {
  const FloorExtent e = floor_extent(picture);
  const double radius_mm = std::clamp(0.008 * std::hypot(e.x1 - e.x0, e.y1 - e.y0), 2.0, 12.0);
  marks.emplace(*overlay, overlays->words(), radius_mm);
}

void PressureScene::Impl::add_floors() {
  const std::vector<PictureRow> rows = rows_of(picture);
  double longest_mm = 0;
  for (const PictureRow& row : rows) {
    const FloorExtent e = floor_extent(picture, row);
    longest_mm = std::max({longest_mm, e.x1 - e.x0, e.y1 - e.y0});
  }
  for (const PictureRow& row : rows) {
    const FloorProps floor = add_floor(*stage, floor_extent(picture, row), px(1.7), options.lying,
                                       row.shift, longest_mm);
    for (vtkProp* prop : floor.grid) {
      overlays->add(Layer::grid, prop);
      if (auto* number = vtkTextActor::SafeDownCast(prop)) overlays->words().keep_free(*number);
    }
    for (vtkProp* prop : floor.scale) {
      // Rows have their numbers, and steps where the bar would be.
      if (rows.size() > 1) prop->VisibilityOff();
      if (rows.size() == 1) overlays->add(Layer::scale, prop);
    }
  }
}

void PressureScene::Impl::add_bar() {
  bar = style::color_bar(colors, options.colors, picture.unit, scale_max, unit_px());
  stage->AddActor2D(bar);
}

PressureScene::PressureScene(vtkRenderWindow& window, const PressurePicture& picture,
                             const SceneOptions& options)
    : impl_(std::make_unique<Impl>(window, picture, options)) {
  Impl& s = *impl_;
  s.add_renderers();
  s.add_pressure();
  s.add_roof();
  s.add_overlays();
  s.add_floors();
  s.add_marks();
  s.add_bar();
  s.words.emplace(*s.stage, picture.title, picture.subtitle, picture.footer);
  if (s.options.dark_ground) {
    for (vtkRenderer* r : {s.stage.Get(), s.overlay.Get()}) {
      style::turn_dark(*r, *s.options.dark_ground);
    }
    s.stage->SetBackground(s.options.dark_ground->data());
  }
  s.overlays->show(s.options.layers);
  fit_to_window();
  reset_camera();
  std::vector<Probe> probes;
  for (const PointMm at : options.probes) probes.push_back({at, probes.size()});
  set_probes(probes);
}

PressureScene::~PressureScene() = default;

void PressureScene::set_values(std::span<const float> values) {
  Impl& s = *impl_;
  if (values.size() != s.picture.values.size()) {
    throw std::invalid_argument("values for another number of cells than the picture has");
  }
  std::copy(values.begin(), values.end(), s.picture.values.begin());
  s.update_mesh();
  s.show_probes();
}

void PressureScene::set_words(const std::string& title, const std::string& subtitle) {
  impl_->words->set(title, subtitle);
}

void PressureScene::set_layers(const Layers& layers) {
  impl_->options.layers = layers;
  impl_->update_isobars();
  impl_->overlays->show(layers);
}

void PressureScene::set_scale_max(double max) {
  Impl& s = *impl_;
  if (max == s.scale_max || !color_steps(s.options.colors).empty()) return;
  s.set_scale(max);
  s.stage->RemoveActor2D(s.bar);
  s.add_bar();
  s.update_mesh();
}

double PressureScene::scale_max() const noexcept {
  return impl_->scale_max;
}

void PressureScene::set_cop_now(std::optional<PointMm> at) {
  Impl& s = *impl_;
  if (at && s.options.layers.has(Layer::cop)) {
    s.marks->set_cop(Place{at->x, at->y, s.height_at(*at) + 2});
  } else {
    s.marks->set_cop(std::nullopt);
  }
}

void PressureScene::set_probes(std::span<const Probe> probes) {
  impl_->probes.assign(probes.begin(), probes.end());
  impl_->show_probes();
}

void PressureScene::Impl::show_probes() {
  std::vector<Marks::ProbeMark> shown;
  for (const Probe& probe : probes) {
    const double value = relief::cell_at(picture, probe.at);
    const PointMm on_plate = plate_place(picture, probe.at);
    const std::string letter = probes.size() > 1 ? style::probe_letter(probe.number) + ": " : "";
    shown.push_back({{probe.at.x, probe.at.y, std::abs(value) * mm_per_unit() + 2},
                     probe.number,
                     fmt::format("{}{:.0f} {} at {:.0f}, {:.0f} mm", letter, value, picture.unit,
                                 on_plate.x, on_plate.y)});
  }
  marks->set_probes(shown);
}

double PressureScene::value_at(PointMm plate) const {
  return relief::cell_at(impl_->picture, plate);
}

std::optional<PointMm> PressureScene::place_at(int x_px, int y_px) const {
  const Impl& s = *impl_;
  const auto world = [&](double depth) {
    s.stage->SetDisplayPoint(x_px, y_px, depth);
    s.stage->DisplayToWorld();
    std::array<double, 4> p{};
    s.stage->GetWorldPoint(p.data());
    return std::array<double, 3>{p[0] / p[3], p[1] / p[3], p[2] / p[3]};
  };
  const auto near = world(0);
  const auto far = world(1);
  if (near[2] <= far[2]) return std::nullopt;  // the eye is under the plate
  const auto at_height = [&](double z) {
    const double t = (near[2] - z) / (near[2] - far[2]);
    return PointMm{near[0] + t * (far[0] - near[0]), near[1] + t * (far[1] - near[1])};
  };
  constexpr double step_mm = 0.5;
  for (double z = relief_height_mm; z > 0; z -= step_mm) {
    const PointMm p = at_height(z);
    if (std::abs(relief::cell_at(s.picture, p)) * s.mm_per_unit() >= z) return p;
  }
  return at_height(0);
}

PointMm PressureScene::pixel_of(PointMm plate) const {
  const Impl& s = *impl_;
  s.stage->SetWorldPoint(plate.x, plate.y, s.height_at(plate), 1);
  s.stage->WorldToDisplay();
  const double* p = s.stage->GetDisplayPoint();
  return {p[0], p[1]};
}

void PressureScene::fit_to_window() {
  Impl& s = *impl_;
  s.words->fit({s.window.GetSize()[0], s.window.GetSize()[1]});
  s.overlays->fit(s.unit_px());
  style::fit_color_bar(*s.bar, s.unit_px());
}

void PressureScene::reset_camera() {
  const bool map = impl_->options.view == SceneOptions::View::map;
  set_camera(map ? CameraView::top : CameraView::three_quarter);
}

void PressureScene::set_camera(CameraView view) {
  Impl& s = *impl_;
  aim_camera(*s.stage->GetActiveCamera(), s.picture, s.options, view,
             {s.window.GetSize()[0], s.window.GetSize()[1]});
  s.stage->ResetCameraClippingRange();
}

}  // namespace solea
