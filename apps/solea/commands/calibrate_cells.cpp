#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "apps/solea/calibrate/support.h"
#include "calibration/cell_check.h"
#include "calibration/count_converter.h"
#include "calibration/equilibration.h"
#include "calibration/hold_means.h"
#include "calibration/unloaded.h"
#include "core/error.h"

namespace solea::calibrate {

namespace {

using namespace calibration;

std::string text_of(double value) {
  return fmt::format("{:g}", value);
}

/// From a start to an end, s; an end of 0 is the recording's.
struct TimeWindow {
  double from_s = 0;
  double to_s = 0;
  void add_to(CLI::App& command) {
    command.add_option("--from-s", from_s, "the part to look at, from the first frame")
        ->check(number_in(0.0, 1e6));
    command.add_option("--to-s", to_s, "its end; else the recording's")->check(number_in(0.0, 1e6));
  }
  [[nodiscard]] bool has(double time_s) const {
    return time_s >= from_s && (to_s == 0 || time_s < to_s);
  }
};

/// Largest difference of two tares over good cells, in kPa of the calibration. Nothing where it
/// gives none yet.
std::optional<double> largest_shift_kpa(const Calibration& before, std::span<const double> tare,
                                        const PlateGeometry& plate) {
  if (before.curves.empty() && !(before.kpa_per_count > 0)) return std::nullopt;
  CountConverter converter(before, plate, {}, CountConverter::Negative::keep);
  std::vector<std::uint16_t> counts;
  for (const double count : tare) counts.push_back(static_cast<std::uint16_t>(std::lround(count)));
  std::vector<float> kpa(counts.size());
  converter.apply(counts, 0, kpa);
  double largest = 0;
  for (const float value : kpa) largest = std::max(largest, std::abs(static_cast<double>(value)));
  return largest;
}

std::optional<double> full_scale_kpa(const Calibration& c) {
  if (const auto largest = c.largest_load_kpa()) return largest;
  if (c.saturation_count && c.kpa_per_count > 0) return *c.saturation_count * c.kpa_per_count;
  return std::nullopt;
}

struct TareOptions {
  WorkOptions work;
  TimeWindow window;
  TareLimits limits;
};

void tare(const TareOptions& options) {
  Work work(options.work);
  UnloadedFrames frames(work.plate().cells());
  work.for_each_frame([&](double time_s, std::span<const float> counts) {
    if (options.window.has(time_s)) frames.add(time_s, counts);
  });
  const UnloadedCells cells = frames.result(options.limits.least_s);
  Calibration& c = work.calibration();
  const auto scale = full_scale_kpa(c);

  // Within the recording, and since the tare before it.
  std::vector<double> moved;
  for (std::size_t i = 0; i < cells.median.size(); ++i) {
    moved.push_back(cells.median[i] + cells.drift[i]);
    moved.back() = std::max(0.0, moved.back());
  }
  Calibration now = c;
  now.tare_counts = cells.median;
  const auto within_kpa = largest_shift_kpa(now, moved, work.plate());
  std::optional<double> since_kpa;
  if (!c.tare_counts.empty()) since_kpa = largest_shift_kpa(c, cells.median, work.plate());
  c.tare_counts = cells.median;

  Json drift = {{"within_recording_kpa", nullptr}, {"since_last_tare_kpa", nullptr}};
  bool again = false;
  bool had_moved = false;
  if (within_kpa) {
    const BaselineDrift judged = judge_drift(*within_kpa, scale, options.limits);
    drift["within_recording_kpa"] = judged.largest_kpa;
    again = judged.tare_again;
  }
  if (since_kpa) {
    const BaselineDrift judged = judge_drift(*since_kpa, scale, options.limits);
    drift["since_last_tare_kpa"] = judged.largest_kpa;
    had_moved = judged.tare_again;
  }
  drift["tare_again"] = again;
  drift["earlier_tare_was_stale"] = had_moved;
  if (again) {
    spdlog::warn(
        "a cell's baseline moved by {:.1f} kPa within this recording: is the plate empty and warm? "
        "Tare again",
        *within_kpa);
  }
  if (had_moved) {
    spdlog::warn(
        "the baseline has moved by {:.1f} kPa since the tare before: recordings between "
        "them are off by that",
        *since_kpa);
  }
  const double median_count = median_of(cells.median);
  const double median_noise = median_of(cells.sd);
  const auto [least, most] = std::minmax_element(cells.median.begin(), cells.median.end());
  work.finish(
      "tare",
      {{"least_s", text_of(options.limits.least_s)},
       {"drift_limit_kpa", text_of(options.limits.drift_kpa)},
       {"drift_limit_full_scale_pct", text_of(options.limits.drift_full_scale_pct)}},
      {{"frames", static_cast<double>(cells.frames)},
       {"duration_s", cells.duration_s},
       {"median_noise_counts", median_noise}},
      {{"frames", cells.frames},
       {"duration_s", cells.duration_s},
       {"tare_counts", {{"smallest", *least}, {"median", median_count}, {"largest", *most}}},
       {"median_noise_counts", median_noise},
       {"drift", drift}},
      fmt::format("tare of {} frames, {:.1f} s: {:g} to {:g} counts, median {:g}, noise "
                  "{:.2f} counts",
                  cells.frames, cells.duration_s, *least, *most, median_count, median_noise));
}

struct CheckOptions {
  WorkOptions work;
  CellCheckSettings settings;
};

void check(const CheckOptions& options) {
  Work work(options.work);
  LoadPlan plan;
  if (!options.work.plan_file.empty()) plan = work.plan();
  // The largest even pressure tells dead cells; what comes before the first load tells the rest.
  std::size_t largest = plan.holds.size();
  for (std::size_t k = 0; k < plan.holds.size(); ++k) {
    if (plan.holds[k].point) continue;
    if (largest == plan.holds.size() || plan.holds[k].kpa > plan.holds[largest].kpa) largest = k;
  }
  constexpr double margin_s = 0.1;
  const double unloaded_until_s = plan.holds.empty() ? 1e9 : plan.holds.front().start_s - margin_s;
  UnloadedFrames frames(work.plate().cells());
  HoldMeans means(plan, work.plate().cells(), {});
  work.for_each_frame([&](double time_s, std::span<const float> counts) {
    if (time_s < unloaded_until_s) frames.add(time_s, counts);
    means.add(time_s, counts);
  });
  const UnloadedCells unloaded = frames.result(TareLimits{}.least_s);
  std::vector<double> loaded;
  if (largest < plan.holds.size()) {
    loaded = means.mean(largest);
  } else {
    spdlog::warn("without an even pressure in --loads, cells that do not answer cannot be found");
  }
  Calibration& c = work.calibration();
  c.cell_states = check_cells(unloaded, loaded, c.saturation_count, options.settings);
  // Good cells only: a curve of a bad one is never asked for.
  const auto bad =
      static_cast<double>(std::count_if(c.cell_states.begin(), c.cell_states.end(),
                                        [](CellState s) { return s != CellState::good; }));
  work.finish(
      "check-cells",
      {{"dead_response_part", text_of(options.settings.dead_response_part)},
       {"noise_factor", text_of(options.settings.noise_factor)},
       {"noise_floor_counts", text_of(options.settings.noise_floor_counts)},
       {"baseline_factor", text_of(options.settings.baseline_factor)},
       {"baseline_floor_counts", text_of(options.settings.baseline_floor_counts)}},
      {{"bad_cells", bad}},
      {{"cells", c.cell_states.size()},
       {"loaded_kpa", largest < plan.holds.size() ? Json(plan.holds[largest].kpa) : Json()},
       {"bad_cells", bad_cells_json(c)}},
      fmt::format("bad cells among {}: {}", c.cell_states.size(), bad_cells_text(c.cell_states)));
}

void equilibrate_cells(const WorkOptions& options) {
  Work work(options);
  const LoadPlan plan = work.plan();
  HoldMeans means(plan, work.plate().cells(), {});
  work.for_each_frame(
      [&](double time_s, std::span<const float> counts) { means.add(time_s, counts); });
  Calibration& c = work.calibration();
  c.equilibration.clear();
  std::vector<std::pair<double, std::vector<double>>> levels;
  for (std::size_t k = 0; k < plan.holds.size(); ++k) {
    if (plan.holds[k].point || !(plan.holds[k].kpa > 0)) continue;
    levels.emplace_back(plan.holds[k].kpa, work.outputs(means.mean(k)));
  }
  if (levels.empty()) throw CalibrationError("the plan has no even pressure above 0");
  std::sort(levels.begin(), levels.end());
  for (const auto& [kpa, outputs] : levels) {
    c.equilibration.push_back(equilibrate(kpa, outputs, c.cell_states));
  }
  // Cells that gave nothing cannot be made equal.
  if (c.cell_states.empty()) c.cell_states.assign(work.plate().cells(), CellState::good);
  for (const EquilibrationLevel& level : c.equilibration) {
    for (std::size_t i = 0; i < level.gains.size(); ++i) {
      if (c.cell_states[i] == CellState::good && !std::isfinite(level.gains[i])) {
        c.cell_states[i] = CellState::dead;
      }
    }
  }
  Json rows = Json::array();
  std::string text = "spread of the cells (standard deviation of the mean)\n";
  text += fmt::format("{:>9} {:>9} {:>9}\n{:>9} {:>9} {:>9}", "pressure", "before", "after", "kPa",
                      "%", "%");
  std::map<std::string, double> results;
  for (std::size_t k = 0; k < c.equilibration.size(); ++k) {
    const auto before = variation_pct(c.equilibration[k].outputs, c.cell_states);
    const auto after = variation_after_pct(c.equilibration, k, c.cell_states);
    const std::string level = text_of(c.equilibration[k].kpa);
    rows.push_back({{"kpa", c.equilibration[k].kpa},
                    {"cv_before_pct", before ? Json(*before) : Json()},
                    {"cv_after_pct", after ? Json(*after) : Json()}});
    text += fmt::format("\n{:>9} {:>9} {:>9}", level, before ? fmt::format("{:.2f}", *before) : "-",
                        after ? fmt::format("{:.2f}", *after) : "-");
    if (before) results["cv_before_pct_at_" + level + "_kpa"] = *before;
    if (after) results["cv_after_pct_at_" + level + "_kpa"] = *after;
  }
  text += "\nafter: each level equilibrated by the others";
  if (!c.curves.empty()) {
    c.curves.clear();
    spdlog::warn(
        "the curves were of cells without this equilibration and are gone; fit them again");
  }
  work.finish("equilibrate", {}, results, {{"levels", rows}}, text);
}

}  // namespace

void add_tare(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "tare", "The count of every cell with nothing on it: the median of at least a second");
  command->footer("Example: solea calibrate tare empty.h5 -o mat.json");
  const auto o = std::make_shared<TareOptions>();
  o->work.add_to(*command);
  o->window.add_to(*command);
  command->add_option("--least-s", o->limits.least_s, "shorter recordings are refused")
      ->capture_default_str()
      ->check(number_in(0.1, 3600.0));
  command->callback([o] { tare(*o); });
}

