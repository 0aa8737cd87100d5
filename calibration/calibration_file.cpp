#include "calibration/calibration_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <sstream>
#include <string_view>

#include "calibration/cell_json.h"
#include "core/error.h"

namespace solea {

namespace {

constexpr const char* first_schema = "solea.calibration/1";
constexpr const char* cell_schema = "solea.calibration/2";

using Json = nlohmann::json;

[[noreturn]] void fail(const std::string& key, const std::string& expected) {
  throw CalibrationError("'" + key + "' must be " + expected);
}

/// The keys of version 1, and behind them those of version 2.
constexpr std::array<std::string_view, 19> all_names = {
    "schema", "model",       "kpa_per_count", "zero_count",  "saturation_count",
    "driver", "rows",        "cols",          "date",        "origin",
    "serial", "valid_until", "bad_cells",     "tare_counts", "equilibration",
    "curves", "creep",       "force_scale",   "steps"};

void check_names(const Json& json, bool first_version) {
  const std::span<const std::string_view> known =
      std::span(all_names).first(first_version ? 10 : all_names.size());
  for (const auto& [key, value] : json.items()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    std::string names;
    for (const std::string_view name : known)
      names += (names.empty() ? "" : ", ") + std::string(name);
    // As JSON writes it: a key may hold anything.
    throw CalibrationError(
        "unknown key " +
        Json(key.substr(0, 40)).dump(-1, ' ', true, Json::error_handler_t::replace) +
        ", expected " + names);
  }
}

double number_of(const Json& json, const char* key, std::optional<double> fallback) {
  const auto found = json.find(key);
  if (found == json.end()) {
    if (!fallback) fail(key, "there, a number");
    return *fallback;
  }
  if (!found->is_number()) fail(key, "a number");
  return found->get<double>();
}

int count_of(const Json& json, const char* key, int most) {
  const double value = number_of(json, key, 0);
  if (!(value >= 0 && value <= most) || value != std::floor(value)) {
    fail(key, "a whole number from 0 to " + std::to_string(most));
  }
  return static_cast<int>(value);
}

std::string text_of(const Json& json, const char* key, bool needed = false) {
  const auto found = json.find(key);
  if (found == json.end()) {
    if (needed) fail(key, "there, a text");
    return {};
  }
  if (!found->is_string()) fail(key, "a text");
  return found->get<std::string>();
}

}  // namespace

std::string calibration_to_json(const Calibration& c) {
  const bool first_version =
      c.is_uniform_linear() && c.serial.empty() && c.valid_until.empty() && c.steps.empty();
  nlohmann::ordered_json json = {{"schema", first_version ? first_schema : cell_schema},
                                 {"model", first_version ? "linear" : "cells"},
                                 {"kpa_per_count", c.kpa_per_count},
                                 {"zero_count", c.zero_count},
                                 {"saturation_count", nullptr},
                                 {"driver", c.driver},
                                 {"rows", c.rows},
                                 {"cols", c.cols},
                                 {"date", c.date},
                                 {"origin", c.origin}};
  if (c.saturation_count) json["saturation_count"] = *c.saturation_count;
  if (first_version) return json.dump(2);
  calibration::write_cell_parts(c, json);
  // Lists of thousands of cells: no line each.
  return json.dump();
}

Calibration calibration_from_json(const std::string& text) {
  try {
    const auto json = Json::parse(text);
    if (!json.is_object()) throw CalibrationError("not a calibration: no JSON object");
    const std::string found = text_of(json, "schema", true);
    const bool first_version = found == first_schema;
    if (!first_version && found != cell_schema) {
      throw CalibrationError("unknown calibration schema '" + found + "', expected '" +
                             first_schema + "' or '" + cell_schema + "'");
    }
    const std::string model = first_version ? "linear" : "cells";
    if (const auto told = text_of(json, "model", true); told != model) {
      throw CalibrationError("unknown calibration model '" + told + "', expected '" + model + "'");
    }
    check_names(json, first_version);
    Calibration c;
    c.kpa_per_count =
        number_of(json, "kpa_per_count", first_version ? std::nullopt : std::optional(0.0));
    c.zero_count = number_of(json, "zero_count", 0.0);
    if (c.zero_count < 0) fail("zero_count", "0 or more");
    if (json.contains("saturation_count") && !json["saturation_count"].is_null()) {
      c.saturation_count = static_cast<std::uint16_t>(count_of(json, "saturation_count", 65535));
    }
    c.driver = text_of(json, "driver");
    constexpr int most_rows = 10000;
    c.rows = count_of(json, "rows", most_rows);
    c.cols = count_of(json, "cols", most_rows);
    c.date = text_of(json, "date");
    c.origin = text_of(json, "origin");
    if (first_version) {
      c.require_fits(c.driver, {c.rows, c.cols, 0, 0});
    } else {
      // May be unfinished, as a tare without a curve is: it is refused where it is used.
      calibration::read_cell_parts(json, c);
      if (!(c.kpa_per_count >= 0)) fail("kpa_per_count", "0 or more");
    }
    return c;
  } catch (const nlohmann::json::parse_error& e) {
    // Its own words quote the file, which may hold anything.
    throw CalibrationError("not a calibration: no JSON at byte " + std::to_string(e.byte));
  } catch (const nlohmann::json::exception& e) {
    throw CalibrationError(std::string("not a calibration: ") + e.what());
  }
}

Calibration read_calibration(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, "cannot be opened, expected a calibration file");
  std::ostringstream text;
  text << in.rdbuf();
  try {
    return calibration_from_json(text.str());
  } catch (const CalibrationError& e) {
    throw CalibrationError(file.string() + ": " + e.what());
  }
}

void write_calibration(const std::filesystem::path& file, const Calibration& calibration) {
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out << calibration_to_json(calibration) << '\n';
  out.close();
  if (!out) throw FileError(file, "cannot be written");
}

}  // namespace solea
