#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "analysis/analyze.h"
#include "apps/results/analysis_json.h"
#include "apps/results/averages_json.h"
#include "apps/results/clock.h"
#include "apps/results/heel_sheet_json.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "apps/solea/output/heel_sheet_output.h"
#include "apps/solea/output/truth_check.h"
#include "formats/session/trial_documents.h"

namespace solea::commands {

namespace {

std::string cell(const std::optional<double>& value, int decimals) {
  return value ? fmt::format("{:.{}f}", *value, decimals) : "-";
}

void print_steps(const AnalysisResult& result) {
  fmt::print("{} step{}, peak pressure {:.1f} kPa, maximum force {} N\n", result.steps.size(),
             result.steps.size() == 1 ? "" : "s", result.whole.peak_pressure_kpa,
             cell(result.whole.max_force_n, 1));
  if (result.steps.empty()) return;
  fmt::print("{:>4} {:<6} {:>7} {:>7} {:>9} {:>9} {:>9} {:>9} {:>12} {:>7} {:<9} {}\n", "step",
             "side", "start", "stance", "peak", "heel", "force", "area", "arch index", "CoP",
             "strike", "note");
  fmt::print("{:>4} {:<6} {:>7} {:>7} {:>9} {:>9} {:>9} {:>9} {:>12} {:>7} {:<9}\n", "", "", "s",
             "s", "kPa", "kPa", "N", "cm2", "", "mm", "");
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const StepResult& s = result.steps[i];
    const auto arch = s.metric("arch_index");
    fmt::print("{:>4} {:<6} {:>7} {:>7} {:>9} {:>9} {:>9} {:>9} {:>12} {:>7} {:<9} {}\n", i,
               s.side == Side::unknown ? "-" : to_string(s.side),
               s.detail == Detail::times ? cell(s.curves.times_s.front(), 2) : "-",
               cell(s.metric("stance_s"), 2), cell(s.metric("peak_pressure_kpa"), 1),
               cell(s.metric("heel_peak_pressure_kpa"), 1), cell(s.metric("max_force_n"), 1),
               cell(s.metric("contact_area_mpp_cm2"), 1),
               arch ? fmt::format("{:.3f} {}", *arch, s.arch ? to_string(*s.arch) : "") : "-",
               cell(s.metric("cop_path_mm"), 0), s.strike ? to_string(*s.strike) : "-",
               s.step.invalid_reason);
  }
}

/// Measured, true, error, for every step that the virtual mat knows.
void print_truth(const AnalysisResult& result, const std::vector<TruthComparison>& comparisons,
                 double pitch_mm) {
  fmt::print("\nagainst the virtual mat's truth (measured, true, error)\n");
  fmt::print("{:>4} {:<6} | {:^23} | {:^23} | {:^23} | {:^20} | {:>8}\n", "step", "side",
             "heel peak, kPa", "max force, N", "arch index", "CoP length, mm", "CoP RMS");
  double force = 0;
  double cop = 0;
  double cop_rms = 0;
  double cop_active = 0;
  double arch = 0;
  int compared = 0;
  for (const TruthComparison& c : comparisons) {
    const StepResult& s = result.steps[c.step];
    if (!s.step.valid()) continue;
    const auto index = s.metric("arch_index");
    fmt::print(
        "{:>4} {:<6} | {:>7} {:>7.1f} {:>7} | {:>7.1f} {:>7.1f} {:>+5.1f} % | "
        "{:>7} {:>7} {:>7} | {:>6} {:>6.0f} {:>6} | {:>5.2f} mm\n",
        c.step, to_string(s.side), cell(s.metric("heel_peak_pressure_kpa"), 1),
        c.truth->heel_peak_pressure_kpa,
        c.heel_peak_error_pct ? fmt::format("{:+.1f} %", *c.heel_peak_error_pct) : "-",
        s.metric("max_force_n").value_or(NAN), c.truth->max_force_n, c.force_error_pct,
        cell(index, 3), cell(c.truth->arch_index, 3),
        c.arch_index_error ? fmt::format("{:+.3f}", *c.arch_index_error) : "-",
        cell(s.metric("cop_path_mm"), 0), c.truth->cop_path_mm,
        s.metric("cop_path_mm")
            ? fmt::format("{:+.0f}", *s.metric("cop_path_mm") - c.truth->cop_path_mm)
            : "-",
        c.cop_rms_mm);
    force = std::max(force, std::abs(c.force_error_pct));
    cop = std::max(cop, c.cop_max_mm);
    cop_active = std::max(cop_active, c.cop_active_max_mm);
    cop_rms = std::max(cop_rms, c.cop_rms_mm);
    ++compared;
    arch = std::max(arch, std::abs(c.arch_index_error.value_or(0)));
  }
  if (compared == 0) {
    fmt::print("nothing compared: no step of the truth is a valid step here\n");
    return;
  }
  fmt::print(
      "largest error: maximum force {:.2f} %, CoP {:.2f} mm RMS of a step, {:.2f} mm in any frame "
      "({:.2f} of the {:g} mm pitch; {:.2f} mm from the true centre of active pressure, as the "
      "measure is defined), arch index {:.3f}\n",
      force, cop_rms, cop, cop / pitch_mm, pitch_mm, cop_active, arch);
}

}  // namespace

