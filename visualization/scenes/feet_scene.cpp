#include "visualization/scenes/feet_scene.h"

#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
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
#include <vtkTextProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

#include "core/color_scale.h"
#include "core/error.h"
#include "visualization/scenes/foot_bounds.h"
#include "visualization/scenes/scene_style.h"
#include "visualization/window/offscreen.h"
#include "visualization/window/snapshot.h"

namespace solea {

namespace {

/// Room around each foot, mm.
constexpr double gap_mm = 26;
constexpr double title_mm = 30;
constexpr double note_mm = 26;

/// Where each foot stands: rows from the top, all slots of one size.
struct Layout {
  int cols = 1;
  int rows = 1;
  double slot_x = 0;
  double slot_y = 0;
};

Layout arrange(const std::vector<FootBounds>& feet, double aspect) {
  Layout best;
  double width = 0;
  double height = 0;
  for (const FootBounds& b : feet) {
    width = std::max(width, b.x1 - b.x0);
    height = std::max(height, b.y1 - b.y0);
  }
  best.slot_x = std::max(width, 90.0) + gap_mm;  // a title needs its room
  best.slot_y = height + title_mm + note_mm;
  double scale = 0;
  const int n = static_cast<int>(feet.size());
  for (int cols = 1; cols <= n; ++cols) {
    const int rows = (n + cols - 1) / cols;
    const double s = std::min(aspect / (cols * best.slot_x), 1 / (rows * best.slot_y));
    if (s <= scale) continue;
    scale = s;
    best.cols = cols;
    best.rows = rows;
  }
  return best;
}

class Drawing {
 public:
  Drawing(vtkRenderWindow& window, const FeetPicture& picture)
      : window_(window), picture_(picture) {}

  void draw() {
    window_.AddRenderer(stage_);
    stage_->SetBackground(1, 1, 1);
    float largest = 0;
    std::vector<FootBounds> bounds;
    for (const FootPicture& foot : picture_.feet) {
      for (const auto& cell : foot.cells) largest = std::max(largest, cell.value);
      bounds.push_back(bounds_of(foot));
    }
    scale_max_ = picture_.scale_max.value_or(round_scale_kpa(largest));
    colors_ = style::lookup_table(ColorTable::even, scale_max_);
    const double px_y = window_.GetSize()[1];
    const double aspect = 0.86 * window_.GetSize()[0] / (0.84 * px_y);
    const Layout layout = arrange(bounds, aspect);
    set_camera(layout);
    slot_x_ = layout.slot_x;
    for (std::size_t i = 0; i < picture_.feet.size(); ++i) {
      const int col = static_cast<int>(i) % layout.cols;
      const int row = static_cast<int>(i) / layout.cols;
      const PointMm slot = {(col + 0.5) * layout.slot_x, -(row + 1) * layout.slot_y + note_mm};
      const FootBounds& b = bounds[i];
      const PointMm shift = {slot.x - 0.5 * (b.x0 + b.x1), slot.y - b.y0};
      draw_foot(picture_.feet[i], shift, slot, b.y1 - b.y0);
    }
    add_frame_text();
  }

 private:
  [[nodiscard]] double unit_px() const { return window_.GetSize()[1] / 100.0; }
  [[nodiscard]] int px(double units) const {
    return std::max(9, static_cast<int>(std::lround(units * unit_px())));
  }

  void set_camera(const Layout& layout) {
    const double width = layout.cols * layout.slot_x;
    const double height = layout.rows * layout.slot_y;
    const double window_aspect = static_cast<double>(window_.GetSize()[0]) / window_.GetSize()[1];
    // The free part: 86 % of the width from the left, 84 % of the height above the footer.
    const double mm_per_height = std::max(height / 0.84, width / (0.86 * window_aspect));
    vtkCamera* camera = stage_->GetActiveCamera();
    camera->ParallelProjectionOn();
    camera->SetParallelScale(0.5 * mm_per_height);
    const double cx = 0.5 * width + 0.06 * mm_per_height * window_aspect;
    const double cy = -0.5 * height + 0.03 * mm_per_height;
    camera->SetFocalPoint(cx, cy, 0);
    camera->SetPosition(cx, cy, 1000);
    camera->SetViewUp(0, 1, 0);
    camera->SetClippingRange(1, 2000);
    mm_per_px_ = mm_per_height / window_.GetSize()[1];
    origin_ = {cx - 0.5 * mm_per_height * window_aspect, cy - 0.5 * mm_per_height};
  }

