#include "apps/results/analysis_json.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "analysis/metric.h"
#include "analysis/metrics/region.h"
#include "apps/results/averages_json.h"
#include "apps/results/common_json.h"
#include "apps/results/settings_table.h"
#include "core/units.h"
#include "core/version.h"
#include "formats/file_hash.h"
#include "formats/mask_file.h"
#include "formats/session/corrections.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;

template <class Class>
Json name_or_null(const std::optional<Class>& value) {
  return value ? Json(to_string(*value)) : Json(nullptr);
}

Json corrections_json(const std::vector<StepCorrection>& corrections) {
  return Json::parse(corrections_to_json(corrections))["steps"];
}

}  // namespace

Json settings_to_json(const AnalysisSettings& s) {
  Json json;
  for (const SettingGroup& group : setting_groups()) {
    for (const Setting& setting : group.settings) {
      const std::size_t dot = setting.name.find('.');
      Json& parent = dot == std::string_view::npos ? json : json[setting.name.substr(0, dot)];
      parent[setting.name.substr(dot == std::string_view::npos ? 0 : dot + 1)] =
          setting_to_json(setting, s);
    }
  }
  json["mask"] = mask_id(s);
  json["mask_polygons"] = s.polygon_mask ? Json::parse(mask_to_json(*s.polygon_mask)) : Json();
  json["corrections"] = corrections_json(s.corrections);
  // What follows from settings, or has no choice, in words
  json["integration"] = s.pad_zero ? "trapezoid, contact frames, padded with zero"
                                   : "trapezoid, contact frames, no padding";
  json["cop_filter"] = s.cop_lowpass_hz > 0
                           ? "zero-lag low-pass Butterworth, 2nd order twice, of paths and "
                             "velocities; off below 2.5 times its cut-off"
                           : "none";
  json["cpei_variant"] = "song";
  json["line_of_progression"] = "stride line, else the walk's direction, else the plate's axis";
  return json;
}

namespace {

Json time_or_null(const StepResult& step, double time_s) {
  return step.detail == Detail::times ? Json(time_s) : Json(nullptr);
}

/// A value that needs more of the frames than the step has is null.
Json where(bool defined, std::optional<double> value) {
  return defined ? or_null(value) : Json(nullptr);
}

/// The measures of metrics.md 1 of one zone.
Json zone_json(const ZoneCurves& zone, std::span<const ZoneCell> cells, const StepResult& step) {
  const bool instants = step.detail >= Detail::frames;
  const bool times = step.detail >= Detail::times;
  const StepCurves& foot = step.curves;
  const auto pct = [&](const std::optional<std::size_t>& frame) {
    return where(times, frame ? foot.stance_pct(*frame) : std::nullopt);
  };
  const double peak = metrics::largest(zone.peak_kpa);
  const double force = metrics::largest(zone.force_n);
  const double area_cm2 = cm2_from_mm2(metrics::active_area_mm2(step.footprint, cells));
  const double fti = integrate_contact(foot, zone.force_n);
  std::optional<double> contact_s;
  if (zone.first_contact) {
    contact_s = foot.times_s[*zone.last_contact] - foot.times_s[*zone.first_contact];
  }
  return {{"peak_pressure_kpa", peak},
          {"peak_pressure_time_pct", pct(metrics::frame_of_peak(foot, zone.peak_kpa))},
          {"contact_area_cm2", where(instants, cm2_from_mm2(metrics::largest(zone.area_mm2)))},
          {"contact_area_mpp_cm2", area_cm2},
          {"max_force_n", where(instants, force)},
          {"mean_pressure_peak_kpa", where(instants, metrics::quotient(10 * force, area_cm2))},
          {"fti_ns", where(times, fti)},
          {"relative_impulse_pct",
           where(times, metrics::quotient(100 * fti, integrate_contact(foot, foot.force_n)))},
          {"pti_peak_curve_kpas", where(times, integrate_contact(foot, zone.peak_kpa))},
          {"pti_mean_kpas", where(times, metrics::quotient(10 * fti, area_cm2))},
          {"pti_cell_max_kpas",
           where(times, metrics::largest_cell_integral_kpas(step.footprint, cells))},
          {"loading_rate_max_ns",
           where(times, forward_rate(metrics::rise_from(zone.first_contact, foot, zone.force_n)))},
          {"contact_start_pct", pct(zone.first_contact)},
          {"contact_end_pct", pct(zone.last_contact)},
          {"contact_time_s", where(times, contact_s)}};
}

/// What to know about the phases of this stance.
Json phase_notes_json(const StancePhases& p) {
  Json notes = Json::array();
  if (p.metatarsal_never_loads) notes.push_back("a metatarsal never loads");
  if (p.forefoot_first) notes.push_back("a metatarsal loads in the first frame");
  if (p.heel_off_before_flat) notes.push_back("heel off before forefoot flat");
  if (p.heel_never_loads) notes.push_back("the heel never loads");
  if (p.heel_on_at_end) notes.push_back("the heel is loaded to the end");
  return notes;
}

Json phases_json(const StancePhases& p) {
  return {{"ffc_s", or_null(p.ffc_s)},        {"fmc_s", or_null(p.fmc_s)},
          {"fff_s", or_null(p.fff_s)},        {"ho_s", or_null(p.ho_s)},
          {"lfc_s", or_null(p.lfc_s)},        {"icp_pct", or_null(p.icp_pct)},
          {"ffcp_pct", or_null(p.ffcp_pct)},  {"ffp_pct", or_null(p.ffp_pct)},
          {"ffpop_pct", or_null(p.ffpop_pct)}};
}

Json classes_json(const StepClasses& c) {
  return {{"arch", name_or_null(c.arch)},
          {"arch_buldt", name_or_null(c.arch_buldt)},
          {"modified_arch", name_or_null(c.modified_arch)},
          {"chippaux_smirak", name_or_null(c.chippaux_smirak)},
          {"clarke", name_or_null(c.clarke)},
          {"strike", name_or_null(c.strike)},
          {"loading", name_or_null(c.loading)},
          {"loading_signs",
           {{"cpei", name_or_null(c.signs.cpei)},
            {"ml_ratio", name_or_null(c.signs.ml_ratio)},
            {"arch", name_or_null(c.signs.arch)}}}};
}

Json cop_json(const StepResult& step) {
  const StepCurves& curves = step.curves;
  Json points = Json::array();
  for (std::size_t k = 0; k < curves.cop.size(); ++k) {
    if (!curves.cop[k]) continue;
    points.push_back({{"t_s", time_or_null(step, curves.times_s[k])},
                      {"x_mm", curves.cop[k]->x},
                      {"y_mm", curves.cop[k]->y},
                      {"force_n", curves.force_n[k]}});
  }
  return points;
}

/// Why measures are undefined, where the reason is what the recording tells.
Json undefined_json(const StepResult& step) {
  Json reasons = Json::object();
  for (const Metric* metric : builtin_metrics()) {
    const std::string why(why_undefined(metric->needs, step.detail));
    if (!why.empty()) reasons[why].push_back(metric->id);
  }
  return reasons;
}

}  // namespace

