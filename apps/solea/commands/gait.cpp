#include "analysis/gait/gait.h"
#include "apps/results/heel_sheet_json.h"
#include "apps/results/output_file.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/analyze.h"
#include "analysis/gait/cyclogram.h"
#include "analysis/reference/ranges.h"
#include "analysis/statistics/samples.h"
#include "apps/results/common_json.h"
#include "apps/solea/command.h"
#include "apps/solea/output/heel_sheet_output.h"
#include "core/error.h"
#include "core/version.h"
#include "formats/file_hash.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;
using namespace gait;

struct Options {
  InputOptions input;
  AnalysisOptions analysis;
  PersonOptions person;
  double leg_length_mm = 0;
  bool json = false;
  std::filesystem::path out;
};

Json statistics_json(const std::vector<double>& values) {
  if (values.empty()) return nullptr;
  return {{"n", values.size()},
          {"mean", or_null(statistics::mean(values))},
          {"median", or_null(statistics::median(values))},
          {"sd", or_null(statistics::sd(values))},
          {"cv_pct", or_null(statistics::cv_pct(values))}};
}

Json references_json(const GaitSeries& series, const MeasuringConditions& conditions) {
  Json list = Json::array();
  const auto mean = statistics::mean(series.both());
  if (!mean) return list;
  for (const ReferenceRange* r : matching_ranges(series.id, "whole", Side::unknown, conditions)) {
    list.push_back(reference_to_json(show_reference(*mean, Side::unknown, *r)));
  }
  return list;
}

/// Statistics of one side's lines.
Json lines_json(const std::vector<Footfall>& footfalls, const std::vector<GaitLine>& lines,
                Side side, std::optional<double> GaitLine::*length) {
  std::vector<double> values;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (footfalls[i].side == side && lines[i].*length) values.push_back(*(lines[i].*length));
  }
  return statistics_json(values);
}

Json cyclogram_json(const Cyclogram& c, const std::vector<Footfall>& footfalls,
                    const std::vector<GaitLine>& lines) {
  const auto of = [&](Side side, std::optional<double> GaitLine::*length) {
    return lines_json(footfalls, lines, side, length);
  };
  Json points = Json::array();
  for (const CyclogramPoint& p : c.points) {
    points.push_back({{"t_s", p.time_s},
                      {"lateral_mm", p.lateral_mm},
                      {"along_mm", p.along_mm},
                      {"force_n", p.force_n}});
  }
  return {{"definition",
           "crossing of the two double supports' lines; along from the mean of the heels at "
           "contact, lateral from the middle between them, + right; Solea's own"},
          {"cycles", c.cycles.size()},
          {"along_mm", or_null(c.along_mm)},
          {"lateral_mm", or_null(c.lateral_mm)},
          {"along_sd_mm", or_null(c.along_sd_mm)},
          {"lateral_sd_mm", or_null(c.lateral_sd_mm)},
          {"gait_line_left_mm", of(Side::left, &GaitLine::length_mm)},
          {"gait_line_right_mm", of(Side::right, &GaitLine::length_mm)},
          {"single_support_line_left_mm", of(Side::left, &GaitLine::single_support_mm)},
          {"single_support_line_right_mm", of(Side::right, &GaitLine::single_support_mm)},
          {"points", points}};
}

Json footfalls_json(const std::vector<Footfall>& footfalls, const std::vector<GaitLine>& lines) {
  Json list = Json::array();
  for (std::size_t i = 0; i < footfalls.size(); ++i) {
    const Footfall& f = footfalls[i];
    list.push_back({{"step", f.step},
                    {"side", f.side == Side::unknown ? Json(nullptr) : Json(to_string(f.side))},
                    {"valid", f.valid},
                    {"heel_x_mm", f.heel.x},
                    {"heel_y_mm", f.heel.y},
                    {"on_s", f.on_s},
                    {"off_s", f.off_s},
                    {"gait_line_mm", or_null(lines[i].length_mm)},
                    {"single_support_line_mm", or_null(lines[i].single_support_mm)}});
  }
  return list;
}

void print_result(const GaitResult& r, const Cyclogram& c) {
  const auto printed = [](const std::optional<double>& v) {
    return v ? fmt::format("{:.4g}", *v) : "-";
  };
  fmt::print("{} footfalls, {} of them valid, in {} pass{}\n", r.footfalls, r.valid_footfalls,
             r.passes, r.passes == 1 ? "" : "es");
  fmt::print("cadence {} /min, speed {} m/s (first to last heel {} m/s), walk ratio {} mm min\n",
             printed(r.cadence_per_min), printed(r.speed_m_s), printed(r.pass_speed_m_s),
             printed(r.walk_ratio_mm_min));
  fmt::print("\n{:<40} {:>5} {:>24} {:>24}\n", "mean (SD, n)", "unit", "left", "right");
  const auto side = [&](const std::vector<double>& values) {
    const auto m = statistics::mean(values);
    if (!m) return std::string("-");
    const auto s = statistics::sd(values);
    return fmt::format("{:.4g} ({}, {})", *m, s ? fmt::format("{:.3g}", *s) : "-", values.size());
  };
  for (const GaitSeries& s : r.series) {
    fmt::print("{:<40} {:>5} {:>24} {:>24}\n", s.label, s.unit, side(s.left), side(s.right));
  }
  fmt::print(
      "\ncyclogram, {} cycles: crossing {} mm forward of the heels (SD {}), {} mm to the right "
      "(SD {})\n",
      c.cycles.size(), printed(c.along_mm), printed(c.along_sd_mm), printed(c.lateral_mm),
      printed(c.lateral_sd_mm));
}

