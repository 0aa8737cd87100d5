#include "analysis/reference/heel_sheet.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

#include "analysis/metric.h"
#include "analysis/reference/heel_literature.h"
#include "core/units.h"

namespace solea {

namespace {

constexpr double child_below_years = 15;

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// Makes the findings of one recording.
class SheetMaker {
 public:
  SheetMaker(const AnalysisResult& result, const HeelSheetPerson& person,
             const MeasuringConditions& conditions)
      : result_(result), person_(person), conditions_(conditions) {}

  using OfStep = std::function<std::optional<double>(const StepResult&)>;

  SheetValue value(std::string id, std::string label, std::string unit, const OfStep& of_step,
                   std::string_view region) const {
    SheetValue v;
    v.id = std::move(id);
    v.label = std::move(label);
    v.unit = std::move(unit);
    v.left = over_steps(Side::left, of_step);
    v.right = over_steps(Side::right, of_step);
    for (const auto& [side, x] : {std::pair(Side::left, v.left), std::pair(Side::right, v.right)}) {
      if (!x) continue;
      for (const ReferenceRange* range : matching_ranges(v.id, region, side, conditions_)) {
        v.references.push_back(show_reference(*x, side, *range));
      }
    }
    return v;
  }

  /// A measure as it is; undefined where this build has none of that id.
  SheetValue metric(std::string_view id, std::string_view label, std::string_view region) const {
    const Metric* m = find_metric(id);
    return value(
        std::string(id), std::string(label),
        m == nullptr || m->unit == "1" ? "" : std::string(m->unit),
        [m](const StepResult& s) { return m == nullptr ? std::nullopt : s.metric(m->id); }, region);
  }

  SheetValue of_person(std::string id, std::string label, std::string unit,
                       std::optional<double> x) const {
    SheetValue v;
    v.id = std::move(id);
    v.label = std::move(label);
    v.unit = std::move(unit);
    v.both = x;
    return v;
  }

  /// Robinson's symmetry index of two medians, left minus right (metrics.md 6.1).
  SheetValue difference(const SheetValue& of) const {
    std::optional<double> index;
    if (of.left && of.right && *of.left + *of.right != 0) {
      index = 100 * (*of.left - *of.right) / (0.5 * (*of.left + *of.right));
    }
    return of_person("difference_" + of.id, of.label + ", left minus right, of their mean", "%",
                     index);
  }

  /// The class that most of a foot's steps have; the first of several.
  template <class Class>
  std::string most_frequent(Side side, std::optional<Class> StepResult::*of) const {
    std::map<std::string, int> counts;
    std::string best;
    for (const StepResult& s : result_.steps) {
      if (!s.step.valid() || s.side != side || !(s.*of)) continue;
      const std::string name(to_string(*(s.*of)));
      if (++counts[name] > (best.empty() ? 0 : counts[best])) best = name;
    }
    return best;
  }

  Finding finding(std::string_view id, std::vector<SheetValue> values) const {
    const HeelLiterature& text = heel_literature(id);
    Finding f;
    f.id = text.id;
    f.label = text.label;
    f.values = std::move(values);
    f.supports = text.supports;
    f.does_not_support = text.does_not_support;
    f.source = text.source;
    return f;
  }

  int steps(Side side) const {
    return static_cast<int>(
        std::count_if(result_.steps.begin(), result_.steps.end(),
                      [&](const StepResult& s) { return s.step.valid() && s.side == side; }));
  }

  std::optional<double> heel_force_bw_pct(const StepResult& s) const {
    const auto force = s.metric("heel_max_force_n");
    if (!force || !person_.mass_kg) return std::nullopt;
    return 100 * *force / body_weight_n(*person_.mass_kg);
  }

  static std::optional<double> heel_impulse_ns(const StepResult& s) {
    const auto all = s.metric("fti_ns");
    const auto share = s.metric("heel_relative_impulse_pct");
    if (!all || !share) return std::nullopt;
    return *all * *share / 100;
  }

 private:
  std::optional<double> over_steps(Side side, const OfStep& of_step) const {
    std::vector<double> values;
    for (const StepResult& s : result_.steps) {
      if (!s.step.valid() || s.side != side) continue;
      if (const auto x = of_step(s); x && std::isfinite(*x)) values.push_back(*x);
    }
    return median(std::move(values));
  }

