#include "formats/readers/tekscan/tekscan_header.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/units.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/grid_text.h"

namespace solea::readers {

namespace {

using namespace std::string_view_literals;

constexpr std::array numeric_keys = {
    "ROWS"sv,         "COLS"sv,        "ROW_SPACING"sv, "COL_SPACING"sv,
    "SENSEL_AREA"sv,  "START_FRAME"sv, "END_FRAME"sv,   "SECONDS_PER_FRAME"sv,
    "MICRO_SECOND"sv, "MIRROR_ROW"sv,  "MIRROR_COL"sv,  "NOISE_THRESHOLD"sv};
constexpr std::array text_keys = {"DATA_TYPE"sv,   "VERSION"sv,     "HARDWARE"sv,
                                  "MAP_VERSION"sv, "HW_TYPE"sv,     "FILENAME"sv,
                                  "TIME"sv,        "SENSOR_TYPE"sv, "CALIBRATION_INFO"sv};

/// What the file tells of the device and the recording. Paths (FILENAME, CALIBRATION_INFO) and
/// unknown keys stay out: people put names there.
constexpr std::array<std::pair<std::string_view, std::string_view>, 15> provenance_keys = {{
    {"VERSION", "software"},
    {"HARDWARE", "hardware"},
    {"HW_TYPE", "hardware type"},
    {"MAP_VERSION", "map version"},
    {"SENSOR_TYPE", "sensor"},
    {"TIME", "date"},
    {"NOISE_THRESHOLD", "noise threshold"},
    {"SATURATION_PRESSURE", "saturation pressure"},
    {"SENSITIVITY", "sensitivity"},
    {"SCALE_FACTOR", "scale factor"},
    {"EXPONENT", "exponent"},
    {"CALIBRATION_POINT_1", "calibration point 1"},
    {"CALIBRATION_MODE_1", "calibration mode 1"},
    {"CALIBRATION_POINT_2", "calibration point 2"},
    {"CALIBRATION_MODE_2", "calibration mode 2"},
}};

template <class Keys>
bool is_in(const Keys& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// The number a value begins with, and what stands behind it: "5,08 mm".
std::optional<Quantity> quantity(std::string_view text) {
  const std::size_t end = std::min(text.find_first_not_of("+-.,0123456789eE"), text.size());
  const auto value = parse_number(text.substr(0, end));
  if (!value) return std::nullopt;
  return Quantity{*value, trimmed(text.substr(end))};
}

/// Whether a line that stands below COMMENTS is a key again.
bool ends_comments(std::string_view key, std::string_view value) {
  if (key == "ASCII_DATA") return true;
  if (key == "UNITS")
    return kpa_per_unit(value) || lower_case(value) == "raw" || lower_case(value) == "n";
  if (is_in(numeric_keys, key)) return quantity(value).has_value();
  return is_in(text_keys, key) || (key.size() > 3 && key.find('_') != std::string_view::npos);
}

}  // namespace

std::pair<std::string_view, std::string_view> TekscanHeader::split(std::string_view line) {
  line = trimmed(line, " \t,;\"");
  const std::size_t end = std::min(line.find_first_of(" \t,;"), line.size());
  std::string_view key = line.substr(0, end);
  if (key.ends_with(':')) key.remove_suffix(1);
  const bool is_key = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  return is_key ? std::pair(key, trimmed(line.substr(end), " \t,;"))
                : std::pair(std::string_view{}, std::string_view{});
}

bool TekscanHeader::is_numeric(std::string_view key, std::string_view value) {
  return is_in(numeric_keys, key) && quantity(value).has_value();
}

bool TekscanHeader::read_line(std::string_view line) {
  const auto [key, value] = split(line);
  if (in_comments_) {
    if (!ends_comments(key, value)) {
      add_comment(line);
      return false;
    }
    in_comments_ = false;
  }
  if (key.empty()) return false;
  if (key == "ASCII_DATA") return true;
  if (key == "COMMENTS") {
    in_comments_ = true;
    add_comment(value);
    return false;
  }
  if (is_in(numeric_keys, key)) {
    const auto read = quantity(value);
    if (!read) {
      lines_.fail("bad '" + std::string(key) + "' " + in_quotes(value) + ", expected a number");
    }
    const double size = read->value;
    if ((key == "ROWS" || key == "COLS") &&
        !(size >= 1 && size <= 10000 && size == std::floor(size))) {
      lines_.fail("bad '" + std::string(key) + "' " + in_quotes(value) + ", expected 1 to 10000");
    }
  }
  values_.insert_or_assign(key, value);
  return false;
}

void TekscanHeader::add_comment(std::string_view line) {
  const std::string comment = to_utf8(trimmed(line, " \t,;\""));
  for (const std::string& word : words_of(comment)) {
    for (const auto identity : {"name"sv, "patient"sv, "birth"sv, "born"sv, "dob"sv}) {
      if (word.find(identity) != std::string::npos) return;
    }
  }
  if (comment.empty()) return;
  comments_ += (comments_.empty() ? "" : "; ") + comment;
}

std::string_view TekscanHeader::text(std::string_view key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::string_view{} : found->second;
}

std::optional<Quantity> TekscanHeader::number(std::string_view key) const {
  return quantity(text(key));
}

bool TekscanHeader::is_set(std::string_view key) const {
  const auto value = number(key);
  return value && value->value != 0;
}

double TekscanHeader::length_mm(std::string_view key, SourceInfo& info) const {
  const auto spacing = number(key);
  if (!spacing || !(spacing->value > 1e-6 && spacing->value < 1e6)) return 0;
  if (const auto mm = mm_per_unit(spacing->unit)) return spacing->value * *mm;
  info.warnings.push_back(std::string(key) + " is in " +
                          (spacing->unit.empty() ? "no unit" : in_quotes(spacing->unit)) +
                          ", expected mm, cm or inches: not used");
  return 0;
}

PlateGeometry TekscanHeader::plate(const OpenOptions& options, SourceInfo& info) const {
  if (text("ROWS").empty() || text("COLS").empty()) {
    lines_.fail("no 'ROWS' and 'COLS' in the header, expected the size of the grid");
  }
  PlateGeometry plate;
  plate.rows = static_cast<int>(number("ROWS")->value);
  plate.cols = static_cast<int>(number("COLS")->value);
  plate.pitch_x_mm = length_mm("COL_SPACING", info);
  plate.pitch_y_mm = length_mm("ROW_SPACING", info);

  double area_mm2 = 0;
  if (const auto area = number("SENSEL_AREA"); area && area->value > 1e-9 && area->value < 1e9) {
    const double mm = mm_per_unit(area->unit).value_or(0);
    area_mm2 = area->value * mm * mm;
  }
  const double spaced_mm2 = plate.cell_area_mm2();
  if (spaced_mm2 > 0 && area_mm2 > 0 && std::abs(spaced_mm2 / area_mm2 - 1) > 0.01) {
    info.warnings.push_back("SENSEL_AREA is " + short_number(area_mm2) +
                            " mm2, the spacing gives " + short_number(spaced_mm2) +
                            " mm2, which forces are computed with");
  }
  if (plate.pitch_x_mm == 0 && plate.pitch_y_mm == 0 && area_mm2 > 0 && !options.pitch_x_mm) {
    plate.pitch_x_mm = plate.pitch_y_mm = std::sqrt(area_mm2);
    info.warnings.emplace_back("no spacing of rows and columns: square cells of SENSEL_AREA taken");
    return plate;
  }
  take_option(plate.pitch_x_mm, options.pitch_x_mm, "pitch along x", info);
  take_option(plate.pitch_y_mm, options.pitch_y_mm, "pitch along y", info);
  return plate;
}

double TekscanHeader::kpa_per_file_unit(const OpenOptions& options, const PlateGeometry& plate,
                                        SourceInfo& info) const {
  std::string unit = to_utf8(text("UNITS"));
  if (unit.empty()) {
    if (options.unit.empty()) {
      lines_.fail("no 'UNITS' in the header, expected e.g. 'UNITS KPa' or a given unit");
    }
    unit = options.unit;
    info.conversions.emplace_back("unit as given, the file does not tell it");
  } else if (!options.unit.empty()) {
    warn_ignored(info, "unit");
  }
  const std::string plain = lower_case(unit);
  if (plain.starts_with("raw") || plain.starts_with("count")) {
    info.unit = "count";
    return 0;
  }
  if (plain == "n" || plain == "newton" || plain == "newtons") {
    const double area_mm2 = plate.cell_area_mm2();
    if (area_mm2 <= 0) lines_.fail("forces in N, expected the spacing of rows and columns");
    info.unit = "N";
    info.conversions.push_back("N per cell divided by the cell's area of " +
                               short_number(area_mm2) + " mm2");
    return 1e3 / area_mm2;
  }
  const auto kpa = kpa_per_unit(plain.starts_with("gm/") ? "g" + plain.substr(2) : unit);
  if (!kpa) lines_.fail("unknown unit " + in_quotes(unit) + ", expected a pressure or raw");
  info.unit = plain_unit(unit);
  if (*kpa != 1) info.conversions.push_back(info.unit + " to kPa: times " + short_number(*kpa));
  return *kpa;
}

Side TekscanHeader::side() const {
  bool left = false;
  bool right = false;
  for (const auto key : {"SIDE"sv, "FOOT"sv, "SENSOR_TYPE"sv}) {
    for (const std::string& word : words_of(text(key))) {
      left = left || word == "left" || (word == "l" && key != "SENSOR_TYPE");
      right = right || word == "right" || (word == "r" && key != "SENSOR_TYPE");
    }
  }
  if (!left && !right) {
    // "left foot" in the comments, and nothing of the other side.
    const std::vector<std::string> words = words_of(comments_);
    bool is_of_foot = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (words[i] != "left" && words[i] != "right") continue;
      (words[i] == "left" ? left : right) = true;
      const std::string next = i + 1 < words.size() ? words[i + 1] : std::string();
      is_of_foot =
          is_of_foot || next == "foot" || next == "shoe" || next == "insole" || next == "sensor";
    }
    if (!is_of_foot) return Side::unknown;
  }
  if (left == right) return Side::unknown;
  return left ? Side::left : Side::right;
}

void TekscanHeader::put_provenance(SourceInfo& info) const {
  for (const auto& [key, name] : provenance_keys) {
    if (std::string value = to_utf8(text(key)); !value.empty()) {
      info.provenance[std::string(name)] = std::move(value);
    }
  }
  if (!comments_.empty()) info.provenance["comments"] = comments_;
}

}  // namespace solea::readers
