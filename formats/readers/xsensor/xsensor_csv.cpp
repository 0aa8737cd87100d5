// XSENSOR CSV of insoles and mats. A block a frame, in it a block a sensor, then blocks of groups
// (zones), which are passed over:
//
//   Units:,mmHg
//   Threshold:,50
//   FRAME,12
//   Date, 2021 Mar 04
//   Time, 09:15:00.250
//   SENSOR,HX1.2.3-LF S0001
//   Rows,2
//   Columns,3
//   Sensel Width (cm),0.86
//   Sensel Height (cm),0.86
//   Peak Pressure (mmHg),80          the vendor's own numbers of the frame, many more
//   SENSELS
//   0,80,0                           Rows lines, the top of the sensor first
//   0,60,70
//   GROUP,1                          with its own numbers and SENSELS, in no grid
//
// Lines may be filled up with commas, and every second line may be commas only. The variant
// "PRO 7 REV 1" writes Key:,"value", the centre of pressure as COP Row: and COP Column:, and
// numbers with a decimal comma in quotes; others separate by semicolons.
//
// Orientation, from a real walk with a left and a right insole: the centre of pressure begins in
// the last rows and ends in the first ones, and the midfoot's contact, which is lateral, lies in
// the first columns of the left insole and the last ones of the right. So the toes are printed
// first, seen from above.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

#include "core/units.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/grid_text.h"
#include "formats/readers/support/key_line.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/xsensor/xsensor_keys.h"
#include "formats/readers/xsensor/xsensor_sensors.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

constexpr std::array<std::string_view, 9> main_keys = {
    "units", "threshold", "frame", "sensor", "rows", "columns", "sensel", "date", "time"};