void add_check_cells(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "check-cells", "Dead, stuck, saturated and noisy cells, to be filled in from neighbours");
  command->footer(
      "Example: solea calibrate check-cells levels.h5 --loads levels.json --calibration mat.json "
      "-o mat.json");
  const auto o = std::make_shared<CheckOptions>();
  o->work.add_to(*command);
  o->work.add_plan_to(*command, false);
  command
      ->add_option("--dead-response", o->settings.dead_response_part,
                   "a cell that answers with less than this part of the median is dead or stuck")
      ->capture_default_str()
      ->check(number_in(0.0, 1.0));
  command
      ->add_option("--noise-factor", o->settings.noise_factor,
                   "a cell with so many times the median noise is noisy")
      ->capture_default_str()
      ->check(number_in(1.0, 1000.0));
  command->callback([o] { check(*o); });
}

void add_equilibrate(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "equilibrate", "Make cells equal under even pressures, for one curve for all of them");
  command->footer(
      "Example: solea calibrate equilibrate levels.h5 --loads levels.json --calibration mat.json "
      "-o mat.json");
  const auto o = std::make_shared<WorkOptions>();
  o->add_to(*command);
  o->add_plan_to(*command, true);
  command->callback([o] { equilibrate_cells(*o); });
}

}  // namespace solea::calibrate
