#include <fmt/format.h>

#include <iostream>
#include <memory>

#include "apps/results/clock.h"
#include "apps/solea/calibrate/support.h"
#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/input_file.h"
#include "formats/recording_format.h"
#include "formats/session/calibrations.h"

namespace solea::commands {

namespace {

using calibrate::Json;

Json calibration_json(const Calibration& c, const std::string& added_utc,
                      const std::string& reason) {
  Json steps = Json::array();
  for (const CalibrationStep& step : c.steps) {
    steps.push_back({{"what", step.what},
                     {"date", step.date},
                     {"software", step.software},
                     {"settings", step.settings},
                     {"results", step.results}});
  }
  const auto largest = c.largest_load_kpa();
  Json json = {{"summary", c.summary()},
               {"driver", c.driver},
               {"serial", c.serial},
               {"rows", c.rows},
               {"cols", c.cols},
               {"date", c.date},
               {"valid_until", c.valid_until},
               {"curve", nullptr},
               {"largest_load_kpa", largest ? Json(*largest) : Json(nullptr)},
               {"bad_cells", calibrate::bad_cells_json(c)},
               {"force_scale", c.force_scale},
               {"steps", steps}};
  for (const auto& curve : c.curves) {
    if (!curve.points.empty()) json["curve"] = calibration::to_string(curve.kind);
  }
  if (!added_utc.empty()) json["added_utc"] = added_utc;
  if (!reason.empty()) json["reason"] = reason;
  return json;
}

void print_calibration(const Calibration& c) {
  fmt::print("{}\n", c.summary());
  if (!c.driver.empty())
    fmt::print("  {:<14} {}, {} x {} cells\n", "mat", c.driver, c.rows, c.cols);
  if (!c.cell_states.empty()) {
    fmt::print("  {:<14} {}\n", "bad cells", calibrate::bad_cells_text(c.cell_states));
    for (std::size_t i = 0; i < c.cell_states.size(); ++i) {
      if (c.cell_states[i] == CellState::good) continue;
      const auto cols = static_cast<std::size_t>(c.cols);
      fmt::print("  {:<14} row {}, column {}: {}\n", "", i / cols, i % cols,
                 to_string(c.cell_states[i]));
    }
  }
  for (const CalibrationStep& step : c.steps) {
    fmt::print("  {:<14} {}, {}\n", step.what, step.date, step.software);
    for (const auto& [name, value] : step.results) {
      fmt::print("  {:<14}   {} {:.4g}\n", "", name, value);
    }
  }
}

void show(const std::filesystem::path& file, std::size_t trial, bool as_json) {
  std::vector<CalibrationEntry> entries;
  const InputFile content(file);
  constexpr std::string_view hdf5_magic = "\x89HDF\r\n\x1a\n";
  if (content.text().starts_with(hdf5_magic)) {
    entries = calibration_history(file, trial);
  } else {
    entries.push_back({"", "", read_calibration(file)});
  }
  if (as_json) {
    Json all = Json::array();
    for (const CalibrationEntry& e : entries) {
      all.push_back(calibration_json(e.calibration, e.added_utc, e.reason));
    }
    std::cout
        << Json{{"schema", "solea.calibrate/1"}, {"what", "show"}, {"calibrations", all}}.dump(2)
        << '\n';
    return;
  }
  if (entries.empty()) fmt::print("no calibration\n");
  for (const CalibrationEntry& e : entries) {
    if (!e.added_utc.empty()) {
      fmt::print("{} {}{}\n", e.added_utc, e.reason,
                 &e == &entries.back() ? ", the one that counts" : "");
    }
    print_calibration(e.calibration);
  }
}

void add_show(CLI::App& calibrate) {
  auto* command =
      calibrate.add_subcommand("show", "What a calibration is; of a session its history");
  command->footer("Example: solea calibrate show mat.json");
  struct Options {
    std::filesystem::path file;
    std::size_t trial = 1;
    bool json = false;
  };
  const auto o = std::make_shared<Options>();
  command->add_option("FILE", o->file, "a calibration or a session")->required();
  command->add_option("--recording", o->trial, "which trial of a session")
      ->check(number_in(1, 1000000));
  command->add_flag("--json", o->json, "print one JSON document");
  command->callback([o] { show(o->file, o->trial - 1, o->json); });
}

void add_apply(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "apply", "Give a recorded session a better calibration; the earlier ones stay in it");
  command->footer("Example: solea calibrate apply session.h5 --calibration mat.json");
  struct Options {
    std::filesystem::path file;
    std::filesystem::path calibration;
    std::size_t trial = 0;
    std::string reason;
    bool json = false;
  };
  const auto o = std::make_shared<Options>();
  command->add_option("SESSION", o->file, "a session with raw counts")->required();
  command->add_option("--calibration", o->calibration, "the better one")->required();
  command->add_option("--recording", o->trial, "one trial only; else every one with counts")
      ->check(number_in(1, 1000000));
  command->add_option("--reason", o->reason, "why, one line");
  command->add_flag("--json", o->json, "print one JSON document");
  command->callback([o] {
    const Calibration calibration = read_calibration(o->calibration);
    OpenOptions as;
    as.format_id = "solea_session";
    as.calibration = calibration;  // throws where it does not fit
    const Sources sources = open_recordings(o->file, as);
    const std::string reason = o->reason.empty() ? "solea calibrate apply" : o->reason;
    Json trials = Json::array();
    for (std::size_t k = 0; k < sources.size(); ++k) {
      const bool wanted = o->trial == 0 ? sources[k]->info().unit == "count" : k + 1 == o->trial;
      if (!wanted) continue;
      calibrate_session(o->file, k, calibration, utc_now(), reason);
      Json warnings = Json::array();
      for (const std::string& line :
           calibration_warnings(calibration, sources[k]->info().session.serial,
                                sources[k]->info().session.created_utc)) {
        warnings.push_back(line);
      }
      trials.push_back({{"trial", k + 1},
                        {"calibrations", calibration_history(o->file, k).size()},
                        {"warnings", warnings}});
    }
    if (trials.empty()) throw CalibrationError(o->file.string() + ": has no raw counts");
    if (o->json) {
      std::cout << Json{{"schema", "solea.calibrate/1"},
                        {"what", "apply"},
                        {"session", o->file.string()},
                        {"summary", calibration.summary()},
                        {"trials", trials}}
                       .dump(2)
                << '\n';
      return;
    }
    for (const auto& trial : trials) {
      fmt::print("{}: trial {} has {} calibrations, this one counts: {}\n", o->file.string(),
                 trial["trial"].get<std::size_t>(), trial["calibrations"].get<std::size_t>(),
                 calibration.summary());
    }
  });
}

}  // namespace

void add_calibrate(CLI::App& app) {
  auto* command = app.add_subcommand(
      "calibrate", "From counts to kPa: tare, bad cells, curves, creep, scale, certificate");
  command->require_subcommand(1);
  command->footer(
      "In order: plan, tare, check-cells, equilibrate (optional), fit, creep, scale (optional),\n"
      "verify. Each takes the calibration so far and writes a better one.\n"
      "Example: solea calibrate tare empty.h5 -o mat.json");
  calibrate::add_plan(*command);
  calibrate::add_tare(*command);
  calibrate::add_check_cells(*command);
  calibrate::add_equilibrate(*command);
  calibrate::add_fit(*command);
  calibrate::add_creep(*command);
  calibrate::add_scale(*command);
  calibrate::add_verify(*command);
  add_apply(*command);
  add_show(*command);
}

}  // namespace solea::commands
