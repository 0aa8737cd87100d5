#include "formats/session/corrections.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "formats/text_scan.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char* schema_name = "solea.corrections/1";

double number(const Json& step, const char* key) {
  const auto it = step.find(key);
  if (it == step.end() || !it->is_number() || !std::isfinite(it->get<double>())) {
    throw std::runtime_error(std::string("a correction without the number '") + key + "'");
  }
  return it->get<double>();
}

StepCorrection one(const Json& step) {
  if (!step.is_object()) throw std::runtime_error("a correction that is no object");
  StepCorrection out;
  out.time_s = number(step, "time_s");
  out.x_mm = number(step, "x_mm");
  out.y_mm = number(step, "y_mm");
  if (const auto side = step.find("side"); side != step.end() && !side->is_null()) {
    if (*side != "left" && *side != "right") {
      throw std::runtime_error("a correction's side, expected left or right");
    }
    out.side = *side == "left" ? Side::left : Side::right;
  }
  if (const auto it = step.find("excluded"); it != step.end()) {
    if (!it->is_boolean())
      throw std::runtime_error("a correction's 'excluded' is not true or false");
    out.excluded = it->get<bool>();
  }
  if (const auto it = step.find("reason"); it != step.end() && it->is_string()) {
    out.reason = to_utf8(it->get<std::string>());
  }
  return out;
}

}  // namespace

std::string corrections_to_json(const std::vector<StepCorrection>& corrections,
                                std::string_view zones) {
  Json steps = Json::array();
  for (const StepCorrection& c : corrections) {
    steps.push_back({{"time_s", c.time_s},
                     {"x_mm", c.x_mm},
                     {"y_mm", c.y_mm},
                     {"side", c.side ? Json(to_string(*c.side)) : Json(nullptr)},
                     {"excluded", c.excluded},
                     {"reason", c.reason}});
  }
  Json document{{"schema", schema_name}, {"steps", steps}};
  if (!zones.empty()) document["zones"] = Json::parse(zones);
  return document.dump(2);
}

namespace {

Json parse(std::string_view text) {
  Json document = Json::parse(text, nullptr, false);
  if (!document.is_object() || document.value("schema", "") != schema_name) {
    throw std::runtime_error(std::string("corrections that are not ") + schema_name);
  }
  return document;
}

}  // namespace

std::vector<StepCorrection> corrections_from_json(std::string_view text) {
  const Json document = parse(text);
  std::vector<StepCorrection> corrections;
  for (const Json& step : document.value("steps", Json::array())) {
    corrections.push_back(one(step));
  }
  return corrections;
}

std::string corrected_zones(std::string_view text) {
  const Json document = parse(text);
  const auto it = document.find("zones");
  return it == document.end() || !it->is_object() ? std::string() : it->dump();
}

}  // namespace solea
