#pragma once

#include <optional>
#include <string>

#include "analysis/analyze.h"
#include "core/recording.h"
#include "visualization/charts/chart.h"

namespace solea {

/// Which curves of a recording are to be seen.
struct ChartChoice {
  std::string what = "force";       ///< "force", "zones", "area", "cop_velocity" or "load"
  std::optional<std::size_t> step;  ///< one step; empty: means of the valid steps of each foot
  bool percent = false;             ///< of stance; else ms (s for the load)
  std::optional<double> at;         ///< a vertical line here, in the unit of the abscissa
};

/// Curves of one step, frame by frame, or mean and SD (n - 1) over the valid steps of each foot at
/// 101 points of stance; in ms these lie over the mean stance of the foot. The load is that of
/// all steps over the whole recording. A node that is undefined in one of the steps has no mean.
/// Throws Error where there is no such step, no valid one, or no time.
[[nodiscard]] ChartPicture make_chart(const Recording& recording, const AnalysisResult& result,
                                      const ChartChoice& choice, const std::string& file_name);

}  // namespace solea
