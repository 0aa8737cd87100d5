#include "apps/batch/tables.h"

#include <array>
#include <nlohmann/json.hpp>
#include <string_view>

#include "analysis/averages.h"
#include "analysis/metric.h"
#include "apps/batch/csv.h"
#include "apps/results/analysis_json.h"
#include "core/units.h"

namespace solea::batch {

namespace {

using Json = nlohmann::ordered_json;

// Names within a step of `solea analyze --json`, which are the titles too.
constexpr std::array classes = {"arch",   "arch_buldt", "modified_arch", "chippaux_smirak",
                                "clarke", "strike",     "loading"};
constexpr std::array loading_signs = {"cpei", "ml_ratio", "arch"};
constexpr std::array phases = {"ffc_s",   "fmc_s",    "fff_s",   "ho_s",     "lfc_s",
                               "icp_pct", "ffcp_pct", "ffp_pct", "ffpop_pct"};
constexpr std::array zone_measures = {"peak_pressure_kpa",
                                      "peak_pressure_time_pct",
                                      "contact_area_cm2",
                                      "contact_area_mpp_cm2",
                                      "max_force_n",
                                      "mean_pressure_peak_kpa",
                                      "fti_ns",
                                      "relative_impulse_pct",
                                      "pti_peak_curve_kpas",
                                      "pti_mean_kpas",
                                      "pti_cell_max_kpas",
                                      "loading_rate_max_ns",
                                      "contact_start_pct",
                                      "contact_end_pct",
                                      "contact_time_s"};

/// What tells which step a row is about.
constexpr std::array step_keys = {"file",      "recording", "subject", "session", "group",
                                  "condition", "trial",     "index",   "side"};

bool is_measure(std::string_view id) {
  return find_metric(id) != nullptr;
}

/// A value of the JSON document as a field.
void add(CsvRows& row, const Json& value) {
  if (value.is_null()) {
    row.add(std::string_view());
  } else if (value.is_string()) {
    row.add(std::string_view(value.get_ref<const std::string&>()));
  } else if (value.is_boolean()) {
    row.add(value.get<bool>());
  } else if (value.is_number_float()) {
    row.add(value.get<double>());
  } else {
    row.add(value.get<std::int64_t>());
  }
}

const std::string& first_of(const std::string& told, const std::string& own) {
  return told.empty() ? own : told;
}

/// Which recording a row is about.
void add_whose(CsvRows& row, const Analysed& a) {
  const Told& told = a.input.told;
  row.add(std::string_view(a.input.name));
  row.add(a.number);
  row.add(std::string_view(first_of(told.subject, a.info.session.subject_code)));
  row.add(std::string_view(told.session));
  row.add(std::string_view(told.group));
  row.add(std::string_view(told.condition));
  row.add(std::string_view(first_of(told.trial, a.info.session.trial)));
}

void add_steps(const Analysed& a, RecordingRows& out) {
  CsvRows steps;
  CsvRows zones;
  for (std::size_t i = 0; i < a.result.steps.size(); ++i) {
    const Json step = step_to_json(a.result.steps[i], i);
    add_whose(steps, a);
    for (const char* name : {"index", "side", "side_confidence", "valid", "invalid_reason",
                             "first_frame", "last_frame", "start_s"}) {
      add(steps, step.at(name));
    }
    for (const auto& [id, value] : step.at("metrics").items()) add(steps, value);
    for (const char* name : classes) add(steps, step.at("classes").at(name));
    for (const char* name : loading_signs) {
      add(steps, step.at("classes").at("loading_signs").at(name));
    }
    for (const char* name : phases) {
      if (!is_measure(name)) add(steps, step.at("phases").at(name));
    }
    steps.end_row();
    for (const auto& [id, zone] : step.at("zones").items()) {
      add_whose(zones, a);
      for (const char* name : {"index", "side", "valid"}) add(zones, step.at(name));
      zones.add(std::string_view(id));
      for (const char* name : zone_measures) add(zones, zone.at(name));
      zones.end_row();
      out.zone_step.push_back(i);
      out.zone_id.push_back(id);
    }
  }
  out.steps = steps.text();
  out.zones = zones.text();
}

/// Appends a curve over stance; NaN where there is none.
template <class Values>
void add_curve(const StepResult& step, const Values& values, std::vector<float>& out) {
  std::vector<double> nodes;
  if (step.detail >= Detail::times) nodes = normalize_curve(step.curves, values);
  if (nodes.empty()) nodes.assign(stance_nodes, NAN);
  for (const double value : nodes) out.push_back(static_cast<float>(value));
}

std::vector<double> cm2(std::vector<double> areas_mm2) {
  for (double& area : areas_mm2) area = cm2_from_mm2(area);
  return areas_mm2;
}

void add_curves(const StepResult& step, RecordingRows& out) {
  const auto cop = [&](auto&& coordinate) {
    std::vector<std::optional<double>> values;
    for (const auto& place : step.curves.cop) {
      values.push_back(place ? std::optional<double>(coordinate(*place)) : std::nullopt);
    }
    return values;
  };
  const auto foot = [&](double PointMm::*axis) {
    return cop(
        [&](PointMm p) { return step.geometry ? step.geometry->frame.to_foot(p).*axis : NAN; });
  };
  add_curve(step, step.curves.force_n, out.step_curves);
  add_curve(step, cm2(step.curves.area_mm2), out.step_curves);
  add_curve(step, step.curves.peak_kpa, out.step_curves);
  add_curve(step, cop([](PointMm p) { return p.x; }), out.step_curves);
  add_curve(step, cop([](PointMm p) { return p.y; }), out.step_curves);
  add_curve(step, foot(&PointMm::x), out.step_curves);
  add_curve(step, foot(&PointMm::y), out.step_curves);
  for (const ZoneCurves& zone : step.mask_curves) {
    add_curve(step, zone.force_n, out.zone_curves);
    add_curve(step, cm2(zone.area_mm2), out.zone_curves);
    add_curve(step, zone.peak_kpa, out.zone_curves);
  }
}

/// The valid steps of a side that averages are made of.
std::vector<const StepResult*> steps_of(const AnalysisResult& result, Side side) {
  std::vector<const StepResult*> steps;
  for (const StepResult& step : result.steps) {
    if (step.side == side && step.step.valid() && step.geometry) steps.push_back(&step);
  }
  return steps;
}

std::vector<Summary> summaries(const std::vector<const StepResult*>& steps) {
  std::vector<Summary> all;
  for (std::size_t m = 0; m < builtin_metrics().size(); ++m) {
    std::vector<double> values;
    for (const StepResult* step : steps) {
      if (step->metrics[m]) values.push_back(*step->metrics[m]);
    }
    all.push_back(summarize(std::move(values)));
  }
  return all;
}

/// Means and SD of both feet, and their symmetry.
void add_averages(CsvRows& row, const AnalysisResult& result) {
  const auto left = summaries(steps_of(result, Side::left));
  const auto right = summaries(steps_of(result, Side::right));
  for (std::size_t m = 0; m < builtin_metrics().size(); ++m) {
    for (const Summary* side : {&left[m], &right[m]}) {
      row.add(side->mean);
      row.add(side->sd);
    }
    const bool both = left[m].mean && right[m].mean;
    row.add(both ? symmetry_of(*left[m].mean, *right[m].mean).index_pct : std::nullopt);
  }
}

std::string joined(const std::vector<std::string>& lines, const Input& input) {
  std::string text;
  for (const std::string& line : lines) {
    text += (text.empty() ? "" : "; ") + without_path(line, input);
  }
  return text;
}

std::optional<double> known(double value) {
  return value > 0 ? std::optional(value) : std::nullopt;
}

std::string session_row(const Analysed& a) {
  const SourceInfo& info = a.info;
  const AnalysisSettings& settings = a.result.settings;
  CsvRows row;
  add_whose(row, a);
  row.add(std::string_view(info.name));
  row.add(std::string_view(a.sha256));
  row.add(std::string_view(info.format));
  row.add(std::string_view(info.session.created_utc));
  row.add(info.has_grid ? std::optional<double>(info.plate.rows) : std::nullopt);
  row.add(info.has_grid ? std::optional<double>(info.plate.cols) : std::nullopt);
  row.add(info.plate.cells());
  row.add(known(info.plate.pitch_x_mm));
  row.add(known(info.plate.pitch_y_mm));
  row.add(known(info.rate_hz));
  row.add(a.recording.size());
  const bool times = a.recording.detail() >= Detail::times && a.recording.size() > 0;
  row.add(times ? std::optional(a.recording.time_s(a.recording.size() - 1) - a.recording.time_s(0))
                : std::nullopt);
  row.add(std::string_view(info.unit));
  row.add(settings.mass_kg);
  row.add(settings.age_years);
  row.add(settings.side ? to_string(*settings.side) : std::string_view());
  row.add(a.result.steps.size());
  std::size_t valid = 0;
  for (const StepResult& step : a.result.steps) valid += step.step.valid() ? 1 : 0;
  row.add(valid);
  row.add(steps_of(a.result, Side::left).size());
  row.add(steps_of(a.result, Side::right).size());
  row.add(a.result.whole.peak_pressure_kpa);
  row.add(a.result.whole.max_force_n);
  row.add(a.result.whole.contact_area_max_cm2);
  row.add(a.result.whole.contact_area_mpp_cm2);
  std::vector<std::string> warnings = info.warnings;
  warnings.insert(warnings.end(), a.result.warnings.begin(), a.result.warnings.end());
  row.add(std::string_view(joined(warnings, a.input)));
  add_averages(row, a.result);
  row.end_row();
  return row.text();
}

}  // namespace

std::vector<std::string> step_titles() {
  std::vector<std::string> titles(step_keys.begin(), step_keys.end());
  for (const char* name :
       {"side_confidence", "valid", "invalid_reason", "first_frame", "last_frame", "start_s"}) {
    titles.emplace_back(name);
  }
  for (const Metric* metric : builtin_metrics()) titles.emplace_back(metric->id);
  titles.insert(titles.end(), classes.begin(), classes.end());
  for (const char* name : loading_signs) titles.push_back(std::string("loading_signs_") + name);
  for (const char* name : phases) {
    if (!is_measure(name)) titles.emplace_back(name);
  }
  return titles;
}

std::vector<std::string> zone_titles() {
  std::vector<std::string> titles(step_keys.begin(), step_keys.end());
  titles.emplace_back("valid");
  titles.emplace_back("zone");
  titles.insert(titles.end(), zone_measures.begin(), zone_measures.end());
  return titles;
}

std::vector<std::string> session_titles() {
  std::vector<std::string> titles = {"file",
                                     "recording",
                                     "subject",
                                     "session",
                                     "group",
                                     "condition",
                                     "trial",
                                     "name",
                                     "sha256",
                                     "format",
                                     "created_utc",
                                     "rows",
                                     "cols",
                                     "cells",
                                     "pitch_x_mm",
                                     "pitch_y_mm",
                                     "rate_hz",
                                     "frames",
                                     "duration_s",
                                     "unit",
                                     "mass_kg",
                                     "age_years",
                                     "side",
                                     "steps",
                                     "valid_steps",
                                     "left_steps",
                                     "right_steps",
                                     "peak_pressure_kpa",
                                     "max_force_n",
                                     "contact_area_max_cm2",
                                     "contact_area_mpp_cm2",
                                     "warnings"};
  for (const Metric* metric : builtin_metrics()) {
    const std::string id(metric->id);
    titles.push_back("left_" + id);
    titles.push_back("left_sd_" + id);
    titles.push_back("right_" + id);
    titles.push_back("right_sd_" + id);
    titles.push_back("symmetry_index_" + id);
  }
  return titles;
}

std::vector<std::string> failure_titles() {
  return {"file", "recording", "reason"};
}

const std::vector<CurveKind>& step_curve_kinds() {
  static const std::vector<CurveKind> kinds = {
      {"force_n", "N", "vertical force of the foot"},
      {"contact_area_cm2", "cm2", "area of the cells at or above the contact threshold"},
      {"peak_pressure_kpa", "kPa", "largest pressure of a cell"},
      {"cop_x_mm", "mm", "centre of pressure on the plate, x"},
      {"cop_y_mm", "mm", "centre of pressure on the plate, y"},
      {"cop_lateral_mm", "mm", "centre of pressure from the foot axis, positive to lateral"},
      {"cop_along_mm", "mm", "centre of pressure along the foot axis, from the heel's end"},
  };
  return kinds;
}

const std::vector<CurveKind>& zone_curve_kinds() {
  static const std::vector<CurveKind> kinds = {
      {"force_n", "N", "force on the zone"},
      {"contact_area_cm2", "cm2", "area of the zone's cells at or above the contact threshold"},
      {"peak_pressure_kpa", "kPa", "largest pressure of a cell of the zone"},
  };
  return kinds;
}

RecordingRows rows_of(const Analysed& analysed) {
  RecordingRows out;
  out.session = session_row(analysed);
  add_steps(analysed, out);
  for (std::size_t i = 0; i < analysed.result.steps.size(); ++i) {
    const StepResult& step = analysed.result.steps[i];
    out.step_index.push_back(i);
    out.step_side.emplace_back(to_string(step.side));
    out.step_valid.push_back(step.step.valid());
    add_curves(step, out);
  }
  return out;
}

std::string without_path(std::string message, const Input& input) {
  const std::string path = input.path.string();
  for (std::size_t at = message.find(path); at != std::string::npos;
       at = message.find(path, at + input.name.size())) {
    message.replace(at, path.size(), input.name);
  }
  return message;
}

}  // namespace solea::batch
