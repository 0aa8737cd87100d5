#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/plate.h"
#include "core/source_info.h"
#include "formats/recording_format.h"
#include "formats/text_scan.h"

namespace solea::readers {

/// A number and what stands behind it: "5.08 mm".
struct Quantity {
  double value = 0;
  std::string_view unit;
};

/// The header of a Tekscan ASCII file, line by line.
class TekscanHeader {
 public:
  /// A line's key and value, without what a spreadsheet adds; an empty key: no such line.
  [[nodiscard]] static std::pair<std::string_view, std::string_view> split(std::string_view line);
  /// Whether a line is one of the keys with a number.
  [[nodiscard]] static bool is_numeric(std::string_view key, std::string_view value);

  /// `lines` is where errors point at; its text outlives the header.
  explicit TekscanHeader(const LineReader& lines) : lines_(lines) {}

  /// True when the data begin behind this line.
  bool read_line(std::string_view line);
  [[nodiscard]] std::string_view text(std::string_view key) const;
  [[nodiscard]] std::optional<Quantity> number(std::string_view key) const;
  [[nodiscard]] bool is_set(std::string_view key) const;

  /// The grid and its pitch; what is not told comes from the options. Throws FormatError.
  [[nodiscard]] PlateGeometry plate(const OpenOptions& options, SourceInfo& info) const;
  /// kPa of a unit of the file, and `info.unit`; 0: raw counts. Throws FormatError.
  [[nodiscard]] double kpa_per_file_unit(const OpenOptions& options, const PlateGeometry& plate,
                                         SourceInfo& info) const;
  /// From keys and from words that leave no doubt; a file's name is no content.
  [[nodiscard]] Side side() const;
  /// Everything else that may be told of a recording. No names, no paths.
  void put_provenance(SourceInfo& info) const;

 private:
  void add_comment(std::string_view line);
  [[nodiscard]] double length_mm(std::string_view key, SourceInfo& info) const;

  const LineReader& lines_;
  std::map<std::string_view, std::string_view> values_;
  bool in_comments_ = false;
  std::string comments_;
};

}  // namespace solea::readers
