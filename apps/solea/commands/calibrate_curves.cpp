#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "apps/solea/calibrate/support.h"
#include "calibration/cell_curves.h"
#include "calibration/hold_means.h"
#include "core/error.h"
#include "core/units.h"

namespace solea::calibrate {

namespace {

using namespace calibration;

struct FitOptions {
  WorkOptions work;
  std::string curve = "monotone_cubic";
  bool common = false;
  HoldWindow window;
};

Json fit_row(CurveKind kind, const CellCurves& fitted) {
  const double scale = fitted.largest_load_kpa;
  const auto& loo = fitted.cross_validated_rms_kpa;
  return {{"curve", to_string(kind)},
          {"rms_residual_kpa", fitted.rms_residual_kpa},
          {"rms_residual_pct", 100 * fitted.rms_residual_kpa / scale},
          {"worst_cell_rms_kpa", fitted.worst_cell_rms_kpa},
          {"cross_validated_rms_kpa", loo ? Json(*loo) : Json()},
          {"cross_validated_rms_pct", loo ? Json(100 * *loo / scale) : Json()}};
}

std::string fit_line_text(CurveKind kind, const CellCurves& fitted, bool chosen) {
  const double scale = fitted.largest_load_kpa;
  const auto& loo = fitted.cross_validated_rms_kpa;
  return fmt::format("{} {:<15} {:>9.3f} {:>9.3f} {:>11.3f} {:>12}\n", chosen ? ">" : " ",
                     to_string(kind), fitted.rms_residual_kpa,
                     100 * fitted.rms_residual_kpa / scale, fitted.worst_cell_rms_kpa,
                     loo ? fmt::format("{:.3f}", 100 * *loo / scale) : "-");
}

void fit(const FitOptions& options) {
  Work work(options.work);
  Calibration& c = work.calibration();
  if (c.tare_counts.empty()) {
    throw CalibrationError("a curve needs a tare first: solea calibrate tare, then --calibration");
  }
  const LoadPlan plan = work.plan();
  HoldMeans means(plan, work.plate().cells(), options.window);
  work.for_each_frame(
      [&](double time_s, std::span<const float> counts) { means.add(time_s, counts); });
  std::vector<LevelOutputs> levels;
  std::string loads;
  for (std::size_t k = 0; k < plan.holds.size(); ++k) {
    if (plan.holds[k].point) continue;
    levels.push_back({plan.holds[k].kpa, work.outputs(means.mean(k))});
    loads += fmt::format("{}{:g}", loads.empty() ? "" : " ", plan.holds[k].kpa);
  }
  const CurveKind chosen = *curve_kind_of(options.curve);
  Json compared = Json::array();
  std::string text = fmt::format(
      "loads {} kPa; full scale is the largest\n  {:<15} {:>9} {:>9} {:>11} {:>12}\n"
      "  {:<15} {:>9} {:>9} {:>11} {:>12}\n",
      loads, "curve", "residual", "residual", "worst cell", "cross-valid.", "", "kPa RMS",
      "% FS RMS", "kPa RMS", "% FS RMS");
  std::optional<CellCurves> best;
  for (const CurveKind kind : all_curve_kinds) {
    try {
      CellCurves fitted = fit_cells(levels, c.cell_states, kind, options.common);
      compared.push_back(fit_row(kind, fitted));
      text += fit_line_text(kind, fitted, kind == chosen);
      if (kind == chosen) best = std::move(fitted);
    } catch (const CalibrationError&) {
      if (kind == chosen) throw;
      text += fmt::format("  {:<15} does not fit\n", to_string(kind));
    }
  }
  text += "cross-valid.: every load but the largest, by a curve made without it\n";
  std::size_t unfitted = 0;
  for (const CellState state : best->states) unfitted += state == CellState::unfitted ? 1 : 0;
  if (unfitted > 0) {
    spdlog::warn("{} cells gave no rising curve; they are filled in from their neighbours",
                 unfitted);
  }
  c.curves = best->curves;
  c.cell_states = best->states;
  text += fmt::format("bad cells: {}", bad_cells_text(c.cell_states));
  std::map<std::string, double> results = {{"largest_load_kpa", best->largest_load_kpa},
                                           {"rms_residual_kpa", best->rms_residual_kpa},
                                           {"worst_cell_rms_kpa", best->worst_cell_rms_kpa},
                                           {"unfitted_cells", static_cast<double>(unfitted)}};
  if (best->cross_validated_rms_kpa) {
    results["cross_validated_rms_kpa"] = *best->cross_validated_rms_kpa;
  }
  work.finish("fit",
              {{"curve", options.curve},
               {"cells", options.common ? "one curve for all" : "a curve each"},
               {"loads_kpa", loads},
               {"from_s", fmt::format("{:g}", options.window.from_s)},
               {"to_s", fmt::format("{:g}", options.window.to_s)}},
              results,
              {{"curve", options.curve},
               {"largest_load_kpa", best->largest_load_kpa},
               {"compared", compared},
               {"unfitted_cells", unfitted},
               {"bad_cells", bad_cells_json(c)}},
              text);
}

struct CreepOptions {
  WorkOptions work;
  double t0_s = 1;
  bool drift = false;
};

void creep(const CreepOptions& options) {
  Work work(options.work);
  Calibration& c = work.calibration();
  c.creep.reset();
  c.require_fits(work.info().session.driver, work.plate());
  const LoadPlan plan = work.plan();
  const auto longest = std::max_element(
      plan.holds.begin(), plan.holds.end(),
      [](const Hold& a, const Hold& b) { return a.end_s - a.start_s < b.end_s - b.start_s; });
  std::vector<double> times_s;
  std::vector<double> kpa;
  work.for_each_frame_kpa(c, [&](double time_s, std::span<const float> cells) {
    constexpr double margin_s = 0.1;
    if (time_s < longest->start_s || time_s > longest->end_s - margin_s) return;
    double sum = 0;
    for (const float cell : cells) sum += cell;
    times_s.push_back(time_s - longest->start_s);
    kpa.push_back(sum / static_cast<double>(cells.size()));
  });
  const auto held = fit_held_load(times_s, kpa, options.t0_s, options.drift);
  if (!held) throw CalibrationError("the longest hold of the plan shows no held load");
  const double hold_s = longest->end_s - longest->start_s;
  constexpr double good_hold_s = 60;
  if (hold_s < good_hold_s) {
    spdlog::warn("the hold is of {:g} s; a minute, better ten, tells creep well", hold_s);
  }
  c.creep = CreepModel{held->creep_per_decade, options.t0_s, held->drift_kpa_s};
  work.finish(
      "creep",
      {{"t0_s", fmt::format("{:g}", options.t0_s)}, {"drift", options.drift ? "fitted" : "none"}},
      {{"creep_per_decade", held->creep_per_decade},
       {"drift_kpa_s", held->drift_kpa_s},
       {"hold_s", hold_s},
       {"rms_residual_kpa", held->rms_residual_kpa}},
      {{"hold_s", hold_s},
       {"pressure_at_t0_kpa", held->p0_kpa},
       {"creep_per_decade", held->creep_per_decade},
       {"t0_s", options.t0_s},
       {"drift_kpa_s", held->drift_kpa_s},
       {"rms_residual_kpa", held->rms_residual_kpa}},
      fmt::format(
          "creep {:.2f} % a decade from {:g} s on, drift {:.4f} kPa/s, in a hold of {:g} s; "
          "residual {:.3f} kPa RMS",
          100 * held->creep_per_decade, options.t0_s, held->drift_kpa_s, hold_s,
          held->rms_residual_kpa));
}

struct ScaleOptions {
  WorkOptions work;
  double mass_kg = 0;
  double from_s = 0;
  double to_s = 0;
};

void scale(const ScaleOptions& options) {
  Work work(options.work);
  Calibration& c = work.calibration();
  const double area_mm2 = work.plate().cell_area_mm2();
  if (!(area_mm2 > 0)) {
    throw CalibrationError("the size of a cell is not known, expected --pitch-mm");
  }
  c.force_scale = 1;
  c.require_fits(work.info().session.driver, work.plate());
  double sum_n = 0;
  std::size_t frames = 0;
  work.for_each_frame_kpa(c, [&](double time_s, std::span<const float> cells) {
    if (time_s < options.from_s || (options.to_s > 0 && time_s >= options.to_s)) return;
    double sum = 0;
    for (const float cell : cells) sum += cell;
    sum_n += sum * area_mm2 * 1e-3;
    ++frames;
  });
  const double weight_n = options.mass_kg * standard_gravity_m_s2;
  const double measured_n = frames > 0 ? sum_n / static_cast<double>(frames) : 0;
  const auto factor = total_force_factor(weight_n, measured_n);
  if (!factor) throw CalibrationError("nobody stands on the plate");
  const std::string said = fmt::format("body weight {:.1f} N, measured {:.1f} N, factor {:.4f}",
                                       weight_n, measured_n, factor->k);
  if (factor->verdict == FactorVerdict::refused) {
    throw CalibrationError(said + ": outside 0.80 to 1.20, expected a new calibration");
  }
  if (factor->verdict == FactorVerdict::warned) {
    spdlog::warn("{}: outside 0.90 to 1.10, calibrate again soon", said);
  }
  c.force_scale = factor->k;
  const char* verdict = factor->verdict == FactorVerdict::accepted ? "accepted" : "warned";
  work.finish("scale", {{"mass_kg", fmt::format("{:g}", options.mass_kg)}},
              {{"k", factor->k}, {"body_weight_n", weight_n}, {"measured_n", measured_n}},
              {{"body_weight_n", weight_n},
               {"measured_n", measured_n},
               {"k", factor->k},
               {"verdict", verdict}},
              said +
                  ". It corrects the mean gain only: saturation and losses under the threshold "
                  "are not in proportion");
}

}  // namespace

void add_fit(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "fit", "The curve of every cell from known even pressures, and how well it holds");
  command->footer(
      "Example: solea calibrate fit levels.h5 --loads levels.json --calibration mat.json "
      "-o mat.json --valid-until 2027-11-20");
  const auto o = std::make_shared<FitOptions>();
  o->work.add_to(*command);
  o->work.add_plan_to(*command, true);
  std::vector<std::string> kinds;
  for (const CurveKind kind : all_curve_kinds) kinds.emplace_back(to_string(kind));
  command->add_option("--curve", o->curve, "kind of curve; all are compared")
      ->capture_default_str()
      ->check(CLI::IsMember(kinds));
  command->add_flag("--common-curve", o->common, "one curve for all cells, after equilibrate");
  command->add_option("--from-s", o->window.from_s, "part of each hold, s after its start")
      ->capture_default_str()
      ->check(number_in(0.0, 3600.0));
  command->add_option("--to-s", o->window.to_s, "its end")
      ->capture_default_str()
      ->check(number_in(0.01, 3600.0));
  command->callback([o] { fit(*o); });
}

