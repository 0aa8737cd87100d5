#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/analyze.h"
#include "core/plate.h"
#include "core/step.h"

/// Spatio-temporal gait from footfalls on a walkway or a belt (metrics.md 6, 4.5).
namespace solea::gait {

/// One foot's contact, as gait needs it. Places are on the ground: the plate, or the moving belt.
struct Footfall {
  Side side = Side::unknown;
  bool valid = true;     ///< only valid ones are measured; others keep the order
  PointMm heel;          ///< heel centre (metrics.md 3.1)
  PointMm axis{0, 1};    ///< of the foot, heel to toe, unit length
  double on_s = 0;       ///< first contact frame
  double off_s = 0;      ///< last contact frame
  std::size_t step = 0;  ///< index in AnalysisResult::steps
};

struct GaitSettings {
  double longest_step_s = 1.5;  ///< longer between two contacts: another pass
  double longest_step_mm = 1500;
  std::optional<double> leg_length_mm;
};

/// The footfalls of a recording in order of contact; fragments (too short, too small, no foot) are
/// left out. None without times of the frames.
[[nodiscard]] std::vector<Footfall> footfalls_of(const AnalysisResult& result);

/// Splits footfalls where someone left and came again: after long pauses and leaps, backwards.
[[nodiscard]] std::vector<std::span<const Footfall>> passes_of(std::span<const Footfall> footfalls,
                                                               const GaitSettings& settings);

/// Everything measured of one quantity.
struct GaitSeries {
  std::string_view id;
  std::string_view label;
  std::string_view unit;
  std::vector<double> left;
  std::vector<double> right;

  [[nodiscard]] std::vector<double> both() const;
};

enum class Quantity : std::size_t {
  stride_length,  ///< same foot's heel to heel
  step_length,    ///< from the other heel, along the stride line k-2 -> k, else k-1 -> k+1
  step_width,     ///< from the heel to the line of the other foot's heels before and after
  stride_time,
  step_time,
  stance,
  swing,
  stance_pct,  ///< of the stride
  swing_pct,
  initial_double_support_pct,
  terminal_double_support_pct,
  double_support_pct,
  single_support_pct,
  speed,              ///< stride length / stride time
  foot_progression,   ///< foot axis from the own stride line, + toes out
  stride_length_leg,  ///< over leg length
  step_length_leg,
  count
};

struct GaitResult {
  GaitSettings settings;
  std::size_t footfalls = 0;
  std::size_t valid_footfalls = 0;
  std::size_t passes = 0;
  std::vector<GaitSeries> series;           ///< in the order of Quantity
  std::optional<double> cadence_per_min;    ///< 60 / mean step time
  std::optional<double> speed_m_s;          ///< mean of the strides'
  std::optional<double> pass_speed_m_s;     ///< first to last heel / time, mean of the passes
  std::optional<double> walk_ratio_mm_min;  ///< mean step length / cadence
  std::optional<double> stance_swing_ratio;

  [[nodiscard]] const GaitSeries& of(Quantity q) const {
    return series[static_cast<std::size_t>(q)];
  }
};

[[nodiscard]] GaitResult measure_gait(std::span<const Footfall> footfalls,
                                      const GaitSettings& settings);

/// The line of progression of a pass's k-th footfall: from its heel to the same foot's next one, to
/// it from the last one where there is no next, when the other foot alone stepped between
/// (metrics.md 4.5, 6). Nothing where these are not valid.
[[nodiscard]] std::optional<PointMm> stride_line(std::span<const Footfall> pass, std::size_t k);

}  // namespace solea::gait
