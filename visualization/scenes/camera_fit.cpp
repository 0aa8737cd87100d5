#include "visualization/scenes/camera_fit.h"

#include <vtkCamera.h>
#include <vtkMatrix4x4.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace solea {

void fit_camera(vtkCamera& camera, const std::vector<Place>& places, int width, int height) {
  // Free part, in normalised view coordinates -1 .. 1.
  const double aspect = static_cast<double>(width) / height;
  const double left = -0.97 + 0.15 / aspect;  // a label of the plate's coordinates is that wide
  constexpr double right = 0.70;
  constexpr double bottom = -0.86;
  constexpr double top = 0.76;
  camera.SetWindowCenter(0, 0);
  const auto extent = [&] {
    vtkMatrix4x4* m = camera.GetCompositeProjectionTransformMatrix(aspect, -1, 1);
    std::array<double, 4> range = {1e9, -1e9, 1e9, -1e9};
    for (const Place& p : places) {
      const std::array<double, 4> in = {p.x, p.y, p.z, 1};
      std::array<double, 4> out{};
      m->MultiplyPoint(in.data(), out.data());
      range = {std::min(range[0], out[0] / out[3]), std::max(range[1], out[0] / out[3]),
               std::min(range[2], out[1] / out[3]), std::max(range[3], out[1] / out[3])};
    }
    return range;
  };
  const auto r = extent();
  const double factor = std::min((right - left) / (r[1] - r[0]), (top - bottom) / (r[3] - r[2]));
  if (camera.GetParallelProjection() != 0) {
    camera.SetParallelScale(camera.GetParallelScale() / factor);
  } else {
    // A narrower angle magnifies without changing the perspective.
    const double half = std::tan(0.5 * camera.GetViewAngle() * std::numbers::pi / 180) / factor;
    camera.SetViewAngle(2 * std::atan(half) * 180 / std::numbers::pi);
  }
  const auto now = extent();
  camera.SetWindowCenter(0.5 * (now[0] + now[1]) - 0.5 * (left + right),
                         0.5 * (now[2] + now[3]) - 0.5 * (bottom + top));
}

}  // namespace solea