  const AnalysisResult& result_;
  const HeelSheetPerson& person_;
  const MeasuringConditions& conditions_;
};

std::optional<double> body_mass_index(const HeelSheetPerson& person) {
  if (!person.mass_kg || !person.height_m) return std::nullopt;
  return *person.mass_kg / (*person.height_m * *person.height_m);
}

std::vector<std::string> what_is_missing(const HeelSheet& sheet, const HeelSheetPerson& person) {
  std::vector<std::string> missing;
  if (sheet.left_steps == 0) missing.emplace_back("no valid step of the left foot");
  if (sheet.right_steps == 0) missing.emplace_back("no valid step of the right foot");
  if (!person.mass_kg) missing.emplace_back("body mass not given: no body weights, no BMI");
  if (!person.height_m) missing.emplace_back("height not given: no BMI");
  if (!person.age_years) missing.emplace_back("age not given: the child's heel was not considered");
  if (sheet.conditions.device_class.empty() || sheet.conditions.task.empty()) {
    missing.emplace_back(
        "device class or task not known: no reference range is shown, since ranges of another "
        "device do not hold");
  }
  return missing;
}

}  // namespace

std::string_view task_of(const AnalysisResult& result, const TaskSettings& settings) {
  std::vector<double> stances;
  for (const StepResult& s : result.steps) {
    // Someone who stands began before the recording: such steps are marked, yet tell the task.
    const double stance = s.curves.has_contact ? s.curves.stance_s() : 0;
    if (stance > 0 && (s.step.valid() || stance >= settings.standing_from_s)) {
      stances.push_back(stance);
    }
  }
  const auto stance = median(std::move(stances));
  if (!stance) return "";
  if (*stance < settings.running_below_s) return "running";
  if (*stance < settings.walking_below_s) return "walking";
  return *stance >= settings.standing_from_s ? "standing" : "";
}

HeelSheet make_heel_sheet(const AnalysisResult& result, const HeelSheetPerson& person,
                          MeasuringConditions conditions) {
  conditions.age_years = person.age_years;
  const SheetMaker make(result, person, conditions);
  HeelSheet sheet;
  sheet.left_steps = make.steps(Side::left);
  sheet.right_steps = make.steps(Side::right);

  Finding arch =
      make.finding("arch", {make.metric("arch_index", "arch index of the rolled print", "whole")});
  arch.left_class = make.most_frequent(Side::left, &StepResult::arch);
  arch.right_class = make.most_frequent(Side::right, &StepResult::arch);
  sheet.findings.push_back(std::move(arch));

  Finding strike =
      make.finding("strike", {make.metric("strike_index_pct", "strike index", "whole")});
  strike.left_class = make.most_frequent(Side::left, &StepResult::strike);
  strike.right_class = make.most_frequent(Side::right, &StepResult::strike);
  sheet.findings.push_back(std::move(strike));

  sheet.findings.push_back(make.finding(
      "heel_sides",
      {make.metric("heel_medial_peak_pressure_kpa", "peak pressure, medial heel", "heel_medial"),
       make.metric("heel_lateral_peak_pressure_kpa", "peak pressure, lateral heel", "heel_lateral"),
       make.metric("heel_medial_lateral_pct", "medial minus lateral heel impulse, of both",
                   "heel")}));

  sheet.findings.push_back(make.finding(
      "body_mass",
      {make.of_person("mass_kg", "body mass", "kg", person.mass_kg),
       make.of_person("bmi_kg_m2", "body mass index", "kg/m2", body_mass_index(person))}));

  const SheetValue peak = make.metric("heel_peak_pressure_kpa", "peak pressure, heel", "heel");
  const SheetValue force = make.metric("heel_max_force_n", "maximum force, heel", "heel");
  const SheetValue force_bw = make.value(
      "heel_max_force_bw_pct", "maximum force, heel, of body weight", "%",
      [&](const StepResult& s) { return make.heel_force_bw_pct(s); }, "heel");
  const SheetValue impulse =
      make.value("heel_fti_ns", "impulse, heel", "N s", SheetMaker::heel_impulse_ns, "heel");
  sheet.findings.push_back(make.finding(
      "heel_load",
      {peak, make.metric("heel_contact_area_cm2", "contact area, heel", "heel"), force, force_bw,
       impulse, make.metric("heel_relative_impulse_pct", "impulse, heel, of the foot's", "heel")}));

  const SheetValue end =
      make.metric("heel_contact_end_pct", "heel contact ends, of stance", "heel");
  sheet.findings.push_back(make.finding(
      "heel_time", {end, make.metric("heel_time_to_peak_pct",
                                     "time to peak pressure of the heel, of stance", "heel")}));

  sheet.findings.push_back(
      make.finding("left_right", {make.difference(peak), make.difference(force),
                                  make.difference(impulse), make.difference(end)}));

  if (person.age_years && *person.age_years < child_below_years) {
    sheet.findings.push_back(
        make.finding("child_heel",
                     {make.of_person("age_years", "age", "years", person.age_years), peak, force_bw,
                      make.metric("cop_mean_velocity_mm_s",
                                  "mean velocity of the centre of pressure", "whole")}));
  }
  sheet.conditions = std::move(conditions);
  sheet.missing = what_is_missing(sheet, person);
  return sheet;
}

}  // namespace solea
