#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_info.h"
#include "formats/readers/support/words.h"
#include "formats/recording_format.h"

/// Tables of numbers as text: how their lines are divided, how their columns are called.
namespace solea::readers {

/// What divides the fields of a line: ';', tab, ',' or ' ' for any blanks. "0,1 0,2" is two fields.
[[nodiscard]] char find_separator(std::string_view line);

/// The titles of columns: quotes taken off, empty ones at the end left out.
[[nodiscard]] std::vector<std::string_view> split_titles(std::string_view line, char separator);

/// Walks through the numbers of a line. Decimal points; decimal commas where the separator is no
/// comma or the number in quotes; one separator at the end that ends nothing.
class NumberFields {
 public:
  NumberFields(std::string_view line, char separator)
      : at_(line.data()), end_(line.data() + line.size()), separator_(separator) {}

  enum class Got { number, empty, text, end };
  Got next(double& value);
  /// The text of the field that next() gave last.
  [[nodiscard]] std::string_view field() const noexcept { return field_; }

 private:
  bool scan(const char*& at, double& value, bool with_comma) const;

  const char* at_;
  const char* end_;
  char separator_;
  std::string_view field_;
};

/// A pressure above this is no pressure, in kPa.
inline constexpr double most_kpa = 1e9;

/// What a column's title says: "CoP_x [mm]" is name "copx", unit "mm".
struct ColumnTitle {
  std::string name;  ///< lower case, letters and digits only
  std::string unit;  ///< lower case: from brackets, or behind the last '_' or blank; empty: none
};
[[nodiscard]] ColumnTitle parse_title(std::string_view title);

/// Seconds of one unit of time: "s", "sec", "secs", "seconds", "ms", "us"; nothing otherwise.
[[nodiscard]] std::optional<double> seconds_per_unit(std::string_view unit);

/// Whether a name (of parse_title) stands for the time.
[[nodiscard]] bool is_time_name(std::string_view name);

}  // namespace solea::readers