void add_creep(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "creep", "How a held pressure grows with time, from the plan's longest hold");
  command->footer(
      "Example: solea calibrate creep hold.h5 --loads hold.json --calibration mat.json "
      "-o mat.json");
  const auto o = std::make_shared<CreepOptions>();
  o->work.add_to(*command);
  o->work.add_plan_to(*command, true);
  command->add_option("--t0-s", o->t0_s, "time under load from which creep counts")
      ->capture_default_str()
      ->check(number_in(0.01, 3600.0));
  command->add_flag("--drift", o->drift, "a linear drift beside it");
  command->callback([o] { creep(*o); });
}

void add_scale(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "scale", "Scale all forces to the weight of a person who stands on the plate");
  command->footer(
      "0.90 to 1.10 is accepted, 0.80 to 1.20 with a warning, else refused.\n"
      "Example: solea calibrate scale stand.h5 --mass-kg 71.4 --calibration mat.json -o mat.json");
  const auto o = std::make_shared<ScaleOptions>();
  o->work.add_to(*command);
  command->add_option("--mass-kg", o->mass_kg, "body mass")
      ->required()
      ->check(number_in(1.0, 500.0));
  command->add_option("--from-s", o->from_s, "the part in which the person stands still")
      ->check(number_in(0.0, 1e6));
  command->add_option("--to-s", o->to_s, "its end; else the recording's")
      ->check(number_in(0.0, 1e6));
  command->callback([o] { scale(*o); });
}

}  // namespace solea::calibrate
