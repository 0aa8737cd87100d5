#include "calibration/cell_json.h"

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "core/error.h"

namespace solea::calibration {

namespace {

using Json = nlohmann::json;
using OrderedJson = nlohmann::ordered_json;

[[noreturn]] void fail(const std::string& key, const std::string& expected) {
  throw CalibrationError("'" + key + "' must be " + expected);
}

/// null is a number that a bad cell does not have.
std::vector<double> numbers(const Json& json, const std::string& key, std::size_t expected) {
  if (!json.is_array() || (expected > 0 && json.size() != expected)) {
    fail(key, "a list of " + (expected > 0 ? std::to_string(expected) + " " : "") + "numbers");
  }
  std::vector<double> values;
  values.reserve(json.size());
  for (const Json& value : json) {
    if (!value.is_number() && !value.is_null()) fail(key, "a list of numbers");
    values.push_back(value.is_null() ? std::nan("") : value.get<double>());
  }
  return values;
}

double number(const Json& json, const std::string& key) {
  if (!json.contains(key) || !json[key].is_number()) fail(key, "there, a number");
  return json[key].get<double>();
}

OrderedJson cell_list(const std::vector<CellState>& states) {
  OrderedJson list = OrderedJson::array();
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (states[i] != CellState::good)
      list.push_back({{"cell", i}, {"state", to_string(states[i])}});
  }
  return list;
}

/// Curves of one kind. Loads that all cells have in common stand once; each cell has its outputs
/// and either a and b or the slopes at its points. A cell without a curve is null.
OrderedJson curves_json(const std::vector<FittedCurve>& curves) {
  OrderedJson cells = OrderedJson::array();
  OrderedJson json = {{"kind", nullptr}, {"loads_kpa", nullptr}};
  for (const FittedCurve& c : curves) {
    if (c.points.empty()) {
      cells.push_back(nullptr);
      continue;
    }
    OrderedJson cell = OrderedJson::object();
    OrderedJson outputs = OrderedJson::array();
    OrderedJson loads = OrderedJson::array();
    for (const CalibrationPoint& p : c.points) {
      outputs.push_back(p.output);
      loads.push_back(p.kpa);
    }
    if (json["kind"].is_null()) {
      json["kind"] = to_string(c.kind);
      json["loads_kpa"] = loads;
    }
    cell["outputs"] = outputs;
    if (loads != json["loads_kpa"]) cell["loads_kpa"] = loads;
    if (c.kind == CurveKind::monotone_cubic) {
      cell["slopes"] = c.slopes;
    } else {
      cell["a"] = c.a;
      cell["b"] = c.b;
    }
    cell["rms_residual_kpa"] = c.rms_residual_kpa;
    cells.push_back(cell);
  }
  json["cells"] = cells;
  return json;
}

std::vector<FittedCurve> read_curves(const Json& json, std::size_t cells) {
  if (!json.is_object() || !json.contains("kind") || !json.contains("cells") ||
      !json["cells"].is_array()) {
    fail("curves", "an object with 'kind' and a list 'cells'");
  }
  const auto kind =
      json["kind"].is_string() ? curve_kind_of(json["kind"].get<std::string>()) : std::nullopt;
  if (!kind) fail("kind", "linear, quadratic, power or monotone_cubic");
  const Json& list = json["cells"];
  if (list.size() != 1 && list.size() != cells) fail("cells", "one curve, or one a cell");
  std::vector<FittedCurve> curves;
  bool any = false;
  for (const Json& cell : list) {
    FittedCurve& c = curves.emplace_back();
    c.kind = *kind;
    if (cell.is_null()) continue;
    any = true;
    if (!cell.is_object()) fail("cells", "a list of objects");
    const auto outputs = numbers(cell.value("outputs", Json()), "outputs", 0);
    const Json& own = cell.contains("loads_kpa") ? cell : json;
    const auto loads = numbers(own.value("loads_kpa", Json()), "loads_kpa", outputs.size());
    if (outputs.empty()) fail("outputs", "a list of numbers");
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      if (!std::isfinite(outputs[i]) || !std::isfinite(loads[i])) fail("outputs", "numbers");
      if (i > 0 && outputs[i] < outputs[i - 1]) fail("outputs", "rising");
      c.points.push_back({outputs[i], loads[i]});
    }
    c.rms_residual_kpa = number(cell, "rms_residual_kpa");
    if (*kind == CurveKind::monotone_cubic) {
      c.slopes = numbers(cell.value("slopes", Json()), "slopes", outputs.size());
      for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (!(c.slopes[i] >= 0)) fail("slopes", "0 or more");
        if (i > 0 && !(outputs[i] > outputs[i - 1])) fail("outputs", "rising");
      }
    } else {
      c.a = number(cell, "a");
      c.b = number(cell, "b");
    }
  }
  if (!any) fail("cells", "a list with a curve in it");
  return curves;
}

