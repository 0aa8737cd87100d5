#pragma once

#include <optional>
#include <string_view>
#include <utility>

#include "formats/readers/support/key_line.h"
#include "formats/readers/xsensor/xsensor_sensor.h"
#include "formats/text_scan.h"

namespace solea::readers {

/// What single lines of an XSENSOR file tell. Everything throws FormatError where a line is wrong.
class XsensorKeys {
 public:
  /// `lines` is where errors point at; `file` takes the unit and how finely numbers are printed.
  XsensorKeys(const LineReader& lines, XsensorFile& file) : lines_(lines), file_(file) {}

  /// A line's number; nothing where it says that there is none.
  [[nodiscard]] std::optional<double> number(const KeyLine& line) const;
  void read_unit(std::string_view value);
  /// Rows, columns or the size of a cell; false for another key.
  bool read_grid(const KeyLine& line, XsensorGrid& grid) const;
  /// One of the numbers that the cells give too, in the units of XsensorNumber.
  std::pair<std::optional<XsensorNumber>, double> summary_number(const KeyLine& line);

 private:
  void read_pitch(const KeyLine& line, XsensorGrid& grid) const;

  const LineReader& lines_;
  XsensorFile& file_;
};

}  // namespace solea::readers
