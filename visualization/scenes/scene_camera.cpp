#include "visualization/scenes/scene_camera.h"

#include <vtkCamera.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numbers>
#include <vector>

#include "visualization/scenes/camera_fit.h"
#include "visualization/scenes/floor.h"

namespace solea {

namespace {

/// What must be seen: the plate's part with its numbers, the relief over it.
std::vector<Place> corners_of(const PressurePicture& picture, const SceneOptions& options) {
  const FloorExtent e = floor_extent(picture);
  const CellBox& box = picture.box;
  const double dx = picture.plate.pitch_x_mm;
  const double dy = picture.plate.pitch_y_mm;
  std::vector<Place> corners;
  const double label_room_mm = std::max(12.0, std::max(e.x1 - e.x0, e.y1 - e.y0) / 60);
  for (const double x : {e.x0, e.x1 + (options.lying ? label_room_mm : 0)}) {
    for (const double y : {e.y0 - label_room_mm, e.y1}) corners.push_back({x, y, 0});
  }
  const double height = options.view == SceneOptions::View::relief ? relief_height_mm : 0;
  for (const double x : {box.col0 * dx, box.col1 * dx}) {
    for (const double y : {box.row0 * dy, box.row1 * dy}) corners.push_back({x, y, height});
  }
  return corners;
}

}  // namespace

void aim_camera(vtkCamera& camera, const PressurePicture& picture, const SceneOptions& options,
                CameraView view, const std::array<int, 2>& window_px) {
  const FloorExtent e = floor_extent(picture);
  const double size_mm = std::hypot(e.x1 - e.x0, e.y1 - e.y0);
  const double distance_mm = 3.2 * size_mm;
  const PointMm f = {0.5 * (e.x0 + e.x1), 0.5 * (e.y0 + e.y1)};
  camera.SetFocalPoint(f.x, f.y, 0);
  if (view == CameraView::top) {
    camera.ParallelProjectionOn();
    camera.SetPosition(f.x, f.y, distance_mm);
    if (options.lying) {
      camera.SetViewUp(-1, 0, 0);
    } else {
      camera.SetViewUp(0, 1, 0);
    }
    camera.SetParallelScale(0.5 * size_mm);
  } else {
    camera.ParallelProjectionOff();
    camera.SetViewAngle(20);
    // The medial side of a right foot is on its left.
    const bool left_foot = picture.feet.size() == 1 && picture.feet[0].side == Side::left;
    const double medial = left_foot ? 1.0 : -1.0;
    constexpr double quarter_turn = std::numbers::pi / 2;
    // From behind the heel, a little to the left, well above.
    double elevation = 0.98;  // rad
    double azimuth = -0.20;
    if (view == CameraView::heel) {
      elevation = 0.42;
      azimuth = 0;
    } else if (view != CameraView::three_quarter) {
      elevation = 0.42;
      azimuth = (view == CameraView::medial ? medial : -medial) * quarter_turn;
    }
    camera.SetPosition(f.x + distance_mm * std::sin(azimuth) * std::cos(elevation),
                       f.y - distance_mm * std::cos(azimuth) * std::cos(elevation),
                       distance_mm * std::sin(elevation));
    camera.SetViewUp(0, 0, 1);
  }
  fit_camera(camera, corners_of(picture, options), window_px[0], window_px[1]);
}

int cells_worth_a_block(vtkRenderer& stage, const PressurePicture& picture) {
  constexpr std::ptrdiff_t few_cells = 16384;
  constexpr double least_px = 2;
  const auto& values = picture.values;
  if (std::ssize(values) - std::ranges::count(values, 0.0F) <= few_cells) return 1;
  const FloorExtent e = floor_extent(picture);
  const PointMm middle = {0.5 * (e.x0 + e.x1), 0.5 * (e.y0 + e.y1)};
  const auto pixel = [&](double x, double y) {
    stage.SetWorldPoint(x, y, 0, 1);
    stage.WorldToDisplay();
    const double* p = stage.GetDisplayPoint();
    return PointMm{p[0], p[1]};
  };
  const PointMm origin = pixel(middle.x, middle.y);
  const PointMm right = pixel(middle.x + picture.plate.pitch_x_mm, middle.y) - origin;
  const PointMm ahead = pixel(middle.x, middle.y + picture.plate.pitch_y_mm) - origin;
  const double cell_px2 = std::abs(right.x * ahead.y - right.y * ahead.x);
  constexpr int most = 8;
  if (!(cell_px2 > 0)) return 1;
  return static_cast<int>(std::clamp(std::ceil(least_px / std::sqrt(cell_px2)), 1.0, 1.0 * most));
}

}  // namespace solea
