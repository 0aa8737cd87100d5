// A table of pressures in a text file (CSV, TSV, semicolons, blanks; decimal points or commas) with
// a description in JSON beside it: of walk.csv in walk.csv.json. Keys:
//
//   {"rows": 64, "cols": 16,            of the grid
//    "pitch_mm": 5.0,                   or "pitch_x_mm" (across) and "pitch_y_mm" (along)
//    "rate_hz": 100,                    may be missing where the table has times
//    "unit": "kPa",                     or N/cm2, mmHg, psi, kg/cm2; "N": force of a sensor
//    "layout": "wide",                  "wide", "blocks", "tidy"; missing: by the table's shape
//    "first_row": "heel",               "toes": the first row is at the other end. Columns grow to
//                                       the person's right, seen from above
//    "first_index": 0,                  of rows and columns of a tidy table; 1 where they begin at
//    1 "side": "left", "device": "..."}   may be missing
//
// Pitch, rate and unit may be left out and given as options. The layouts, here of 2 x 3 cells:
//
//   wide                    blocks         tidy, only loaded cells
//   t_s,c0,c1,c2,c3,c4,c5   Frame 1        frame,row,col,kpa
//   0.00,0,0,5,0,12,0       0,0,5          0,0,2,5
//   0.01,0,0,6,0,14,0       0,12,0         0,1,1,12
//                           (empty line)   1,0,2,6
//                           Frame 2
//                           0,0,6
//                           0,14,0
//
// A wide line may begin with the time, in s unless its title says ms; its title may also be frame.
// Lines of titles and empty lines between blocks may be missing. A tidy table has its columns in
// any order by title ("value" or "pressure" for the unit of the sidecar), frame,row,col,value
// without; its frames rise. Lines that begin with '#' are remarks.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/csv_sidecar.h"
#include "formats/readers/number_table.h"
#include "formats/readers/sample_times.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

using Got = NumberFields::Got;
using Layout = CsvSidecar::Layout;

int confidence(std::span<const std::byte> head) {
  const InputFile text = head_as_text(head);
  const bool whole = head.size() < std::size_t{64} * 1024;
  LineReader lines(text);
  std::size_t numbers = 0;
  std::size_t others = 0;
  bool first = true;
  while (const auto line = lines.next()) {
    const std::string_view content = trimmed(*line);
    if (content.empty() || content.front() == '#') continue;
    if (lines.at_end() && !whole && numbers > 0) break;  // may be cut within a number
    const bool is_title = first;
    if (first && (content.front() == '{' || content.front() == '[' || content.front() == '<')) {
      return 0;
    }
    first = false;
    NumberFields fields(content, find_separator(content));
    double value = 0;
    Got got = fields.next(value);
    if (got != Got::number) {  // a title above the table or a block
      if (!is_title) ++others;
      continue;
    }
    for (; got != Got::end; got = fields.next(value)) {
      if (got == Got::number) ++numbers;
      if (got == Got::text) ++others;
    }
  }
  return numbers >= 4 && numbers >= 9 * others ? 20 : 0;
}

