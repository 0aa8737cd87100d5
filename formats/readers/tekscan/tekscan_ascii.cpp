// Tekscan ASCII of F-Scan, MatScan, I-Scan and others (.asf, .csv): keys in any order, one a line,
// then the frames, the sensor's top row first:
//
//   DATA_TYPE MOVIE
//   ROWS 4                       key and value split at the first blank
//   COLS 3
//   ROW_SPACING 0.508 cm         mm, cm, inches, written short or long
//   SECONDS_PER_FRAME 0.01
//   COMMENTS:
//   any text, several lines
//   UNITS KPa                    a pressure, or raw: counts, which need a calibration
//   ASCII_DATA @@
//
//   Frame 1, 0,, 3/4/2020 9:15:00.25AM,,,Raw Sum=,,310        or only "Frame 1"
//   B,0,B                        B: no sensor there
//   ...
//   @@
//
// Orientation, from a real F-Scan walk: the loads begin in the last rows, which have the narrow
// print of the heel, and end in the first ones; a left sensor's midfoot contact, which is lateral,
// lies in the first columns. So the toes are printed first, seen from above. No real file with
// MIRROR_ROW or MIRROR_COL set was seen.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/count_source.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/grid_text.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/tekscan/tekscan_frame_line.h"
#include "formats/readers/tekscan/tekscan_header.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

using namespace std::string_view_literals;

