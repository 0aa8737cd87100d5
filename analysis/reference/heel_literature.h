#pragma once

#include <string_view>

namespace solea {

/// What studies on heel pain say of one thing that a plate can measure (metrics.md 2.4).
struct HeelLiterature {
  std::string_view id;
  std::string_view label;
  std::string_view supports;
  std::string_view does_not_support;
  std::string_view source;  ///< with the tags of metrics.md 0.1
};

/// Throws std::out_of_range for an unknown id.
[[nodiscard]] const HeelLiterature& heel_literature(std::string_view id);

}  // namespace solea
