#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <opencv2/core/types.hpp>
#include <vector>

#include "core/plate.h"
#include "core/recording.h"
#include "core/step.h"

/// Loaded cells that touch each other in space and time. For step_segmentation only: this header
/// needs OpenCV.
namespace solea::loaded_parts {

inline constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Sets of parts that belong together; the smallest id is the representative.
class DisjointSets {
 public:
  std::uint32_t add();
  [[nodiscard]] std::uint32_t find(std::uint32_t a);
  /// Returns the representative of the union.
  std::uint32_t unite(std::uint32_t a, std::uint32_t b);
  [[nodiscard]] std::size_t size() const noexcept { return parent_.size(); }

 private:
  std::vector<std::uint32_t> parent_;
};

/// A set of loaded cells: when, where, how many (summed over frames).
struct Part {
  std::size_t first_frame = 0;
  std::size_t last_frame = 0;  ///< inclusive
  CellBox box;
  std::size_t cells = 0;
  std::vector<cv::Point2f> hull_mm;  ///< convex hull of the cells' corners
};

/// Both together.
[[nodiscard]] Part united(const Part& a, const Part& b);

/// The parts of a recording, and whose each loaded cell is.
struct Parts {
  std::vector<Part> parts;
  std::vector<std::uint32_t>
      part_of_cell;  ///< parallel to Recording::all_cells(); `none`: inactive
};

/// Cells from `threshold_kpa` on are one part when they touch: 8 neighbours in the same frame, or
/// the same place or its 8 neighbours in the next one, because a foot rolls.
[[nodiscard]] Parts find_parts(const Recording& recording, double threshold_kpa);

}  // namespace solea::loaded_parts