int confidence(std::span<const std::byte> head) {
  const InputFile beginning = head_as_text(head);
  const std::string_view text = beginning.text();
  int keys = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    const auto [key, value] = TekscanHeader::split(std::string_view(text).substr(at, end - at));
    at = end + 1;
    if (TekscanHeader::is_numeric(key, value)) ++keys;
    if (key == "ASCII_DATA" && value.starts_with("@@") && keys >= 2) return 95;
  }
  return keys >= 5 ? 70 : 0;
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : file_(file.as_text()), lines_(file_), options_(options) {}

  std::unique_ptr<FrameSource> parse() {
    bool in_data = false;
    while (const auto line = lines_.next()) {
      line_is_open_ = line->data() + line->size() == file_.text().data() + file_.text().size();
      try {
        if (!in_data) {
          in_data = header_.read_line(*line);
          if (in_data) begin_data();
        } else if (read_data_line(*line)) {
          ended_ = true;
          break;
        }
      } catch (const FormatError&) {
        // Half a line at the end of the file is a cut, not a mistake.
        if (!line_is_open_ || numbers_.empty()) throw;
        break;
      }
    }
    if (!in_data) lines_.fail("the file ends within the header, expected 'ASCII_DATA @@'");
    end_file();
    return finish();
  }

 private:
  void begin_data() {
    plate_ = header_.plate(options_, info_);
    kpa_ = header_.kpa_per_file_unit(options_, plate_, info_);
    is_raw_ = kpa_ == 0;
    if (is_raw_) kpa_ = 1;
    const bool mirror_row = header_.is_set("MIRROR_ROW");
    const bool mirror_col = header_.is_set("MIRROR_COL");
    info_.conversions.push_back(
        mirror_row ? "rows kept: MIRROR_ROW is set, so that the heel is taken as printed first"
                   : "rows reversed: the toes' end is printed first");
    info_.conversions.push_back(
        mirror_col ? "columns reversed: MIRROR_COL is set, the print is taken as seen from below"
                   : "columns kept: the print is seen from above");
    frames_.set(plate_, {!mirror_row, mirror_col});
  }

  /// True at the end of the data.
  bool read_data_line(std::string_view line) {
    std::string_view text = trimmed(line);
    if (text.starts_with('"')) text = trimmed(text, "\"");
    if (text.find_first_not_of(",; \t\"") == std::string_view::npos) return false;
    if (text.starts_with("@@")) {
      if (frame_is_open()) fail_short_frame("'@@'");
      return true;
    }
    const char first = text.front();
    const bool is_letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z') ||
                           static_cast<unsigned char>(first) >= 0x80;
    const bool is_b = first == 'B' && (text.size() == 1 || ",; \t"sv.find(text[1]) != text.npos);
    if (is_letter && !is_b) {
      begin_frame(text);
    } else {
      read_row(line);
    }
    return false;
  }

  [[nodiscard]] bool frame_is_open() const { return in_frame_ && row_ < plate_.rows; }

  [[noreturn]] void fail_short_frame(const std::string& found) {
    lines_.fail(found + " after " + std::to_string(row_) + " rows of frame " +
                std::to_string(number_) + ", expected " + std::to_string(plate_.rows) + " rows");
  }

  void begin_frame(std::string_view text) {
    const auto line = parse_frame_line(text);
    if (!line) {
      lines_.fail(in_quotes(text) + ", expected 'Frame' and its number, or a row of pressures");
    }
    if (frame_is_open()) fail_short_frame(in_quotes(text));
    if (in_frame_ && line->number <= number_) {
      lines_.fail("frame " + std::to_string(line->number) + " after " + std::to_string(number_) +
                  ", expected rising numbers");
    }
    number_ = line->number;
    in_frame_ = true;
    row_ = 0;
    frame_sum_ = 0;
    b_cells_ = 0;
    clock_ = line->clock;
    raw_sum_ = line->raw_sum;
    if (clock_ && !clocks_.empty() && clock_->seconds < clocks_.back() &&
        clocks_.back() - clock_->seconds < 43200) {
      lines_.fail("the frame's time goes back, expected rising times");
    }
  }

  void read_row(std::string_view line) {
    if (!in_frame_) {  // a snapshot without a frame's line
      in_frame_ = true;
      number_ = 1;
    }
    if (row_ == plate_.rows) {
      lines_.fail("a row too many in frame " + std::to_string(number_) + ", expected " +
                  std::to_string(plate_.rows) + " rows");
    }
    const char separator = line.find(';') != line.npos    ? ';'
                           : line.find('\t') != line.npos ? '\t'
                                                          : ',';
    const char decimal = separator != ',' && line.find(',') != line.npos ? ',' : '.';
    const char* at = line.data();
    const char* const end = at + line.size();
    const auto skip_blanks = [&] {
      while (at != end && (*at == ' ' || (*at == '\t' && separator != '\t'))) ++at;
    };
    for (int col = 0; col < plate_.cols; ++col) {
      skip_blanks();
      if (at != end && *at == 'B') {
        ++at;
        ++b_cells_;
        if (numbers_.empty()) has_sensor_.push_back(0);
      } else {
        double value = 0;
        if (!scan_number(at, end, value, decimal)) fail_cell(line, at, end, separator, col);
        if (!(value >= 0 && value <= 1e9)) {
          lines_.fail("a pressure of " + short_number(value) + ", expected 0 or more");
        }
        add_cell(col, value);
      }
      skip_blanks();
      if (col + 1 < plate_.cols) {
        if (at == end || *at != separator) fail_cell(line, at, end, separator, col + 1);
        ++at;
      }
    }
    for (const char* rest = at; rest != end; ++rest) {
      if (*rest != separator && *rest != ' ' && *rest != '\t') {
        lines_.fail("more than " + std::to_string(plate_.cols) + " fields, expected one a column");
      }
    }
    if (++row_ == plate_.rows) keep_frame(at != line.data() && at[-1] == 'B');
  }

  [[noreturn]] void fail_cell(std::string_view line, const char* at, const char* end,
                              char separator, int col) {
    if (at == end) {
      lines_.fail(std::to_string(col) + " fields, expected " + std::to_string(plate_.cols));
    }
    // The whole field, for the message.
    const char* from = at;
    while (from != line.data() && from[-1] != separator) --from;
    const std::string_view rest(from, static_cast<std::size_t>(end - from));
    lines_.fail(in_quotes(trimmed(rest.substr(0, rest.find(separator, 1)))) +
                ", expected a number or B");
  }

  void add_cell(int col, double value) {
    if (numbers_.empty()) {
      has_sensor_.push_back(1);
    } else if (has_sensor_[static_cast<std::size_t>(row_) * static_cast<std::size_t>(plate_.cols) +
                           static_cast<std::size_t>(col)] == 0) {
      lines_.fail("a number where the first frame has B, expected the same sensor in all frames");
    }
    if (value <= 0) return;
    if (value > most_kpa) lines_.fail("a value beyond any sensor");
    frame_sum_ += value;
    if (is_raw_ && (value > 65535 || value != std::floor(value))) {
      lines_.fail("a count of " + short_number(value) + ", expected a whole number up to 65535");
    }
    frames_.add(row_, col, static_cast<float>(value * kpa_));
  }

  void keep_frame(bool ends_in_b) {
    if (line_is_open_ && !ends_in_b) {
      // The last number may be cut. Taken where the header says that this is the last frame.
      const auto last = header_.number("END_FRAME");
      if (!last || last->value == static_cast<double>(number_)) {
        info_.warnings.push_back("the file's last line has no end: its last number may be cut");
      } else {
        row_ = plate_.rows - 1;
        return;
      }
    }
    if (numbers_.empty()) first_b_cells_ = b_cells_;
    if (b_cells_ != first_b_cells_) {
      lines_.fail("B where the first frame has a number in frame " + std::to_string(number_) +
                  ", expected the same sensor in all frames");
    }
    frames_.keep_frame();
    numbers_.push_back(number_);
    if (clock_) {
      clocks_.push_back(clock_->seconds);
      clock_decimals_ = std::max(clock_decimals_, clock_->decimals);
    }
    raw_sums_.push_back(raw_sum_.value_or(std::nan("")));
    if (is_raw_ && raw_sum_) {
      raw_sum_check_.compare(*raw_sum_, frame_sum_, 0, "frame", static_cast<std::size_t>(number_));
    }
  }

  void end_file() {
    if (frame_is_open()) {
      if (numbers_.empty()) {
        lines_.fail("the file ends within frame " + std::to_string(number_) + " after " +
                    std::to_string(row_) + " rows, expected " + std::to_string(plate_.rows));
      }
      info_.warnings.push_back("the file ends within frame " + std::to_string(number_) + ", " +
                               std::to_string(numbers_.size()) + " whole frames were kept");
    } else if (!ended_) {
      info_.warnings.emplace_back("the file ends without '@@', it may be cut");
    }
    if (numbers_.empty()) lines_.fail("no frame found, expected 'Frame 1' and its rows");
    const auto last = header_.number("END_FRAME");
    if (ended_ && last && last->value > static_cast<double>(numbers_.back())) {
      info_.warnings.push_back("END_FRAME is " + short_number(last->value) +
                               ", the last frame is " + std::to_string(numbers_.back()));
    }
  }

  FrameTimes read_times() {
    double rate_hz = 0;
    const auto period = header_.number("SECONDS_PER_FRAME");
    const bool is_possible = period && period->value >= 1e-6 && period->value <= 1e6;
    if (period && period->value > 0 && !is_possible) {
      info_.warnings.emplace_back("SECONDS_PER_FRAME is impossible: not used");
    }
    if (is_possible) {
      rate_hz = 1 / period->value;
      take_option(rate_hz, options_.rate_hz, "rate", info_);
      return times_at_period(numbers_, period->value);
    }
    if (clocks_.size() == numbers_.size()) {
      FrameTimes times = times_of_clock(numbers_, clocks_, clock_decimals_);
      if (times.rate_hz > 0) {
        take_option(times.rate_hz, options_.rate_hz, "rate", info_);
        return times;
      }
    }
    take_option(rate_hz, options_.rate_hz, "rate", info_);
    if (rate_hz <= 0) info_.warnings.emplace_back("the file tells neither a rate nor frame times");
    return times_at_period(numbers_, rate_hz > 0 ? 1 / rate_hz : 0);
  }

  std::unique_ptr<FrameSource> finish() {
    header_.put_provenance(info_);
    info_.format = "tekscan_ascii";
    info_.session.driver = "tekscan_ascii";
    info_.plate = plate_;
    info_.frames = numbers_.size();
    info_.side = header_.side();
    const FrameTimes times = read_times();
    info_.rate_hz = times.rate_hz;
    if (!times.how.empty()) info_.conversions.push_back(times.how);
    if (const std::string gaps = missing_frames(numbers_); !gaps.empty()) {
      info_.warnings.push_back(gaps);
    }
    set_mask();
    raw_sum_check_.report(info_);
    if (std::any_of(raw_sums_.begin(), raw_sums_.end(), [](double s) { return !std::isnan(s); })) {
      info_.channels.push_back({"vendor_raw_sum_count", "count",
                                "sum of the sensor's raw counts as the file prints it",
                                std::move(raw_sums_)});
    }
    Recording recording = frames_.recording(times.times_s);
    if (!is_raw_) {
      if (options_.calibration) {
        warn_ignored(info_, "calibration", "the file has pressures in " + info_.unit);
      }
      return std::make_unique<MemorySource>(std::move(info_), std::move(recording));
    }
    if (options_.calibration) {
      options_.calibration->require_fits(info_.session.driver, plate_);
      info_.calibration = options_.calibration->summary();
      info_.conversions.push_back("raw counts to kPa: " + *info_.calibration);
    }
    return std::make_unique<CountSource>(std::move(info_), std::move(recording),
                                         options_.calibration, file_.name());
  }

  void set_mask() {
    const auto outside = std::count(has_sensor_.begin(), has_sensor_.end(), 0);
    // A sensor that is no rectangle has the outline of a foot.
    info_.one_foot = info_.side != Side::unknown || outside > 0;
    if (outside == 0) return;
    info_.sensor_mask.resize(has_sensor_.size());
    std::size_t cell = 0;
    for (int row = 0; row < plate_.rows; ++row) {
      for (int col = 0; col < plate_.cols; ++col) {
        info_.sensor_mask[frames_.index(row, col)] = has_sensor_[cell++];
      }
    }
    info_.conversions.push_back(std::to_string(outside) +
                                " cells B are outside the sensor: masked, not a pressure of 0");
  }

  InputFile file_;
  LineReader lines_;
  const OpenOptions& options_;
  SourceInfo info_;
  PlateGeometry plate_;
  TekscanHeader header_{lines_};
  bool is_raw_ = false;
  double kpa_ = 1;  // of a unit of the file; 1 for counts
  GridFrames frames_;

  bool line_is_open_ = false;  // the file ends within this line
  bool ended_ = false;
  bool in_frame_ = false;
  int row_ = 0;
  std::int64_t number_ = 0;
  double frame_sum_ = 0;
  std::optional<double> raw_sum_;
  std::optional<ClockTime> clock_;
  std::size_t b_cells_ = 0;

  std::size_t first_b_cells_ = 0;
  std::vector<std::uint8_t> has_sensor_;  // as printed, from the first frame
  std::vector<std::int64_t> numbers_;
  std::vector<double> clocks_;
  int clock_decimals_ = 0;
  std::vector<double> raw_sums_;
  VendorComparison raw_sum_check_{"raw sums", "count"};
};

Sources open(const InputFile& file, const OpenOptions& options) {
  Sources sources;
  sources.push_back(Parser(file, options).parse());
  return sources;
}

}  // namespace

extern const RecordingFormat tekscan_ascii = {
    "tekscan_ascii",
    "Tekscan ASCII (.asf, .csv)",
    confidence,
    open,
};

}  // namespace solea::readers
