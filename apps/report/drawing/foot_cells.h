#pragma once

#include <array>
#include <functional>

#include "apps/report/drawing/foot_drawing.h"

namespace solea::report {

/// How far a cell is drawn beyond its edges, in parts of it.
struct CellReach {
  double west = 0;
  double east = 0;
  double south = 0;
  double north = 0;
};

/// From a foot's cells to a place on paper. For this folder only.
class FootPaper {
 public:
  /// `above_pt`: where the scale's upper edge is.
  FootPaper(const FootView& foot, const FeetScale& scale, double above_pt)
      : foot_(foot), scale_(scale), above_pt_(above_pt) {}

  /// Of a place in the foot frame, on the plate, and in mm of the paper's frame.
  [[nodiscard]] Spot of_foot(PointMm foot) const { return of_paper(turned(foot)); }
  [[nodiscard]] Spot of_plate(PointMm plate) const { return of_foot(foot_.frame.to_foot(plate)); }
  [[nodiscard]] Spot of_paper(PointMm mm) const {
    return {(mm.x - scale_.left_mm) * scale_.pt_per_mm,
            above_pt_ + (scale_.top_mm - mm.y) * scale_.pt_per_mm};
  }
  /// A cell's corners in mm of the paper's frame, and its centre along the foot.
  [[nodiscard]] std::array<PointMm, 4> corners_mm(std::size_t cell,
                                                  const CellReach& reach = {}) const;
  [[nodiscard]] double along_mm(std::size_t cell) const;
  [[nodiscard]] bool is_active(std::size_t cell) const {
    return foot_.print->peak_kpa[cell] >= scale_.threshold_kpa;
  }

  /// Cells in their colours, those of one colour as one surface; invisible colours are left out.
  /// A cell reaches half way under each neighbour that is drawn after it, so that no seam shows.
  void add_cells(Drawing& drawing, const std::function<Color(std::size_t)>& color) const;
  /// Active cells by pressure; those behind `top_mm` only, where given.
  void add_pressures(Drawing& drawing, double top_mm = 1e9) const;
  /// Active cells in colours of their own.
  void add_silhouette(Drawing& drawing, const std::function<Color(std::size_t)>& color) const;
  /// The rim of the active cells.
  void add_outline(Drawing& drawing, double width, Tone tone = Tone::ink) const;

 private:
  /// x' is lateral, which is to the left on a left foot.
  [[nodiscard]] PointMm turned(PointMm foot) const {
    return {foot_.frame.side == Side::left ? -foot.x : foot.x, foot.y};
  }

  const FootView& foot_;
  const FeetScale& scale_;
  double above_pt_;
};

}  // namespace solea::report
