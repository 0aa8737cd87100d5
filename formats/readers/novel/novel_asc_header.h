#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/readers/novel/novel_asc_columns.h"
#include "formats/text_scan.h"

/// What stands above the table of a novel .asc file.
namespace solea::readers {

/// A number printed with so many decimals.
struct PrintedNumber {
  double value = 0;
  double half_unit = 0;  ///< of its last digit
};

struct AscHeader {
  std::string date;
  std::string sensor_type;
  std::string unit;  ///< of the pressures; empty: not told
  std::optional<PrintedNumber> total_s;
  std::optional<PrintedNumber> period_s;
  std::optional<PrintedNumber> rate_hz;
  bool is_mat = false;  ///< pliance: one list of sensors
  std::vector<SensorMask> masks;
  double time_unit_s = 1;        ///< of the table's first column
  std::vector<AscTitle> titles;  ///< of the columns behind it; empty: none are named

  /// Of the two keys that tell it; 0 where none does.
  [[nodiscard]] double rate() const;
  /// What the keys promise; 0 where they do not.
  [[nodiscard]] std::size_t frames() const;
};

/// Reads up to the line with the columns' titles.
[[nodiscard]] AscHeader read_asc_header(LineReader& lines);

/// Whether a line (lower case, trimmed) begins with one of the header's keys.
[[nodiscard]] bool begins_with_asc_key(std::string_view lower_line);

}  // namespace solea::readers
