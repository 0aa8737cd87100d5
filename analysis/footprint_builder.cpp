#include "analysis/footprint_builder.h"

#include <algorithm>

namespace solea {

Footprint make_footprint(const StepMovie& movie, const StepCurves& curves) {
  Footprint print;
  print.plate = movie.plate;
  print.box = movie.step.box;
  print.faint_kpa = movie.faint_kpa;
  const std::size_t n = movie.cells();
  print.peak_kpa.assign(n, 0.0F);
  std::vector<double> sum(n, 0.0);
  std::vector<double> integral(n, 0.0);
  for (std::size_t k = 0; k < movie.frames(); ++k) {
    const auto frame = movie.frame(k);
    for (std::size_t i = 0; i < n; ++i) print.peak_kpa[i] = std::max(print.peak_kpa[i], frame[i]);
  }
  if (curves.has_contact) {
    for (std::size_t k = curves.first_contact; k <= curves.last_contact; ++k) {
      const auto frame = movie.frame(k);
      const double weight_s = trapezoid_weight_s(curves, k);
      for (std::size_t i = 0; i < n; ++i) {
        sum[i] += frame[i];
        integral[i] += weight_s * frame[i];
      }
    }
  }
  const double frames =
      curves.has_contact ? static_cast<double>(curves.last_contact - curves.first_contact + 1) : 1;
  for (std::size_t i = 0; i < n; ++i) {
    print.mean_kpa.push_back(static_cast<float>(sum[i] / frames));
    print.pti_kpas.push_back(static_cast<float>(integral[i]));
  }
  return print;
}

}  // namespace solea
