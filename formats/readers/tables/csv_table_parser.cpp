#include "formats/readers/tables/csv_table_parser.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "formats/memory_source.h"

namespace solea::readers {

namespace {

using Got = NumberFields::Got;
using Layout = CsvSidecar::Layout;

}  // namespace

Sources CsvTableParser::parse() {
  read_beginning();
  switch (sidecar_.layout) {
    case Layout::tidy:
      plan_tidy();
      read_lines(&CsvTableParser::read_tidy_line);
      end_tidy_frame();
      break;
    case Layout::blocks:
      read_blocks();
      break;
    default:
      plan_wide();
      read_lines(&CsvTableParser::read_wide_line);
  }
  if (ends_.empty()) lines_.fail("no whole frame found, expected " + expected_shape());
  return finish();
}

std::string CsvTableParser::expected_shape() const {
  const PlateGeometry& p = sidecar_.plate;
  return std::to_string(p.rows) + " rows x " + std::to_string(p.cols) + " columns a frame";
}

bool CsvTableParser::next_line() {
  while (const auto line = lines_.next()) {
    line_ = trimmed(*line);
    if (line_.starts_with('#')) continue;
    return true;
  }
  return false;
}

bool CsvTableParser::next_full_line() {
  while (next_line()) {
    if (!line_.empty()) return true;
  }
  return false;
}

bool CsvTableParser::begins_with_number(std::string_view line) {
  double value = 0;
  return NumberFields(line, find_separator(line)).next(value) == Got::number;
}

std::size_t CsvTableParser::count_fields() const {
  NumberFields fields(line_, separator_);
  double value = 0;
  std::size_t count = 0;
  while (fields.next(value) != Got::end) ++count;
  return count;
}

void CsvTableParser::read_beginning() {
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

std::size_t CsvTableParser::column_of(std::initializer_list<std::string_view> names) const {
  for (std::size_t i = 0; i < titles_.size(); ++i) {
    if (std::find(names.begin(), names.end(), titles_[i].name) != names.end()) return i;
  }
  return none;
}

void CsvTableParser::read_lines(bool (CsvTableParser::*read)()) {
  do {
    is_last_ = cut_ && lines_.at_end();
    if (!(this->*read)()) {
      warn_cut();
      return;
    }
  } while (next_full_line());
}

void CsvTableParser::warn_cut() {
  info_.warnings.push_back("the file ends within frame " + std::to_string(ends_.size() + 1) + ", " +
                           std::to_string(ends_.size()) + " whole frames were kept");
}

void CsvTableParser::fail_field(const NumberFields& fields, Got got) const {
  lines_.fail((got == Got::empty ? "an empty field" : in_quotes(fields.field())) +
              ", expected a number");
}

void CsvTableParser::add_cell(std::size_t index, double value) {
  if (value < 0) lines_.fail("a pressure below 0");
  if (value == 0) return;
  if (value * sidecar_.kpa > most_kpa) lines_.fail("a pressure beyond any sensor");
  if (sidecar_.toes_first.value_or(false)) {
    const std::size_t row = index / cols();
    index = (static_cast<std::size_t>(sidecar_.plate.rows) - 1 - row) * cols() + index % cols();
  }
  cells_.push_back({static_cast<std::uint32_t>(index), static_cast<float>(value * sidecar_.kpa)});
}

void CsvTableParser::end_frame() {
  const auto begin = cells_.begin() + static_cast<std::ptrdiff_t>(ends_.empty() ? 0 : ends_.back());
  const auto by_index = [](const LoadedCell& a, const LoadedCell& b) { return a.index < b.index; };
  if (!std::is_sorted(begin, cells_.end(), by_index)) std::sort(begin, cells_.end(), by_index);
  ends_.push_back(cells_.size());
}

void CsvTableParser::settle_time_unit() {
  const double step = times_.step_s();
  const double frames = step * sidecar_.rate_hz;
  if (std::abs(frames - 1000) < 20) {
    times_.scale(1e-3);
    info_.conversions.emplace_back("times without a unit are ms, by the rate");
  } else if (sidecar_.rate_hz > 0 && step == 1 && std::abs(frames - 1) > 0.02) {
    times_.scale(1 / sidecar_.rate_hz);
    times_.take_as_exact();
    info_.conversions.emplace_back("the first column is taken as the frame's number, by the rate");
  } else if (step > 0.1 && !(std::abs(frames - 1) < 0.02)) {
    // Slower than any mat: as likely ms, or frames.
    lines_.fail("times of no unit in steps of " + short_number(step) +
                ", expected a title with s or ms, as t_s or t_ms, or rate_hz in the description");
  } else {
    info_.conversions.emplace_back("times without a unit are taken as s");
  }
}

std::vector<double> CsvTableParser::settle_times() {
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

Sources CsvTableParser::finish() {
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

}  // namespace solea::readers