void run(const Options& o) {
  const auto source = o.input.open();
  const AnalysisSettings analysis = o.analysis.settings(source->info());
  const Recording recording = read_recording(*source, analysis.contact_threshold_kpa);
  const SourceInfo& info = source->info();
  if (recording.detail() != Detail::times) {
    throw FormatError(o.input.file,
                      "does not tell the times of its frames, expected them or --rate-hz");
  }
  const AnalysisResult result = analyze(recording, analysis);
  GaitSettings settings;
  settings.longest_step_s = analysis.longest_step_s;
  settings.longest_step_mm = analysis.longest_step_mm;
  if (o.leg_length_mm > 0) settings.leg_length_mm = o.leg_length_mm;
  const auto footfalls = footfalls_of(result);
  const GaitResult gait = measure_gait(footfalls, settings);
  const Cyclogram cyclogram = make_cyclogram(result, footfalls, settings);
  const std::vector<GaitLine> lines = measure_gait_lines(result, footfalls, settings);
  const MeasuringConditions conditions = o.person.conditions(info, result);

  Json document = {
      {"schema", "solea.gait/1"},
      {"software", {{"name", "solea"}, {"version", software_version}, {"commit", software_commit}}},
      {"settings",
       {{"contact_threshold_kpa", analysis.contact_threshold_kpa},
        {"contact_force_n", analysis.contact_force_n},
        {"reference_point", "heel centre"},
        {"heel_fraction", analysis.geometry.heel_centre_fraction},
        {"longest_step_s", settings.longest_step_s},
        {"longest_step_mm", settings.longest_step_mm},
        {"leg_length_mm", or_null(settings.leg_length_mm)},
        {"stance_is", "first to last contact frame"}}}};
  Json recorded = recording_to_json(info);
  recorded["sha256"] = sha256_of_file(o.input.file);
  document["recording"] = recorded;
  document["belt"] = recording.has_belt();
  document["footfalls"] = footfalls_json(footfalls, lines);
  document["passes"] = gait.passes;
  document["cadence_per_min"] = or_null(gait.cadence_per_min);
  document["speed_m_s"] = or_null(gait.speed_m_s);
  document["pass_speed_m_s"] = or_null(gait.pass_speed_m_s);
  document["walk_ratio_mm_min"] = or_null(gait.walk_ratio_mm_min);
  document["stance_swing_ratio"] = or_null(gait.stance_swing_ratio);
  for (const GaitSeries& s : gait.series) {
    document["parameters"][std::string(s.id)] = {{"unit", s.unit},
                                                 {"left", statistics_json(s.left)},
                                                 {"right", statistics_json(s.right)},
                                                 {"both", statistics_json(s.both())},
                                                 {"references", references_json(s, conditions)}};
  }
  document["cyclogram"] = cyclogram_json(cyclogram, footfalls, lines);
  Json warnings = info.warnings;
  for (const std::string& w : result.warnings) warnings.push_back(w);
  const std::size_t strides = gait.of(Quantity::stride_time).both().size();
  if (strides < 10) {
    warnings.push_back(fmt::format("{} strides: SD and CV need 10, better 30", strides));
  }
  document["warnings"] = warnings;
  const std::string text = document.dump(2) + '\n';
  if (!o.out.empty()) write_text_file(o.out, text);
  if (o.json) {
    std::cout << text;
  } else {
    for (const std::string& w : result.warnings) spdlog::warn("{}", w);
    print_result(gait, cyclogram);
  }
}

}  // namespace

void add_gait(CLI::App& app) {
  auto* command =
      app.add_subcommand("gait", "Spatio-temporal parameters of walking on a plate or a treadmill");
  command->footer("Example: solea gait walk.h5 --leg-length-mm 880 --json");
  const auto o = std::make_shared<Options>();
  o->input.add_to(*command);
  o->analysis.add_to(*command);
  o->person.add_to(*command);
  command->add_option("--leg-length-mm", o->leg_length_mm, "for lengths over leg length")
      ->check(number_in(200.0, 1500.0));
  command->add_flag("--json", o->json, "print one JSON document");
  command->add_option("-o,--out", o->out, "write the JSON document to this file");
  command->callback([o] { run(*o); });
}

}  // namespace solea::commands
