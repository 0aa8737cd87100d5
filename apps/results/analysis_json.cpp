#include "apps/results/analysis_json.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <span>

#include "analysis/metric.h"
#include "analysis/metrics/region.h"
#include "apps/results/averages_json.h"
#include "apps/results/common_json.h"
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

Json geometry_settings_json(const GeometrySettings& g) {
  return {{"toe_line_medial", g.toe_line_medial},
          {"toe_line_lateral", g.toe_line_lateral},
          {"toe_line_freedom", g.toe_line_freedom},
          {"path_cost_kpa", g.path_cost_kpa},
          {"percent_toe_line", g.percent_toe_line},
          {"hallux_freedom", g.hallux_freedom},
          {"refine_zone_lines", g.refine_zone_lines},
          {"zone_line_freedom", g.zone_line_freedom},
          {"toe_distance", g.toe_distance},
          {"toe_prominence", g.toe_prominence},
          {"toeless_front", g.toeless_front},
          {"ball_nearly_widest", g.ball_nearly_widest},
          {"least_cells", g.least_cells},
          {"roll_over", g.roll_over},
          {"whole_aspect", g.whole_aspect},
          {"heel_fullness", g.heel_fullness},
          {"ball_fullness", g.ball_fullness},
          {"heel_solidity", g.heel_solidity},
          {"template_difference", g.template_difference},
          {"template_turn_deg", g.template_turn_deg},
          {"heel_turn_deg", g.heel_turn_deg},
          {"sure_of_side", g.sure_of_side},
          {"templates_a_side", g.templates_a_side},
          {"whole_heel_before", g.whole_heel_before},
          {"whole_ball_short", g.whole_ball_short},
          {"ball_width", g.ball_width},
          {"heel_width", g.heel_width},
          {"ball_at", g.ball_at},
          {"toeless_length", g.toeless_length}};
}

Json side_settings_json(const SideSettings& s) {
  return {{"arch_weight", s.arch_weight},
          {"front_weight", s.front_weight},
          {"cop_weight", s.cop_weight},
          {"line_spacing_mm", s.line_spacing_mm},
          {"heel_band_from", s.heel_band_from},
          {"heel_band_to", s.heel_band_to},
          {"ball_band_from", s.ball_band_from},
          {"ball_band_to", s.ball_band_to},
          {"arch_band_from", s.arch_band_from},
          {"arch_band_to", s.arch_band_to},
          {"arch_softening_mm", s.arch_softening_mm},
          {"front_band", s.front_band},
          {"front_ball_at", s.front_ball_at},
          {"front_full_offset", s.front_full_offset},
          {"cop_least_progress", s.cop_least_progress},
          {"cop_least_frames", s.cop_least_frames},
          {"cop_full_bulge", s.cop_full_bulge},
          {"full_sum", s.full_sum},
          {"surest_print", s.surest_print},
          {"cut_print_weight", s.cut_print_weight},
          {"edge_print_weight", s.edge_print_weight},
          {"alternation_share", s.alternation_share},
          {"same_walk_pause_s", s.same_walk_pause_s},
          {"same_walk_gap_mm", s.same_walk_gap_mm},
          {"same_place", s.same_place},
          {"same_way_cosine", s.same_way_cosine},
          {"offset_mm", s.offset_mm},
          {"offset_odds", s.offset_odds},
          {"warn_confidence", s.warn_confidence}};
}

}  // namespace

Json settings_to_json(const AnalysisSettings& s) {
  return {{"contact_threshold_kpa", s.contact_threshold_kpa},
          {"contact_force_n", s.contact_force_n},
          {"mask", mask_id(s)},
          {"mask_polygons", s.polygon_mask ? Json::parse(mask_to_json(*s.polygon_mask)) : Json()},
          {"geometry", geometry_settings_json(s.geometry)},
          {"heel_fraction", s.heel_fraction},
          {"forefoot_fraction", s.forefoot_fraction},
          {"min_duration_s", s.min_duration_s},
          {"min_area_mm2", s.min_area_mm2},
          {"max_foot_length_mm", s.max_foot_length_mm},
          {"max_foot_width_mm", s.max_foot_width_mm},
          {"max_forefoot_width_mm", s.max_forefoot_width_mm},
          {"max_width_to_length", s.max_width_to_length},
          {"join_gap_mm", s.join_gap_mm},
          {"join_rim_mm", s.join_rim_mm},
          {"join_pause_s", s.join_pause_s},
          {"join_overlap", s.join_overlap},
          {"min_part_samples", s.min_part_samples},
          {"cut_force_fraction", s.cut_force_fraction},
          {"lift_force_fraction", s.lift_force_fraction},
          {"stance_force_fraction", s.stance_force_fraction},
          {"lift_reach_fraction", s.lift_reach_fraction},
          {"join_same_place", s.join_same_place},
          {"join_gap_cost", s.join_gap_cost},
          {"join_most_parts", s.join_most_parts},
          {"split_level_step", s.split_level_step},
          {"split_highest_level", s.split_highest_level},
          {"split_piece_share", s.split_piece_share},
          {"split_most_samples", s.split_most_samples},
          {"faulty_fraction", s.faulty_fraction},
          {"faulty_alone_fraction", s.faulty_alone_fraction},
          {"stuck_fraction", s.stuck_fraction},
          {"faulty_patch_cells", s.faulty_patch_cells},
          {"faulty_least_frames", s.faulty_least_frames},
          {"faulty_most_named", s.faulty_most_named},
          {"sides", side_settings_json(s.sides)},
          {"one_foot", s.one_foot},
          {"mass_kg", or_null(s.mass_kg)},
          {"age_years", or_null(s.age_years)},
          {"adult_arch_years", s.adult_arch_years},
          {"side", s.side ? Json(to_string(*s.side)) : Json(nullptr)},
          {"corrections", corrections_json(s.corrections)},
          {"integration", s.pad_zero ? "trapezoid, contact frames, padded with zero"
                                     : "trapezoid, contact frames, no padding"},
          {"pad_zero", s.pad_zero},
          {"cop_filter", s.cop_lowpass_hz > 0
                             ? "zero-lag low-pass Butterworth, 2nd order twice, of paths and "
                               "velocities; off below 2.5 times its cut-off"
                             : "none"},
          {"cop_lowpass_hz", s.cop_lowpass_hz},
          {"first_peak_drop", s.first_peak_drop},
          {"cpei_variant", "song"},
          {"cpei_trim_force_n", s.cpei_trim_force_n},
          {"cpei_trim_fraction", s.cpei_trim_fraction},
          {"line_of_progression", "stride line, else the walk's direction, else the plate's axis"},
          {"longest_step_s", s.longest_step_s},
          {"longest_step_mm", s.longest_step_mm},
          {"print_to_foot_mm", s.print_to_foot_mm},
          {"ml_ratio_p10_pct", or_null(s.ml_ratio_p10_pct)},
          {"ml_ratio_p90_pct", or_null(s.ml_ratio_p90_pct)}};
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
