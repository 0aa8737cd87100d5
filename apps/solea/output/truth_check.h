#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <vector>

#include "analysis/analyze.h"
#include "apps/solea/output/truth_json.h"

namespace solea {

/// One analysed step beside what the virtual mat knows of it.
struct TruthComparison {
  std::size_t step = 0;  ///< index among the analysed steps
  const TruthStep* truth = nullptr;
  double force_error_pct = 0;  ///< of the maximum force
  double force_rms_pct = 0;    ///< over the contact frames, of the maximum force
  double cop_rms_mm = 0;       ///< distance of the centres of pressure, root mean square
  double cop_max_mm = 0;
  /// From the centre of active pressure alone, which is what metrics.md 4.1 defines.
  double cop_active_rms_mm = 0;
  double cop_active_max_mm = 0;
  std::optional<double> arch_index_error;
  std::optional<double> heel_peak_error_pct;
};

/// Finds each analysed step's true one, by order and spacing in time, and compares. Steps without a
/// partner are left out.
[[nodiscard]] std::vector<TruthComparison> compare_with_truth(const AnalysisResult& result,
                                                              const std::vector<TruthStep>& truth);

/// The comparison as it stands in the analysis document, under "truth".
[[nodiscard]] nlohmann::ordered_json truth_check_to_json(
    const std::vector<TruthComparison>& comparisons);

}  // namespace solea
