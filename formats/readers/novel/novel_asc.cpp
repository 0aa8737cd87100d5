// novel pedar and pliance ASCII (.asc): a list of sensors, a line a frame. Which place a sensor has
// in its insole or mat is known to novel's own tables only, so there is no grid and no area.
//
//   file name:  walk.sol       date/time  01.02.20 10.30       tabs or blanks between the parts
//   sensor type:  v-1234l-1235r
//   total time [secs]:  0.020  time per frame [secs]:  0.01000 scanning rate [Hz]:   100
//   pressure values in  kPa
//   mask definition:                                           pedar; pliance: "electrical:"
//   left insole: 1,2,3,
//   right insole: 1,2,3,
//
//   time[secs]      1       2       3       1       2       3  left, then right
//      0.01000 32.500  40.000   0.000   0.000  15.000  10.000
//
// A foot may be missing. A pliance mat has one list with numbers left out. Columns with words for
// titles ("force[N]") are channels. The file's name is left out: it is often the person's.

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/novel/novel_asc_columns.h"
#include "formats/readers/novel/novel_asc_header.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/support/sample_times.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

int confidence(std::span<const std::byte> head) {
  LineReader lines(head_as_text(head));
  int header_lines = 0;
  bool has_titles = false;
  for (int k = 0; k < 400; ++k) {
    const auto line = lines.next();
    if (!line) break;
    const std::string start = lower_case(trimmed(*line).substr(0, 40));
    if (begins_with_asc_key(start)) ++header_lines;
    if (is_title_line(start)) {
      has_titles = true;
      break;
    }
  }
  if (header_lines < 2) return 0;
  return has_titles && header_lines >= 3 ? 95 : has_titles ? 80 : 60;
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : options_(options), cut_(ends_within_line(file.as_text())), lines_(file) {}

  Sources parse() {
    header_ = read_asc_header(lines_);
    settle_unit();
    read_frames();
    if (times_.size() == 0) {
      lines_.fail("no frame found, expected a line with a time and pressures below 'time[secs]'");
    }
    return finish();
  }

 private:
  void settle_unit() {
    info_.unit = plain_unit(header_.unit.empty() ? options_.unit : header_.unit);
    if (info_.unit.empty()) {
      lines_.fail("no unit, expected 'pressure values in kPa' above, or the unit as an option");
    }
    const auto kpa = kpa_per_unit(info_.unit);
    if (!kpa) {
      lines_.fail("the option's unit " + in_quotes(info_.unit) +
                  " is no pressure, expected kPa, N/cm2, mmHg or psi");
    }
    kpa_ = *kpa;
  }

  void read_frames() {
    bool planned = !header_.titles.empty();
    if (planned) plan(header_.titles);
    while (const auto line = lines_.next()) {
      if (trimmed(*line).empty()) continue;
      if (separator_ == 0) find_separator_of(*line);
      if (!planned) {
        plan(unnamed_columns(*line));
        planned = true;
      }
      if (!read_frame(*line)) return;
    }
  }

  /// Tabs and blanks are one, for both occur in a line.
  void find_separator_of(std::string_view line) {
    separator_ = find_separator(line);
    if (separator_ == '\t') separator_ = ' ';
  }

  /// Columns when the title says only 'time[secs]'.
  std::vector<AscTitle> unnamed_columns(std::string_view line) {
    NumberFields fields(line, separator_);
    double value = 0;
    std::size_t count = 0;
    while (fields.next(value) != NumberFields::Got::end) ++count;
    if (count < 2) lines_.fail("a frame without pressures, expected a time and pressures");
    info_.conversions.push_back("the title names no sensors: columns numbered from 1");
    return number_columns(count - 1, header_.masks);
  }

  void plan(const std::vector<AscTitle>& titles) {
    plan_ = plan_columns(titles, header_.masks, header_.is_mat, header_.sensor_type, lines_);
    for (const AscFoot& foot : plan_.feet) {
      feet_.emplace_back();
      feet_.back().channels.resize(foot.channels.size());
    }
  }

  /// False where the file is cut off within this line.
  bool read_frame(std::string_view line) {
    NumberFields fields(line, separator_);
    values_.clear();
    double time = 0;
    const auto got = fields.next(time);
    const std::string_view printed_time = fields.field();
    double value = 0;
    auto more = NumberFields::Got::number;
    while (got == NumberFields::Got::number &&
           (more = fields.next(value)) == NumberFields::Got::number) {
      values_.push_back(value);
    }
    // The last line of a text that does not end in a line may have lost digits or numbers.
    const bool is_last = cut_ && lines_.at_end();
    const std::size_t columns = plan_.columns.size();
    if (is_last && times_.size() > 0 &&
        (values_.size() < columns || header_.frames() > times_.size() + 1)) {
      info_.warnings.push_back("the file ends within frame " + std::to_string(times_.size() + 1) +
                               ", " + std::to_string(times_.size()) + " whole frames were kept");
      return false;
    }
    if (got != NumberFields::Got::number) {
      lines_.fail(in_quotes(fields.field()) + ", expected a frame's time");
    }
    if (more != NumberFields::Got::end) {
      lines_.fail(
          (more == NumberFields::Got::empty ? "an empty field" : in_quotes(fields.field())) +
          ", expected a number");
    }
    if (values_.size() != columns) {
      lines_.fail(std::to_string(values_.size() + 1) + " numbers, expected " +
                  std::to_string(columns + 1) + ": the time and a value for each title");
    }
    if (!times_.add(time, printed_time, header_.time_unit_s)) {
      lines_.fail("time " + in_quotes(printed_time) + ", expected one not before the last frame's");
    }
    store();
    return true;
  }

  void store() {
    for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
      const AscColumn& column = plan_.columns[i];
      const double value = values_[i];
      if (!column.is_sensor) {
        for (const auto& [foot, channel] : column.channels) {
          feet_[foot].channels[channel].push_back(value);
        }
        continue;
      }
      if (value < 0) {
        lines_.fail("a pressure below 0 at sensor " + std::to_string(column.sensor));
      }
      if (value * kpa_ > most_kpa) {
        lines_.fail("a pressure beyond any sensor at sensor " + std::to_string(column.sensor));
      }
      if (value > 0) {
        feet_[column.foot].cells.push_back({column.index, static_cast<float>(value * kpa_)});
      }
    }
    for (Foot& foot : feet_) foot.ends.push_back(foot.cells.size());
  }

  void check_header_times(const std::vector<double>& times, SourceInfo& info) const {
    if (header_.rate_hz && header_.period_s) {
      VendorComparison check("scanning rate and time per frame", "Hz");
      const double rate = 1 / header_.period_s->value;
      check.compare(header_.rate_hz->value, rate,
                    header_.rate_hz->half_unit + rate * rate * header_.period_s->half_unit * 1.01,
                    "header line", 1);
      report_check(check, "the scanning rate and the time per frame of the header differ", info);
    }
    if (header_.total_s && info.rate_hz > 0) {
      // Whether the last frame's own time counts is not told.
      const double total = header_.total_s->value;
      const double to_last = times.back();
      const double to_end = to_last + 1 / info.rate_hz;
      const double nearer =
          std::abs(total - to_end) <= std::abs(total - to_last) ? to_end : to_last;
      VendorComparison check("total time", "s");
      check.compare(total, nearer, header_.total_s->half_unit * 1.01 + 0.01 / info.rate_hz, "frame",
                    times_.size());
      report_check(check, "the header's total time is not that of the frames", info);
    }
  }

  Sources finish() {
    info_.format = "novel_asc";
    info_.session.driver = "novel_asc";
    info_.has_grid = false;
    if (!header_.date.empty()) info_.provenance["date"] = header_.date;
    if (!header_.sensor_type.empty()) info_.provenance["sensor_type"] = header_.sensor_type;
    if (kpa_ != 1) info_.conversions.push_back(info_.unit + " turned into kPa");
    for (std::string& note : plan_.notes) info_.conversions.push_back(std::move(note));
    std::vector<double> times = times_.settle(header_.rate(), "the header", info_);
    if (options_.rate_hz) {
      if (info_.rate_hz > 0) {
        warn_ignored(info_, "rate");
      } else {
        info_.rate_hz = *options_.rate_hz;
        times = even_times(times.size(), info_.rate_hz);
      }
    }
    if (!options_.unit.empty() && !header_.unit.empty()) {
      warn_ignored(info_, "unit");
    }
    if (options_.pitch_x_mm || options_.pitch_y_mm) {
      warn_ignored(info_, "pitch", "the sensors have no grid");
    }
    info_.frames = times.size();
    info_.conversions.push_back("times begin at 0 with the first frame");
    check_header_times(times, info_);
    constexpr std::size_t most_masks = 100;
    std::string masks;
    for (std::size_t i = 0; i < std::min(header_.masks.size(), most_masks); ++i) {
      masks += (i > 0 ? "; " : "") + header_.masks[i].name + ": " +
               number_ranges(header_.masks[i].sensors);
    }
    if (!masks.empty()) info_.provenance["masks"] = masks;
    Sources sources;
    for (std::size_t f = 0; f < plan_.feet.size(); ++f) {
      sources.push_back(finish_foot(plan_.feet[f], feet_[f], times));
    }
    return sources;
  }

  struct Foot {
    std::vector<LoadedCell> cells;
    std::vector<std::size_t> ends;  ///< of each frame's cells
    std::vector<std::vector<double>> channels;
  };

  std::unique_ptr<FrameSource> finish_foot(const AscFoot& plan, Foot& foot,
                                           const std::vector<double>& times) const {
    SourceInfo info = info_;
    info.side = plan.side;
    if (plan.side != Side::unknown) info.name = to_string(plan.side);
    const int sensors = static_cast<int>(plan.sensors.size());
    info.plate = {sensors > 0 ? 1 : 0, sensors, 0, 0};
    if (sensors > 0) {
      info.provenance["sensors"] = number_ranges(plan.sensors);
    } else {
      info.warnings.push_back("no sensor columns: only the vendor's summaries were read");
    }
    for (std::size_t c = 0; c < plan.channels.size(); ++c) {
      info.channels.push_back(plan.channels[c]);
      info.channels.back().values = std::move(foot.channels[c]);
    }
    Recording recording(info.plate);
    for (std::size_t k = 0; k < times.size(); ++k) {
      const std::size_t begin = k == 0 ? 0 : foot.ends[k - 1];
      recording.append(
          times[k], std::span<const LoadedCell>(foot.cells).subspan(begin, foot.ends[k] - begin));
    }
    return std::make_unique<MemorySource>(std::move(info), std::move(recording));
  }

  const OpenOptions& options_;
  bool cut_;
  LineReader lines_;
  SourceInfo info_;
  AscHeader header_;
  double kpa_ = 1;
  AscPlan plan_;

  char separator_ = 0;
  std::vector<double> values_;
  PrintedTimes times_;
  std::vector<Foot> feet_;
};

Sources open(const InputFile& file, const OpenOptions& options) {
  return Parser(file, options).parse();
}

}  // namespace

extern const RecordingFormat novel_asc = {
    "novel_asc",
    "novel pedar and pliance ASCII (.asc)",
    confidence,
    open,
};

}  // namespace solea::readers
