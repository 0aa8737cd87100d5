#include "calibration/calibration_file.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/error.h"

namespace solea {

namespace {
constexpr const char* schema = "solea.calibration/1";
}

std::string calibration_to_json(const Calibration& c) {
  nlohmann::ordered_json json = {{"schema", schema},
                                 {"model", "linear"},
                                 {"kpa_per_count", c.kpa_per_count},
                                 {"zero_count", c.zero_count},
                                 {"saturation_count", nullptr},
                                 {"driver", c.driver},
                                 {"rows", c.rows},
                                 {"cols", c.cols},
                                 {"date", c.date},
                                 {"origin", c.origin}};
  if (c.saturation_count) json["saturation_count"] = *c.saturation_count;
  return json.dump(2);
}

Calibration calibration_from_json(const std::string& text) {
  try {
    const auto json = nlohmann::json::parse(text);
    const auto found = json.at("schema").get<std::string>();
    if (found != schema) {
      throw CalibrationError("unknown calibration schema '" + found + "', expected '" + schema +
                             "'");
    }
    if (const auto model = json.at("model").get<std::string>(); model != "linear") {
      throw CalibrationError("unknown calibration model '" + model + "', expected 'linear'");
    }
    Calibration c;
    c.kpa_per_count = json.at("kpa_per_count").get<double>();
    c.zero_count = json.value("zero_count", 0.0);
    if (json.contains("saturation_count") && !json["saturation_count"].is_null()) {
      c.saturation_count = json["saturation_count"].get<std::uint16_t>();
    }
    c.driver = json.value("driver", "");
    c.rows = json.value("rows", 0);
    c.cols = json.value("cols", 0);
    c.date = json.value("date", "");
    c.origin = json.value("origin", "");
    c.require_fits(c.driver, {c.rows, c.cols, 0, 0});
    return c;
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
