#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/shoe_size.h"
#include "apps/station/trial_analysis.h"

namespace solea::station {

/// One foot of a customer.
struct StoreFoot {
  std::size_t steps = 0;  ///< valid walking ones
  std::optional<double> length_mm;
  std::optional<double> length_uncertainty_mm;
  std::optional<double> arch_index;  ///< mean
  std::optional<ArchClass> arch;
};

/// What a shop tells a customer.
struct StoreResult {
  StoreFoot left, right;
  std::optional<double> length_mm;  ///< of the longer foot
  std::optional<ShoeSize> eu, uk, us_men, us_women;
  std::optional<ArchClass> arch;  ///< of the mean arch index of both feet
  std::optional<StrikeClass> strike;
  std::optional<LoadingClass> loading;
  std::optional<double> left_load_pct;  ///< standing
};

/// From standing and walking trials of one customer: lengths and arches from the valid walking
/// steps, from standing where a foot has none; classes of strike and loading by the majority of the
/// walking steps, undefined in a draw.
[[nodiscard]] StoreResult store_result(const std::vector<AnalysedTrial>& trials);

}  // namespace solea::station
