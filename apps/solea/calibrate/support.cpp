#include "apps/solea/calibrate/support.h"
#include "apps/results/output_file.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iostream>
#include <limits>
#include <regex>

#include "apps/results/clock.h"
#include "calibration/calibration_file.h"
#include "calibration/count_converter.h"
#include "calibration/equilibration.h"
#include "core/error.h"
#include "core/version.h"
#include "formats/file_hash.h"
#include "formats/session/calibrations.h"

namespace solea::calibrate {

void WorkOptions::add_to(CLI::App& command) {
  input.add_to(command);
  command.get_option("--calibration")
      ->description("the calibration to start from; else the mat's own numbers");
  command.add_option("-o,--out", out, "the calibration to write")->required();
  command.add_option("--serial", serial, "serial number of the mat");
  command.add_option("--valid-until", valid_until, "last day of its period, as 2027-11-20")
      ->check(iso_date());
  command.add_option("--origin", origin, "who made it and how, one line");
  command.add_flag("--json", json, "print one JSON document");
}

void WorkOptions::add_plan_to(CLI::App& command, bool required) {
  auto* loads =
      command.add_option("--loads", plan_file, "what was on the plate when (solea calibrate plan)");
  if (required) loads->required();
  command
      .add_option("--slack-s", slack_s,
                  "how far the recording may be off the plan, found by itself")
      ->capture_default_str()
      ->check(number_in(0.0, 600.0));
}

Work::Work(const WorkOptions& options) : options_(options) {
  info_ = open(as_counts())->info();
  if (!info_.calibration) {
    throw CalibrationError(options.input.file.string() + ": has " + info_.unit +
                           ", expected raw counts");
  }
  start_calibration();
}

std::unique_ptr<FrameSource> Work::open(const std::optional<Calibration>& as) const {
  InputOptions input = options_.input;
  input.calibration_file.clear();
  input.calibration = as;
  return input.open();
}

void Work::start_calibration() {
  if (!options_.input.calibration_file.empty()) {
    calibration_ = read_calibration(options_.input.calibration_file);
    if (calibration_.rows != 0 &&
        (calibration_.rows != plate().rows || calibration_.cols != plate().cols)) {
      throw CalibrationError(options_.input.calibration_file.string() +
                             ": the calibration is of another grid");
    }
  } else if (info_.format == "solea_session") {
    // What the mat said of itself, or was recorded with, as far as it is the same for all cells.
    const std::size_t trial = options_.input.recording == 0 ? 0 : options_.input.recording - 1;
    const auto history = calibration_history(options_.input.file, trial);
    if (!history.empty()) {
      const Calibration& first = history.front().calibration;
      calibration_.kpa_per_count = first.kpa_per_count;
      calibration_.zero_count = first.zero_count;
      calibration_.saturation_count = first.saturation_count;
    }
  }
  calibration_.driver = info_.session.driver;
  calibration_.rows = plate().rows;
  calibration_.cols = plate().cols;
  if (!info_.session.serial.empty()) {
    if (!calibration_.serial.empty() && calibration_.serial != info_.session.serial) {
      throw CalibrationError("the calibration is of the mat with serial " + calibration_.serial +
                             ", the recording of " + info_.session.serial);
    }
    calibration_.serial = info_.session.serial;
  }
  if (!options_.serial.empty()) calibration_.serial = options_.serial;
  if (!options_.valid_until.empty()) calibration_.valid_until = options_.valid_until;
  if (!options_.origin.empty()) calibration_.origin = options_.origin;
}

void Work::for_each_frame(const std::function<void(double, std::span<const float>)>& use) const {
  const auto source = open(as_counts());
  calibrate::for_each_frame(*source, use);
}

void Work::for_each_frame_kpa(
    const Calibration& calibration,
    const std::function<void(double, std::span<const float>)>& use) const {
  std::vector<std::uint8_t> absent;
  for (const std::uint8_t there : info_.sensor_mask) absent.push_back(there == 0 ? 1 : 0);
  CountConverter converter(calibration, plate(), absent, CountConverter::Negative::keep);
  std::vector<std::uint16_t> raw(plate().cells());
  std::vector<float> kpa(plate().cells());
  for_each_frame([&](double time_s, std::span<const float> counts) {
    std::transform(counts.begin(), counts.end(), raw.begin(),
                   [](float count) { return static_cast<std::uint16_t>(count); });
    converter.apply(raw, time_s, kpa);
    use(time_s, kpa);
  });
}

calibration::LoadPlan Work::plan() const {
  const auto plan = calibration::read_plan(options_.plan_file);
  std::vector<double> times_s;
  std::vector<double> totals;
  for_each_frame([&](double time_s, std::span<const float> counts) {
    double total = 0;
    for (const float count : counts) total += count;
    times_s.push_back(time_s);
    totals.push_back(total);
  });
  const double delay_s =
      calibration::plan_delay_s(plan, plate(), times_s, totals, options_.slack_s);
  constexpr double worth_saying_s = 0.1;
  if (std::abs(delay_s) > worth_saying_s) {
    spdlog::info("the loads come {:.2f} s {} than planned", std::abs(delay_s),
                 delay_s > 0 ? "later" : "earlier");
  }
  return calibration::delayed(plan, delay_s);
}

std::vector<double> Work::outputs(std::span<const double> counts) const {
  const Calibration& c = calibration_;
  std::vector<double> out;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const bool bad = !c.cell_states.empty() && c.cell_states[i] != CellState::good;
    const double tared = counts[i] - (c.tare_counts.empty() ? c.zero_count : c.tare_counts[i]);
    out.push_back(bad ? std::numeric_limits<double>::quiet_NaN()
                      : calibration::equilibrated(c.equilibration, i, tared));
  }
  return out;
}

