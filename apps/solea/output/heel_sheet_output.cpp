#include "apps/solea/output/heel_sheet_output.h"

#include <fmt/format.h>

#include "apps/solea/command.h"

namespace solea {

namespace {

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
