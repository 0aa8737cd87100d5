// A table of centres of pressure, as force plates and other programs export it: a line with titles,
// perhaps one with units, then a line a frame.
//
//   t_s,x_mm,y_mm,force_n              Time [ms];CoPx [cm];CoPy [cm]
//   0.00,12.5,88.0,702.1               0;1,25;8,80
//   0.01,12.6,88.3,703.0               10;1,26;8,83
//
// Time: t, time in s, ms. Place: x, cop_x, copx, cop_ml and y, cop_y, copy, cop_ap in mm, cm, m.
// Force, may be missing: force, f, fz, grf, load in N, kN. Other columns are not read. An empty
// place or NaN is a frame without one. Lines that begin with '#' are remarks. A recording without
// sensors: the places are channels.

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/support/sample_times.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

bool is_one_of(std::string_view name, std::span<const std::string_view> known) {
  return std::find(known.begin(), known.end(), name) != known.end();
}

/// What the columns of a table are called, in the order of Quantity.
constexpr std::array<std::string_view, 7> x_names = {"x",     "copx",  "xcop", "copml",
                                                     "mlcop", "copxx", "cdpx"};
constexpr std::array<std::string_view, 7> y_names = {"y",     "copy",  "ycop", "copap",
                                                     "apcop", "copyy", "cdpy"};
constexpr std::array<std::string_view, 8> force_names = {"force", "f",    "fz",   "forcez",
                                                         "grf",   "vgrf", "load", "totalforce"};

enum Quantity : std::size_t { time, x, y, force, quantities };

/// Which column holds which quantity, and its factor to s, mm or N.
struct Layout {
  static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::array<std::size_t, quantities> column = {none, none, none, none};
  std::array<std::string, quantities> unit;
  std::vector<std::string> not_read;

  [[nodiscard]] bool is_complete() const {
    return column[time] != none && column[x] != none && column[y] != none;
  }
};

Layout find_columns(std::string_view line, char separator) {
  Layout layout;
  const auto titles = split_titles(line, separator);
  for (std::size_t i = 0; i < titles.size(); ++i) {
    const ColumnTitle title = parse_title(titles[i]);
    const std::size_t q = is_time_name(title.name)             ? time
                          : is_one_of(title.name, x_names)     ? x
                          : is_one_of(title.name, y_names)     ? y
                          : is_one_of(title.name, force_names) ? force
                                                               : quantities;
    if (q != quantities && layout.column[q] == Layout::none) {
      layout.column[q] = i;
      layout.unit[q] = title.unit;
    } else {
      layout.not_read.push_back(in_quotes(titles[i]));
    }
  }
  return layout;
}

std::optional<double> mm_per_unit(std::string_view unit) {
  if (unit == "mm") return 1;
  if (unit == "cm") return 10;
  if (unit == "m") return 1000;
  return std::nullopt;
}

std::optional<double> n_per_unit(std::string_view unit) {
  if (unit == "n" || unit == "newton") return 1;
  if (unit == "kn") return 1000;
  return std::nullopt;
}

/// The next line that says something.
std::optional<std::string_view> next_line(LineReader& lines) {
  while (auto line = lines.next()) {
    const std::string_view text = trimmed(*line);
    if (!text.empty() && text.front() != '#') return text;
  }
  return std::nullopt;
}

/// Whether the lines are cells of frames and not frames: x and y are the cells' places then, as in
/// Solea's own tidy CSV.
bool has_cells(std::string_view titles) {
  for (const auto& title : split_titles(titles, find_separator(titles))) {
    const std::string name = parse_title(title).name;
    if (name == "row" || name == "col" || name == "column" || kpa_per_unit(name)) return true;
  }
  return false;
}

