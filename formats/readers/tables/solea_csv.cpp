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
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/tables/solea_csv_head.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

int confidence(std::span<const std::byte> head) {
  const InputFile text = head_as_text(head);
  const std::string_view content = text.text();
  if (!content.starts_with("# software: solea ")) return 0;
  return content.find("\nframe,time_s,") != std::string_view::npos ? 95 : 0;
}

constexpr std::size_t leading = SoleaCsvHead::leading;

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : options_(options),
        cut_(ends_within_line(file.as_text())),
        lines_(file),
        head_(lines_, options, info_) {}

  Sources parse() {
    if (!head_.is_tidy) seen_.assign(head_.cells_a_frame, 0);
    while (const auto line = lines_.next()) {
      const std::string_view content = trimmed(*line);
      if (content.empty() || content.front() == '#') continue;
      torn_ = cut_ && lines_.at_end();
      if (!(head_.is_tidy ? read_tidy(content) : read_wide(content))) break;
    }
    if (head_.is_tidy) end_tidy();
    if (times_.empty()) lines_.fail("no whole frame found, expected lines of numbers below titles");
    return finish();
  }

 private:
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
    const std::size_t columns = leading + head_.cells_a_frame + info_.channels.size();
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
      if (i - leading >= head_.cells_a_frame) {
        info_.channels[i - leading - head_.cells_a_frame].values.push_back(value);
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

  Sources finish() {
    if (info_.plate.rows > 0 && std::find(seen_.begin(), seen_.end(), 0) != seen_.end()) {
      info_.sensor_mask.assign(seen_.begin(), seen_.end());
    }
    if (head_.is_tidy) fill_frames();
    if (!head_.rate_told && options_.rate_hz) {
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
  SoleaCsvHead head_;
  bool torn_ = false;  ///< the line that is read is the last one and has no end
  bool in_frame_ = false;
  std::size_t frames_told_ = head_.frames_told;  ///< 0 where the table is cut
  std::vector<std::uint8_t> seen_;               ///< cells that have a value in any frame
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
