#include "formats/mask_file.h"

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

#include "core/error.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;
constexpr const char* schema_name = "solea.mask/1";

std::string text_of(const Json& object, const char* key, const std::string& whose) {
  const auto it = object.find(key);
  if (it == object.end() || !it->is_string()) {
    throw std::runtime_error(whose + " without the text '" + key + "'");
  }
  return it->get<std::string>();
}

PolygonZone zone_of(const Json& json) {
  if (!json.is_object()) throw std::runtime_error("a zone that is no object");
  PolygonZone zone;
  zone.id = text_of(json, "id", "a zone");
  const std::string name = "zone '" + zone.id + "'";
  zone.label = json.contains("label") ? text_of(json, "label", name) : zone.id;
  const auto corners = json.find("polygon");
  if (corners == json.end() || !corners->is_array()) {
    throw std::runtime_error(name + " without the list 'polygon'");
  }
  for (const Json& corner : *corners) {
    if (!corner.is_array() || corner.size() != 2 || !corner[0].is_number() ||
        !corner[1].is_number()) {
      throw std::runtime_error(name + ": a corner that is no [x, y]");
    }
    zone.polygon.push_back({corner[0].get<double>(), corner[1].get<double>()});
  }
  return zone;
}

}  // namespace

PolygonMask mask_from_json(std::string_view text) {
  Json json;
  try {
    json = Json::parse(text);
  } catch (const Json::exception& error) {
    throw std::runtime_error("no JSON: " + std::string(error.what()));
  }
  if (!json.is_object() || json.value("schema", Json()) != schema_name) {
    throw std::runtime_error(std::string("expected the schema '") + schema_name + "'");
  }
  PolygonMask mask;
  mask.id = text_of(json, "id", "a mask");
  mask.name = json.contains("name") ? text_of(json, "name", "a mask") : mask.id;
  const auto zones = json.find("zones");
  if (zones == json.end() || !zones->is_array()) {
    throw std::runtime_error("a mask without the list 'zones'");
  }
  for (const Json& zone : *zones) mask.zones.push_back(zone_of(zone));
  return mask;
}

std::string mask_to_json(const PolygonMask& mask) {
  Json zones = Json::array();
  for (const PolygonZone& zone : mask.zones) {
    Json corners = Json::array();
    for (const PointMm& p : zone.polygon) corners.push_back({p.x, p.y});
    zones.push_back({{"id", zone.id}, {"label", zone.label}, {"polygon", corners}});
  }
  const Json json = {
      {"schema", schema_name}, {"id", mask.id}, {"name", mask.name}, {"zones", zones}};
  return json.dump(2) + '\n';
}

PolygonMask read_mask(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, "cannot be opened");
  std::ostringstream text;
  text << in.rdbuf();
  try {
    return mask_from_json(text.str());
  } catch (const std::runtime_error& error) {
    throw FormatError(file, error.what());
  }
}

}  // namespace solea