CalibrationStep read_step(const Json& json) {
  if (!json.is_object()) fail("steps", "a list of objects");
  CalibrationStep step;
  step.what = json.at("what").get<std::string>();
  step.date = json.at("date").get<std::string>();
  step.software = json.at("software").get<std::string>();
  step.settings = json.at("settings").get<std::map<std::string, std::string>>();
  for (const auto& [key, value] : json.at("results").items()) {
    step.results[key] = value.is_null() ? std::nan("") : value.get<double>();
  }
  return step;
}

}  // namespace

void write_cell_parts(const Calibration& c, OrderedJson& json) {
  json["serial"] = c.serial;
  json["valid_until"] = c.valid_until;
  json["bad_cells"] = c.cell_states.empty() ? OrderedJson() : cell_list(c.cell_states);
  json["tare_counts"] = c.tare_counts.empty() ? OrderedJson() : OrderedJson(c.tare_counts);
  OrderedJson levels = OrderedJson::array();
  for (const EquilibrationLevel& level : c.equilibration) {
    levels.push_back({{"kpa", level.kpa}, {"outputs", level.outputs}, {"gains", level.gains}});
  }
  json["equilibration"] = levels;
  json["curves"] = c.curves.empty() ? OrderedJson() : curves_json(c.curves);
  json["creep"] = nullptr;
  if (c.creep) {
    json["creep"] = {{"per_decade", c.creep->per_decade},
                     {"t0_s", c.creep->t0_s},
                     {"drift_kpa_s", c.creep->drift_kpa_s},
                     {"loaded_kpa", c.creep->loaded_kpa}};
  }
  json["force_scale"] = c.force_scale;
  OrderedJson steps = OrderedJson::array();
  for (const CalibrationStep& step : c.steps) {
    steps.push_back({{"what", step.what},
                     {"date", step.date},
                     {"software", step.software},
                     {"settings", step.settings},
                     {"results", step.results}});
  }
  json["steps"] = steps;
}

void read_cell_parts(const Json& json, Calibration& c) {
  const std::size_t cells = static_cast<std::size_t>(c.rows) * static_cast<std::size_t>(c.cols);
  const auto has = [&](const char* key) { return json.contains(key) && !json[key].is_null(); };
  const auto need_grid = [&](const char* key) {
    if (cells == 0) fail("rows", std::string("there, for '") + key + "'");
  };
  c.serial = json.value("serial", "");
  c.valid_until = json.value("valid_until", "");
  if (has("bad_cells")) {
    need_grid("bad_cells");
    if (!json["bad_cells"].is_array()) fail("bad_cells", "a list");
    c.cell_states.assign(cells, CellState::good);
    for (const Json& entry : json["bad_cells"]) {
      const auto cell = entry.at("cell").get<std::int64_t>();
      const auto state = cell_state_of(entry.at("state").get<std::string>());
      if (cell < 0 || static_cast<std::size_t>(cell) >= cells || !state) {
        fail("bad_cells", "a list of cells of the grid with a state");
      }
      c.cell_states[static_cast<std::size_t>(cell)] = *state;
    }
  }
  if (has("tare_counts")) {
    need_grid("tare_counts");
    c.tare_counts = numbers(json["tare_counts"], "tare_counts", cells);
    for (const double count : c.tare_counts) {
      if (!std::isfinite(count)) fail("tare_counts", "a list of numbers");
    }
  }
  if (has("equilibration")) {
    if (!json["equilibration"].is_array()) fail("equilibration", "a list");
    for (const Json& level : json["equilibration"]) {
      need_grid("equilibration");
      c.equilibration.push_back({number(level, "kpa"),
                                 numbers(level.value("outputs", Json()), "outputs", cells),
                                 numbers(level.value("gains", Json()), "gains", cells)});
    }
  }
  if (has("curves")) {
    // One curve for all cells needs no grid.
    c.curves = read_curves(json["curves"], cells);
    for (std::size_t i = 0; i < c.curves.size(); ++i) {
      const bool good = c.cell_states.empty() || c.cell_states[i] == CellState::good;
      if (c.curves.size() > 1 && good && c.curves[i].points.empty()) {
        fail("curves", "there for every good cell, not for cell " + std::to_string(i));
      }
    }
  }
  if (has("creep")) {
    const Json& creep = json["creep"];
    c.creep = CreepModel{number(creep, "per_decade"), number(creep, "t0_s"),
                         number(creep, "drift_kpa_s"), number(creep, "loaded_kpa")};
    if (!(c.creep->t0_s > 0)) fail("t0_s", "above 0");
    if (!(c.creep->per_decade > -1 && c.creep->per_decade < 1)) {
      fail("per_decade", "between -1 and 1");
    }
  }
  if (json.contains("force_scale")) {
    c.force_scale = number(json, "force_scale");
    if (!(c.force_scale > 0 && std::isfinite(c.force_scale))) fail("force_scale", "above 0");
  }
  if (has("steps")) {
    if (!json["steps"].is_array()) fail("steps", "a list");
    for (const Json& step : json["steps"]) c.steps.push_back(read_step(step));
  }
}

}  // namespace solea::calibration
