#include "visualization/scenes/volume_scene.h"

#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkCellArray.h>
#include <vtkFloatArray.h>
#include <vtkFlyingEdges3D.h>
#include <vtkImageData.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkPolyDataMapper.h>
#include <vtkProp.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkScalarBarActor.h>
#include <vtkTextActor.h>
#include <vtkTextProperty.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.h"
#include "visualization/scenes/camera_fit.h"
#include "visualization/scenes/floor.h"
#include "visualization/scenes/overlays.h"
#include "visualization/scenes/relief.h"
#include "visualization/scenes/scene_style.h"
#include "visualization/scenes/words.h"
#include "visualization/window/offscreen.h"
#include "visualization/window/snapshot.h"

namespace solea {

namespace {

constexpr double height_mm = 260;     // of the whole contact
constexpr double axis_aside_mm = 45;  // from the grid, whose numbers stand there

/// The movie with a rim of one empty cell and frame, so that every surface closes.
vtkSmartPointer<vtkImageData> padded_volume(const StepMovie& movie, double mm_per_frame) {
  const int rows = movie.step.box.rows();
  const int cols = movie.step.box.cols();
  const int frames = static_cast<int>(movie.frames());
  auto image = vtkSmartPointer<vtkImageData>::New();
  image->SetDimensions(cols + 2, rows + 2, frames + 2);
  image->SetSpacing(movie.plate.pitch_x_mm, movie.plate.pitch_y_mm, mm_per_frame);
  const PointMm first = movie.plate.cell_centre(movie.step.box.row0 - 1, movie.step.box.col0 - 1);
  image->SetOrigin(first.x, first.y, -mm_per_frame);
  vtkNew<vtkFloatArray> values;
  values->SetNumberOfValues(image->GetNumberOfPoints());
  values->FillValue(0);
  for (int k = 0; k < frames; ++k) {
    const auto cells = movie.frame(static_cast<std::size_t>(k));
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        const vtkIdType id =
            (static_cast<vtkIdType>(k + 1) * (rows + 2) + row + 1) * (cols + 2) + col + 1;
        values->SetValue(id, cells[static_cast<std::size_t>(row * cols + col)]);
      }
    }
  }
  image->GetPointData()->SetScalars(values);
  return image;
}

/// The print below: the largest pressure of each cell.
PressurePicture floor_picture(const StepMovie& movie) {
  PressurePicture picture;
  picture.plate = movie.plate;
  picture.box = movie.step.box;
  picture.values.assign(movie.cells(), 0);
  for (std::size_t k = 0; k < movie.frames(); ++k) {
    const auto cells = movie.frame(k);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      picture.values[i] = std::max(picture.values[i], cells[i]);
    }
  }
  return picture;
}

class VolumeDrawing {
 public:
  VolumeDrawing(vtkRenderWindow& window, const VolumePicture& picture)
      : window_(window), picture_(picture), print_(floor_picture(picture.movie)) {
    const auto& times = picture.movie.times_s;
    duration_s_ = times.back() - times.front();
    mm_per_frame_ = height_mm / static_cast<double>(picture.movie.frames() - 1);
    mm_per_s_ = duration_s_ > 0 ? height_mm / duration_s_ : 0;
  }

  void draw() {
    add_renderers();
    scale_max_ = table_end(ColorTable::even, *std::ranges::max_element(print_.values));
    colors_ = style::lookup_table(ColorTable::even, scale_max_);
    add_print();
    add_surfaces();
    add_path();
    add_time_axis();
    add_frame_text();
    set_camera();
  }

 private:
  [[nodiscard]] double unit_px() const { return window_.GetSize()[1] / 100.0; }

  void add_renderers() {
    window_.SetNumberOfLayers(2);
    window_.SetMultiSamples(0);  // surfaces are peeled one behind the other instead
    window_.SetAlphaBitPlanes(1);
    stage_->SetBackground(1, 1, 1);
    stage_->SetUseDepthPeeling(1);
    stage_->SetMaximumNumberOfPeels(12);
    stage_->SetUseFXAA(true);
    window_.AddRenderer(stage_);
    above_->SetLayer(1);
    above_->SetActiveCamera(stage_->GetActiveCamera());
    window_.AddRenderer(above_);
  }

