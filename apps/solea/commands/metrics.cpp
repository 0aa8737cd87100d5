#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/metric.h"
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

}  // namespace

void add_metrics(CLI::App& app) {
  auto* command = app.add_subcommand("metrics", "What every measure is, and where it comes from");
  command->footer("Example: solea metrics arch_index");
  struct Options {
    std::string id;
    bool json = false;
    bool markdown = false;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("id", options->id, "one measure; all without it")
      ->check([](const std::string& id) {
        return find_metric(id) != nullptr ? std::string() : "no measure '" + id + "'";
      });
  auto* json = command->add_flag("--json", options->json, "print one JSON document");
  command->add_flag("--markdown", options->markdown, "print the page docs/metrics.md")
      ->excludes(json);
  command->callback([options] {
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
