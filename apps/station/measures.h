#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/analyze.h"

namespace solea::station {

/// A measure of both feet, means over the valid steps, with what it means.
struct MeasureRow {
  std::string_view id, definition, source, pitfalls;
  std::optional<double> left, right;
  std::optional<double> symmetry_pct;  ///< symmetry index of the means
};

/// In the order of `ids`; unknown ones are left out.
[[nodiscard]] std::vector<MeasureRow> mean_measures(const AnalysisResult& result,
                                                    const std::vector<std::string_view>& ids);

}  // namespace solea::station