  void add_print() {
    blocks_.update(print_, 0);
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(blocks_.tops());
    mapper->SetLookupTable(colors_);
    mapper->UseLookupTableScalarRangeOn();
    vtkNew<vtkActor> actor;
    actor->SetMapper(mapper);
    actor->GetProperty()->LightingOff();
    stage_->AddActor(actor);
    const FloorProps floor = add_floor(*stage_, floor_extent(print_),
                                       static_cast<int>(std::lround(1.7 * unit_px())), false);
    for (vtkProp* prop : floor.scale) prop->VisibilityOff();  // the grid has its numbers
  }

  void add_surfaces() {
    const auto volume = padded_volume(picture_.movie, mm_per_frame_);
    const auto n = picture_.levels_kpa.size();
    for (std::size_t i = 0; i < n; ++i) {
      vtkNew<vtkFlyingEdges3D> edges;
      edges->SetInputData(volume);
      edges->SetValue(0, picture_.levels_kpa[i]);
      edges->ComputeNormalsOn();
      edges->ComputeScalarsOff();
      vtkNew<vtkPolyDataMapper> mapper;
      mapper->SetInputConnection(edges->GetOutputPort());
      mapper->ScalarVisibilityOff();
      vtkNew<vtkActor> actor;
      actor->SetMapper(mapper);
      const Rgb c = table_color(ColorTable::even, picture_.levels_kpa[i], scale_max_);
      vtkProperty* look = actor->GetProperty();
      look->SetColor(c[0] / 255.0, c[1] / 255.0, c[2] / 255.0);
      look->SetAmbient(0.35);
      look->SetDiffuse(0.70);
      look->SetSpecular(0.10);
      const double inner = n > 1 ? static_cast<double>(i) / static_cast<double>(n - 1) : 1;
      look->SetOpacity(0.16 + 0.84 * inner * inner);
      stage_->AddActor(actor);
    }
  }

  void add_path() {
    if (picture_.cop.points.size() < 2) return;
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> lines;
    lines->InsertNextCell(static_cast<int>(picture_.cop.points.size()));
    for (std::size_t i = 0; i < picture_.cop.points.size(); ++i) {
      const PointMm p = picture_.cop.points[i];
      lines->InsertCellPoint(
          points->InsertNextPoint(p.x, p.y, picture_.cop.times_s[i] * mm_per_s_));
    }
    vtkNew<vtkPolyData> mesh;
    mesh->SetPoints(points);
    mesh->SetLines(lines);
    above_->AddActor(style::line_actor(mesh, {0.88, 0.0, 0.55}, std::max(1.5, 0.4 * unit_px())));
    const double begin_s = picture_.cop.times_s.front();
    for (const FootPicture::Instant& instant : picture_.foot.instants) {
      add_dot(instant.at, (begin_s + instant.time_s) * mm_per_s_,
              fmt::format("{} {:.2f} s", instant.label, instant.time_s));
    }
  }

  void add_dot(PointMm at, double z, const std::string& text) {
    const auto actor = style::dot_actor(at, z, 2.6);
    above_->AddActor(actor);
    // Words stand in a column beside the body, each at the height of its time, apart enough to
    // read.
    const double word_z = std::max(z, last_word_z_ + 15);
    last_word_z_ = word_z;
    const PointMm aside = {floor_extent(print_).x1, at.y};
    add_word({aside.x, aside.y, word_z}, text, false);
    add_line({at.x, at.y, z}, {aside.x - 2, aside.y, word_z}, 0.12);
  }

  void add_line(const Place& a, const Place& b, double units) {
    vtkNew<vtkPoints> points;
    vtkNew<vtkCellArray> lines;
    lines->InsertNextCell(2);
    lines->InsertCellPoint(points->InsertNextPoint(a.x, a.y, a.z));
    lines->InsertCellPoint(points->InsertNextPoint(b.x, b.y, b.z));
    vtkNew<vtkPolyData> mesh;
    mesh->SetPoints(points);
    mesh->SetLines(lines);
    above_->AddActor(style::line_actor(mesh, style::quiet_ink, std::max(1.0, units * unit_px())));
  }

  void add_word(const Place& at, const std::string& text, bool right) {
    const auto word = word_actor(text);
    put_word(*word, at.x, at.y, at.z);
    word->GetTextProperty()->SetFontSize(static_cast<int>(std::lround(1.9 * unit_px())));
    if (right) word->GetTextProperty()->SetJustificationToRight();
    above_->AddActor2D(word);
  }

