#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/foot_frame.h"
#include "apps/report/drawing/drawing.h"
#include "core/footprint.h"

/// Feet as a report shows them: toes up, seen from above, lateral to the outside, at one scale.
namespace solea::report {

/// What is drawn of one foot.
struct FootView {
  Side side = Side::unknown;
  const Footprint* print = nullptr;         ///< the values
  FootFrame frame;                          ///< of `print`
  const StepResult* step = nullptr;         ///< geometry, zones and instants; its frame is `frame`
  std::vector<std::vector<PointMm>> paths;  ///< of each step's centre of pressure, foot frame
  std::vector<PointMm> mean_path;           ///< foot frame; empty: not known
};

/// What all feet of a report share, so that they can be compared.
struct FeetScale {
  double pt_per_mm = 0.8;
  double max_kpa = 400;  ///< end of the colours
  double threshold_kpa = 10;
  // Of the paper's frame, mm from the heel-most point on the axis, x to the right.
  double left_mm = -60;
  double right_mm = 60;
  double top_mm = 285;
  double bottom_mm = -12;

  [[nodiscard]] double width_pt() const { return (right_mm - left_mm) * pt_per_mm; }
  [[nodiscard]] double height_pt() const { return (top_mm - bottom_mm) * pt_per_mm; }
};

/// A scale on which all the feet fit, their heels on one line.
[[nodiscard]] FeetScale scale_for(std::span<const FootView> feet, double threshold_kpa);

/// The large one: pressures, zones with their marks, axis, centre of pressure. `title` above it,
/// `note` below.
[[nodiscard]] Drawing draw_foot(const FootView& foot, const FeetScale& scale,
                                const std::string& title, const std::string& note);
/// The same for a store: pressures alone, a large title.
[[nodiscard]] Drawing draw_large_foot(const FootView& foot, const FeetScale& scale,
                                      const std::string& title);
/// The heel with the line between its medial and lateral half.
[[nodiscard]] Drawing draw_heel(const FootView& foot, const FeetScale& scale,
                                const std::string& mark);
/// The toeless print in its thirds, toes as outlines.
[[nodiscard]] Drawing draw_arch(const FootView& foot, const FeetScale& scale,
                                const std::string& mark);
/// The print with the path of the centre of pressure and the instants of the stance.
[[nodiscard]] Drawing draw_path(const FootView& foot, const FeetScale& scale,
                                const std::string& mark);
/// Pressures as columns seen from behind and above.
[[nodiscard]] Drawing draw_relief(const FootView& foot, const FeetScale& scale,
                                  const std::string& title);
/// `print` holds differences: violet where it became less, green where more; `end_kpa` the deepest;
/// over the rim of the print `under`.
[[nodiscard]] Drawing draw_difference(const FootView& foot, const Footprint& under,
                                      const FeetScale& scale, double end_kpa,
                                      const std::string& title);

/// The plate as it lies, where no foot was found: `kpa` one value a cell, row-major.
[[nodiscard]] Drawing draw_plate(const PlateGeometry& plate, std::span<const float> kpa,
                                 double threshold_kpa, double max_kpa, double width_pt,
                                 double height_pt, const std::string& label);

/// The colours with their numbers; `labels` from 0 (or -end) to the end.
[[nodiscard]] Drawing draw_color_bar(Color::Table table, double height_pt, const std::string& unit,
                                     const std::vector<std::string>& labels);

/// The hue of a side.
[[nodiscard]] Tone tone_of(Side side) noexcept;

/// Beside each other, bottoms on one line.
[[nodiscard]] Drawing side_by_side(const std::vector<Drawing>& drawings, double gap_pt);

}  // namespace solea::report
