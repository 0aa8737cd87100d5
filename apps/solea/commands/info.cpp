#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "apps/results/common_json.h"
#include "apps/solea/command.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;

Json channels_json(const std::vector<Channel>& channels) {
  Json json = Json::array();
  for (const Channel& c : channels) {
    json.push_back({{"name", c.name}, {"unit", c.unit}, {"description", c.description}});
  }
  return json;
}

Json info_json(const SourceInfo& info) {
  Json checks = Json::array();
  for (const VendorCheck& c : info.vendor_checks) {
    checks.push_back({{"what", c.what},
                      {"compared", c.compared},
                      {"agree", c.agree},
                      {"max_difference", c.max_difference},
                      {"unit", c.unit}});
    if (!c.first_disagreement.empty()) checks.back()["first_disagreement"] = c.first_disagreement;
  }
  Json json = recording_to_json(info);
  json.update({{"unit", info.unit},
               {"calibration", info.calibration ? Json(*info.calibration) : Json(nullptr)},
               {"side", info.side == Side::unknown ? Json(nullptr) : Json(to_string(info.side))},
               {"subject", info.session.subject_code},
               {"mass_kg", or_null(info.session.mass_kg)},
               {"trial", info.session.trial},
               {"driver", info.session.driver},
               {"serial", info.session.serial.empty() ? Json(nullptr) : Json(info.session.serial)},
               {"created_utc", info.session.created_utc},
               {"conversions", info.conversions},
               {"provenance", info.provenance},
               {"channels", channels_json(info.channels)},
               {"vendor_checks", checks},
               {"warnings", info.warnings}});
  if (info.acquisition) json["acquisition"] = stats_to_json(*info.acquisition);
  return json;
}

void print_info(const SourceInfo& info) {
  const auto row = [](std::string_view name, const std::string& value) {
    if (!value.empty()) fmt::print("{:<13} {}\n", name, value);
  };
  row("format", info.format);
  row("recording", info.name);
  row("frames", info.rate_hz > 0
                    ? fmt::format("{} at {:.4g} Hz, {:.2f} s", info.frames, info.rate_hz,
                                  static_cast<double>(std::max<std::size_t>(info.frames, 1) - 1) /
                                      info.rate_hz)
                    : fmt::format("{}, rate unknown", info.frames));
  if (info.has_grid) {
    row("grid",
        fmt::format("{} rows x {} columns, ", info.plate.rows, info.plate.cols) +
            (info.plate.pitch_x_mm > 0 ? fmt::format("{:g} x {:g} mm a cell (along x across)",
                                                     info.plate.pitch_y_mm, info.plate.pitch_x_mm)
                                       : "size of a cell unknown"));
  } else if (info.plate.cells() > 0) {
    row("sensors", fmt::format("{}, their places are unknown", info.plate.cells()));
  }
  if (const auto n = std::count(info.sensor_mask.begin(), info.sensor_mask.end(), 0); n > 0) {
    row("", fmt::format("{} cells of the grid have no sensor", n));
  }
  for (const Channel& c : info.channels) {
    row("channel", fmt::format("{}, {}: {}", c.name, c.unit, c.description));
  }
  row("unit", info.unit);
  row("calibration", info.calibration.value_or(info.unit == "count" ? "none" : ""));
  row("side", info.side == Side::unknown ? "" : std::string(to_string(info.side)));
  row("subject", info.session.subject_code);
  row("body mass", info.session.mass_kg ? fmt::format("{:g} kg", *info.session.mass_kg) : "");
  row("trial", info.session.trial);
  row("driver", info.session.driver);
  row("serial", info.session.serial);
  row("created", info.session.created_utc);
  for (const auto& [key, value] : info.provenance) row("file says", key + ": " + value);
  for (const std::string& line : info.conversions) row("converted", line);
  for (const VendorCheck& c : info.vendor_checks) {
    row("check",
        fmt::format(
            "{}: {} of {} agree, largest difference {:.3g} {}{}", c.what, c.agree, c.compared,
            c.max_difference, c.unit,
            c.first_disagreement.empty() ? "" : ", first disagreement in " + c.first_disagreement));
  }
  if (const auto& stats = info.acquisition) {
    row("recorded", fmt::format("{} frames, {} gaps ({} frames missing), {} bad checksums, "
                                "{} bytes skipped",
                                stats->frames, stats->gaps, stats->frames_missing,
                                stats->bad_checksum, stats->bytes_skipped));
  }
  for (const std::string& warning : info.warnings) row("warning", warning);
}

}  // namespace

void add_info(CLI::App& app) {
  auto* command = app.add_subcommand("info", "What a file is: format, grid, rate, unit, origin");
  command->footer("Example: solea info out/session.h5");
  struct Options {
    InputOptions input;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  command->add_flag("--json", options->json, "print one JSON document");
  command->callback([options] {
    const Sources sources = options->input.open_all();
    if (!options->json) {
      for (const auto& source : sources) {
        if (source != sources.front()) fmt::print("\n");
        print_info(source->info());
      }
      return;
    }
    Json json = info_json(sources.front()->info());
    if (sources.size() > 1) {
      Json all = Json::array();
      for (const auto& source : sources) all.push_back(info_json(source->info()));
      json = {{"format", sources.front()->info().format}, {"recordings", all}};
    }
    std::cout << json.dump(2) << '\n';
  });
}

}  // namespace solea::commands
