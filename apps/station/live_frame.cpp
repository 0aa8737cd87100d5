#include "apps/station/live_frame.h"

#include <numeric>

#include "analysis/balance/balance.h"
#include "core/recording.h"
#include "core/units.h"

namespace solea::station {

LiveMoment measure_moment(const PlateGeometry& plate, const std::vector<float>& kpa, double time_s,
                          const LiveSettings& settings) {
  double sum = 0;
  double x = 0;
  double y = 0;
  for (int row = 0; row < plate.rows; ++row) {
    for (int col = 0; col < plate.cols; ++col) {
      const double p = kpa[static_cast<std::size_t>(row * plate.cols + col)];
      if (p < settings.contact_threshold_kpa) continue;
      const PointMm at = plate.cell_centre(row, col);
      sum += p;
      x += p * at.x;
      y += p * at.y;
    }
  }
  LiveMoment moment;
  moment.time_s = time_s;
  moment.force_n = sum * plate.pitch_x_mm * plate.pitch_y_mm / 1000;  // kPa mm2 = mN
  if (moment.force_n >= settings.contact_force_n) moment.cop = PointMm{x / sum, y / sum};
  return moment;
}

std::optional<double> left_load_pct(const PlateGeometry& plate, const std::vector<float>& kpa,
                                    const LiveSettings& settings) {
  Recording one(plate, settings.contact_threshold_kpa);
  one.append(0, std::span<const float>(kpa));
  balance::StanceSettings stance;
  stance.contact_threshold_kpa = settings.contact_threshold_kpa;
  const auto weight = balance::weight_bearing(one, stance);
  return weight ? std::optional(weight->left.load_pct) : std::nullopt;
}

}  // namespace solea::station