  void draw_foot(const FootPicture& foot, PointMm shift, PointMm slot, double height) {
    add_cells(foot, shift);
    add_lines(foot.zone_borders, shift, style::ink, 0.16, 1);
    add_lines(foot.arch_thirds, shift, style::quiet_ink, 0.12, 1);
    if (foot.axis) add_lines({*foot.axis}, shift, style::side_color(foot.side), 0.32, 2);
    add_path(foot.cop, shift);
    if (foot.peak) {
      float largest = 0;
      for (const auto& cell : foot.cells) largest = std::max(largest, cell.value);
      const bool on_light = largest > 0.6 * scale_max_ || !foot.valid;
      add_text("+", *foot.peak + shift, 2.4, on_light ? style::ink : style::Color{1, 1, 1}, true);
    }
    // Words that would not fit between the feet are left out: the picture stays a picture.
    const double room = 0.96 * slot_x_ / mm_per_px_;
    if (room > 24 * unit_px()) {
      for (const FootPicture::Zone& zone : foot.zones) {
        add_text(zone.label, zone.centre + shift, 1.25, style::ink, true, true);
      }
    }
    const auto title = add_text(foot.title, {slot.x, slot.y + height + 0.5 * title_mm}, 2.2,
                                foot.valid ? style::side_color(foot.side) : style::quiet_ink, true);
    fit(title, room);
    const auto note =
        add_text(foot.note, {slot.x, slot.y - 0.6 * note_mm}, 1.6, style::quiet_ink, true);
    if (!fit(note, room)) stage_->RemoveActor2D(note);
  }

  void add_cells(const FootPicture& foot, PointMm shift) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> quads;
    vtkNew<vtkUnsignedCharArray> rgb;
    rgb->SetNumberOfComponents(3);
    const ColorScale scale(scale_max_);
    for (const FootPicture::Cell& cell : foot.cells) {
      quads->InsertNextCell(4);
      for (const PointMm corner : cell.corners) {
        quads->InsertCellPoint(points->InsertNextPoint(corner.x + shift.x, corner.y + shift.y, 0));
      }
      Rgb c = scale.color(cell.value);
      if (!foot.valid) {  // paler, so that valid steps stand out
        for (auto& part : c) part = static_cast<std::uint8_t>(255 - (255 - part) / 2);
      }
      rgb->InsertNextTypedTuple(c.data());
    }
    vtkNew<vtkPolyData> mesh;
    mesh->SetPoints(points);
    mesh->SetPolys(quads);
    mesh->GetCellData()->SetScalars(rgb);
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(mesh);
    vtkNew<vtkActor> actor;
    actor->SetMapper(mapper);
    actor->GetProperty()->LightingOff();
    stage_->AddActor(actor);
  }

  void add_lines(const std::vector<FootPicture::Line>& lines, PointMm shift,
                 const style::Color& color, double units, double z) {
    if (lines.empty()) return;
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> cells;
    for (const auto& [a, b] : lines) {
      cells->InsertNextCell(2);
      cells->InsertCellPoint(points->InsertNextPoint(a.x + shift.x, a.y + shift.y, z));
      cells->InsertCellPoint(points->InsertNextPoint(b.x + shift.x, b.y + shift.y, z));
    }
    add_mesh(points, cells, color, units);
  }

