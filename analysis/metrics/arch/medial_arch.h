#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "analysis/footprint_indices.h"
#include "analysis/medial_border.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

/// The medial arch of a step's toeless print in the foot frame.
struct MedialArch {
  TangentLine tangent;          ///< touches heel and ball
  std::vector<PointMm> edge;    ///< between the tangent points, finer than the cells
  std::vector<PointMm> smooth;  ///< the same without stairs, over three cells
};

inline std::optional<MedialArch> medial_arch(const StepContext& step) {
  if (!step.has_whole_print()) return std::nullopt;
  constexpr double window_cells = 3;
  const double window_mm = window_cells * std::sqrt(step.movie.plate.cell_area_mm2());
  const auto edge =
      medial_border(step.geometry->print, step.footprint, step.settings.contact_threshold_kpa);
  const auto smooth = smoothed_contour(edge, window_mm);
  const auto tangent = medial_tangent(smooth, step.geometry->length_mm);
  if (!tangent) return std::nullopt;
  MedialArch arch{*tangent, {}, {}};
  for (std::size_t i = 0; i < edge.size(); ++i) {
    // A tangent point often is as far along as a contour point: with it, however rounded.
    constexpr double rounding_mm = 1e-6;
    if (smooth[i].y < tangent->heel.y - rounding_mm) continue;
    if (smooth[i].y > tangent->ball.y + rounding_mm) continue;
    arch.edge.push_back(edge[i]);
    arch.smooth.push_back(smooth[i]);
  }
  return arch;
}

}  // namespace solea::metrics
