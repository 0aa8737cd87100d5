#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/symmetry.h"
#include "core/footprint.h"

namespace solea {

/// Mean, median, percentiles, SD (n - 1) and CV of values; those of too few values are empty.
struct Summary {
  std::size_t n = 0;
  std::optional<double> mean;
  std::optional<double> median;
  std::optional<double> p10;  ///< 10th percentile, linear between the ordered values; from two on
  std::optional<double> p90;
  std::optional<double> sd;      ///< from two values on
  std::optional<double> cv_pct;  ///< 100 SD / mean; empty for a mean of 0
};

[[nodiscard]] Summary summarize(std::vector<double> values);

/// Nodes of a curve over a stance: 0 to 100 % (metrics.md 0.2).
inline constexpr std::size_t stance_nodes = 101;

/// A curve at 0, 1, ..., 100 % of stance, linear between frames; empty without a stance. `values`:
/// one per frame of the step. Frames that are empty are left out, not held.
[[nodiscard]] std::vector<double> normalize_curve(const StepCurves& curves,
                                                  const std::vector<double>& values);
[[nodiscard]] std::vector<double> normalize_curve(const StepCurves& curves,
                                                  const std::vector<std::optional<double>>& values);

/// Mean and SD (n - 1) of curves, node by node. SD is empty for fewer than two curves.
struct MeanCurve {
  std::size_t n = 0;
  std::vector<double> mean;
  std::vector<double> sd;
};

[[nodiscard]] MeanCurve mean_curve(const std::vector<std::vector<double>>& curves);

/// What of the steps is averaged: their measures alone, which is quick, or curves and prints too.
enum class Averaged { measures, everything };

/// The valid steps of one foot together. All but `steps` and `metrics` is empty where only the
/// measures were asked for.
struct SideAverages {
  std::vector<std::size_t> steps;  ///< their numbers in the result
  std::vector<Summary> metrics;    ///< parallel to builtin_metrics()
  MeanCurve force_n;
  MeanCurve cop_x_mm;  ///< foot frame, lateral
  MeanCurve cop_y_mm;  ///< foot frame, along
  std::vector<std::string> zone_ids;
  std::vector<MeanCurve> zone_force_n;  ///< parallel to zone_ids
  /// Peak, mean and pressure-time pictures of the steps, registered on the first one and
  /// averaged, in that step's place on the plate.
  std::optional<Footprint> footprint;
  FootFrame frame;                ///< of that step
  Detail detail = Detail::times;  ///< the least of the steps'
};

/// Both feet and how they compare.
struct Averages {
  SideAverages left;
  SideAverages right;
  std::vector<Symmetry> symmetry;  ///< of the means, parallel to builtin_metrics()
};

/// Averages of the valid steps with a side and a geometry. A pure function of the result.
[[nodiscard]] Averages make_averages(const AnalysisResult& result,
                                     Averaged what = Averaged::everything);

}  // namespace solea