/// How programs write that there is no number.
bool is_no_number(std::string_view field) {
  const std::string lower = lower_case(field);
  for (const std::string_view mark : {"nan", "inf", "-inf", "na", "n/a", "null", "-"}) {
    if (lower == mark) return true;
  }
  return false;
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : sidecar_(read_csv_sidecar(file, options, info_)),
        cut_(ends_within_line(file.as_text())),
        lines_(file) {}

  Sources parse() {
    read_beginning();
    switch (sidecar_.layout) {
      case Layout::tidy:
        plan_tidy();
        read_lines(&Parser::read_tidy_line);
        end_tidy_frame();
        break;
      case Layout::blocks:
        read_blocks();
        break;
      default:
        plan_wide();
        read_lines(&Parser::read_wide_line);
    }
    if (ends_.empty()) lines_.fail("no whole frame found, expected " + expected_shape());
    return finish();
  }

 private:
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

  [[nodiscard]] std::size_t cells() const { return sidecar_.plate.cells(); }
  [[nodiscard]] std::size_t cols() const { return static_cast<std::size_t>(sidecar_.plate.cols); }

  [[nodiscard]] std::string expected_shape() const {
    const PlateGeometry& p = sidecar_.plate;
    return std::to_string(p.rows) + " rows x " + std::to_string(p.cols) + " columns a frame";
  }

  bool next_line() {
    while (const auto line = lines_.next()) {
      line_ = trimmed(*line);
      if (line_.starts_with('#')) continue;
      return true;
    }
    return false;
  }

  bool next_full_line() {
    while (next_line()) {
      if (!line_.empty()) return true;
    }
    return false;
  }

  static bool begins_with_number(std::string_view line) {
    double value = 0;
    return NumberFields(line, find_separator(line)).next(value) == Got::number;
  }

  std::size_t count_fields() const {
    NumberFields fields(line_, separator_);
    double value = 0;
    std::size_t count = 0;
    while (fields.next(value) != Got::end) ++count;
    return count;
  }

  /// Reads up to the first line of numbers, which stays in line_: titles and the layout.
  void read_beginning() {
    bool found = next_full_line();
    if (found && !begins_with_number(line_)) {
      const char separator = find_separator(line_);
      for (const std::string_view title : split_titles(line_, separator)) {
        if (titles_.empty() && is_no_number(title)) {
          lines_.fail(in_quotes(title) + ", expected a number");
        }
        titles_.push_back(parse_title(title));
      }
      found = next_full_line();
      if (found && !begins_with_number(line_)) {
        lines_.fail(in_quotes(line_) + ", expected numbers below the titles");
      }
    }
    if (!found) lines_.fail("no numbers, expected " + expected_shape());
    separator_ = find_separator(line_);
    if (sidecar_.layout != Layout::unknown) return;
    const std::size_t count = count_fields();
    if (column_of({"row"}) != none && column_of({"col", "column"}) != none) {
      sidecar_.layout = Layout::tidy;
    } else if (count >= cells()) {
      sidecar_.layout = Layout::wide;
    } else if (count == cols()) {
      sidecar_.layout = Layout::blocks;
    } else {
      lines_.fail(std::to_string(count) + " numbers, expected " + std::to_string(cells()) +
                  " (wide), " + std::to_string(cols()) +
                  " (blocks) or columns frame,row,col,kpa (tidy)");
    }
  }

  std::size_t column_of(std::initializer_list<std::string_view> names) const {
    for (std::size_t i = 0; i < titles_.size(); ++i) {
      if (std::find(names.begin(), names.end(), titles_[i].name) != names.end()) return i;
    }
    return none;
  }

  /// Calls `read` for the line at hand and all behind it, until it says that the file is cut off.
  void read_lines(bool (Parser::*read)()) {
    do {
      is_last_ = cut_ && lines_.at_end();
      if (!(this->*read)()) {
        warn_cut();
        return;
      }
    } while (next_full_line());
  }

  void warn_cut() {
    info_.warnings.push_back("the file ends within frame " + std::to_string(ends_.size() + 1) +
                             ", " + std::to_string(ends_.size()) + " whole frames were kept");
  }

  /// Whether what is wrong in this line may be due to a cut behind whole frames.
  [[nodiscard]] bool is_cut_here() const { return is_last_ && !ends_.empty(); }

  [[noreturn]] void fail_field(const NumberFields& fields, Got got) const {
    lines_.fail((got == Got::empty ? "an empty field" : in_quotes(fields.field())) +
                ", expected a number");
  }

  void add_cell(std::size_t index, double value) {
    if (value < 0) lines_.fail("a pressure below 0");
    if (value == 0) return;
    if (sidecar_.toes_first.value_or(false)) {
      const std::size_t row = index / cols();
      index = (static_cast<std::size_t>(sidecar_.plate.rows) - 1 - row) * cols() + index % cols();
    }
    cells_.push_back({static_cast<std::uint32_t>(index), static_cast<float>(value * sidecar_.kpa)});
  }

  void end_frame() {
    const auto begin =
        cells_.begin() + static_cast<std::ptrdiff_t>(ends_.empty() ? 0 : ends_.back());
    const auto by_index = [](const LoadedCell& a, const LoadedCell& b) {
      return a.index < b.index;
    };
    if (!std::is_sorted(begin, cells_.end(), by_index)) std::sort(begin, cells_.end(), by_index);
    ends_.push_back(cells_.size());
  }

  // Wide

  void plan_wide() {
    const std::size_t count = count_fields();
    const std::size_t leading = count - std::min(count, cells());
    const std::size_t most = titles_.size() == count ? 2 : 1;
    if (count < cells() || leading > most) {
      lines_.fail(std::to_string(count) + " numbers, expected " + std::to_string(cells()) +
                  ", or one more with the time first");
    }
    leading_ = leading;
    if (titles_.size() == count) {
      for (std::size_t i = 0; i < leading; ++i) {
        if (is_time_name(titles_[i].name)) {
          time_column_ = i;
          read_time_unit(titles_[i]);
        } else if (titles_[i].name != "frame" && titles_[i].name != "index") {
          lines_.fail("column " + in_quotes(titles_[i].name) +
                      " before the pressures, expected the time or frame");
        }
      }
    } else if (leading == 1) {
      time_column_ = 0;
      guess_time_unit_ = true;
    }
  }

  void read_time_unit(const ColumnTitle& title) {
    const auto unit = title.unit.empty() ? std::optional(1.0) : seconds_per_unit(title.unit);
    if (!unit) lines_.fail("time in " + in_quotes(title.unit) + ", expected s or ms");
    time_unit_s_ = *unit;
    guess_time_unit_ = title.unit.empty();
  }

  bool read_wide_line() {
    NumberFields fields(line_, separator_);
    const std::size_t before = cells_.size();
    double value = 0;
    double time = 0;
    std::string_view printed_time;
    std::size_t count = 0;
    Got got = fields.next(value);
    for (; got == Got::number && count < leading_ + cells(); got = fields.next(value), ++count) {
      if (count >= leading_) {
        add_cell(count - leading_, value);
      } else if (count == time_column_) {
        time = value;
        printed_time = fields.field();
      }
    }
    if (count < leading_ + cells() || got != Got::end) {
      if (is_cut_here() && count < leading_ + cells()) {
        cells_.resize(before);
        return false;
      }
      if (got == Got::empty || got == Got::text) fail_field(fields, got);
      lines_.fail((got == Got::end ? std::to_string(count) : "more") + " numbers, expected " +
                  std::to_string(leading_ + cells()));
    }
    if (time_column_ != none) add_time(time, printed_time);
    end_frame();
    return true;
  }

  void add_time(double time, std::string_view printed) {
    if (!times_.add(time, printed, time_unit_s_)) {
      lines_.fail("time " + in_quotes(printed) + ", expected one not before the last frame's");
    }
  }

  // Blocks

  /// A line between blocks that is no row: "Frame 2", not "NaN,0,5".
  [[nodiscard]] bool is_block_title() const {
    NumberFields fields(line_, separator_);
    double value = 0;
    if (fields.next(value) == Got::number) return false;
    return !is_no_number(fields.field()) && (cols() == 1 || count_fields() != cols());
  }

  void read_blocks() {
    const auto rows = static_cast<std::size_t>(sidecar_.plate.rows);
    std::size_t row = 0;
    const auto is_cut = [&] { return !ends_.empty(); };
    do {
      is_last_ = cut_ && lines_.at_end();
      if (line_.empty() || (row == 0 && is_block_title())) {
        if (row > 0 && !is_rest_empty()) {
          lines_.fail("an empty line after " + std::to_string(row) + " rows, expected " +
                      std::to_string(rows));
        }
        continue;
      }
      if (!read_row(row)) {
        row = std::max<std::size_t>(row, 1);
        break;
      }
      if (++row == rows) {
        end_frame();
        row = 0;
      }
    } while (next_line());
    if (row == 0) return;
    if (!is_cut()) {
      lines_.fail("the file ends after " + std::to_string(row) + " rows, expected " +
                  expected_shape());
    }
    cells_.resize(ends_.back());
    warn_cut();
  }

  /// Whether only empty lines follow; reads them.
  bool is_rest_empty() {
    while (line_.empty()) {
      if (!next_line()) return true;
    }
    return false;
  }

  bool read_row(std::size_t row) {
    NumberFields fields(line_, separator_);
    double value = 0;
    std::size_t count = 0;
    Got got = fields.next(value);
    for (; got == Got::number && count < cols(); got = fields.next(value), ++count) {
      add_cell(row * cols() + count, value);
    }
    if (count == cols() && got == Got::end) return true;
    if (is_cut_here() && count < cols()) return false;
    if (got == Got::empty || got == Got::text) fail_field(fields, got);
    lines_.fail((got == Got::end ? std::to_string(count) : "more") +
                " numbers in a row, expected " + std::to_string(cols()));
  }

  // Tidy

  void plan_tidy() {
    if (titles_.empty()) {
      tidy_ = {0, 1, 2, 3};
      return;
    }
    tidy_ = {column_of({"frame"}), column_of({"row"}), column_of({"col", "column"}), none};
    for (std::size_t i = 0; i < titles_.size() && tidy_[3] == none; ++i) {
      const std::string& name = titles_[i].name;
      if (name == "value" || name == "pressure" || name == "p" || name == "force" ||
          kpa_per_unit(name)) {
        tidy_[3] = i;
        check_value_unit(kpa_per_unit(name) ? name : titles_[i].unit);
      }
    }
    if (std::count(tidy_.begin(), tidy_.end(), none) > 0) {
      lines_.fail("a tidy table's titles, expected frame, row, col and kpa or value");
    }
    for (std::size_t i = 0; i < titles_.size() && time_column_ == none; ++i) {
      if (!is_time_name(titles_[i].name)) continue;
      time_column_ = i;
      read_time_unit(titles_[i]);
    }
  }

  void check_value_unit(const std::string& unit) {
    const auto kpa = kpa_per_unit(unit);
    if (kpa && *kpa != sidecar_.kpa) {
      lines_.fail("a column in " + in_quotes(unit) + ", the sidecar says " +
                  in_quotes(sidecar_.unit));
    }
  }

  bool read_tidy_line() {
    NumberFields fields(line_, separator_);
    std::array<double, 4> values{};
    double time = 0;
    std::string_view printed_time;
    std::size_t found = 0;
    double value = 0;
    std::size_t i = 0;
    for (Got got = fields.next(value); got != Got::end; got = fields.next(value), ++i) {
      const auto at = std::find(tidy_.begin(), tidy_.end(), i);
      if (at == tidy_.end() && i != time_column_) continue;
      if (got != Got::number) {
        if (is_cut_here()) return drop_tidy_frame();
        fail_field(fields, got);
      }
      ++found;
      if (at != tidy_.end()) {
        values[static_cast<std::size_t>(at - tidy_.begin())] = value;
      } else {
        time = value;
        printed_time = fields.field();
      }
    }
    if (found < (time_column_ == none ? 4U : 5U)) {
      if (is_cut_here()) return drop_tidy_frame();
      lines_.fail(std::to_string(i) + " fields, expected frame, row, col and a value");
    }
    const double frame = values[0];
    if (frame != std::floor(frame) || std::abs(frame) > 1e9) {
      lines_.fail("a frame that is no number of one, expected 0, 1, 2 ...");
    }
    if (!in_frame_ || frame != frames_.back()) {
      if (in_frame_ && frame < frames_.back()) {
        lines_.fail("a frame before the last line's, expected rising frames");
      }
      end_tidy_frame();
      frames_.push_back(frame);
      in_frame_ = true;
      if (time_column_ != none) add_time(time, printed_time);
    }
    add_cell(index_of(values[1], sidecar_.plate.rows, "row") * cols() +
                 index_of(values[2], sidecar_.plate.cols, "column"),
             values[3]);
    return true;
  }

  /// Leaves out the frame that the file's end cut off. False.
  bool drop_tidy_frame() {
    if (!in_frame_) return false;
    cells_.resize(ends_.back());
    frames_.pop_back();
    if (time_column_ != none) times_.pop_back();
    in_frame_ = false;
    return false;
  }

  std::size_t index_of(double value, int count, const char* what) const {
    const double index = value - sidecar_.first_index;
    if (!(index >= 0 && index < count) || index != std::floor(index)) {
      lines_.fail(std::string("a ") + what + " outside the grid, expected " +
                  std::to_string(sidecar_.first_index) + " to " +
                  std::to_string(count - 1 + sidecar_.first_index) + " (first_index " +
                  std::to_string(sidecar_.first_index) + ")");
    }
    return static_cast<std::size_t>(index);
  }

  void end_tidy_frame() {
    if (!in_frame_) return;
    const std::size_t begin = ends_.empty() ? 0 : ends_.back();
    end_frame();
    for (std::size_t i = begin + 1; i < cells_.size(); ++i) {
      if (cells_[i].index == cells_[i - 1].index) {
        lines_.fail("a cell twice in the frame before this line, expected each once");
      }
    }
    in_frame_ = false;
  }

  // Result

  /// Times without a unit are s, unless the sidecar's rate says that they are ms or count frames.
  void settle_time_unit() {
    const double step = times_.step_s();
    const double frames = step * sidecar_.rate_hz;
    if (std::abs(frames - 1000) < 20) {
      times_.scale(1e-3);
      info_.conversions.emplace_back("times without a unit are ms, by the rate");
    } else if (sidecar_.rate_hz > 0 && step == 1 && std::abs(frames - 1) > 0.02) {
      times_.scale(1 / sidecar_.rate_hz);
      times_.take_as_exact();
      info_.conversions.emplace_back(
          "the first column is taken as the frame's number, by the rate");
    } else {
      info_.conversions.emplace_back("times without a unit are taken as s");
    }
  }

  std::vector<double> settle_times() {
    if (guess_time_unit_) settle_time_unit();
    if (time_column_ != none) {
      return times_.settle(sidecar_.rate_hz, "the sidecar", info_);
    }
    info_.rate_hz = sidecar_.rate_hz;
    std::vector<double> times = even_times(ends_.size(), sidecar_.rate_hz);
    double missing = 0;
    for (std::size_t k = 1; k < frames_.size(); ++k) {
      missing += frames_[k] - frames_[k - 1] - 1;
      if (sidecar_.rate_hz > 0) times[k] = (frames_[k] - frames_[0]) / sidecar_.rate_hz;
    }
    if (missing > 0) {
      info_.warnings.push_back(std::to_string(static_cast<long long>(missing)) +
                               " frames are missing in the table");
    }
    return times;
  }

  Sources finish() {
    info_.format = "csv_table";
    info_.session.driver = "csv_table";
    info_.plate = sidecar_.plate;
    info_.unit = sidecar_.unit;
    info_.side = sidecar_.side;
    if (!sidecar_.device.empty()) info_.provenance["device"] = sidecar_.device;
    info_.provenance["layout"] = sidecar_.layout == Layout::tidy     ? "tidy"
                                 : sidecar_.layout == Layout::blocks ? "blocks"
                                                                     : "wide";
    const std::vector<double> times = settle_times();
    info_.frames = times.size();
    if (sidecar_.unit == "N") {
      info_.conversions.emplace_back("N a sensor divided by the area of one to kPa");
    } else if (sidecar_.kpa != 1) {
      info_.conversions.push_back(sidecar_.unit + " turned into kPa");
    }
    if (!sidecar_.toes_first) {
      info_.conversions.emplace_back("the sidecar has no first_row: row 0 is taken as the heel's");
    } else if (*sidecar_.toes_first) {
      info_.conversions.emplace_back("rows reversed: the sidecar says that the toes come first");
    }
    if (info_.rate_hz <= 0) {
      info_.warnings.emplace_back("no rate: all frames are at time 0, give rate_hz");
    }
    Recording recording(info_.plate);
    for (std::size_t k = 0; k < times.size(); ++k) {
      const std::size_t begin = k == 0 ? 0 : ends_[k - 1];
      recording.append(times[k],
                       std::span<const LoadedCell>(cells_).subspan(begin, ends_[k] - begin));
    }
    Sources sources;
    sources.push_back(std::make_unique<MemorySource>(std::move(info_), std::move(recording)));
    return sources;
  }

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

Sources open(const InputFile& file, const OpenOptions& options) {
  return Parser(file, options).parse();
}

}  // namespace

extern const RecordingFormat csv_table = {
    "csv_table",
    "table of pressures (CSV, TSV) with a description in FILE.json",
    confidence,
    open,
};

}  // namespace solea::readers
