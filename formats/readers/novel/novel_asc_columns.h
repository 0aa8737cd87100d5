#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/source_info.h"
#include "formats/text_scan.h"

/// Which column of a novel .asc file is which sensor of which foot.
namespace solea::readers {

/// Whether a line (lower case, trimmed) is the one with the columns' titles: "time[secs]  1  2".
[[nodiscard]] bool is_title_line(std::string_view lower_line);

[[nodiscard]] bool is_sensor_number(double number);

/// A column's title behind the time's: the number of a sensor, or words.
struct AscTitle {
  int sensor = 0;  ///< 0: a channel
  Side side = Side::unknown;
  std::string text;  ///< a channel's
};
[[nodiscard]] std::vector<AscTitle> parse_titles(std::string_view line, const LineReader& lines);

/// A line of the mask definition: "left insole: 1,2,3".
struct SensorMask {
  std::string name;
  std::vector<int> sensors;
};

/// Titles for `count` columns that have none: the masks' lists where these fill the columns.
[[nodiscard]] std::vector<AscTitle> number_columns(std::size_t count,
                                                   const std::vector<SensorMask>& masks);

struct AscColumn {
  bool is_sensor = false;
  int sensor = 0;
  std::size_t foot = 0;
  std::uint32_t index = 0;  ///< among the foot's sensors
  /// A channel: feet and the position among their channels.
  std::vector<std::pair<std::size_t, std::size_t>> channels;
};

struct AscFoot {
  Side side = Side::unknown;
  std::vector<int> sensors;       ///< in the columns' order
  std::vector<Channel> channels;  ///< without values
};

struct AscPlan {
  std::vector<AscColumn> columns;  ///< behind the time
  std::vector<AscFoot> feet;       ///< one recording each
  std::vector<std::string> notes;  ///< what was concluded, for people
};

/// Divides the columns among the feet. Fails, with the line of `lines`, where they cannot be told
/// apart.
[[nodiscard]] AscPlan plan_columns(const std::vector<AscTitle>& titles,
                                   const std::vector<SensorMask>& masks, bool is_mat,
                                   std::string_view sensor_type, const LineReader& lines);

/// "1-99", "4-6,9".
[[nodiscard]] std::string number_ranges(const std::vector<int>& numbers);

}  // namespace solea::readers
