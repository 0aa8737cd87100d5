// Times the live display in software, 1280 x 800: Solea's scene beside a bare VTK loop that warps
// and draws the same grid, in turns in the same run, so that the ratio holds on a busy machine. The
// processor's time of a frame, all threads together, hardly depends on what else runs.
// Also plays the real treadmill recording, where it is, frame by frame.
//   bench_render [frames of a turn, default 40] [those whose name has this]

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
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/recording.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
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
    scene_->set_values(frames_[static_cast<std::size_t>(k) % frames_.size()]);
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
    values_->FillValue(0);
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
    renderer_->GetActiveCamera()->DeepCopy(eye);  // with a range that has every height inside
  }
  void draw(int k) {
    const auto& frame = frames_[static_cast<std::size_t>(k) % frames_.size()];
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

struct Pace {
  double fps = 0;
  double cpu_ms = 0;  ///< of a frame, all threads
};

/// What a turn of frames takes, the first few not counted.
Pace turn(const std::function<void(int)>& draw, int frames) {
  for (int k = 0; k < 3; ++k) draw(k);
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu_begin = std::clock();
  for (int k = 0; k < frames; ++k) draw(k);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const double cpu_s = static_cast<double>(std::clock() - cpu_begin) / CLOCKS_PER_SEC;
  return {frames / took.count(), 1000 * cpu_s / frames};
}

double median(std::vector<double> v) {
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

std::string wanted;  ///< by the command line

using Movie = std::vector<std::vector<float>>;

void compare(const std::string& name, const PlateGeometry& plate, const Movie& content, bool smooth,
             int frames) {
  if (name.find(wanted) == std::string::npos) return;
  constexpr int turns = 5;
  std::array<std::vector<double>, 6> seen;
  for (int i = 0; i < turns; ++i) {
    // One context is current at a time: each turn has windows of its own.
    Pace own;
    vtkNew<vtkCamera> eye;
    {
      Scene scene(plate, content, smooth);
      eye->DeepCopy(scene.camera());
      own = turn([&](int k) { scene.draw(k); }, frames);
    }
    Bare bare(plate, content, eye);
    const Pace other = turn([&](int k) { bare.draw(k); }, frames);
    const std::array<double, 6> numbers = {own.fps,    other.fps,    own.fps / other.fps,
                                           own.cpu_ms, other.cpu_ms, other.cpu_ms / own.cpu_ms};
    for (std::size_t k = 0; k < numbers.size(); ++k) seen[k].push_back(numbers[k]);
  }
  fmt::print("{:<34}", name);
  for (const auto& numbers : seen) fmt::print(" {:8.2f}", median(numbers));
  fmt::print("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  const int frames = argc > 1 ? std::max(1, std::atoi(argv[1])) : 40;
  if (argc > 2) wanted = argv[2];
  const PlateGeometry mat{64, 64, 7.8, 7.8};
  const PlateGeometry walkway{720, 240, 5, 5};
  fmt::print("{:<34} {:^26} {:^26}\n{:<34} {:>8} {:>8} {:>8} {:>8} {:>8} {:>8}\n",
             "software rendering, 1280 x 800", "frames a second", "processor's ms a frame", "",
             "Solea", "bare", "ratio", "Solea", "bare", "ratio");
  compare("64x64, a foot, cells", mat, movie(mat, false), false, frames);
  compare("64x64, a foot, smooth", mat, movie(mat, false), true, frames);
  compare("64x64, loaded everywhere, cells", mat, movie(mat, true), false, frames);
  compare("64x64, loaded everywhere, smooth", mat, movie(mat, true), true, frames);
  compare("720x240, a foot, cells", walkway, movie(walkway, false), false, frames / 2);
  compare("720x240, a foot, smooth", walkway, movie(walkway, false), true, frames / 2);
  compare("720x240, loaded everywhere, smooth", walkway, movie(walkway, true), true, frames / 4);
  const auto file = solea::testing::real_data("zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip");
  if (!file) {
    fmt::print("no treadmill recording here\n");
    return 0;
  }
  const auto sources = solea::open_recordings(*file);
  const solea::Recording walk = solea::read_all(*sources.front(), 1);
  Movie played(walk.size(), std::vector<float>(walk.plate().cells()));
  for (std::size_t k = 0; k < walk.size(); ++k) walk.copy_dense(k, played[k]);
  const double rate_hz =
      static_cast<double>(walk.size() - 1) / (walk.time_s(walk.size() - 1) - walk.time_s(0));
  compare(fmt::format("treadmill, {:.0f} Hz needed, cells", rate_hz), walk.plate(), played, false,
          5 * frames);
  return 0;
}
