#include "formats/session/trial_source.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "formats/session/schema.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;

Json checks_json(const std::vector<VendorCheck>& checks) {
  Json all = Json::array();
  for (const VendorCheck& c : checks) {
    all.push_back({{"what", c.what},
                   {"compared", c.compared},
                   {"agree", c.agree},
                   {"max_difference", c.max_difference},
                   {"unit", c.unit},
                   {"first_disagreement", c.first_disagreement}});
  }
  return all;
}

/// What cannot be understood is left out: these are notes, not the recording.
std::vector<VendorCheck> checks_from(const Json& all) {
  std::vector<VendorCheck> checks;
  if (!all.is_array()) return checks;
  for (const Json& c : all) {
    try {
      checks.push_back({to_utf8(c.at("what").get<std::string>()),
                        c.at("compared").get<std::size_t>(), c.at("agree").get<std::size_t>(),
                        c.at("max_difference").get<double>(),
                        to_utf8(c.at("unit").get<std::string>()),
                        to_utf8(c.at("first_disagreement").get<std::string>())});
    } catch (const Json::exception&) {
      continue;
    }
  }
  return checks;
}

}  // namespace

std::string joined_lines(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

std::vector<std::string> split_lines(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(to_utf8(text.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

void write_source(hdf5::Node& trial, const TrialSource& from) {
  hdf5::Node source = trial.create_group(schema::source);
  source.set(schema::description, "the file this was imported from");
  source.set(schema::format, from.format);
  source.set(schema::sha256, from.sha256);
  source.set(schema::unit, from.unit);
  source.set(schema::conversions, joined_lines(from.conversions));
  source.set(schema::warnings, joined_lines(from.warnings));
  source.set(schema::vendor_checks, checks_json(from.vendor_checks).dump());
  source.set(schema::provenance, Json(from.provenance).dump());
}

void add_reading_warnings(hdf5::Node& trial, const std::vector<std::string>& warnings) {
  trial.group(schema::source).set(schema::reading_warnings, joined_lines(warnings));
}

TrialSource read_source(const hdf5::Node& trial) {
  const hdf5::Node source = trial.group(schema::source);
  const auto text = [&](const char* name) { return source.text(name).value_or(""); };
  TrialSource from;
  from.format = to_utf8(text(schema::format));
  from.sha256 = to_utf8(text(schema::sha256));
  from.unit = to_utf8(text(schema::unit));
  from.conversions = split_lines(text(schema::conversions));
  from.warnings = split_lines(text(schema::warnings));
  for (std::string& line : split_lines(text(schema::reading_warnings))) {
    from.warnings.push_back(std::move(line));
  }
  from.vendor_checks = checks_from(Json::parse(text(schema::vendor_checks), nullptr, false));
  const Json provenance = Json::parse(text(schema::provenance), nullptr, false);
  if (!provenance.is_object()) return from;
  for (const auto& [key, value] : provenance.items()) {
    if (value.is_string()) from.provenance[to_utf8(key)] = to_utf8(value.get<std::string>());
  }
  return from;
}

}  // namespace solea
