// Times the live display in software, 1280 x 800: Solea's scene beside a bare VTK loop that warps
// and draws the same grid, in turns in the same run, so that the ratio holds on a busy machine.
//   bench_render [frames of a turn, default 40]

#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkCamera.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkImageDataGeometryFilter.h>
#include <vtkLookupTable.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkRendererCollection.h>
#include <vtkWarpScalar.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "visualization/scenes/pressure_scene.h"
#include "visualization/window/offscreen.h"

namespace {

using solea::PlateGeometry;

constexpr int width = 1280;
constexpr int height = 800;
constexpr double scale_kpa = 400;
constexpr int movie_frames = 32;

/// A foot of 260 x 100 mm that rolls over, or a plate with a load everywhere.
std::vector<std::vector<float>> movie(const PlateGeometry& plate, bool everywhere) {
  std::vector<std::vector<float>> frames;
  for (int k = 0; k < movie_frames; ++k) {
    std::vector<float> kpa(plate.cells());
    const double at_mm = 0.5 * plate.length_mm() - 130 + 260.0 * k / movie_frames;
    for (int row = 0; row < plate.rows; ++row) {
      for (int col = 0; col < plate.cols; ++col) {
        const auto p = plate.cell_centre(row, col);
        const double u = (p.x - 0.5 * plate.width_mm()) / 50;
        const double v = (p.y - 0.5 * plate.length_mm()) / 130;
        const bool inside = u * u + v * v < 1;
        const double near = (p.y - at_mm) / 60;
        double value = inside ? 20 + 300 * std::exp(-near * near) * (1 - u * u) : 0;
        if (everywhere) value += 15 + 10 * std::sin(0.3 * row + 0.2 * k) * std::cos(0.25 * col);
        kpa[static_cast<std::size_t>(row * plate.cols + col)] = static_cast<float>(value);
      }
    }
    frames.push_back(std::move(kpa));
  }
  return frames;
}

/// Solea's scene, values written into it.
class Scene {
 public:
  Scene(const PlateGeometry& plate, const std::vector<std::vector<float>>& frames, bool smooth)
      : frames_(frames), offscreen_(width, height) {
    offscreen_.get()->SetMultiSamples(0);
    solea::PressurePicture picture;
    picture.plate = plate;
    picture.box = {0, 0, plate.rows, plate.cols};
    picture.values.assign(plate.cells(), 0);
    picture.scale_max = scale_kpa;
    picture.title = "Live";
    solea::SceneOptions options;
    options.smooth = smooth;
    options.live = true;
    scene_.emplace(*offscreen_.get(), picture, options);
  }
  void draw(int k) {
    scene_->set_values(frames_[static_cast<std::size_t>(k % movie_frames)]);
    offscreen_.get()->Render();
    offscreen_.get()->WaitForCompletion();
  }
  [[nodiscard]] vtkCamera* camera() {
    return offscreen_.get()->GetRenderers()->GetFirstRenderer()->GetActiveCamera();
  }

 private:
  const std::vector<std::vector<float>>& frames_;
  solea::OffscreenWindow offscreen_;
  std::optional<solea::PressureScene> scene_;
};

/// What VTK does with the same grid and nothing else in the picture.
class Bare {
 public:
  Bare(const PlateGeometry& plate, const std::vector<std::vector<float>>& frames, vtkCamera* eye)
      : frames_(frames), offscreen_(width, height) {
    offscreen_.get()->SetMultiSamples(0);
    image_->SetDimensions(plate.cols, plate.rows, 1);
    image_->SetSpacing(plate.pitch_x_mm, plate.pitch_y_mm, 1);
    values_->SetNumberOfValues(static_cast<vtkIdType>(plate.cells()));
    image_->GetPointData()->SetScalars(values_);
    geometry_->SetInputData(image_);
    warp_->SetInputConnection(geometry_->GetOutputPort());
    warp_->SetScaleFactor(52 / scale_kpa);
    table_->SetRange(0, scale_kpa);
    mapper_->SetInputConnection(warp_->GetOutputPort());
    mapper_->SetLookupTable(table_);
    mapper_->UseLookupTableScalarRangeOn();
    actor_->SetMapper(mapper_);
    renderer_->AddActor(actor_);
    renderer_->SetBackground(1, 1, 1);
    offscreen_.get()->AddRenderer(renderer_);
    renderer_->GetActiveCamera()->DeepCopy(eye);
    renderer_->ResetCameraClippingRange();
  }
  void draw(int k) {
    const auto& frame = frames_[static_cast<std::size_t>(k % movie_frames)];
    std::copy(frame.begin(), frame.end(), values_->GetPointer(0));
    values_->Modified();
    image_->Modified();
    offscreen_.get()->Render();
    offscreen_.get()->WaitForCompletion();
  }

 private:
  const std::vector<std::vector<float>>& frames_;
  solea::OffscreenWindow offscreen_;
  vtkNew<vtkImageData> image_;
  vtkNew<vtkFloatArray> values_;
  vtkNew<vtkImageDataGeometryFilter> geometry_;
  vtkNew<vtkWarpScalar> warp_;
  vtkNew<vtkLookupTable> table_;
  vtkNew<vtkPolyDataMapper> mapper_;
  vtkNew<vtkActor> actor_;
  vtkNew<vtkRenderer> renderer_;
};

/// Frames a second of a turn.
double turn(const std::function<void(int)>& draw, int frames) {
  const auto begin = std::chrono::steady_clock::now();
  for (int k = 0; k < frames; ++k) draw(k);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  return frames / took.count();
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

void compare(const std::string& name, const PlateGeometry& plate, bool everywhere, bool smooth,
             int frames) {
  const auto content = movie(plate, everywhere);
  constexpr int turns = 3;
  std::vector<double> scene_fps;
  std::vector<double> bare_fps;
  std::vector<double> ratios;
  for (int i = 0; i < turns; ++i) {
    // One context is current at a time: each turn has windows of its own, the first frames not
    // counted.
    double fps = 0;
    vtkNew<vtkCamera> eye;
    {
      Scene scene(plate, content, smooth);
      eye->DeepCopy(scene.camera());
      for (int k = 0; k < 3; ++k) scene.draw(k);
      fps = turn([&](int k) { scene.draw(k); }, frames);
    }
    Bare bare(plate, content, eye);
    for (int k = 0; k < 3; ++k) bare.draw(k);
    const double bare_one = turn([&](int k) { bare.draw(k); }, frames);
    scene_fps.push_back(fps);
    bare_fps.push_back(bare_one);
    ratios.push_back(fps / bare_one);
  }
  fmt::print("{:<34} {:8.1f} {:8.1f} {:8.2f}\n", name, median(scene_fps), median(bare_fps),
             median(ratios));
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const int frames = argc > 1 ? std::max(1, std::atoi(argv[1])) : 40;
  const PlateGeometry mat{64, 64, 7.8, 7.8};
  const PlateGeometry walkway{720, 240, 5, 5};
  fmt::print("{:<34} {:>8} {:>8} {:>8}\n", "frames a second, 1280 x 800", "Solea", "bare", "ratio");
  compare("64x64, a foot, cells", mat, false, false, frames);
  compare("64x64, a foot, smooth", mat, false, true, frames);
  compare("64x64, loaded everywhere, cells", mat, true, false, frames);
  compare("64x64, loaded everywhere, smooth", mat, true, true, frames);
  compare("720x240, a foot, cells", walkway, false, false, frames / 2);
  compare("720x240, a foot, smooth", walkway, false, true, frames / 2);
  compare("720x240, loaded everywhere, smooth", walkway, true, true, frames / 4);
  return 0;
}
