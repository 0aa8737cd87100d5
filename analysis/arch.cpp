#include "analysis/arch.h"

namespace solea {

std::optional<ArchThirds> arch_thirds(const PrintCells& print) {
  const auto length = print.along(false);
  if (!length) return std::nullopt;
  const double y1 = length->lo + length->size() / 3;
  const double y2 = length->hi - length->size() / 3;
  ArchThirds thirds;
  thirds.y0 = length->lo;
  thirds.y3 = length->hi;
  thirds.rearfoot_mm2 = print.area_between(length->lo, y1, false);
  thirds.midfoot_mm2 = print.area_between(y1, y2, false);
  thirds.forefoot_mm2 = print.area_between(y2, length->hi, false);
  return thirds;
}

std::optional<double> arch_index(const ArchThirds& thirds) {
  const double total = thirds.forefoot_mm2 + thirds.midfoot_mm2 + thirds.rearfoot_mm2;
  if (total <= 0) return std::nullopt;
  return thirds.midfoot_mm2 / total;
}

}  // namespace solea
