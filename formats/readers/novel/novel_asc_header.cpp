#include "formats/readers/novel/novel_asc_header.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/units.h"
#include "formats/readers/support/number_table.h"

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

class HeaderReader {
 public:
  explicit HeaderReader(LineReader& lines) : lines_(lines) {}

  AscHeader read() {
    bool in_masks = false;
    while (const auto full = lines_.next()) {
      const std::string_view line = trimmed(*full);
      const std::string lower = lower_case(line);
      if (is_title_line(lower)) {
        const std::size_t behind = line.find(']') + 1;
        header_.time_unit_s = seconds_per_unit(parse_title(line.substr(0, behind)).unit).value();
        header_.titles = parse_titles(line.substr(behind), lines_);
        return std::move(header_);
      }
      if (lower.starts_with("electrical")) {
        header_.is_mat = true;
      } else if (lower.starts_with("mask definition")) {
        in_masks = true;
      } else if (begins_with_asc_key(lower)) {
        in_masks = false;
        read_keys(line, lower);
      } else if (in_masks && !line.empty()) {
        read_mask(line);
      }
    }
    lines_.fail("no line of titles, expected 'time[secs]' and the sensors' numbers");
  }

 private:
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
      header_.date = to_utf8(value);
    } else if (label == "sensor type") {
      header_.sensor_type = to_utf8(value);
    } else if (label == "total time") {
      header_.total_s = printed_number(label, value, seconds_per_unit(unit));
    } else if (label == "time per frame") {
      header_.period_s = printed_number(label, value, seconds_per_unit(unit));
    } else if (label == "scanning rate") {
      header_.rate_hz =
          printed_number(label, value, unit == "hz" ? std::optional(1.0) : std::nullopt);
    } else if (label == "pressure values in") {
      if (!kpa_per_unit(value)) {
        lines_.fail("pressures in " + in_quotes(value) + ", expected kPa, N/cm2, mmHg or psi");
      }
      header_.unit = to_utf8(value);
    }
  }

  PrintedNumber printed_number(std::string_view label, std::string_view value,
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
    if (goes_on && header_.masks.empty()) return;
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
      auto& sensors = header_.masks.back().sensors;
      sensors.insert(sensors.end(), mask.sensors.begin(), mask.sensors.end());
    } else {
      header_.masks.push_back(std::move(mask));
    }
  }

  LineReader& lines_;
  AscHeader header_;
};

}  // namespace

bool begins_with_asc_key(std::string_view lower_line) {
  return std::any_of(keys.begin(), keys.end(),
                     [&](const Key& key) { return lower_line.starts_with(key.label); });
}

double AscHeader::rate() const {
  if (!period_s) return rate_hz ? rate_hz->value : 0;
  if (!rate_hz) return 1 / period_s->value;
  // Whole Hz may be rounded, and the time per frame cut: the rate counts where that allows it.
  const bool fits = std::abs(1 / rate_hz->value - period_s->value) <= period_s->half_unit;
  return fits ? rate_hz->value : 1 / period_s->value;
}

std::size_t AscHeader::frames() const {
  const double count = total_s ? total_s->value * rate() : 0;
  return count < 1e12 ? static_cast<std::size_t>(std::round(count)) : 0;
}

AscHeader read_asc_header(LineReader& lines) {
  return HeaderReader(lines).read();
}

}  // namespace solea::readers
