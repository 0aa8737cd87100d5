#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <opencv2/core/types.hpp>
#include <span>
#include <vector>

#include "analysis/ground.h"
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

/// A set of loaded cells: when, where on the ground, how many (summed over frames).
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
/// the same place or its 8 neighbours in the next one, because a foot rolls. `faulty` are cells of
/// the plate that do not count, in rising order.
[[nodiscard]] Parts find_parts(const Recording& recording, const Ground& ground,
                               double threshold_kpa, std::span<const std::uint32_t> faulty);

/// Splits a part along its valleys: its cells from `threshold_kpa` on that still touch are a part
/// each. `part_of_cell` and `id` say which cells; the result has those of frames
/// first_frame .. last_frame of the part alone.
[[nodiscard]] Parts split_part(const Recording& recording, const Ground& ground, const Part& part,
                               std::span<const std::uint32_t> part_of_cell, std::uint32_t id,
                               double threshold_kpa);

/// Gives cells of a part that have no group yet that of the nearest cell with one, from neighbour
/// to neighbour in space and time, higher pressures first. `group_of_cell` is as split_part's.
void grow_groups(const Recording& recording, const Ground& ground, const Part& part,
                 std::span<const std::uint32_t> part_of_cell, std::uint32_t id,
                 std::vector<std::uint32_t>& group_of_cell);

/// The parts that cells of frames from `first_frame` on belong to, `count` of them.
[[nodiscard]] std::vector<Part> describe_parts(const Recording& recording, const Ground& ground,
                                               std::size_t first_frame,
                                               std::span<const std::uint32_t> part_of_cell,
                                               std::size_t count);

}  // namespace solea::loaded_parts
