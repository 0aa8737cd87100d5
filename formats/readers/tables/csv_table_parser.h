#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/support/sample_times.h"
#include "formats/readers/tables/csv_sidecar.h"
#include "formats/recording_format.h"
#include "formats/text_scan.h"

namespace solea::readers {

/// Reads one table into a recording. The keys of the sidecar and the layouts: csv_table.cpp.
class CsvTableParser {
 public:
  CsvTableParser(const InputFile& file, const OpenOptions& options)
      : sidecar_(read_csv_sidecar(file, options, info_)),
        cut_(ends_within_line(file.as_text())),
        lines_(file) {}

  Sources parse();

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::size_t cells() const { return sidecar_.plate.cells(); }
  [[nodiscard]] std::size_t cols() const { return static_cast<std::size_t>(sidecar_.plate.cols); }

  [[nodiscard]] std::string expected_shape() const;
  /// The next line that is no remark; and that is not empty.
  bool next_line();
  bool next_full_line();
  static bool begins_with_number(std::string_view line);
  std::size_t count_fields() const;

  /// Reads up to the first line of numbers, which stays in line_: titles and the layout.
  void read_beginning();

  /// Of titles_; none where no name is there.
  std::size_t column_of(std::initializer_list<std::string_view> names) const;

  /// Calls `read` for the line at hand and all behind it, until it says that the file is cut off.
  void read_lines(bool (CsvTableParser::*read)());

  void warn_cut();
  /// Whether what is wrong in this line may be due to a cut behind whole frames.
  [[nodiscard]] bool is_cut_here() const { return is_last_ && !ends_.empty(); }

  [[noreturn]] void fail_field(const NumberFields& fields, NumberFields::Got got) const;

  /// A pressure in the file's unit, `index` as the file counts cells.
  void add_cell(std::size_t index, double value);
  void end_frame();

  // Wide

  void plan_wide();
  void read_time_unit(const ColumnTitle& title);
  bool read_wide_line();
  void add_time(double time, std::string_view printed);

  // Blocks

  /// A line between blocks that is no row: "Frame 2", not "NaN,0,5".
  [[nodiscard]] bool is_block_title() const;

  void read_blocks();
  /// Whether only empty lines follow; reads them.
  bool is_rest_empty();
  bool read_row(std::size_t row);

  // Tidy

  void plan_tidy();
  void check_value_unit(const std::string& unit);
  bool read_tidy_line();
  /// Leaves out the frame that the file's end cut off. False.
  bool drop_tidy_frame();
  std::size_t index_of(double value, int count, const char* what) const;
  void end_tidy_frame();

  // Result

  /// Times without a unit are s, unless the sidecar's rate says that they are ms or count frames.
  void settle_time_unit();
  std::vector<double> settle_times();
  Sources finish();

  SourceInfo info_;
  CsvSidecar sidecar_;
  bool cut_;
  bool is_last_ = false;
  LineReader lines_;
  std::string_view line_;
  char separator_ = ',';
  std::vector<ColumnTitle> titles_;
  std::size_t leading_ = 0;
  std::size_t time_column_ = none;
  double time_unit_s_ = 1;
  bool guess_time_unit_ = false;
  std::array<std::size_t, 4> tidy_{};  ///< columns of frame, row, col, value
  bool in_frame_ = false;
  std::vector<double> frames_;  ///< numbers of a tidy table's

  PrintedTimes times_;
  std::vector<LoadedCell> cells_;
  std::vector<std::size_t> ends_;  ///< of each frame's cells
};

}  // namespace solea::readers
