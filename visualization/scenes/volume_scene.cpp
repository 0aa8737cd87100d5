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
#include <optional>

#include "core/error.h"
#include "visualization/scenes/camera_fit.h"
#include "visualization/scenes/floor.h"
#include "visualization/scenes/frame_words.h"
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
constexpr double usual_azimuth = -0.62;
constexpr double rounding_s = 1e-9;

/// The movie's first frames with a rim of one empty cell and frame, so that every surface closes.
vtkSmartPointer<vtkImageData> padded_volume(const StepMovie& movie, std::size_t count,
                                            double mm_per_frame) {
  const int rows = movie.step.box.rows();
  const int cols = movie.step.box.cols();
  const int frames = static_cast<int>(count);
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

/// The largest pressure of each cell in some of the frames.
PressurePicture floor_picture(const StepMovie& movie, std::size_t first, std::size_t last) {
  PressurePicture picture;
  picture.plate = movie.plate;
  picture.box = movie.step.box;
  picture.values.assign(movie.cells(), 0);
  for (std::size_t k = first; k < last; ++k) {
    const auto cells = movie.frame(k);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      picture.values[i] = std::max(picture.values[i], cells[i]);
    }
  }
  return picture;
}

class VolumeDrawing {
 public:
  VolumeDrawing(vtkRenderWindow& window, const VolumePicture& picture,
                const std::optional<VolumeMoment>& moment)
      : window_(window),
        picture_(picture),
        moment_(moment),
        shown_(moment ? std::min(moment->frame + 1, picture.movie.frames())
                      : picture.movie.frames()),
        print_(floor_picture(picture.movie, 0, shown_)) {
    const auto& times = picture.movie.times_s;
    duration_s_ = times.back() - times.front();
    now_s_ = times[shown_ - 1] - times.front();
    mm_per_frame_ = height_mm / static_cast<double>(picture.movie.frames() - 1);
    mm_per_s_ = duration_s_ > 0 ? height_mm / duration_s_ : 0;
    const FloorExtent e = floor_extent(print_);
    middle_ = {0.5 * (e.x0 + e.x1), 0.5 * (e.y0 + e.y1)};
    const double azimuth = usual_azimuth + (moment ? moment->turn_rad : 0);
    right_ = {std::cos(azimuth), std::sin(azimuth)};
    ahead_ = {-std::sin(azimuth), std::cos(azimuth)};
    const auto half = [&](PointMm way) {
      return 0.5 * (std::abs(way.x) * (e.x1 - e.x0) + std::abs(way.y) * (e.y1 - e.y0));
    };
    half_width_ = half(right_);
    half_depth_ = half(ahead_);
  }
  ~VolumeDrawing() {
    window_.RemoveRenderer(above_);
    window_.RemoveRenderer(stage_);
  }
  VolumeDrawing(const VolumeDrawing&) = delete;
  VolumeDrawing& operator=(const VolumeDrawing&) = delete;