void Work::finish(const std::string& what, std::map<std::string, std::string> settings,
                  std::map<std::string, double> results, Json result, const std::string& text) {
  calibration_.date = utc_now();
  settings["file"] = options_.input.file.filename().string();
  settings["file_sha256"] = sha256_of_file(options_.input.file);
  if (!options_.plan_file.empty()) settings["loads_sha256"] = sha256_of_file(options_.plan_file);
  calibration_.steps.push_back(
      {what, calibration_.date, software_text(), std::move(settings), std::move(results)});
  write_text_file(options_.out, calibration_to_json(calibration_) + '\n');
  if (!options_.json) {
    fmt::print("{}\n{}: {}\n", text, options_.out.string(), calibration_.summary());
    return;
  }
  Json json = {{"schema", "solea.calibrate/1"},
               {"what", what},
               {"calibration", options_.out.string()},
               {"summary", calibration_.summary()}};
  json.update(result);
  json["settings"] = calibration_.steps.back().settings;
  std::cout << json.dump(2) << '\n';
}

void for_each_frame(FrameSource& source,
                    const std::function<void(double, std::span<const float>)>& use) {
  const PlateGeometry plate = source.info().plate;
  std::vector<float> dense(plate.cells());
  std::optional<double> first_s;
  for (;;) {
    Recording block(plate);
    if (!source.next_block(block)) break;
    for (std::size_t k = 0; k < block.size(); ++k) {
      if (!first_s) first_s = block.time_s(k);
      block.copy_dense(k, dense);
      use(block.time_s(k) - *first_s, dense);
    }
  }
}

Calibration as_counts() {
  Calibration counts;
  counts.kpa_per_count = 1;
  return counts;
}

Json bad_cells_json(const Calibration& calibration) {
  Json cells = Json::array();
  for (std::size_t i = 0; i < calibration.cell_states.size(); ++i) {
    if (calibration.cell_states[i] == CellState::good) continue;
    const auto cols = static_cast<std::size_t>(calibration.cols);
    cells.push_back({{"cell", i},
                     {"row", i / cols},
                     {"col", i % cols},
                     {"state", to_string(calibration.cell_states[i])}});
  }
  return cells;
}

std::string bad_cells_text(const std::vector<CellState>& states) {
  std::array<std::size_t, 6> counts{};
  for (const CellState state : states) ++counts[static_cast<std::size_t>(state)];
  std::string text;
  for (std::size_t k = 1; k < counts.size(); ++k) {
    if (counts[k] == 0) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", counts[k],
                        to_string(static_cast<CellState>(k)));
  }
  return text.empty() ? "none" : text;
}

std::string software_text() {
  return "solea " + std::string(software_version) + " (" + std::string(software_commit) + ")";
}

Json number_or_null(double value) {
  return std::isfinite(value) ? Json(value) : Json(nullptr);
}

CLI::Validator iso_date() {
  return {[](const std::string& text) -> std::string {
            static const std::regex date(R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))");
            return std::regex_match(text, date) ? "" : "'" + text + "' is no day like 2027-11-20";
          },
          "DATE", "date"};
}

}  // namespace solea::calibrate
