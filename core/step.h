#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace solea {

enum class Side : std::uint8_t { unknown, left, right };

[[nodiscard]] constexpr std::string_view to_string(Side side) noexcept {
  switch (side) {
    case Side::left:
      return "left";
    case Side::right:
      return "right";
    case Side::unknown:
      break;
  }
  return "unknown";
}

/// Frames first .. last - 1.
struct FrameRange {
  std::size_t first = 0;
  std::size_t last = 0;
  [[nodiscard]] constexpr std::size_t size() const noexcept { return last - first; }
};

/// Cells of rows row0 .. row1 - 1 and columns col0 .. col1 - 1.
struct CellBox {
  int row0 = 0;
  int col0 = 0;
  int row1 = 0;
  int col1 = 0;
  [[nodiscard]] constexpr int rows() const noexcept { return row1 - row0; }
  [[nodiscard]] constexpr int cols() const noexcept { return col1 - col0; }
};

/// The smallest box around both; one without rows adds nothing.
[[nodiscard]] constexpr CellBox united(const CellBox& a, const CellBox& b) noexcept {
  if (a.rows() <= 0) return b;
  if (b.rows() <= 0) return a;
  return {std::min(a.row0, b.row0), std::min(a.col0, b.col0), std::max(a.row1, b.row1),
          std::max(a.col1, b.col1)};
}

/// One foot's contact with the plate: when and where, and whether it is a whole step.
struct Step {
  FrameRange frames;
  CellBox box;
  std::string invalid_reason;  ///< empty for a valid step
  [[nodiscard]] bool valid() const noexcept { return invalid_reason.empty(); }
};

}  // namespace solea