  void draw() {
    add_renderers();
    const auto all = floor_picture(picture_.movie, 0, picture_.movie.frames());
    scale_max_ = table_end(ColorTable::even, *std::ranges::max_element(all.values));
    colors_ = style::lookup_table(ColorTable::even, scale_max_);
    add_print();
    if (shown_ < picture_.movie.frames()) add_newest();
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

  /// Cells as they are, lying at a height.
  void add_cells(relief::Blocks& blocks, const PressurePicture& picture, double z) {
    blocks.update(picture, 0);
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(blocks.tops());
    mapper->SetLookupTable(colors_);
    mapper->UseLookupTableScalarRangeOn();
    vtkNew<vtkActor> actor;
    actor->SetMapper(mapper);
    actor->GetProperty()->LightingOff();
    actor->SetPosition(0, 0, z);
    stage_->AddActor(actor);
  }

  /// The frame that is laid on the body now.
  void add_newest() {
    add_cells(newest_blocks_, floor_picture(picture_.movie, shown_ - 1, shown_),
              mm_per_frame_ * (static_cast<double>(shown_) - 0.5));
  }

  void add_print() {
    add_cells(blocks_, print_, 0);
    const FloorProps floor = add_floor(*stage_, floor_extent(print_),
                                       static_cast<int>(std::lround(1.7 * unit_px())), false);
    for (vtkProp* prop : floor.scale) prop->VisibilityOff();  // the grid has its numbers
    // From behind they would stand on it.
    for (vtkProp* prop : floor.grid) {
      if (moment_ && prop->IsA("vtkTextActor") != 0) prop->VisibilityOff();
    }
  }

  void add_surfaces() {
    const auto volume = padded_volume(picture_.movie, shown_, mm_per_frame_);
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
    const auto n = static_cast<std::size_t>(
        std::ranges::upper_bound(picture_.cop.times_s, now_s_ + rounding_s) -
        picture_.cop.times_s.begin());
    lines->InsertNextCell(static_cast<int>(n));
    for (std::size_t i = 0; i < n; ++i) {
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
      if (begin_s + instant.time_s > now_s_ + rounding_s) continue;
      add_dot(instant.at, (begin_s + instant.time_s) * mm_per_s_,
              fmt::format("{} {:.2f} s", instant.label, instant.time_s));
    }
  }

  void add_dot(PointMm at, double z, const std::string& text) {
    const auto actor = style::dot_actor(at, z, 2.6);
    above_->AddActor(actor);
    // Words stand in a column beside the body, each at the height of its time, apart enough to
    // read.
    const double apart_mm = moment_ ? 22 : 15;  // what turns is smaller
    const double word_z = std::max(z, last_word_z_ + apart_mm);
    last_word_z_ = word_z;
    const PointMm aside = middle_ + (half_width_ + 12) * right_;
    const PointMm before = aside - 2 * right_;
    add_word({aside.x, aside.y, word_z}, text, false);
    add_line({at.x, at.y, z}, {before.x, before.y, word_z}, 0.12);
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

  /// Time, at the left of whatever side is seen.
  void add_time_axis() {
    const auto at = [&](double aside, double z) {
      const PointMm p = middle_ - (half_width_ + aside) * right_;
      return Place{p.x, p.y, z};
    };
    add_line(at(axis_aside_mm, 0), at(axis_aside_mm, height_mm), 0.2);
    constexpr int parts = 5;
    for (int i = 0; i <= parts; ++i) {
      const double z = height_mm * i / parts;
      add_line(at(axis_aside_mm - 3, z), at(axis_aside_mm + 3, z), 0.2);
      add_word(at(axis_aside_mm + 6, z), fmt::format("{:.0f} ms", 1000 * duration_s_ * i / parts),
               true);
    }
  }

  void add_frame_text() {
    words_.emplace(*above_,
                   moment_ ? fmt::format("{}  {:.3f} s", picture_.title, now_s_) : picture_.title,
                   picture_.subtitle, picture_.footer + (moment_ ? "; thick lines: 50 mm" : ""));
    words_->fit({window_.GetSize()[0], window_.GetSize()[1]});
    above_->AddActor2D(style::color_bar(colors_, ColorTable::even, "kPa", scale_max_, unit_px()));
  }

  void set_camera() {
    vtkCamera* camera = stage_->GetActiveCamera();
    constexpr double distance_mm = 1600;
    constexpr double elevation = 0.36;
    const PointMm away = distance_mm * std::cos(elevation) * ahead_;
    camera->SetFocalPoint(middle_.x, middle_.y, 0.5 * height_mm);
    camera->SetPosition(middle_.x - away.x, middle_.y - away.y,
                        0.5 * height_mm + distance_mm * std::sin(elevation));
    camera->SetViewUp(0, 0, 1);
    camera->SetViewAngle(20);
    // While it turns it keeps its size: that of its widest side.
    const FloorExtent e = floor_extent(print_);
    const double round = 0.5 * std::hypot(e.x1 - e.x0, e.y1 - e.y0);
    const double wide = moment_ ? round : half_width_;
    const double deep = moment_ ? round : half_depth_;
    constexpr double word_mm = 70;
    std::vector<Place> corners;
    const auto add = [&](double right, double ahead, double z) {
      const PointMm p = middle_ + right * right_ + ahead * ahead_;
      corners.push_back({p.x, p.y, z});
    };
    for (const double z : {0.0, height_mm + 12}) {
      add(-wide - axis_aside_mm - 30, 0, z);
      add(wide + word_mm, 0, z);
    }
    for (const double ahead : {-deep, deep}) add(0, ahead, 0);
    constexpr double rim_mm = 30;  // of the plate's part, where no foot is
    add(0, deep - rim_mm, height_mm + 12);
    fit_camera(*camera, corners, window_.GetSize()[0], window_.GetSize()[1]);
    stage_->ResetCameraClippingRange();
  }

  vtkRenderWindow& window_;
  const VolumePicture& picture_;
  std::optional<VolumeMoment> moment_;
  std::size_t shown_ = 0;  ///< frames, from the first one on
  PressurePicture print_;
  relief::Blocks blocks_;
  relief::Blocks newest_blocks_;
  PointMm middle_;         ///< of the plate's part
  PointMm right_, ahead_;  ///< as it is seen, of length 1
  double half_width_ = 0;  ///< of the plate's part, as it is seen
  double half_depth_ = 0;
  vtkNew<vtkRenderer> stage_;
  vtkNew<vtkRenderer> above_;
  vtkSmartPointer<vtkLookupTable> colors_;
  std::optional<FrameWords> words_;
  double scale_max_ = 0;
  double duration_s_ = 0;
  double now_s_ = 0;  ///< of the last frame shown, from the first one
  double mm_per_frame_ = 0;
  double mm_per_s_ = 0;
  double last_word_z_ = -1e9;
};

}  // namespace

struct VolumeScene::Impl {
  std::unique_ptr<VolumeDrawing> drawing;
};

VolumeScene::VolumeScene(vtkRenderWindow& window, const VolumePicture& picture)
    : window_(window), picture_(picture), impl_(std::make_unique<Impl>()) {
  if (picture.movie.frames() < 2) throw Error("one picture has no time to draw upward");
}

VolumeScene::~VolumeScene() = default;

void VolumeScene::show(const std::optional<VolumeMoment>& moment) {
  impl_->drawing.reset();
  impl_->drawing = std::make_unique<VolumeDrawing>(window_, picture_, moment);
  impl_->drawing->draw();
}

void write_png(const std::filesystem::path& file, const VolumePicture& picture, int width,
               int height) {
  OffscreenWindow offscreen(width, height);
  VolumeScene scene(*offscreen.get(), picture);
  scene.show(std::nullopt);
  offscreen.get()->Render();
  save_window_png(*offscreen.get(), file);
}

}  // namespace solea