  void add_path(const std::vector<PointMm>& path, PointMm shift) {
    if (path.size() < 2) return;
    for (const auto& [color, units, z] :
         {std::tuple{style::ink, 0.60, 3.0}, std::tuple{style::Color{1, 1, 1}, 0.30, 4.0}}) {
      vtkNew<vtkPoints> points;
      vtkNew<vtkCellArray> cells;
      cells->InsertNextCell(static_cast<int>(path.size()));
      for (const PointMm p : path) {
        cells->InsertCellPoint(points->InsertNextPoint(p.x + shift.x, p.y + shift.y, z));
      }
      add_mesh(points, cells, color, units);
    }
  }

  void add_mesh(vtkPoints* points, vtkCellArray* lines, const style::Color& color, double units) {
    vtkNew<vtkPolyData> mesh;
    mesh->SetPoints(points);
    mesh->SetLines(lines);
    stage_->AddActor(style::line_actor(mesh, color, std::max(1.0, units * unit_px())));
  }

  /// A text whose middle, or left end, lies at a place of the stage.
  vtkSmartPointer<vtkTextActor> add_text(const std::string& text, PointMm at, double units,
                                         const style::Color& color, bool centred,
                                         bool on_white = false) {
    auto actor = vtkSmartPointer<vtkTextActor>::New();
    actor->SetInput(text.c_str());
    vtkTextProperty* look = actor->GetTextProperty();
    look->SetFontFamilyToArial();
    look->SetFontSize(px(units));
    look->SetColor(color[0], color[1], color[2]);
    if (centred) look->SetJustificationToCentered();
    look->SetVerticalJustificationToCentered();
    if (on_white) {
      look->SetBackgroundColor(1, 1, 1);
      look->SetBackgroundOpacity(0.65);
    }
    actor->SetPosition((at.x - origin_.x) / mm_per_px_, (at.y - origin_.y) / mm_per_px_);
    if (!text.empty()) stage_->AddActor2D(actor);
    return actor;
  }

  /// Smaller where it is wider than `room` pixels; false where it could not be read then.
  bool fit(vtkTextActor* actor, double room) {
    std::array<double, 2> size{};
    actor->GetSize(stage_, size.data());
    vtkTextProperty* look = actor->GetTextProperty();
    constexpr int readable_px = 8;
    if (size[0] > room) {
      look->SetFontSize(static_cast<int>(look->GetFontSize() * room / size[0]));
    }
    return look->GetFontSize() >= readable_px;
  }

  void add_frame_text() {
    const double w = window_.GetSize()[0];
    const auto place = [&](const std::string& text, double y, double units,
                           const style::Color& color) {
      const PointMm at = {origin_.x + 0.025 * w * mm_per_px_,
                          origin_.y + y * window_.GetSize()[1] * mm_per_px_};
      const auto actor = add_text(text, at, units, color, false);
      actor->GetTextProperty()->SetBold(color == style::ink);
      fit(actor, 0.95 * w);
    };
    place(picture_.title, 0.955, 3.0, style::ink);
    place(picture_.subtitle, 0.915, 2.0, style::quiet_ink);
    place(picture_.footer, 0.025, 1.7, style::quiet_ink);
    stage_->AddActor2D(
        style::color_bar(colors_, ColorTable::even, picture_.unit, scale_max_, unit_px()));
  }

  vtkRenderWindow& window_;
  const FeetPicture& picture_;
  vtkNew<vtkRenderer> stage_;
  vtkSmartPointer<vtkLookupTable> colors_;
  double scale_max_ = 0;
  double mm_per_px_ = 1;
  double slot_x_ = 0;
  PointMm origin_;
};

}  // namespace

void write_png(const std::filesystem::path& file, const FeetPicture& picture, int width,
               int height) {
  if (picture.feet.empty()) throw Error("there is no foot to draw");
  OffscreenWindow offscreen(width, height);
  Drawing drawing(*offscreen.get(), picture);
  drawing.draw();
  offscreen.get()->Render();
  save_window_png(*offscreen.get(), file);
}

}  // namespace solea
