#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "core/source_info.h"

namespace solea {

/// Counts how many of a file's own numbers agree with what its cells give.
class VendorComparison {
 public:
  VendorComparison(std::string what, std::string unit) {
    check_.what = std::move(what);
    check_.unit = std::move(unit);
  }

  /// `tolerance`: what rounding may make; `place` ("picture") and `number` say where.
  void compare(double printed, double computed, double tolerance, std::string_view place,
               std::size_t number) {
    const double difference = std::abs(printed - computed);
    ++check_.compared;
    check_.max_difference = std::max(check_.max_difference, difference);
    if (difference <= tolerance) {
      ++check_.agree;
    } else if (check_.first_disagreement.empty()) {
      check_.first_disagreement = std::string(place) + " " + std::to_string(number);
    }
  }

  /// Puts the result into a file's info, with a warning where numbers differ; nothing when there
  /// was nothing to compare.
  void report(SourceInfo& info) const {
    if (check_.compared == 0) return;
    info.vendor_checks.push_back(check_);
    if (check_.agree == check_.compared) return;
    info.warnings.push_back(check_.what + " differ from the pressures in " +
                            std::to_string(check_.compared - check_.agree) + " of " +
                            std::to_string(check_.compared) + " places, first in " +
                            check_.first_disagreement);
  }

 private:
  VendorCheck check_;
};

}  // namespace solea
