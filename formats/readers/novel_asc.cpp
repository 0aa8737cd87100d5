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
#include <array>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/novel_asc_columns.h"
#include "formats/readers/number_table.h"
#include "formats/readers/sample_times.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

/// The header's keys. Those with a unit behind them are told apart from a file's name by it.
struct Key {
  std::string_view label;
  bool has_unit;
};
constexpr std::array<Key, 7> keys = {{{"file name", false},
                                      {"date/time", false},
                                      {"sensor type", false},
                                      {"total time", true},
                                      {"time per frame", true},
                                      {"scanning rate", true},
                                      {"pressure values in", false}}};

bool begins_with_key(std::string_view lower_line) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const Key& key) { return lower_line.starts_with(key.label); });
}

int confidence(std::span<const std::byte> head) {
  LineReader lines(head_as_text(head));
  int header_lines = 0;
  bool has_titles = false;
  for (int k = 0; k < 400; ++k) {
    const auto line = lines.next();
    if (!line) break;
    const std::string start = lower_case(trimmed(*line).substr(0, 40));
    if (begins_with_key(start)) ++header_lines;
    if (is_title_line(start)) {
      has_titles = true;
      break;
    }
  }
  if (header_lines < 2) return 0;
  return has_titles && header_lines >= 3 ? 95 : has_titles ? 80 : 60;
}

