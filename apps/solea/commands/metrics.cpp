#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/metric.h"
#include "apps/results/settings_table.h"
#include "apps/solea/command.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;

/// What a measure needs of a recording.
std::string_view needs(const Metric& m) {
  switch (m.needs) {
    case Detail::picture:
      return "a picture";
    case Detail::frames:
      return "frames";
    case Detail::times:
      break;
  }
  return "frames and their times";
}

Json metric_json(const Metric& m) {
  return {{"id", m.id},         {"label", m.label},
          {"unit", m.unit},     {"definition", m.definition},
          {"source", m.source}, {"pitfalls", m.pitfalls},
          {"needs", needs(m)}};
}

constexpr std::string_view page_head = R"(# Measures

Written by `solea metrics --markdown`; change the measure's file under `analysis/metrics`, not this page.

Every measure is of one step. Undefined ones are empty in tables and `null` in JSON, never 0. Each measure says what it needs: a picture alone (a maximum picture without a time has no force, no time and no centre of pressure), frames, or frames and their times. Sections are those of the metrics specification. Thresholds and variants are settings, stored with each result.

Classes are published cut-offs, not diagnoses. Arch: arch index up to 0.21 high, from 0.26 flat (Cavanagh & Rodgers 1987), beside it below 0.11 and above 0.25 (Buldt 2018). Modified arch index: below 0.031 high, from 0.163 flat (Framingham). Chippaux-Smirak: below 0.1 high, from 30 intermediate, 40 lowered, 45 flat. Clarke: below 42 intermediate, 35 lowered, 30 flat. Strike: thirds of the strike index. Loading: medial or lateral when at least two of three signs say so and none the opposite: CPEI (medial below 7.4, lateral from 21.0, Framingham), Willems ratio over foot flat against one's own 10th and 90th percentile, arch (flat: medial, high: lateral); all three are shown, and none is validated.

)";

void print_markdown(const std::vector<const Metric*>& metrics) {
  fmt::print("{}| id | unit | measure |\n|---|---|---|\n", page_head);
  for (const Metric* m : metrics)
    fmt::print("| [`{0}`](#{0}) | {1} | {2} |\n", m->id, m->unit, m->label);
  for (const Metric* m : metrics) {
    fmt::print("\n### {}\n\n**{}**, {}. {}\n\nBeware: {}\n\nNeeds: {}.\n\nSource: {}.\n", m->id,
               m->label, m->unit == "1" ? "no unit" : m->unit, m->definition, m->pitfalls,
               needs(*m), m->source);
  }
}

void print_text(const std::vector<const Metric*>& metrics) {
  if (metrics.size() == 1) {
    const Metric& m = *metrics.front();
    fmt::print("{}\n{}, {}\n\n{}\n\nbeware  {}\nneeds   {}\nsource  {}\n", m.id, m.label, m.unit,
               m.definition, m.pitfalls, needs(m), m.source);
    return;
  }
  fmt::print("{:<42} {:<13} {}\n", "id", "unit", "measure");
  for (const Metric* m : metrics) fmt::print("{:<42} {:<13} {}\n", m->id, m->unit, m->label);
}

Json setting_json(const Setting& s) {
  return {{"name", s.name},
          {"unit", s.unit},
          {"default", setting_to_json(s, AnalysisSettings{})},
          {"values", values_of(s)},
          {"meaning", s.meaning},
          {"option", s.option.empty() ? Json() : Json(s.option)}};
}

constexpr std::string_view settings_head = R"(# Settings of the analysis

Written by `solea metrics --settings --markdown`; change the table in `apps/results/settings_table.cpp`, not this page.

Every command that analyses a recording takes `--set NAME=VALUE`, once for each setting: `solea analyze walk.h5 --set join_gap_mm=90 --set sides.arch_weight=0.4`. Some have a short form as well; what `--set` says comes last. Names are those of `settings` in the JSON of results, where all of them are kept with each result; a name with a dot is in the object before it. `null` is "not said". What a recording itself knows (body mass, side) stands instead of the default until the command line says otherwise. `solea batch` keeps the settings of a study and does not go on with it under others.

Lengths "of the length" are parts of the print's length and count from the heel. Limits of the values keep an analysis possible; whether one makes sense is for whoever sets it. The defaults are what the tests hold against real recordings and the virtual mat's truth.
)";

void print_settings_page() {
  fmt::print("{}", settings_head);
  for (const SettingGroup& group : setting_groups()) {
    fmt::print(
        "\n## {}\n\n| name | unit | default | values | what it is |\n|---|---|---|---|---|\n",
        group.title);
    for (const Setting& s : group.settings) {
      fmt::print("| `{}` | {} | {} | {} | {}{} |\n", s.name, s.unit,
                 setting_text(s, AnalysisSettings{}), values_of(s), s.meaning,
                 s.option.empty() ? "" : fmt::format(" (`{}`)", s.option));
    }
  }
}

void print_settings() {
  fmt::print("{:<32} {:<6} {:<19} {}\n", "setting", "unit", "default", "what it is; values");
  for (const SettingGroup& group : setting_groups()) {
    for (const Setting& s : group.settings) {
      fmt::print("{:<32} {:<6} {:<19} {}; {}\n", s.name, s.unit,
                 setting_text(s, AnalysisSettings{}), s.meaning, values_of(s));
    }
  }
}

Json settings_json() {
  Json list = Json::array();
  for (const SettingGroup& group : setting_groups()) {
    for (const Setting& s : group.settings) list.push_back(setting_json(s));
  }
  return {{"schema", "solea.settings/1"}, {"settings", list}};
}

}  // namespace

void add_metrics(CLI::App& app) {
  auto* command = app.add_subcommand(
      "metrics", "What every measure and every setting is, and where measures come from");
  command->footer("Example: solea metrics arch_index\nExample: solea metrics --settings");
  struct Options {
    std::string id;
    bool settings = false;
    bool json = false;
    bool markdown = false;
  };
  const auto options = std::make_shared<Options>();
  auto* measure = command->add_option("id", options->id, "one measure; all without it");
  measure->check([](const std::string& id) {
    return find_metric(id) != nullptr ? std::string() : "no measure '" + id + "'";
  });
  command
      ->add_flag("--settings", options->settings,
                 "the settings of the analysis (--set NAME=VALUE) instead")
      ->excludes(measure);
  auto* json = command->add_flag("--json", options->json, "print one JSON document");
  command
      ->add_flag("--markdown", options->markdown,
                 "print the page docs/metrics.md, or docs/settings.md")
      ->excludes(json);
  command->callback([options] {
    if (options->settings) {
      if (options->json) {
        std::cout << settings_json().dump(2) << '\n';
      } else {
        options->markdown ? print_settings_page() : print_settings();
      }
      return;
    }
    std::vector<const Metric*> metrics;
    for (const Metric* m : builtin_metrics()) {
      if (options->id.empty() || m->id == options->id) metrics.push_back(m);
    }
    if (options->json) {
      Json list = Json::array();
      for (const Metric* m : metrics) list.push_back(metric_json(*m));
      std::cout << Json{{"schema", "solea.metrics/1"}, {"metrics", list}}.dump(2) << '\n';
    } else if (options->markdown) {
      print_markdown(metrics);
    } else {
      print_text(metrics);
    }
  });
}

}  // namespace solea::commands