void add_analyze(CLI::App& app) {
  auto* command = app.add_subcommand("analyze", "Steps of a recording and every measure of them");
  command->footer("Example: solea analyze out/session.h5 --mass-kg 70 --json -o out/analysis.json");
  struct Options {
    InputOptions input;
    AnalysisOptions analysis;
    PersonOptions person;
    bool heel_sheet = false;
    bool json = false;
    bool store = false;
    std::filesystem::path out;
    std::filesystem::path truth;
  };
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  options->analysis.add_to(*command);
  options->person.add_to(*command);
  command->add_flag("--heel-sheet", options->heel_sheet,
                    "print the heel-pain screening sheet instead of the steps");
  command->add_option("--truth", options->truth,
                      "compare with the truth that solea simulate wrote");
  command->add_flag("--json", options->json, "print one JSON document");
  command->add_option("-o,--out", options->out, "write the JSON document to this file");
  command->add_flag("--store", options->store, "keep the result in the session");
  command->callback([options] {
    const auto source = options->input.open();
    const std::size_t trial = options->store ? session_trial(options->input, *source) : 0;
    const AnalysisSettings settings = options->analysis.settings(source->info());
    const Recording recording = read_recording(*source, settings.least_kpa());
    const AnalysisResult result = analyze(recording, settings);
    const HeelSheet sheet = heel_sheet_of(result, source->info(), options->person);
    std::vector<TruthStep> truth;
    std::vector<TruthComparison> comparisons;
    if (!options->truth.empty()) {
      truth = read_truth(options->truth);
      comparisons = compare_with_truth(result, truth);
    }
    // The document names the file by its SHA-256, which takes longer than all the rest: only where
    // it goes somewhere.
    std::string json;
    if (options->json || options->store || !options->out.empty()) {
      nlohmann::ordered_json document =
          analysis_to_json(result, source->info(), options->input.file);
      document["heel_sheet"] = heel_sheet_to_json(sheet);
      if (!options->truth.empty()) document["truth"] = truth_check_to_json(comparisons);
      json = document.dump(2) + '\n';
      if (options->store) {
        add_document(options->input.file, trial, DocumentKind::result, document.dump(), utc_now());
      }
      if (!options->out.empty()) write_text_file(options->out, json);
    }
    if (options->json) {
      std::cout << json;
    } else if (options->heel_sheet) {
      print_heel_sheet(sheet);
    } else {
      for (const std::string& warning : result.warnings) spdlog::warn("{}", warning);
      print_steps(result);
      fmt::print("{}", averages_table(make_averages(result, Averaged::measures)));
      if (!options->truth.empty()) {
        const PlateGeometry& plate = source->info().plate;
        print_truth(result, comparisons, std::min(plate.pitch_x_mm, plate.pitch_y_mm));
      }
    }
  });
}

}  // namespace solea::commands
