#pragma once

#include <optional>
#include <string_view>

#include "core/plate.h"
#include "core/source_info.h"
#include "formats/recording_format.h"
#include "formats/text_scan.h"

namespace solea::readers {

/// The number a value begins with: "0.25" of "0.25 cm2".
[[nodiscard]] std::optional<double> leading_number(std::string_view value);

/// What the headers of the pages of an emed ASCII file tell: grid, size of a cell, time of a
/// picture.
class NovelLstHeader {
 public:
  /// `lines` is where errors point at.
  explicit NovelLstHeader(const LineReader& lines) : lines_(lines) {}

  /// Takes what a line tells. Throws FormatError where it is wrong.
  void read_line(std::string_view line);
  /// The size of a cell where no 'Sensor size' told it: from its area, else from the options.
  /// Throws FormatError where nothing tells it.
  void complete_pitch(const OpenOptions& options, SourceInfo& info);

  PlateGeometry plate;      ///< 0 where nothing was told yet
  double period_s = 0;      ///< of a picture; 0: not told
  bool pitch_told = false;  ///< the file tells the size of a cell

 private:
  void read_matrix(std::string_view value);
  void read_size(std::string_view value);
  void read_area(std::string_view value);
  void read_period(std::string_view value);

  const LineReader& lines_;
  std::optional<double> sensor_area_cm2_;
};

}  // namespace solea::readers
