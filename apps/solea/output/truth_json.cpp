#include "apps/solea/output/truth_json.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "acquisition/virtual_mat/truth_active.h"
#include "core/error.h"
#include "core/foot_zone.h"
#include "core/version.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;
using namespace virtual_mat;

constexpr const char* schema = "solea.truth/1";

std::string_view name(Script s) {
  constexpr std::array<std::string_view, 5> names = {"walk", "run", "stand", "sway", "rollover"};
  return names[static_cast<std::size_t>(s)];
}
std::string_view name(FootType f) {
  constexpr std::array<std::string_view, 3> names = {"normal", "flat", "high"};
  return names[static_cast<std::size_t>(f)];
}
std::string_view name(Strike s) {
  constexpr std::array<std::string_view, 3> names = {"rearfoot", "midfoot", "forefoot"};
  return names[static_cast<std::size_t>(s)];
}
std::string_view name(Loading l) {
  constexpr std::array<std::string_view, 3> names = {"neutral", "medial", "lateral"};
  return names[static_cast<std::size_t>(l)];
}

/// Six significant digits are more than any comparison needs, and keep the files small.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return value;
  const double scale = std::pow(10, 5 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

/// The curves of frames as columns; null where a centre is undefined.
Json columns(const std::vector<FrameTruth>& frames) {
  Json force = Json::array();
  Json x = Json::array();
  Json y = Json::array();
  for (const FrameTruth& frame : frames) {
    force.push_back(rounded(frame.force_n));
    x.push_back(frame.cop ? Json(rounded(frame.cop->x)) : Json(nullptr));
    y.push_back(frame.cop ? Json(rounded(frame.cop->y)) : Json(nullptr));
  }
  return {{"force_n", force}, {"cop_x_mm", x}, {"cop_y_mm", y}};
}

/// The same of the pressure from the contact threshold on.
Json active_columns(const std::vector<FrameTruth>& frames) {
  Json force = Json::array();
  Json x = Json::array();
  Json y = Json::array();
  for (const FrameTruth& frame : frames) {
    force.push_back(rounded(frame.active_force_n));
    x.push_back(frame.active_cop ? Json(rounded(frame.active_cop->x)) : Json(nullptr));
    y.push_back(frame.active_cop ? Json(rounded(frame.active_cop->y)) : Json(nullptr));
  }
  return {{"active_force_n", force}, {"active_cop_x_mm", x}, {"active_cop_y_mm", y}};
}

Json instants_json(const InstantFrames& instants) {
  const auto frame = [](const std::optional<std::size_t>& k) { return k ? Json(*k) : Json(); };
  return {{"ffc", frame(instants.ffc)},
          {"fmc", frame(instants.fmc)},
          {"fff", frame(instants.fff)},
          {"ho", frame(instants.ho)},
          {"lfc", frame(instants.lfc)}};
}

double cop_path_mm(const std::vector<FrameTruth>& frames) {
  double path = 0;
  std::optional<PointMm> last;
  for (const FrameTruth& frame : frames) {
    if (!frame.cop || frame.force_n < contact_from_n) continue;
    if (last) path += std::hypot(frame.cop->x - last->x, frame.cop->y - last->y);
    last = frame.cop;
  }
  return path;
}

Json step_json(const StepTruth& step, std::size_t index) {
  Json zones = Json::object();
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    zones[std::string(to_string(static_cast<FootZone>(z)))] = {
        {"peak_pressure_kpa", rounded(step.zone_peak_kpa[z])},
        {"max_force_n", rounded(step.zone_max_force_n[z])}};
  }
  const auto peak = [&](FootZone zone) {
    return step.zone_peak_kpa[static_cast<std::size_t>(zone)];
  };
  Json json = {{"index", index},
               {"side", to_string(step.placement.side)},
               {"start_s", rounded(step.start_s)},
               {"end_s", rounded(step.end_s)},
               {"first_frame", step.first_frame},
               {"max_force_n", rounded(step.max_force_n)},
               {"peak_pressure_kpa", rounded(step.peak_pressure_kpa)},
               {"heel_peak_pressure_kpa",
                rounded(std::max(peak(FootZone::heel_medial), peak(FootZone::heel_lateral)))},
               {"arch_index", step.arch_index ? Json(rounded(*step.arch_index)) : Json(nullptr)},
               {"cop_path_mm", rounded(cop_path_mm(step.frames))},
               {"print_length_mm", rounded(step.length_mm)},
               {"axis_deg", rounded(step.axis_deg)},
               {"zones", zones}};
  json["active_from_kpa"] = active_from_kpa;
  json["instant_frames"] = instants_json(step.instants);
  json.update(columns(step.frames));
  if (step.instants.ffc) json.update(active_columns(step.frames));
  return json;
}

}  // namespace

