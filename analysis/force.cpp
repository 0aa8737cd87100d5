#include "analysis/force.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "core/units.h"

namespace solea {

double total_force_n(FrameView frame, double threshold_kpa) {
  double sum_kpa = 0;
  for (const float p : frame.kpa) {
    if (p >= threshold_kpa) sum_kpa += p;
  }
  return force_n(sum_kpa, frame.plate.cell_area_mm2());
}

double contact_area_mm2(FrameView frame, double threshold_kpa) {
  const auto active = std::count_if(frame.kpa.begin(), frame.kpa.end(),
                                    [&](float p) { return p >= threshold_kpa; });
  return static_cast<double>(active) * frame.plate.cell_area_mm2();
}

double peak_pressure_kpa(FrameView frame, double threshold_kpa) {
  float peak = 0;
  for (const float p : frame.kpa) {
    if (p >= threshold_kpa) peak = std::max(peak, p);
  }
  return peak;
}

std::optional<PointMm> centre_of_pressure(FrameView frame, double threshold_kpa) {
  PointMm moment;
  double sum_kpa = 0;
  for (std::size_t i = 0; i < frame.kpa.size(); ++i) {
    const double p = frame.kpa[i];
    if (p < threshold_kpa || p <= 0) continue;
    moment = moment + p * frame.plate.cell_centre(static_cast<std::uint32_t>(i));
    sum_kpa += p;
  }
  if (sum_kpa <= 0) return std::nullopt;
  return (1 / sum_kpa) * moment;
}

}  // namespace solea