  /// Time along the rear left edge.
  void add_time_axis() {
    const FloorExtent e = floor_extent(print_);
    const double x = e.x0 - axis_aside_mm;
    add_line({x, e.y1, 0}, {x, e.y1, height_mm}, 0.2);
    constexpr int parts = 5;
    for (int i = 0; i <= parts; ++i) {
      const double z = height_mm * i / parts;
      add_line({x - 3, e.y1, z}, {x + 3, e.y1, z}, 0.2);
      add_word({x - 6, e.y1, z}, fmt::format("{:.0f} ms", 1000 * duration_s_ * i / parts), true);
    }
  }

  void add_frame_text() {
    const auto place = [&](const std::string& text, double y, double units,
                           const style::Color& color) {
      vtkNew<vtkTextActor> actor;
      actor->SetInput(text.c_str());
      vtkTextProperty* look = actor->GetTextProperty();
      look->SetFontFamilyToArial();
      look->SetColor(color[0], color[1], color[2]);
      look->SetFontSize(static_cast<int>(std::lround(units * unit_px())));
      look->SetBold(color == style::ink);
      std::array<double, 2> size{};
      actor->GetSize(stage_, size.data());
      const double room = 0.95 * window_.GetSize()[0];
      if (size[0] > room) {
        look->SetFontSize(static_cast<int>(look->GetFontSize() * room / size[0]));
      }
      actor->SetPosition(0.025 * window_.GetSize()[0], y * window_.GetSize()[1]);
      above_->AddActor2D(actor);
    };
    place(picture_.title, 0.935, 3.0, style::ink);
    place(picture_.subtitle, 0.895, 2.0, style::quiet_ink);
    place(picture_.footer, 0.02, 1.7, style::quiet_ink);
    above_->AddActor2D(style::color_bar(colors_, ColorTable::even, "kPa", scale_max_, unit_px()));
  }

  void set_camera() {
    const FloorExtent e = floor_extent(print_);
    vtkCamera* camera = stage_->GetActiveCamera();
    constexpr double distance_mm = 1600;
    constexpr double elevation = 0.36;
    constexpr double azimuth = -0.62;
    const Place f = {0.5 * (e.x0 + e.x1), 0.5 * (e.y0 + e.y1), 0.5 * height_mm};
    camera->SetFocalPoint(f.x, f.y, f.z);
    camera->SetPosition(f.x + distance_mm * std::sin(azimuth) * std::cos(elevation),
                        f.y - distance_mm * std::cos(azimuth) * std::cos(elevation),
                        f.z + distance_mm * std::sin(elevation));
    camera->SetViewUp(0, 0, 1);
    camera->SetViewAngle(20);
    std::vector<Place> corners;
    constexpr double word_mm = 70;
    for (const double x : {e.x0 - axis_aside_mm - 30, e.x1 + word_mm}) {
      for (const double y : {e.y0, e.y1}) corners.push_back({x, y, 0});
    }
    for (const double x : {e.x0 - axis_aside_mm - 30, e.x1})
      corners.push_back({x, e.y1, height_mm + 12});
    corners.push_back({e.x1 + word_mm, 0.5 * (e.y0 + e.y1), height_mm});
    fit_camera(*camera, corners, window_.GetSize()[0], window_.GetSize()[1]);
    stage_->ResetCameraClippingRange();
  }

  vtkRenderWindow& window_;
  const VolumePicture& picture_;
  PressurePicture print_;
  relief::Blocks blocks_;
  vtkNew<vtkRenderer> stage_;
  vtkNew<vtkRenderer> above_;
  vtkSmartPointer<vtkLookupTable> colors_;
  double scale_max_ = 0;
  double duration_s_ = 0;
  double mm_per_frame_ = 0;
  double mm_per_s_ = 0;
  double last_word_z_ = -1e9;
};

}  // namespace

void write_png(const std::filesystem::path& file, const VolumePicture& picture, int width,
               int height) {
  if (picture.movie.frames() < 2) throw Error("one picture has no time to draw upward");
  OffscreenWindow offscreen(width, height);
  VolumeDrawing drawing(*offscreen.get(), picture);
  drawing.draw();
  offscreen.get()->Render();
  save_window_png(*offscreen.get(), file);
}

}  // namespace solea
