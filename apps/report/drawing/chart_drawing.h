#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/arch.h"
#include "analysis/phases.h"
#include "apps/report/drawing/drawing.h"
#include "apps/report/language/words.h"
#include "core/step.h"

namespace solea::report {

/// A mean over stance, 0 to 100 %, one value a percent, with its SD.
struct StanceLine {
  Side side = Side::unknown;
  std::vector<double> mean;
  std::vector<double> sd;  ///< empty: no band
};

/// Curves over stance: left solid, right dashed, each in its hue, the SD as a light band.
/// `marks`: a letter at the end of each line. An empty drawing without a line.
[[nodiscard]] Drawing draw_chart(const std::vector<StanceLine>& lines, const std::string& title,
                                 const std::string& unit, const Words& words, double width,
                                 double height);

/// Mean phases of a side's stances, percent; empty where undefined.
struct PhaseBar {
  Side side = Side::unknown;
  std::string mark;
  std::vector<std::optional<double>> pct;  ///< ICP, FFCP, FFP, FFPOP
};
/// Bars of the four phases below each other.
[[nodiscard]] Drawing draw_phases(const std::vector<PhaseBar>& bars, const Words& words,
                                  double width);

/// Three footprints, flat, medium and high arch; those of the feet lit.
[[nodiscard]] Drawing draw_arches(std::optional<ArchClass> left, std::optional<ArchClass> right,
                                  const Words& words, double width);

/// A bar from left to right with a mark at how much of the load is on the right.
[[nodiscard]] Drawing draw_balance(double left_pct, const Words& words, double width);

/// A QR code of a text; an empty drawing where it is too long for one.
[[nodiscard]] Drawing draw_code(const std::string& text, double size_pt);

}  // namespace solea::report