int confidence(std::span<const std::byte> head) {
  const InputFile beginning = head_as_text(head);
  const std::string_view text = beginning.text();
  const std::string_view all = text;
  const char separator = separator_of(all, main_keys);
  bool width = false;
  bool frame = false;
  bool columns = false;
  bool sensels = false;
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = std::min(all.find_first_of("\r\n", at), all.size());
    const std::string_view line = all.substr(at, end - at);
    at = end + 1;
    const std::size_t first = line.find_first_not_of(fillers);
    if (first == line.npos) continue;
    const std::string_view begins = line.substr(first, 16);
    const char c = begins.front();
    if (c != 'S' && c != 's' && c != 'F' && c != 'C') continue;
    const KeyLine key = split_key_line(line, separator);
    width = width || (key.key == "sensel width" && parse_number(key.value));
    frame = frame || (key.key == "frame" && parse_number(key.value));
    columns = columns || (key.key == "columns" && parse_number(key.value));
    sensels = sensels || key.key == "sensels";
    if (width && frame && columns && sensels) return 90;
  }
  return frame && columns && (width || sensels) ? 70 : 0;
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : file_(file.as_text()),
        lines_(file_),
        options_(options),
        separator_(separator_of(file_.text().substr(0, 65536), main_keys)) {}

  Sources parse() {
    while (const auto line = lines_.next()) {
      line_is_open_ = line->data() + line->size() == file_.text().data() + file_.text().size();
      if (line->find_first_not_of(fillers) == line->npos) continue;
      try {
        read_line(*line);
      } catch (const FormatError&) {
        // Half a line at the end of the file is a cut, not a mistake.
        if (!line_is_open_ || !sensors_.has_frame()) throw;
        break;
      }
    }
    end_file();
    return finish();
  }

 private:
  enum class Block { none, sensor, group };

  void read_line(std::string_view line) {
    const char first = line[line.find_first_not_of(fillers)];
    const bool is_number =
        (first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.';
    if (is_number) {
      read_row(line);
    } else {
      read_key(split_key_line(line, separator_));
    }
  }

  void read_key(const KeyLine& line) {
    if (block_ == Block::sensor && in_rows_ && row_ < grid_.rows) {
      lines_.fail(in_quotes(line.key) + " after " + std::to_string(row_) + " rows of frame " +
                  std::to_string(number_) + ", expected " + std::to_string(grid_.rows) + " rows");
    }
    if (line.key == "frame") {
      end_block();
      begin_frame(line.value);
    } else if (line.key == "sensor") {
      end_block();
      begin_sensor(to_utf8(line.value));
    } else if (line.key == "group") {
      end_block();
      block_ = Block::group;
      group_expected_.reset();
      group_cells_ = 0;
      in_rows_ = false;
    } else if (line.key == "sensels") {
      begin_rows();
    } else if (line.key == "units") {
      keys_.read_unit(line.value);
    } else if (line.key == "threshold") {
      file_info_.threshold = keys_.number(line).value_or(0);
      info_.provenance["threshold"] = to_utf8(line.value);
    } else if (line.key == "date") {
      if (!line.value.empty()) info_.provenance.try_emplace("date", to_utf8(line.value));
    } else if (line.key == "time") {
      read_time(line.value);
    } else if (block_ == Block::group) {
      if (line.key == "cells") group_expected_ = keys_.number(line);
      (void)keys_.summary_number(line);
    } else {
      read_sensor_key(line);
    }
  }

  void begin_frame(std::string_view value) {
    const auto number = parse_number(value.substr(0, value.find(' ')));
    if (!number || std::abs(*number) > 1e12 || *number != std::floor(*number)) {
      lines_.fail("bad 'FRAME' " + in_quotes(value) + ", expected a whole number");
    }
    number_ = static_cast<std::int64_t>(*number);
    has_number_ = true;
    time_.reset();
    sensors_.begin_frame();
    begin_block(file_label_, file_grid_);
    is_named_ = false;
  }

  void begin_sensor(std::string label) {
    if (!has_number_) {  // the header of a file with one sensor
      file_label_ = std::move(label);
      return;
    }
    const XsensorSensor* known = sensors_.find(label);
    begin_block(std::move(label), known != nullptr ? known->grid() : file_grid_);
    is_named_ = true;
  }

  void begin_block(std::string label, const XsensorGrid& grid) {
    block_ = Block::sensor;
    label_ = std::move(label);
    grid_ = grid;
    sensor_ = nullptr;
    summary_ = {};
    row_ = 0;
    in_rows_ = false;
  }

  void read_time(std::string_view value) {
    time_ = find_clock_time(value);
    if (time_) info_.provenance.try_emplace("time of the first frame", to_utf8(value));
    if (!time_ && !value.empty()) bad_times_ = true;
  }

  void read_sensor_key(const KeyLine& line) {
    XsensorGrid grid = has_number_ ? grid_ : file_grid_;
    if (keys_.read_grid(line, grid)) {
      if (in_rows_) {
        lines_.fail(in_quotes(line.key) + " behind the pressures, expected it before 'SENSELS'");
      }
      (has_number_ ? grid_ : file_grid_) = grid;
    } else {
      const auto [which, value] = keys_.summary_number(line);
      if (which) summary_.at(*which) = value;
    }
  }

  void begin_rows() {
    if (block_ == Block::none || !has_number_) {
      lines_.fail("'SENSELS' before 'FRAME', expected the frame's number first");
    }
    if (block_ == Block::group) {
      in_rows_ = true;
      return;
    }
    if (in_rows_) lines_.fail("'SENSELS' twice in a sensor, expected 'SENSOR', 'GROUP' or 'FRAME'");
    if (grid_.rows == 0 || grid_.cols == 0) {
      lines_.fail("'SENSELS' before 'Rows' and 'Columns', expected the size of the grid first");
    }
    if (file_info_.unit.empty()) {
      if (options_.unit.empty()) lines_.fail("no 'Units' in the file, expected e.g. 'Units:,mmHg'");
      keys_.read_unit(options_.unit);
      unit_is_given_ = true;
    }
    sensor_ = &sensors_.of_block(label_, grid_, number_, time_);
    in_rows_ = true;
  }

  void read_row(std::string_view line) {
    if (block_ == Block::sensor && !in_rows_) begin_rows();  // a file without 'SENSELS'
    if (!in_rows_) lines_.fail("numbers outside of 'SENSELS', expected a key");
    const bool is_group = block_ == Block::group;
    if (!is_group && row_ == grid_.rows) {
      lines_.fail("a row too many, expected " + std::to_string(grid_.rows) + " rows");
    }
    const char* at = line.data();
    const char* const end = at + line.size();
    const auto skip_blanks = [&] {
      while (at != end && (*at == ' ' || (*at == '\t' && separator_ != '\t'))) ++at;
    };
    int col = 0;
    const char* last_end = nullptr;
    for (; is_group || col < grid_.cols; ++col) {
      if (is_group && only_fillers(at, end)) break;
      skip_blanks();
      const char* const from = at;
      const double value = scan_cell(lines_, separator_, at, end, file_info_.cell_decimals);
      if (value > most_kpa) lines_.fail("a pressure beyond any sensor");
      if (!is_group) sensor_->add(row_, col, value, file_info_);
      last_end = at;
      skip_blanks();
      if (at != end && *at == separator_) {
        ++at;
      } else if (at != end) {
        fail_cell(lines_, separator_, from, end);
      } else if (!is_group && col + 1 < grid_.cols) {
        lines_.fail(std::to_string(col + 1) + " fields, expected " + std::to_string(grid_.cols));
      }
    }
    if (!only_fillers(at, end)) {
      lines_.fail("more than " + std::to_string(grid_.cols) + " fields, expected one a column");
    }
    if (is_group) {
      group_cells_ += static_cast<std::size_t>(col);
      return;
    }
    ++row_;
    last_may_be_cut_ = line_is_open_ && last_end == end && end[-1] != '"';
  }

  void end_block() {
    if (block_ == Block::group && in_rows_ && group_expected_ &&
        *group_expected_ != static_cast<double>(group_cells_)) {
      lines_.fail("the group has " + std::to_string(group_cells_) + " cells, expected " +
                  short_number(*group_expected_));
    }
    if (block_ == Block::sensor) {
      if (in_rows_) {
        sensor_->keep_frame(number_, time_, summary_);
      } else if (is_named_) {
        lines_.fail("sensor " + in_quotes(label_) + " without 'SENSELS' in frame " +
                    std::to_string(number_) + ", expected its pressures");
      }
    }
    block_ = Block::none;
    in_rows_ = false;
  }

  void end_file() {
    const bool sensor_is_open =
        block_ == Block::sensor && (!in_rows_ || row_ < grid_.rows) && has_number_;
    const bool group_is_open =
        block_ == Block::group &&
        (!in_rows_ || (group_expected_ && static_cast<double>(group_cells_) < *group_expected_));
    if (sensor_is_open) {
      if (!sensors_.has_frame()) {
        lines_.fail("the file ends within frame " + std::to_string(number_) +
                    ", expected 'SENSELS' and their rows");
      }
      if (sensor_ != nullptr) sensor_->drop_frame();
    } else if (!group_is_open) {
      end_block();
      if (last_may_be_cut_) {
        info_.warnings.emplace_back("the file's last line has no end: its last number may be cut");
      }
    }
    if (sensor_is_open || group_is_open) {
      cut_ = (group_is_open ? "the file ends within a group of frame "
                            : "the file ends within frame ") +
             std::to_string(number_);
    }
    if (!sensors_.has_frame()) lines_.fail("no frame found, expected 'FRAME' and 'SENSELS'");
  }

  Sources finish() {
    if (unit_is_given_) {
      info_.conversions.emplace_back("unit as given, the file does not tell it");
    } else if (!options_.unit.empty()) {
      warn_ignored(info_, "unit");
    }
    if (options_.calibration) {
      warn_ignored(info_, "calibration", "the file has pressures in " + file_info_.unit);
    }
    if (bad_times_) info_.warnings.emplace_back("some frames have no time that can be read");
    info_.format = "xsensor_csv";
    info_.session.driver = "xsensor_csv";
    info_.unit = lower_case(file_info_.unit) == "kpa" ? "kPa" : file_info_.unit;
    Sources sources;
    for (XsensorSensor& sensor : sensors_.all()) {
      if (sensor.frames() == 0) continue;
      SourceInfo info = info_;
      if (!cut_.empty()) {
        info.warnings.push_back(cut_ + ", " + std::to_string(sensor.frames()) +
                                " whole frames were kept");
      }
      sources.push_back(sensor.finish(std::move(info), file_info_, options_));
    }
    return sources;
  }

  InputFile file_;
  LineReader lines_;
  const OpenOptions& options_;
  char separator_;
  SourceInfo info_;  // of all sensors
  XsensorFile file_info_;
  XsensorKeys keys_{lines_, file_info_};
  bool unit_is_given_ = false;
  bool bad_times_ = false;
  XsensorSensors sensors_{lines_};

  // What a header before the first frame says.
  std::string file_label_;
  XsensorGrid file_grid_;

  bool has_number_ = false;
  std::int64_t number_ = 0;
  std::optional<ClockTime> time_;

  Block block_ = Block::none;
  bool in_rows_ = false;
  bool is_named_ = false;  // the block has its 'SENSOR'
  std::string label_;
  XsensorGrid grid_;
  XsensorSensor* sensor_ = nullptr;
  XsensorSummary summary_;
  int row_ = 0;
  std::optional<double> group_expected_;
  std::size_t group_cells_ = 0;

  bool line_is_open_ = false;  // the file ends within this line
  bool last_may_be_cut_ = false;
  std::string cut_;
};

Sources open(const InputFile& file, const OpenOptions& options) {
  return Parser(file, options).parse();
}

}  // namespace

extern const RecordingFormat xsensor_csv = {
    "xsensor_csv",
    "XSENSOR CSV",
    confidence,
    open,
};

}  // namespace solea::readers
