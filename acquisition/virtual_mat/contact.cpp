#include "acquisition/virtual_mat/contact.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace solea::virtual_mat {

namespace {

/// Samples a cell's side closely enough that a patch's profile is integrated to a part in
/// thousands.
int samples_per_side(double pitch_mm) {
  return std::max(4, static_cast<int>(std::ceil(pitch_mm / 0.8)));
}

}  // namespace

PointMm FootPlacement::to_plate(PointMm foot) const {
  const double a = axis_deg * std::numbers::pi / 180;
  const double lateral = side == Side::left ? -foot.x : foot.x;
  return heel + PointMm{lateral * std::cos(a) + foot.y * std::sin(a),
                        -lateral * std::sin(a) + foot.y * std::cos(a)};
}

PointMm FootPlacement::to_foot(PointMm plate) const {
  const double a = axis_deg * std::numbers::pi / 180;
  const PointMm d = plate - heel;
  const double lateral = d.x * std::cos(a) - d.y * std::sin(a);
  return {side == Side::left ? -lateral : lateral, d.x * std::sin(a) + d.y * std::cos(a)};
}

FootOnPlate::FootOnPlate(const FootModel& foot, const FootPlacement& placement,
                         const PlateGeometry& plate) {
  const int nx = samples_per_side(plate.pitch_x_mm);
  const int ny = samples_per_side(plate.pitch_y_mm);
  for (const Patch& patch : foot.patches) {
    const PointMm centre = placement.to_plate(patch.centre);
    const double reach = std::max(patch.radius_x_mm, patch.radius_y_mm);
    const int row0 = static_cast<int>(std::floor((centre.y - reach) / plate.pitch_y_mm));
    const int row1 = static_cast<int>(std::ceil((centre.y + reach) / plate.pitch_y_mm));
    const int col0 = static_cast<int>(std::floor((centre.x - reach) / plate.pitch_x_mm));
    const int col1 = static_cast<int>(std::ceil((centre.x + reach) / plate.pitch_x_mm));

    // All cells the patch would touch on an endless plate: their sum makes the shares exact.
    struct Touched {
      int row, col;
      double weight;
      PointMm moment;
    };
    std::vector<Touched> touched;
    double total = 0;
    for (int row = row0; row < row1; ++row) {
      for (int col = col0; col < col1; ++col) {
        Touched t{row, col, 0, {}};
        for (int j = 0; j < ny; ++j) {
          for (int i = 0; i < nx; ++i) {
            const PointMm p{(col + (i + 0.5) / nx) * plate.pitch_x_mm,
                            (row + (j + 0.5) / ny) * plate.pitch_y_mm};
            const double w = patch.kpa_per_n(placement.to_foot(p));
            t.weight += w;
            t.moment = t.moment + w * p;
          }
        }
        if (t.weight > 0) touched.push_back(t);
        total += t.weight;
      }
    }

    ZoneOnPlate& zone = zones_[static_cast<std::size_t>(patch.zone)];
    for (const Touched& t : touched) {
      if (t.row < 0 || t.col < 0 || t.row >= plate.rows || t.col >= plate.cols) continue;
      const double share = patch.share * t.weight / total;
      zone.cells.push_back({static_cast<std::uint32_t>(t.row * plate.cols + t.col), share});
      zone.share += share;
      zone.centre = zone.centre + (patch.share / total) * t.moment;
    }
  }
  for (ZoneOnPlate& zone : zones_) {
    if (zone.share > 0) zone.centre = (1 / zone.share) * zone.centre;
  }
}

}  // namespace solea::virtual_mat
