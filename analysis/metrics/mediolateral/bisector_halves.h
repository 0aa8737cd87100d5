#pragma once

#include <optional>

#include "analysis/metric.h"
#include "analysis/print_cells.h"

namespace solea::metrics {

/// Pressure-time integrals times area on either side of a line, kPa s mm2.
struct Halves {
  double medial = 0;
  double lateral = 0;
};

/// A print's load on either side of the angle bisector of its border lines, from the heel to y',
/// trapezoid integrals, cells cut exactly. Nothing without geometry.
inline std::optional<Halves> halves_by_bisector(const StepContext& step, double to_y) {
  if (step.geometry == nullptr) return std::nullopt;
  constexpr double middle = 0.5;  // of the angle between the border lines
  const BorderLines::Ray bisector = step.geometry->borders.ray(middle);
  Halves halves;
  for (const PrintCell& cell : step.geometry->print.cells()) {
    const double kpas = step.footprint.pti_kpas[cell.index];
    const ConvexPolygon part = step.geometry->print.polygon(cell).clipped({0, 1}, to_y);
    const double medial = part.clipped(bisector.normal, bisector.offset).area();
    halves.medial += kpas * medial;
    halves.lateral += kpas * (part.area() - medial);
  }
  return halves;
}

}  // namespace solea::metrics