Json truth_to_json(const DeviceDriver& driver, const Person& person, const SensorModel& sensor,
                   const VirtualMat& mat) {
  Json steps = Json::array();
  for (const StepTruth& step : mat.step_truth()) steps.push_back(step_json(step, steps.size()));
  return {{"schema", schema},
          {"software", {{"name", "solea"}, {"version", software_version}}},
          {"driver", driver.id},
          {"plate",
           {{"rows", mat.plate().rows},
            {"cols", mat.plate().cols},
            {"pitch_x_mm", mat.plate().pitch_x_mm},
            {"pitch_y_mm", mat.plate().pitch_y_mm}}},
          {"rate_hz", mat.rate_hz()},
          {"person",
           {{"script", name(person.script)},
            {"foot", name(person.foot)},
            {"strike", name(person.strike)},
            {"loading", name(person.loading)},
            {"mass_kg", person.mass_kg},
            {"foot_length_mm", person.foot_length_mm},
            {"cadence_per_min", person.cadence_per_min},
            {"toe_out_deg", person.toe_out_deg},
            {"heading_deg", person.heading_deg},
            {"seed", person.seed}}},
          {"sensor",
           {{"kpa_per_count", sensor.kpa_per_count},
            {"max_count", sensor.max_count},
            {"noise_counts", sensor.noise_counts},
            {"crosstalk", sensor.crosstalk},
            {"drift_kpa_per_min", sensor.drift_kpa_per_min},
            {"dead_cells", mat.dead_cells()},
            {"stuck_cells", mat.sensor().stuck_cells()},
            {"saturated_cells", mat.sensor().saturated_cells()},
            {"gains", mat.sensor().gains()},
            {"nonlinearity", sensor.nonlinearity},
            {"full_scale_kpa", sensor.full_scale_kpa},
            {"creep_per_decade", sensor.creep_per_decade},
            {"hysteresis", sensor.hysteresis}}},
          {"steps", steps},
          {"frames", columns(mat.frame_truth())}};
}

std::vector<TruthStep> read_truth(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, "cannot be opened, expected a truth file of solea simulate");
  try {
    const auto json = nlohmann::json::parse(in);
    if (json.at("schema") != schema)
      throw FormatError(file, "no truth file, expected " + std::string(schema));
    std::vector<TruthStep> steps;
    for (const auto& s : json.at("steps")) {
      TruthStep step;
      step.side = s.at("side") == "left" ? Side::left : Side::right;
      step.start_s = s.at("start_s");
      step.end_s = s.at("end_s");
      step.max_force_n = s.at("max_force_n");
      step.heel_peak_pressure_kpa = s.at("heel_peak_pressure_kpa");
      step.peak_pressure_kpa = s.at("peak_pressure_kpa");
      if (!s.at("arch_index").is_null()) step.arch_index = s.at("arch_index").get<double>();
      step.cop_path_mm = s.at("cop_path_mm");
      step.first_frame = s.at("first_frame");
      for (std::size_t k = 0; k < s.at("force_n").size(); ++k) {
        const auto number = [&](const char* key) {
          const auto& value = s.at(key).at(k);
          return value.is_null() ? std::nan("") : value.get<double>();
        };
        step.force_n.push_back(number("force_n"));
        step.cop_x_mm.push_back(number("cop_x_mm"));
        step.cop_y_mm.push_back(number("cop_y_mm"));
        // Those who stand, and files of older versions, have no active pressure alone.
        const bool active = s.contains("active_cop_x_mm");
        step.active_cop_x_mm.push_back(number(active ? "active_cop_x_mm" : "cop_x_mm"));
        step.active_cop_y_mm.push_back(number(active ? "active_cop_y_mm" : "cop_y_mm"));
      }
      steps.push_back(std::move(step));
    }
    return steps;
  } catch (const nlohmann::json::exception& e) {
    throw FormatError(file, std::string("no truth file: ") + e.what());
  }
}

}  // namespace solea