/// A number printed with so many decimals.
struct Printed {
  double value = 0;
  double half_unit = 0;  ///< of its last digit
};

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : options_(options), cut_(ends_within_line(file.as_text())), lines_(file) {}

  Sources parse() {
    read_header();
    read_frames();
    if (times_.size() == 0) {
      lines_.fail("no frame found, expected a line with a time and pressures below 'time[secs]'");
    }
    return finish();
  }

 private:
  void read_header() {
    bool in_masks = false;
    while (const auto full = lines_.next()) {
      const std::string_view line = trimmed(*full);
      const std::string lower = lower_case(line);
      if (is_title_line(lower)) {
        read_titles(line);
        return;
      }
      if (lower.starts_with("electrical")) {
        is_mat_ = true;
      } else if (lower.starts_with("mask definition")) {
        in_masks = true;
      } else if (begins_with_key(lower)) {
        in_masks = false;
        read_keys(line, lower);
      } else if (in_masks && !line.empty()) {
        read_mask(line);
      }
    }
    lines_.fail("no line of titles, expected 'time[secs]' and the sensors' numbers");
  }

  /// A line may hold several keys, divided by tabs or blanks.
  void read_keys(std::string_view line, const std::string& lower) {
    struct Place {
      std::size_t begin;
      std::size_t end;
      const Key* key;
    };
    std::vector<Place> places;
    for (const Key& key : keys) {
      const std::size_t at = lower.find(key.label);
      if (at == std::string::npos) continue;
      const std::size_t end = at + key.label.size();
      if (key.has_unit && !trimmed(line.substr(end)).starts_with('[')) continue;
      places.push_back({at, end, &key});
    }
    std::sort(places.begin(), places.end(),
              [](const Place& a, const Place& b) { return a.begin < b.begin; });
    for (std::size_t i = 0; i < places.size(); ++i) {
      const std::size_t stop = i + 1 < places.size() ? places[i + 1].begin : line.size();
      std::string_view value = line.substr(places[i].end, stop - places[i].end);
      std::string_view unit;
      if (places[i].key->has_unit) {
        const std::size_t open = value.find('[');
        const std::size_t close = std::min(value.find(']', open), value.size() - 1);
        unit = trimmed(value.substr(open + 1, close - open - 1));
        value.remove_prefix(close + 1);
      }
      value = trimmed(value);
      if (value.starts_with(':')) value = trimmed(value.substr(1));
      value = trimmed(value.substr(0, value.find('\t')));
      if (!value.empty()) read_key(places[i].key->label, lower_case(unit), value);
    }
  }

  void read_key(std::string_view label, std::string_view unit, std::string_view value) {
    if (label == "date/time") {
      info_.provenance["date"] = to_utf8(value);
    } else if (label == "sensor type") {
      sensor_type_ = to_utf8(value);
      info_.provenance["sensor_type"] = sensor_type_;
    } else if (label == "total time") {
      total_ = printed_number(label, value, seconds_per_unit(unit));
    } else if (label == "time per frame") {
      period_ = printed_number(label, value, seconds_per_unit(unit));
    } else if (label == "scanning rate") {
      rate_ = printed_number(label, value, unit == "hz" ? std::optional(1.0) : std::nullopt);
    } else if (label == "pressure values in") {
      if (!kpa_per_unit(value)) {
        lines_.fail("pressures in " + in_quotes(value) + ", expected kPa, N/cm2, mmHg or psi");
      }
      info_.unit = to_utf8(value);
      has_unit_ = true;
    }
  }

  Printed printed_number(std::string_view label, std::string_view value,
                         std::optional<double> unit) {
    if (!unit) lines_.fail("the unit of '" + std::string(label) + "', expected [secs] or [Hz]");
    const auto number = parse_number(value);
    if (!number || *number * *unit < 1e-6 || *number * *unit > 1e8) {
      lines_.fail("'" + std::string(label) + "' is " + in_quotes(value) +
                  ", expected a number above 0");
    }
    return {*number * *unit, *unit * 0.5 * std::pow(10.0, -decimals_of(value).value_or(9))};
  }

  /// "left insole: 1,2,3,"; a list may go on in the next line. Other text is no mask.
  void read_mask(std::string_view line) {
    const std::size_t colon = line.find(':');
    const bool goes_on = colon == std::string_view::npos;
    if (goes_on && masks_.empty()) return;
    SensorMask mask;
    if (!goes_on) mask.name = to_utf8(line.substr(0, colon));
    const std::string_view list = goes_on ? line : line.substr(colon + 1);
    const char* at = list.data();
    const char* const end = at + list.size();
    while (at != end) {
      if (*at == ',' || *at == ';' || *at == ' ' || *at == '\t') {
        ++at;
        continue;
      }
      double number = 0;
      if (!scan_number(at, end, number) || !is_sensor_number(number)) return;
      mask.sensors.push_back(static_cast<int>(number));
    }
    if (goes_on) {
      auto& sensors = masks_.back().sensors;
      sensors.insert(sensors.end(), mask.sensors.begin(), mask.sensors.end());
    } else {
      masks_.push_back(std::move(mask));
    }
  }

  void read_titles(std::string_view line) {
    if (!has_unit_) {
      if (options_.unit.empty()) {
        lines_.fail("no unit, expected 'pressure values in kPa' above, or the unit as an option");
      }
      if (!kpa_per_unit(options_.unit)) {
        lines_.fail("the option's unit " + in_quotes(options_.unit) +
                    " is no pressure, expected kPa, N/cm2, mmHg or psi");
      }
      info_.unit = options_.unit;
    }
    kpa_ = *kpa_per_unit(info_.unit);
    time_unit_s_ = seconds_per_unit(parse_title(line.substr(0, line.find(']') + 1)).unit).value();
    titles_ = parse_titles(line.substr(line.find(']') + 1), lines_);
  }

  void read_frames() {
    bool planned = !titles_.empty();
    if (planned) plan(titles_);
    while (const auto line = lines_.next()) {
      if (trimmed(*line).empty()) continue;
      if (separator_ == 0) separator_ = find_separator(*line);
      if (!planned) {
        plan(unnamed_columns(*line));
        planned = true;
      }
      if (!read_frame(*line)) return;
    }
  }

  /// Columns when the title says only 'time[secs]'.
  std::vector<AscTitle> unnamed_columns(std::string_view line) {
    NumberFields fields(line, separator_);
    double value = 0;
    std::size_t count = 0;
    while (fields.next(value) != NumberFields::Got::end) ++count;
    if (count < 2) lines_.fail("a frame without pressures, expected a time and pressures");
    info_.conversions.push_back("the title names no sensors: columns numbered from 1");
    return number_columns(count - 1, masks_);
  }

  void plan(const std::vector<AscTitle>& titles) {
    plan_ = plan_columns(titles, masks_, is_mat_, sensor_type_, lines_);
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
        (values_.size() < columns || (total_ && expected_frames() > times_.size() + 1))) {
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
    if (!times_.add(time, printed_time, time_unit_s_)) {
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
      if (value > 0) {
        feet_[column.foot].cells.push_back({column.index, static_cast<float>(value * kpa_)});
      }
    }
    for (Foot& foot : feet_) foot.ends.push_back(foot.cells.size());
  }

  [[nodiscard]] std::size_t expected_frames() const {
    const double rate = header_rate();
    return total_ && rate > 0 && total_->value * rate < 1e12
               ? static_cast<std::size_t>(std::round(total_->value * rate))
               : 0;
  }

  /// The rate of the two keys that tell it. Printed as whole Hz it may be rounded, and the time per
  /// frame cut: the rate counts where the time per frame allows it.
  [[nodiscard]] double header_rate() const {
    if (!period_) return rate_ ? rate_->value : 0;
    if (!rate_) return 1 / period_->value;
    const double as_period = 1 / rate_->value;
    return std::abs(as_period - period_->value) <= period_->half_unit ? rate_->value
                                                                      : 1 / period_->value;
  }

  void check_header_times(SourceInfo& info) const {
    if (rate_ && period_) {
      VendorComparison check("scanning rate and time per frame", "Hz");
      const double rate = 1 / period_->value;
      check.compare(rate_->value, rate, rate_->half_unit + rate * rate * period_->half_unit * 1.01,
                    "header line", 1);
      check.report(info);
    }
    if (total_ && info.rate_hz > 0) {
      // Some versions count the frames, some the steps between them.
      const auto frames = static_cast<double>(times_.size());
      const double whole = frames / info.rate_hz;
      const double steps = (frames - 1) / info.rate_hz;
      const double nearer =
          std::abs(total_->value - whole) <= std::abs(total_->value - steps) ? whole : steps;
      VendorComparison check("total time", "s");
      check.compare(total_->value, nearer, total_->half_unit * 1.01 + 0.01 / info.rate_hz, "frame",
                    times_.size());
      check.report(info);
    }
  }

  Sources finish() {
    info_.format = "novel_asc";
    info_.session.driver = "novel_asc";
    info_.has_grid = false;
    if (kpa_ != 1) info_.conversions.push_back(info_.unit + " turned into kPa");
    for (std::string& note : plan_.notes) info_.conversions.push_back(std::move(note));
    std::vector<double> times = times_.settle(header_rate(), "the header", info_);
    if (options_.rate_hz) {
      if (info_.rate_hz > 0) {
        warn_ignored(info_, "rate", "the file tells its rate");
      } else {
        info_.rate_hz = *options_.rate_hz;
        times = even_times(times.size(), info_.rate_hz);
      }
    }
    if (!options_.unit.empty() && has_unit_) {
      warn_ignored(info_, "unit", "the file tells its unit");
    }
    if (options_.pitch_x_mm || options_.pitch_y_mm) {
      warn_ignored(info_, "pitch", "the sensors have no grid");
    }
    info_.frames = times.size();
    info_.conversions.push_back("times begin at 0 with the first frame");
    check_header_times(info_);
    constexpr std::size_t most_masks = 100;
    std::string masks;
    for (std::size_t i = 0; i < std::min(masks_.size(), most_masks); ++i) {
      masks += (i > 0 ? "; " : "") + masks_[i].name + ": " + number_ranges(masks_[i].sensors);
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
  std::optional<Printed> total_;
  std::optional<Printed> period_;
  std::optional<Printed> rate_;
  std::string sensor_type_;
  bool has_unit_ = false;
  bool is_mat_ = false;
  double kpa_ = 1;
  double time_unit_s_ = 1;
  std::vector<SensorMask> masks_;
  std::vector<AscTitle> titles_;
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
