#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/recording.h"
#include "formats/readers/footscan/footscan_header.h"
#include "formats/readers/footscan/footscan_timing.h"
#include "formats/recording_format.h"

namespace solea::readers::footscan {

/// The rectangle around a foot, in sensors of the plate.
struct Rectangle {
  enum Part : std::size_t { bottom, left, width, height, parts };
  std::array<std::optional<double>, parts> values;

  static constexpr std::array<const char*, parts> names = {"bottom", "left", "width", "height"};
  [[nodiscard]] bool is_known() const {
    return std::all_of(values.begin(), values.end(), [](const auto& v) { return v.has_value(); });
  }
};

/// The frames of one foot, or of the whole plate. Cells in the order of the file.
struct Section {
  Side side = Side::unknown;
  Rectangle rectangle;
  std::size_t rows = 0;  // 0 until the first frame has ended
  std::size_t cols = 0;
  std::vector<FrameTime> frames;
  std::vector<LoadedCell> cells;
  std::vector<std::size_t> first_cell{0};
};

/// kPa of one unit of the file: N per sensor where the options say nothing else. Throws Error for a
/// unit that is none.
[[nodiscard]] double kpa_per_value(const OpenOptions& options);

/// A section with its frames as a recording in the plate frame; `info` comes with the name and what
/// was found amiss. The section's cells are in kPa.
[[nodiscard]] std::unique_ptr<FrameSource> make_source(Section section, const Header& header,
                                                       std::string_view format_id,
                                                       const OpenOptions& options, SourceInfo info);

}  // namespace solea::readers::footscan
