#include "analysis/fine_arch.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "analysis/border_lines.h"
#include "analysis/print_cells.h"
#include "analysis/toe_line.h"

namespace solea {

namespace {

constexpr double touching_mm = 1e-6;       // rounding of a part's edge on a line
constexpr double second_toe_ray = 0.42;    // of alpha: between 0.33 and 0.51, metrics.md 3.1
constexpr double toe_line_spread_mm = 20;  // of contact at the threshold
constexpr int rounds = 2;                  // the axis settles

}  // namespace

std::optional<ArchThirds> arch_thirds(const FinePrint& print, const FootFrame& frame,
                                      std::span<const char> toes) {
  // A print whose pressure is the share that is covered.
  Footprint shares;
  shares.plate = print.picture.plate;
  shares.box = print.picture.box;
  shares.peak_kpa = print.covered;
  const PrintCells cells(shares, frame, std::numeric_limits<float>::min(), toes);
  const double half = cells.half_along_mm();
  Extent length{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (const PrintCell& cell : cells.cells()) {
    const double share = cell.peak_kpa;
    if (cell.toe || share < 0.5) continue;
    // A part wholly covered counts to its edge, one half covered to its middle.
    const double reach = (2 * share - 1) * half;
    length = {std::min(length.lo, cell.centre.y - reach),
              std::max(length.hi, cell.centre.y + reach)};
  }
  if (length.lo > length.hi) return std::nullopt;
  const double y1 = length.lo + length.size() / 3;
  const double y2 = length.hi - length.size() / 3;
  ArchThirds thirds{.y0 = length.lo, .y3 = length.hi};
  for (const PrintCell& cell : cells.cells()) {
    if (cell.toe) continue;
    const double share = cell.peak_kpa;
    const double lo = cell.centre.y - half;
    const double hi = cell.centre.y + half;
    const double area = cells.cell_area_mm2();
    const auto beyond = [&](double y) {
      if (lo >= y - touching_mm) return area;
      if (hi <= y + touching_mm) return 0.0;
      return cells.polygon(cell).clipped({0, -1}, -y).area();
    };
    const double front = beyond(y2);
    const double not_heel = beyond(y1);
    thirds.forefoot_mm2 += share * front;
    thirds.midfoot_mm2 += share * (not_heel - front);
    thirds.rearfoot_mm2 += share * (area - not_heel);
  }
  return thirds;
}

std::optional<FineFoot> find_fine_foot(const FinePrint& print, const FootGeometry& foot,
                                       const AnalysisSettings& settings) {
  const double threshold = settings.contact_threshold_kpa;
  const bool has_toes = foot.toe_line_source != ToeLineSource::none;
  FineFoot fine{foot.frame, std::vector<char>(print.picture.cells(), 0)};
  const auto cells_of_frame = [&] {
    return PrintCells(print.picture, fine.frame, threshold, fine.toes);
  };
  const auto whole_foot = [&](const PrintCells& cells) {
    Extent whole = cells.along(true).value_or(Extent{});
    if (!has_toes) whole.hi = whole.lo + whole.size() / settings.geometry.toeless_length;
    return whole;
  };
  const auto find_toes = [&](const PrintCells& cells) {
    auto corridor = toe_corridor(print.picture, cells, whole_foot(cells), settings.geometry);
    if (!has_toes || !corridor) return;
    // In units of the threshold, so that a scale of the pressures changes nothing.
    corridor->constant_cost_kpa = threshold;
    fine.toes = cells_beyond(
        print.picture, fine.frame,
        find_mean_valley(print.picture, fine.frame, *corridor, toe_line_spread_mm * threshold));
  };
  // The border lines leave out the toes of the first axis: they lie behind them in any case.
  find_toes(cells_of_frame());
  for (int round = 0; round < rounds; ++round) {
    const PrintCells cells = cells_of_frame();
    const auto length = cells.along(true);
    if (!length) return std::nullopt;
    const Extent whole = whole_foot(cells);
    const auto borders = find_borders(cells, whole);
    const auto heel = heel_centre(cells, *length, settings.geometry.heel_centre_fraction);
    if (!borders || !heel) return std::nullopt;
    const PointMm tip{borders->ray(second_toe_ray).x_at(whole.hi), whole.hi};
    const PointMm axis = fine.frame.to_plate(tip) - fine.frame.to_plate(*heel);
    const double size = std::hypot(axis.x, axis.y);
    if (!(size > 0)) return std::nullopt;
    fine.frame.origin = fine.frame.to_plate(*heel);
    fine.frame.axis = (1 / size) * axis;
  }
  find_toes(cells_of_frame());
  return fine;
}

}  // namespace solea
