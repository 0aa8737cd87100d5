// The layouts of a table of pressures: wide, blocks, tidy.

#include <algorithm>
#include <cmath>

#include "core/units.h"
#include "formats/readers/tables/csv_table_parser.h"

namespace solea::readers {

namespace {

using Got = NumberFields::Got;

}  // namespace

void CsvTableParser::plan_wide() {
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

void CsvTableParser::read_time_unit(const ColumnTitle& title) {
  const auto unit = title.unit.empty() ? std::optional(1.0) : seconds_per_unit(title.unit);
  if (!unit) lines_.fail("time in " + in_quotes(title.unit) + ", expected s or ms");
  time_unit_s_ = *unit;
  guess_time_unit_ = title.unit.empty();
}

bool CsvTableParser::read_wide_line() {
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

void CsvTableParser::add_time(double time, std::string_view printed) {
  if (!times_.add(time, printed, time_unit_s_)) {
    lines_.fail("time " + in_quotes(printed) + ", expected one not before the last frame's");
  }
}

bool CsvTableParser::is_block_title() const {
  NumberFields fields(line_, separator_);
  double value = 0;
  if (fields.next(value) == Got::number) return false;
  return !is_no_number(fields.field()) && (cols() == 1 || count_fields() != cols());
}

void CsvTableParser::read_blocks() {
  const auto rows = static_cast<std::size_t>(sidecar_.plate.rows);
  std::size_t row = 0;
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
  if (ends_.empty()) {
    lines_.fail("the file ends after " + std::to_string(row) + " rows, expected " +
                expected_shape());
  }
  cells_.resize(ends_.back());
  warn_cut();
}

bool CsvTableParser::is_rest_empty() {
  while (line_.empty()) {
    if (!next_line()) return true;
  }
  return false;
}

bool CsvTableParser::read_row(std::size_t row) {
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
  lines_.fail((got == Got::end ? std::to_string(count) : "more") + " numbers in a row, expected " +
              std::to_string(cols()));
}

void CsvTableParser::plan_tidy() {
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

void CsvTableParser::check_value_unit(const std::string& unit) {
  const auto kpa = kpa_per_unit(unit);
  if (kpa && *kpa != sidecar_.kpa) {
    lines_.fail("a column in " + in_quotes(unit) + ", the sidecar says " +
                in_quotes(sidecar_.unit));
  }
}

bool CsvTableParser::read_tidy_line() {
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

bool CsvTableParser::drop_tidy_frame() {
  if (!in_frame_) return false;
  cells_.resize(ends_.back());
  frames_.pop_back();
  if (time_column_ != none) times_.pop_back();
  in_frame_ = false;
  return false;
}

std::size_t CsvTableParser::index_of(double value, int count, const char* what) const {
  const double index = value - sidecar_.first_index;
  if (!(index >= 0 && index < count) || index != std::floor(index)) {
    lines_.fail(std::string("a ") + what + " outside the grid, expected " +
                std::to_string(sidecar_.first_index) + " to " +
                std::to_string(count - 1 + sidecar_.first_index) + " (first_index " +
                std::to_string(sidecar_.first_index) + ")");
  }
  return static_cast<std::size_t>(index);
}

void CsvTableParser::end_tidy_frame() {
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

}  // namespace solea::readers