int confidence(std::span<const std::byte> head) {
  LineReader lines(head_as_text(head));
  const auto title = next_line(lines);
  if (!title || title->size() > 4000) return 0;
  if (!find_columns(*title, find_separator(*title)).is_complete()) return 0;
  if (has_cells(*title)) return 0;
  // Titles alone are nothing; below them stands a number, perhaps after the units.
  for (int k = 0; k < 2; ++k) {
    const auto line = next_line(lines);
    if (!line) return 0;
    double value = 0;
    if (NumberFields(*line, find_separator(*line)).next(value) == NumberFields::Got::number) {
      return 60;
    }
  }
  return 0;
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : options_(options), cut_(ends_within_line(file.as_text())), lines_(file) {}

  Sources parse() {
    const auto title = next_line(lines_);
    if (!title) lines_.fail("no line of titles, expected e.g. t_s,x_mm,y_mm,force_n");
    separator_ = find_separator(*title);
    layout_ = find_columns(*title, separator_);
    if (!layout_.is_complete()) {
      lines_.fail("titles " + in_quotes(*title) + ", expected e.g. t_s,x_mm,y_mm,force_n");
    }
    auto line = next_line(lines_);
    if (line) {
      separator_ = find_separator(*line);
      if (read_units(*line)) line = next_line(lines_);
    }
    settle_units();
    for (; line; line = next_line(lines_)) {
      if (!read_frame(*line)) break;
    }
    if (times_.size() == 0) lines_.fail("no frame found, expected a time and a place below");
    return finish();
  }

 private:
  /// Units below the titles: "s,mm,mm". False when the line is none of units.
  bool read_units(std::string_view line) {
    double value = 0;
    if (NumberFields(line, separator_).next(value) == NumberFields::Got::number) return false;
    const auto fields = split_titles(line, separator_);
    for (std::size_t q = 0; q < quantities; ++q) {
      const std::size_t column = layout_.column[q];
      if (column >= fields.size() || fields[column].empty()) continue;
      std::string unit = lower_case(fields[column]);
      std::erase_if(unit, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')'; });
      layout_.unit[q] = unit;
    }
    return true;
  }

  void settle_units() {
    factor_.fill(1);
    if (layout_.unit[time].empty()) {
      assumed_seconds_ = true;
    } else if (const auto s = seconds_per_unit(layout_.unit[time])) {
      factor_[time] = *s;
    } else {
      lines_.fail("time in " + in_quotes(layout_.unit[time]) + ", expected s or ms");
    }
    for (const Quantity q : {x, y}) {
      const auto mm = mm_per_unit(layout_.unit[q]);
      if (!mm) {
        lines_.fail("places in " +
                    (layout_.unit[q].empty() ? "no unit" : in_quotes(layout_.unit[q])) +
                    ", expected titles with mm, cm or m, as x_mm,y_mm");
      }
      factor_[q] = *mm;
      if (*mm != 1) {
        info_.conversions.push_back((q == x ? "x from " : "y from ") + layout_.unit[q] + " to mm");
      }
    }
    if (layout_.column[force] == Layout::none) return;
    if (layout_.unit[force].empty()) {
      info_.conversions.emplace_back("the force's title names no unit: N taken");
    } else if (const auto n = n_per_unit(layout_.unit[force])) {
      factor_[force] = *n;
      if (*n != 1) info_.conversions.push_back("force from " + layout_.unit[force] + " to N");
    } else {
      info_.warnings.push_back("the force was not read: in " + in_quotes(layout_.unit[force]) +
                               ", expected N or kN");
      layout_.column[force] = Layout::none;
    }
  }

  /// False where the file is cut off within this line.
  bool read_frame(std::string_view line) {
    const bool is_last = cut_ && lines_.at_end();
    NumberFields fields(line, separator_);
    std::array<double, quantities> values = {nan, nan, nan, nan};
    std::string_view printed_time;
    std::size_t last = 0;
    for (const std::size_t column : layout_.column) {
      if (column != Layout::none) last = std::max(last, column);
    }
    std::size_t i = 0;
    for (; i <= last; ++i) {
      double value = nan;
      const auto got = fields.next(value);
      if (got == NumberFields::Got::end) break;
      const auto q = static_cast<std::size_t>(
          std::find(layout_.column.begin(), layout_.column.end(), i) - layout_.column.begin());
      if (q == quantities) continue;
      if (got == NumberFields::Got::number) {
        values[q] = value * factor_[q];
        if (q == time) {
          values[q] = value;
          printed_time = fields.field();
        }
      } else if (q == time ||
                 (got == NumberFields::Got::text && lower_case(fields.field()) != "nan")) {
        if (is_last && times_.size() > 0) return stop_cut();
        lines_.fail(in_quotes(fields.field()) + ", expected a number");
      }
    }
    // Without an end of line only a last empty field may be missing.
    if (i <= last) {
      if (is_last && times_.size() > 0) return stop_cut();
      if (i < last || std::isnan(values[time])) {
        lines_.fail(std::to_string(i) + " fields, expected at least " + std::to_string(last + 1));
      }
    }
    if (!times_.add(values[time], printed_time, factor_[time])) {
      lines_.fail("time " + in_quotes(printed_time) + ", expected one not before the last frame's");
    }
    for (std::size_t q = x; q < quantities; ++q) series_[q].push_back(values[q]);
    return true;
  }

  bool stop_cut() {
    info_.warnings.push_back("the file ends within frame " + std::to_string(times_.size() + 1) +
                             ", " + std::to_string(times_.size()) + " whole frames were kept");
    return false;
  }

  Sources finish() {
    info_.format = "cop_table";
    info_.session.driver = "cop_table";
    info_.has_grid = false;
    info_.plate = {};
    info_.unit = layout_.unit[x];
    const std::vector<double> times = times_.settle(0, "", info_);
    if (assumed_seconds_) {
      // Milliseconds would be slower than any plate.
      if (info_.rate_hz > 0 && info_.rate_hz < 10) {
        lines_.fail("times of no unit, expected a title with s or ms, as t_s or t_ms");
      }
      info_.conversions.emplace_back("the time's title names no unit: seconds taken");
    }
    info_.frames = times.size();
    info_.conversions.emplace_back(
        "places as the file has them: x to the person's right, y forward");
    if (times_.first_s() != 0) {
      info_.conversions.emplace_back("times begin at 0 with the first frame");
    }
    if (!layout_.not_read.empty()) info_.conversions.push_back("columns not read: " + not_read());
    warn_options();
    std::size_t without = 0;
    for (std::size_t k = 0; k < times.size(); ++k) {
      if (!std::isfinite(series_[x][k]) || !std::isfinite(series_[y][k])) ++without;
    }
    if (without > 0) {
      info_.warnings.push_back(std::to_string(without) + " frames have no centre of pressure");
    }
    info_.channels = {
        {"cop_x_mm", "mm", "centre of pressure, to the person's right", std::move(series_[x])},
        {"cop_y_mm", "mm", "centre of pressure, forward", std::move(series_[y])}};
    if (layout_.column[force] != Layout::none) {
      info_.channels.push_back({"force_n", "N", "whole force", std::move(series_[force])});
    }
    Recording recording(info_.plate);
    for (const double t : times) recording.append(t, std::span<const LoadedCell>());
    Sources sources;
    sources.push_back(std::make_unique<MemorySource>(std::move(info_), std::move(recording)));
    return sources;
  }

  [[nodiscard]] std::string not_read() const {
    constexpr std::size_t most = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(layout_.not_read.size(), most); ++i) {
      text += (i > 0 ? ", " : "") + layout_.not_read[i];
    }
    return text + (layout_.not_read.size() > most ? ", ..." : "");
  }

  void warn_options() {
    if (options_.rate_hz) warn_ignored(info_, "rate", "the times tell it");
    if (!options_.unit.empty()) warn_ignored(info_, "unit", "the titles tell the units");
    if (options_.pitch_x_mm || options_.pitch_y_mm) {
      warn_ignored(info_, "pitch", "there are no sensors");
    }
  }

  const OpenOptions& options_;
  bool cut_;
  LineReader lines_;
  SourceInfo info_;
  char separator_ = ',';
  Layout layout_;
  std::array<double, quantities> factor_{};
  bool assumed_seconds_ = false;
  PrintedTimes times_;
  std::array<std::vector<double>, quantities> series_;
};

Sources open(const InputFile& file, const OpenOptions& options) {
  return Parser(file, options).parse();
}

}  // namespace

extern const RecordingFormat cop_table = {
    "cop_table",
    "table of centres of pressure (CSV, TSV)",
    confidence,
    open,
};

}  // namespace solea::readers
