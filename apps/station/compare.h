#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/averages.h"
#include "analysis/registration.h"

namespace solea::station {

/// One foot of two visits, laid over each other: three pictures in one box, toes as they are in the
/// first.
struct ComparedFoot {
  Side side = Side::unknown;
  Footprint before;
  Footprint after;                    ///< laid over `before`
  std::vector<float> difference_kpa;  ///< after less before; 0 where neither is loaded
  FootFrame frame;                    ///< of `before`
  Registration registration;
  std::size_t steps_before = 0;
  std::size_t steps_after = 0;
};

/// A measure of both visits: means over the valid steps.
struct ComparedMeasure {
  std::string_view id;
  struct Foot {
    std::optional<double> before, after, change;
    std::optional<double> sd_before, sd_after;
  };
  Foot left, right;
};

struct Comparison {
  std::optional<ComparedFoot> left, right;
  std::vector<ComparedMeasure> measures;
};

/// Two results by their mean prints and measures. `ids`: which measures, in this order; unknown
/// ones are left out.
[[nodiscard]] Comparison compare(const AnalysisResult& before, const AnalysisResult& after,
                                 const std::vector<std::string_view>& ids);

}  // namespace solea::station
