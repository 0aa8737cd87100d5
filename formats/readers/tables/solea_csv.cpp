// The CSV tables that Solea itself exports (formats/writers/csv.cpp): what the numbers are stands
// in the lines with '#' in front, so that no description beside the table is needed.
//
//   # software: solea 0.1.0
//   # rows: 2
//   # cols: 2
//   # pitch_x_mm: 10
//   # rate_hz: 100
//   # channel_belt_position_m: m; how far the belt has moved
//   frame,time_s,force_n,cop_x_mm,cop_y_mm,r0c0,r0c1,r1c0,r1c1,channel_belt_position_m    "wide"
//   0,0,1.2,5,15,0,0,12,,0.011
//
//   frame,time_s,row,col,x_mm,y_mm,kpa                                                    "tidy"
//   0,0,1,0,5,15,12
//
// A cell that is empty in every frame has no sensor. A tidy table has no line for a frame without
// load: the head's number of frames and rate tell of them.

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/number_table.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr std::string_view tidy_titles = "frame,time_s,row,col,x_mm,y_mm,kpa";
constexpr std::string_view wide_titles = "frame,time_s,force_n,cop_x_mm,cop_y_mm";
constexpr std::size_t leading = 5;  ///< columns of a wide table before its cells

int confidence(std::span<const std::byte> head) {
  const InputFile text = head_as_text(head);
  const std::string_view content = text.text();
  if (!content.starts_with("# software: solea ")) return 0;
  return content.find("\nframe,time_s,") != std::string_view::npos ? 95 : 0;
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : options_(options), cut_(ends_within_line(file.as_text())), lines_(file) {}

  Sources parse() {
    read_head();
    while (const auto line = lines_.next()) {
      const std::string_view content = trimmed(*line);
      if (content.empty() || content.front() == '#') continue;
      torn_ = cut_ && lines_.at_end();
      if (!(tidy_ ? read_tidy(content) : read_wide(content))) break;
    }
    if (tidy_) end_tidy();
    if (times_.empty()) lines_.fail("no whole frame found, expected lines of numbers below titles");
    return finish();
  }

 private:
  // Head

  void read_head() {
    while (const auto line = lines_.next()) {
      const std::string_view content = trimmed(*line);
      if (content.empty()) continue;
      if (content.front() != '#') {
        read_titles(content);
        return;
      }
      const std::size_t colon = content.find(':');
      if (colon == std::string_view::npos) continue;
      const std::string key(trimmed(content.substr(1, colon - 1)));
      const std::string_view value = trimmed(content.substr(colon + 1));
      if (key == "converted") {
        info_.conversions.push_back("before the export: " + to_utf8(value));
      } else {
        head_.emplace(key, to_utf8(value));
      }
    }
    lines_.fail("no table found, expected titles that begin with 'frame,time_s'");
  }

  [[nodiscard]] std::string told(const std::string& key) const {
    const auto found = head_.find(key);
    return found == head_.end() ? std::string() : found->second;
  }

  /// A number of the head; 0 where it is unknown.
  double number_of(const std::string& key, double least, double most) {
    const std::string text = told(key);
    if (text.empty() || text == "unknown") return 0;
    const auto value = parse_number(text);
    if (!value || *value < least || *value > most) {
      lines_.fail("'" + key + "' is " + in_quotes(text) + " in the lines above, expected a number");
    }
    return *value;
  }

  int count_of(const std::string& key, int most) {
    const double value = number_of(key, 1, most);
    if (value != std::floor(value)) lines_.fail("'" + key + "' is no whole number");
    return static_cast<int>(value);
  }

  double take(const std::string& key, double least, double most,
              const std::optional<double>& option, std::string_view what) {
    double value = number_of(key, least, most);
    take_option(value, option, what, info_);
    return value;
  }

  void read_titles(std::string_view line) {
    constexpr int most = 10000;
    PlateGeometry& plate = info_.plate;
    plate.rows = count_of("rows", most);
    plate.cols = count_of("cols", most);
    if ((plate.rows == 0) != (plate.cols == 0)) lines_.fail("rows without columns above");
    cells_a_frame_ = plate.cells();
    if (cells_a_frame_ > 100'000'000) lines_.fail("more than 100 million cells in a frame");
    plate.pitch_x_mm = take("pitch_x_mm", 1e-3, 1e4, options_.pitch_x_mm, "pitch along x");
    plate.pitch_y_mm = take("pitch_y_mm", 1e-3, 1e4, options_.pitch_y_mm, "pitch along y");
    rate_told_ = number_of("rate_hz", 1e-6, 1e9) > 0;
    info_.rate_hz = take("rate_hz", 1e-6, 1e9, options_.rate_hz, "rate");
    constexpr double most_frames = 1e7;
    frames_told_ = static_cast<std::size_t>(number_of("frames", 0, most_frames));
    if (const std::string unit = told("unit"); unit != "kPa") {
      lines_.fail("the unit " + in_quotes(unit) + " above, expected kPa");
    }
    if (!options_.unit.empty() && plain_unit(options_.unit) != "kPa") {
      warn_ignored(info_, "unit");
    }
    tidy_ = line == tidy_titles;
    if (!tidy_) read_wide_titles(line);
  }

  void read_wide_titles(std::string_view line) {
    std::vector<std::string_view> titles;
    split_at(line, ',', titles);
    if (!line.starts_with(wide_titles) || titles.size() < leading + cells_a_frame_) {
      lines_.fail("other titles than those of a table of " + std::to_string(cells_a_frame_) +
                  " cells, expected " + std::string(wide_titles) + ",r0c0,...");
    }
    const auto width = static_cast<std::size_t>(std::max(info_.plate.cols, 1));
    for (std::size_t i = 0; i < cells_a_frame_; ++i) {
      if (titles[leading + i] !=
          "r" + std::to_string(i / width) + "c" + std::to_string(i % width)) {
        lines_.fail("the title " + in_quotes(titles[leading + i]) + ", expected r" +
                    std::to_string(i / width) + "c" + std::to_string(i % width));
      }
    }
    for (std::size_t i = leading + cells_a_frame_; i < titles.size(); ++i) {
      constexpr std::string_view front = "channel_";
      if (!titles[i].starts_with(front)) {
        lines_.fail("the column " + in_quotes(titles[i]) +
                    " behind the cells, expected channel_...");
      }
      Channel channel;
      channel.name = to_utf8(titles[i].substr(front.size()));
      const std::string about = told(std::string(titles[i]));
      const std::size_t end = about.find(';');
      channel.unit = about.substr(0, end) == "-" ? "" : about.substr(0, end);
      if (end != std::string::npos) channel.description = to_utf8(about.substr(end + 1));
      info_.channels.push_back(std::move(channel));
    }
    seen_.assign(cells_a_frame_, 0);
  }

  // Lines

  /// The next field of a line; NaN where it is empty. False at the end of the line.
  bool next_field(std::string_view& rest, double& value) {
    if (rest.data() == nullptr) return false;
    const std::size_t end = std::min(rest.find(','), rest.size());
    const std::string_view field = trimmed(rest.substr(0, end));
    rest = end < rest.size() ? rest.substr(end + 1) : std::string_view();
    value = nan;
    if (field.empty()) return true;
    const char* at = field.data();
    if (!scan_number(at, field.data() + field.size(), value) || at != field.data() + field.size()) {
      lines_.fail(in_quotes(field) + ", expected a number");
    }
    return true;
  }

  /// False where the file is cut off within this line.
  bool read_wide(std::string_view line) {
    const std::size_t columns = leading + cells_a_frame_ + info_.channels.size();
    const auto fields = static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) + 1;
    // A line without an end may have lost digits, unless it is the last one there should be.
    if (torn_ && !times_.empty() && (fields < columns || frames_told_ > times_.size() + 1)) {
      return stop_cut();
    }
    if (fields != columns) {
      lines_.fail(std::to_string(fields) + " fields, expected " + std::to_string(columns));
    }
    double value = 0;
    double force = nan;
    for (std::size_t i = 0; i < columns; ++i) {
      next_field(line, value);
      if (i == 1) add_time(value);
      if (i == 2) force = value;
      if (i < leading) continue;
      if (i - leading >= cells_a_frame_) {
        info_.channels[i - leading - cells_a_frame_].values.push_back(value);
      } else if (!std::isnan(value)) {
        seen_[i - leading] = 1;
        add_cell(i - leading, value);
      }
    }
    ends_.push_back(cells_.size());
    compare_force(force);
    return true;
  }

  bool read_tidy(std::string_view line) {
    constexpr std::size_t columns = 7;
    const auto fields = static_cast<std::size_t>(std::count(line.begin(), line.end(), ',')) + 1;
    if (fields != columns || (torn_ && line.ends_with(','))) {
      // Of the frame that was cut, and may be one of many lines.
      if (torn_ && fields <= columns && times_.size() > 1) {
        times_.pop_back();
        numbers_.pop_back();
        cells_.resize(ends_.back());
        in_frame_ = false;
        return stop_cut();
      }
      lines_.fail(std::to_string(fields) + " fields, expected " + std::to_string(columns));
    }
    double values[columns] = {};
    for (double& value : values) next_field(line, value);
    const double frame = values[0];
    if (!(frame >= 0 && frame < 1e7) || frame != std::floor(frame)) {
      lines_.fail("a frame that is no number of one, expected 0, 1, 2 ...");
    }
    if (!in_frame_ || frame != numbers_.back()) {
      if (in_frame_ && frame < numbers_.back()) {
        lines_.fail("a frame before the last line's, expected rising frames");
      }
      end_tidy();
      add_time(values[1]);
      numbers_.push_back(frame);
      in_frame_ = true;
    }
    const auto inside = [](double at, int count) {
      return at >= 0 && at < count && at == std::floor(at);
    };
    if (!inside(values[2], info_.plate.rows) || !inside(values[3], info_.plate.cols)) {
      lines_.fail("a cell outside the grid of " + std::to_string(info_.plate.rows) + " x " +
                  std::to_string(info_.plate.cols));
    }
    const auto index =
        static_cast<std::size_t>(values[2]) * static_cast<std::size_t>(info_.plate.cols) +
        static_cast<std::size_t>(values[3]);
    const std::size_t begin = ends_.empty() ? 0 : ends_.back();
    if (cells_.size() > begin && cells_.back().index >= index) {
      lines_.fail("a cell that is not behind the last line's, expected rising rows and columns");
    }
    add_cell(index, values[6]);
    return true;
  }

  void end_tidy() {
    if (in_frame_) ends_.push_back(cells_.size());
    in_frame_ = false;
  }

  bool stop_cut() {
    info_.warnings.push_back("the file ends within frame " + std::to_string(times_.size() + 1) +
                             ", " + std::to_string(times_.size()) + " whole frames were kept");
    frames_told_ = 0;
    return false;
  }

  void add_time(double time) {
    if (!(std::abs(time) <= 1e12) || (!times_.empty() && time < times_.back())) {
      lines_.fail("a time that is none or before the last frame's, expected rising seconds");
    }
    times_.push_back(time);
  }

  void add_cell(std::size_t index, double kpa) {
    if (!(kpa >= 0 && kpa <= most_kpa)) {
      lines_.fail("a pressure that is below 0 or beyond any sensor");
    }
    if (kpa > 0) cells_.push_back({static_cast<std::uint32_t>(index), static_cast<float>(kpa)});
  }

  void compare_force(double force) {
    const double area = info_.plate.cell_area_mm2();
    if (std::isnan(force) || !(area > 0)) return;
    double sum = 0;
    for (std::size_t i = ends_.size() > 1 ? ends_[ends_.size() - 2] : 0; i < cells_.size(); ++i) {
      sum += static_cast<double>(cells_[i].kpa);
    }
    const double computed = force_n(sum, area);
    force_check_.compare(force, computed, 1e-6 * std::max(1.0, computed), "frame",
                         ends_.size() - 1);
  }

  // Result

  /// Puts the frames without load back, which a tidy table does not have.
  void fill_frames() {
    const double period = info_.rate_hz > 0 ? 1 / info_.rate_hz : 0;
    const std::size_t all = std::max(frames_told_, static_cast<std::size_t>(numbers_.back()) + 1);
    if (all == times_.size()) return;
    std::vector<double> times;
    std::vector<std::size_t> ends;
    for (std::size_t k = 0, next = 0; k < all; ++k) {
      if (next < numbers_.size() && numbers_[next] == static_cast<double>(k)) {
        times.push_back(times_[next]);
        ends.push_back(ends_[next++]);
        continue;
      }
      if (times.empty()) {
        times.push_back(times_[0] - period * numbers_[0]);
      } else {
        const double time = times.back() + period;
        times.push_back(next < times_.size() ? std::min(time, times_[next]) : time);
      }
      ends.push_back(next == 0 ? 0 : ends_[next - 1]);
    }
    info_.conversions.push_back(std::to_string(all - times_.size()) +
                                " frames without load are not in the table: put back by the rate");
    times_ = std::move(times);
    ends_ = std::move(ends);
  }

  void tell() {
    info_.format = "solea_csv";
    info_.session.driver = "solea_csv";
    info_.has_grid = told("places") != "unknown" && cells_a_frame_ > 0;
    info_.side = told("side") == "left"    ? Side::left
                 : told("side") == "right" ? Side::right
                                           : Side::unknown;
    info_.name = told("recording");
    info_.session.subject_code = told("subject");
    info_.session.trial = told("trial");
    for (const char* key : {"software", "origin", "walking_direction", "measured"}) {
      if (!told(key).empty()) info_.provenance[key] = told(key);
    }
    if (info_.plate.rows > 0 && std::find(seen_.begin(), seen_.end(), 0) != seen_.end()) {
      info_.sensor_mask.assign(seen_.begin(), seen_.end());
    }
  }

  Sources finish() {
    tell();
    if (tidy_) fill_frames();
    if (!rate_told_ && options_.rate_hz) {
      for (std::size_t k = 0; k < times_.size(); ++k) {
        times_[k] = static_cast<double>(k) / *options_.rate_hz;
      }
    }
    if (frames_told_ > times_.size()) {
      info_.warnings.push_back("the head tells of " + std::to_string(frames_told_) + " frames, " +
                               std::to_string(times_.size()) + " are there");
    }
    if (info_.rate_hz <= 0)
      info_.warnings.emplace_back("the rate is not known; --rate-hz gives it");
    info_.frames = times_.size();
    force_check_.report(info_);
    Recording recording(info_.plate);
    for (std::size_t k = 0; k < times_.size(); ++k) {
      const std::size_t begin = k == 0 ? 0 : ends_[k - 1];
      recording.append(times_[k],
                       std::span<const LoadedCell>(cells_).subspan(begin, ends_[k] - begin));
    }
    Sources sources;
    sources.push_back(std::make_unique<MemorySource>(std::move(info_), std::move(recording)));
    return sources;
  }

  const OpenOptions& options_;
  bool cut_;
  LineReader lines_;
  SourceInfo info_;
  std::map<std::string, std::string> head_;
  bool tidy_ = false;
  bool rate_told_ = false;
  bool torn_ = false;  ///< the line that is read is the last one and has no end
  bool in_frame_ = false;
  std::size_t cells_a_frame_ = 0;
  std::size_t frames_told_ = 0;
  std::vector<std::uint8_t> seen_;  ///< cells that have a value in any frame
  std::vector<double> times_;
  std::vector<double> numbers_;  ///< of a tidy table's frames
  std::vector<LoadedCell> cells_;
  std::vector<std::size_t> ends_;  ///< of each frame's cells
  VendorComparison force_check_{"forces", "N"};
};

Sources open(const InputFile& file, const OpenOptions& options) {
  return Parser(file, options).parse();
}

}  // namespace

extern const RecordingFormat solea_csv = {
    "solea_csv",
    "CSV table exported by Solea",
    confidence,
    open,
};

}  // namespace solea::readers
