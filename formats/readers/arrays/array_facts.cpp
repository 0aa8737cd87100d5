#include "formats/readers/arrays/array_facts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/error.h"
#include "core/units.h"
#include "formats/number_text.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

/// Letters and digits of a name, lower case: "Sampling Rate [Hz]" is "samplingratehz".
std::string plain(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      out += static_cast<char>(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    }
  }
  return out;
}

template <std::size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool strip(std::string_view& name, std::string_view end) {
  if (!name.ends_with(end)) return false;
  name.remove_suffix(end.size());
  return true;
}

bool names_rate(std::string_view name) {
  strip(name, "hz");
  return is_one_of(
      name, std::array<std::string_view, 11>{"rate", "samplingrate", "samplerate", "framerate",
                                             "scanrate", "frequency", "samplingfrequency",
                                             "samplefrequency", "freq", "fps", "fs"});
}

/// Seconds of one unit of a frame's duration; 0: not that. Counts only with its unit, "dt_ms".
double period_unit_s(std::string_view name) {
  const double unit = strip(name, "_ms") ? 1e-3 : strip(name, "_s") ? 1 : 0;
  return is_one_of(plain(name), std::array<std::string_view, 5>{"dt", "period", "timestep",
                                                                "frametime", "sampleinterval"})
             ? unit
             : 0;
}

struct PitchName {
  double unit_mm = 0;  ///< 0: no name of a pitch
  bool x = true;
  bool y = true;
};

/// A pitch counts only with its unit in the name.
PitchName pitch_name(std::string_view name) {
  PitchName pitch;
  const double unit = strip(name, "mm") ? 1 : strip(name, "cm") ? 10 : 0;
  if (strip(name, "x")) {
    pitch.y = false;
  } else if (strip(name, "y")) {
    pitch.x = false;
  } else if (name == "colspacing" || name == "columnspacing") {
    pitch.y = false;
    name = "spacing";
  } else if (name == "rowspacing") {
    pitch.x = false;
    name = "spacing";
  }
  if (is_one_of(name,
                std::array<std::string_view, 7>{"pitch", "spacing", "cellsize", "cellpitch",
                                                "sensorpitch", "sensorspacing", "pixelsize"})) {
    pitch.unit_mm = unit;
  }
  return pitch;
}

}  // namespace

void ArrayFacts::take(std::optional<double>& to, std::string_view name, double value) const {
  if (value == 0 || std::isnan(value)) return;  // how some say that they do not know
  if (value < 1e-9 || value > 1e9) {
    throw FormatError(
        file_, in_quotes(name) + " is " + short_number(value) + ", expected a number above 0");
  }
  if (!to) to = value;
}

bool ArrayFacts::tell(std::string_view name, double value) {
  const std::string key = plain(name);
  if (names_rate(key)) {
    take(rate_hz, name, value);
  } else if (const double unit_s = period_unit_s(name); unit_s > 0) {
    std::optional<double> period;
    take(period, name, value);
    if (period) take(rate_hz, name, 1 / (*period * unit_s));
  } else if (const PitchName pitch = pitch_name(key); pitch.unit_mm > 0) {
    if (pitch.x) take(pitch_x_mm, name, value * pitch.unit_mm);
    if (pitch.y) take(pitch_y_mm, name, value * pitch.unit_mm);
  } else if (key == "masskg" || key == "bodymasskg") {
    take(session.mass_kg, name, value);
  } else if (key == "hasgrid") {
    if (value == 0) has_grid = false;
  } else {
    return false;
  }
  return true;
}

bool ArrayFacts::tell(std::string_view name, std::string_view raw) {
  const std::string key = plain(name);
  const std::string text = to_utf8(raw);
  if (text.empty()) return false;
  const auto keep = [&](std::string& to) {
    if (to.empty()) to = text;
  };
  if (is_one_of(
          key, std::array<std::string_view, 4>{"unit", "units", "pressureunit", "pressureunits"})) {
    if (!unit) unit = text;
  } else if (key == "side" || key == "foot") {
    const std::string value = plain(text);
    if (side == Side::unknown && (value == "left" || value == "l")) side = Side::left;
    if (side == Side::unknown && (value == "right" || value == "r")) side = Side::right;
  } else if (key == "walkingdirection" &&
             is_one_of(text, std::array<std::string_view, 4>{"+x", "-x", "+y", "-y"})) {
    keep(provenance["walking_direction"]);
  } else if (key == "subjectcode") {
    keep(session.subject_code);
  } else if (key == "createdutc") {
    keep(session.created_utc);
  } else if (key == "trial") {
    keep(session.trial);
  } else if (key == "device" || key == "software" || key == "date") {
    keep(provenance[key]);
  } else if (const auto value = parse_number(text)) {
    return tell(name, *value);
  } else {
    return false;
  }
  return true;
}

void ArrayFacts::add(const ArrayFacts& others) {
  const auto fill = [](auto& to, const auto& from) {
    if (!to) to = from;
  };
  const auto fill_text = [](std::string& to, const std::string& from) {
    if (to.empty()) to = from;
  };
  fill(rate_hz, others.rate_hz);
  fill(pitch_x_mm, others.pitch_x_mm);
  fill(pitch_y_mm, others.pitch_y_mm);
  fill(unit, others.unit);
  if (side == Side::unknown) side = others.side;
  has_grid = has_grid && others.has_grid;
  fill(session.mass_kg, others.session.mass_kg);
  fill_text(session.subject_code, others.session.subject_code);
  fill_text(session.created_utc, others.session.created_utc);
  fill_text(session.trial, others.session.trial);
  provenance.insert(others.provenance.begin(), others.provenance.end());
}

bool names_times(std::string_view name) {
  return is_one_of(name,
                   std::array<std::string_view, 4>{"time_s", "times_s", "t_s", "timestamps_s"});
}

bool is_count(std::string_view unit) {
  return is_one_of(plain(unit),
                   std::array<std::string_view, 5>{"count", "counts", "raw", "adc", "adccounts"});
}

bool is_newton(std::string_view unit) {
  const std::string name = plain(unit);
  return name == "n" || name == "newton" || name == "newtons";
}

bool is_array_unit(std::string_view unit) {
  return is_newton(unit) || is_count(unit) || kpa_per_unit(unit).has_value();
}

}  // namespace solea::readers
