#include "apps/solea/output/heel_sheet_output.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "apps/solea/command.h"
#include "apps/solea/output/common_json.h"

namespace solea {

namespace {

using Json = nlohmann::ordered_json;

Json text_or_null(std::string_view text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json conditions_to_json(const MeasuringConditions& c) {
  return {{"device_class", text_or_null(c.device_class)},
          {"task", text_or_null(c.task)},
          {"footwear", text_or_null(c.footwear)},
          {"age_years", or_null(c.age_years)}};
}

std::string printed(const std::optional<double>& value, std::string_view unit) {
  if (!value) return "-";
  return fmt::format("{:.4g}{}{}", *value, unit.empty() ? "" : " ", unit);
}

std::string range_text(const ReferenceRange& r) {
  std::string text;
  if (r.mean) {
    text = fmt::format("{:g}", *r.mean);
    if (r.sd) text += fmt::format(" (SD {:g})", *r.sd);
  } else {
    text = fmt::format("{:g} to {:g}, {}", *r.low, *r.high, r.band);
  }
  if (!r.unit.empty()) text += " " + r.unit;
  text += ", " + r.population;
  if (r.n) text += fmt::format(", n = {}", *r.n);
  return text + fmt::format(", {}, {}; {} [{}]", r.footwear, r.task, r.source, r.tag);
}

/// Wraps a text at blanks, each line indented.
void print_wrapped(std::string_view first, std::string_view text) {
  constexpr std::size_t width = 92;
  const std::string indent(first.size(), ' ');
  std::string line(first);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (line.size() + 1 + end > width) {
      fmt::print("{}\n", line);
      line = indent;
    }
    line += ' ';
    line += text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  fmt::print("{}\n", line);
}

}  // namespace

void PersonOptions::add_to(CLI::App& command) {
  command.add_option("--height-m", height_m, "body height")->check(number_in(0.4, 2.6));
  command
      .add_option("--task", task, "what the person did, instead of judging by the time of stance")
      ->check(CLI::IsMember({"walking", "running", "standing"}));
  command.add_option("--footwear", footwear, "barefoot or shod")
      ->check(CLI::IsMember({"barefoot", "shod"}));
  command.add_option("--device-class", device_class,
                     "class of the device for reference ranges, where the file does not tell: "
                     "emed, footscan, zebris, matscan");
}

HeelSheetPerson PersonOptions::person(const AnalysisSettings& settings) const {
  HeelSheetPerson person;
  person.mass_kg = settings.mass_kg;
  if (height_m > 0) person.height_m = height_m;
  person.age_years = settings.age_years;
  return person;
}

MeasuringConditions PersonOptions::conditions(const SourceInfo& info,
                                              const AnalysisResult& result) const {
  MeasuringConditions c;
  c.device_class = device_class.empty() ? std::string(device_class_of(info)) : device_class;
  c.task = task.empty() ? std::string(task_of(result, TaskSettings{})) : task;
  c.footwear = footwear;
  c.age_years = result.settings.age_years;
  return c;
}

HeelSheet heel_sheet_of(const AnalysisResult& result, const SourceInfo& info,
                        const PersonOptions& options) {
  return make_heel_sheet(result, options.person(result.settings), options.conditions(info, result));
}

Json reference_to_json(const ReferenceShown& shown) {
  const ReferenceRange& r = *shown.range;
  Json json;
  if (shown.side != Side::unknown) json["side"] = to_string(shown.side);
  json.update({{"mean", or_null(r.mean)},
               {"sd", or_null(r.sd)},
               {"low", or_null(r.low)},
               {"high", or_null(r.high)},
               {"low_high_are", text_or_null(r.band)},
               {"unit", r.unit},
               {"z", or_null(shown.z)},
               {"z_of", shown.z ? Json(to_string(spread_of(r))) : Json(nullptr)},
               {"band", shown.band ? Json(to_string(*shown.band)) : Json(nullptr)},
               {"device_class", r.device_class},
               {"task", r.task},
               {"footwear", r.footwear},
               {"population", r.population},
               {"n", r.n ? Json(*r.n) : Json(nullptr)},
               {"source", r.source},
               {"tag", r.tag},
               {"note", text_or_null(r.note)}});
  return json;
}

Json heel_sheet_to_json(const HeelSheet& sheet) {
  Json findings = Json::array();
  for (const Finding& f : sheet.findings) {
    Json values = Json::array();
    for (const SheetValue& v : f.values) {
      Json references = Json::array();
      for (const ReferenceShown& shown : v.references) {
        references.push_back(reference_to_json(shown));
      }
      values.push_back({{"id", v.id},
                        {"label", v.label},
                        {"unit", v.unit},
                        {"left", or_null(v.left)},
                        {"right", or_null(v.right)},
                        {"both", or_null(v.both)},
                        {"references", references}});
    }
    findings.push_back({{"id", f.id},
                        {"label", f.label},
                        {"values", values},
                        {"class_left", text_or_null(f.left_class)},
                        {"class_right", text_or_null(f.right_class)},
                        {"supports", f.supports},
                        {"does_not_support", f.does_not_support},
                        {"source", f.source}});
  }
  return {{"notice", heel_sheet_notice},
          {"conditions", conditions_to_json(sheet.conditions)},
          {"steps_left", sheet.left_steps},
          {"steps_right", sheet.right_steps},
          {"values", "median over the valid steps of a foot"},
          {"task_by_median_stance",
           {{"running_below_s", TaskSettings{}.running_below_s},
            {"walking_below_s", TaskSettings{}.walking_below_s},
            {"standing_from_s", TaskSettings{}.standing_from_s}}},
          {"findings", findings},
          {"missing", sheet.missing}};
}

void print_heel_sheet(const HeelSheet& sheet) {
  fmt::print("Heel-pain screening sheet: {} left and {} right steps, medians\n", sheet.left_steps,
             sheet.right_steps);
  print_wrapped("", heel_sheet_notice);
  for (const Finding& f : sheet.findings) {
    fmt::print("\n{}\n", f.label);
    for (const SheetValue& v : f.values) {
      if (v.left || v.right) {
        fmt::print("  {:<52} left {:<14} right {}\n", v.label, printed(v.left, v.unit),
                   printed(v.right, v.unit));
      } else {
        fmt::print("  {:<52} {}\n", v.label, printed(v.both, v.unit));
      }
      for (const ReferenceShown& shown : v.references) {
        const std::string where =
            shown.band ? fmt::format("{}{}", to_string(*shown.band),
                                     shown.z ? fmt::format(", z {:+.2f} ({})", *shown.z,
                                                           to_string(spread_of(*shown.range)))
                                             : "")
                       : "no SD known";
        print_wrapped("    reference,", fmt::format("{}: {} of {}", to_string(shown.side), where,
                                                    range_text(*shown.range)));
      }
    }
    if (!f.left_class.empty() || !f.right_class.empty()) {
      fmt::print("  {:<52} left {:<14} right {}\n", "class",
                 f.left_class.empty() ? "-" : f.left_class,
                 f.right_class.empty() ? "-" : f.right_class);
    }
    print_wrapped("  studies support:", f.supports);
    print_wrapped("  they do not:    ", f.does_not_support);
    print_wrapped("  source:         ", f.source);
  }
  if (!sheet.missing.empty()) fmt::print("\nnot considered\n");
  for (const std::string& what : sheet.missing) print_wrapped(" ", what);
}

}  // namespace solea