Json step_to_json(const StepResult& step, std::size_t index) {
  Json metrics = Json::object();
  const auto table = builtin_metrics();
  for (std::size_t i = 0; i < table.size(); ++i) {
    metrics[std::string(table[i]->id)] = or_null(step.metrics[i]);
  }
  Json zones = Json::object();
  for (std::size_t z = 0; z < step.mask_zones.size(); ++z) {
    zones[step.mask_zones[z].id] = zone_json(step.mask_curves[z], step.mask_zones[z].cells, step);
  }
  Json frame = nullptr;
  if (step.geometry) {
    const FootFrame& f = step.geometry->frame;
    frame = {{"origin_x_mm", f.origin.x},
             {"origin_y_mm", f.origin.y},
             {"axis_deg", f.axis_deg()},
             {"axis_from", to_string(step.geometry->axis_source)},
             {"print", to_string(step.geometry->part)},
             {"toe_line_from", to_string(step.geometry->toe_line_source)},
             {"reference_length_mm", step.geometry->reference_length_mm},
             {"progression_from", to_string(step.progression)}};
  }
  return {{"index", index},
          {"side", step.side == Side::unknown ? Json(nullptr) : Json(to_string(step.side))},
          {"side_confidence", step.side_confidence},
          {"valid", step.step.valid()},
          {"invalid_reason", step.step.valid() ? Json(nullptr) : Json(step.step.invalid_reason)},
          {"first_frame", step.step.frames.first},
          {"last_frame", step.step.frames.last - 1},
          {"start_s", time_or_null(step, step.curves.times_s.front())},
          {"stance_s", or_null(step.metric("stance_s"))},
          {"foot_frame", frame},
          {"metrics", metrics},
          {"undefined", undefined_json(step)},
          {"classes", classes_json(step.classes)},
          {"zones", zones},
          {"phases", phases_json(step.phases)},
          {"phase_notes", phase_notes_json(step.phases)},
          {"cop", cop_json(step)}};
}

Json analysis_to_json(const AnalysisResult& result, const SourceInfo& info,
                      const std::filesystem::path& file) {
  Json steps = Json::array();
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    steps.push_back(step_to_json(result.steps[i], i));
  }
  Json warnings = info.warnings;
  for (const std::string& warning : result.warnings) warnings.push_back(warning);
  Json recording = recording_to_json(info);
  recording["sha256"] = sha256_of_file(file);
  return {
      {"schema", "solea.analysis/1"},
      {"software", {{"name", "solea"}, {"version", software_version}, {"commit", software_commit}}},
      {"settings", settings_to_json(result.settings)},
      {"recording", recording},
      {"whole",
       {{"peak_pressure_kpa", result.whole.peak_pressure_kpa},
        {"max_force_n", or_null(result.whole.max_force_n)},
        {"contact_area_max_cm2", or_null(result.whole.contact_area_max_cm2)},
        {"contact_area_mpp_cm2", or_null(result.whole.contact_area_mpp_cm2)}}},
      {"steps", steps},
      {"averages", averages_to_json(make_averages(result))},
      {"warnings", warnings}};
}

}  // namespace solea
