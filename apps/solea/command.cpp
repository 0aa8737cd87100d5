#include "apps/solea/command.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "analysis/masks/mask.h"
#include "analysis/masks/polygon_cut.h"
#include "apps/results/known_settings.h"
#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/mask_file.h"

namespace solea {

namespace {

/// What is wrong with "NAME=VALUE"; empty: nothing.
std::string mistake_in(const std::string& assignment) {
  try {
    AnalysisSettings any;
    set_setting(assignment, any);
    return {};
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

}  // namespace

void built_without_pictures() {
  throw Error("this solea was built without pictures, expected a build with SOLEA_VIEWER");
}

CLI::Validator number_in(double least, double most) {
  const std::string range = fmt::format("[{:g} - {:g}]", least, most);
  return {[least, most, range](const std::string& text) -> std::string {
            double value = 0;
            if (CLI::detail::lexical_cast(text, value) && value >= least && value <= most)
              return {};
            return "'" + text + "' is no number in " + range;
          },
          range, "number"};
}

void InputOptions::add_to(CLI::App& command) {
  command.add_option("FILE", file, "a session or another vendor's file")->required();
  add_choices_to(command);
}

void InputOptions::add_choices_to(CLI::App& command) {
  command.add_option("--format", format, "id of the file's format, instead of judging its content");
  command.add_option("--calibration", calibration_file,
                     "calibration of the counts, instead of the session's own");
  command.add_option("--recording", recording, "which one of a file that holds several")
      ->check(number_in(1, 1000000));
  command.add_option("--rate-hz", rate_hz, "frames a second, where the file does not tell")
      ->check(number_in(0.001, 1e6));
  command
      .add_option("--pitch-mm", pitch_mm,
                  "size of a cell along x and y, or both in one, where the file does not tell")
      ->expected(1, 2)
      ->check(number_in(0.01, 1000.0));
  command.add_option("--unit", unit, "unit of the numbers, where the file does not tell");
}

OpenOptions InputOptions::open_options() const {
  OpenOptions options;
  options.format_id = format;
  if (!calibration_file.empty()) options.calibration = read_calibration(calibration_file);
  if (calibration) options.calibration = calibration;
  if (recording > 0) options.recording = recording - 1;
  if (rate_hz > 0) options.rate_hz = rate_hz;
  if (!pitch_mm.empty()) {
    options.pitch_x_mm = pitch_mm.front();
    options.pitch_y_mm = pitch_mm.back();
  }
  options.unit = unit;
  return options;
}

Sources InputOptions::open_all() const {
  return open_recordings(file, open_options());
}

std::unique_ptr<FrameSource> InputOptions::open() const {
  Sources sources = open_all();
  if (sources.size() > 1) {
    spdlog::warn("{} holds {} recordings, this is the first ({}); --recording N takes another",
                 file.string(), sources.size(), sources.front()->info().name);
  }
  return std::move(sources.front());
}

Recording read_recording(FrameSource& source, double floor_kpa) {
  Recording recording = read_all(source, floor_kpa);
  for (const std::string& warning : source.info().warnings) spdlog::warn("{}", warning);
  return recording;
}

std::size_t session_trial(const InputOptions& input, const FrameSource& source) {
  if (source.info().format != "solea_session" || InputFile(input.file).is_packed()) {
    throw FormatError(input.file,
                      "is no session, which alone keeps results and corrections; "
                      "solea import makes one");
  }
  return input.recording == 0 ? 0 : input.recording - 1;
}

void AnalysisOptions::add_short_form_to(CLI::App& command, const Setting& setting) {
  const std::string assignment = std::string(setting.name) + '=';
  const std::string option(setting.option);
  const std::string meaning(setting.meaning);
  const nlohmann::ordered_json usual = setting_to_json(setting, AnalysisSettings{});
  if (usual.is_boolean()) {
    command.add_flag_callback(
        option, [this, assignment] { assignments.push_back(assignment + "true"); }, meaning);
    return;
  }
  auto* added = command.add_option_function<std::string>(
      option,
      [this, assignment](const std::string& text) { assignments.push_back(assignment + text); },
      meaning);
  if (!usual.is_null()) added->default_str(setting_text(setting, AnalysisSettings{}));
  added->type_name(values_of(setting))->check([assignment](const std::string& text) {
    return mistake_in(assignment + text);
  });
}

void AnalysisOptions::add_set_to(CLI::App& command) {
  command
      .add_option_function<std::vector<std::string>>(
          "--set",
          [this](const std::vector<std::string>& said) {
            assignments.insert(assignments.end(), said.begin(), said.end());
          },
          "NAME=VALUE: any setting that solea metrics --settings lists; once for each")
      ->allow_extra_args(false)
      ->check(mistake_in);
}

void AnalysisOptions::add_contact_to(CLI::App& command) {
  add_short_form_to(command, *find_setting("contact_threshold_kpa"));
  add_set_to(command);
}

void AnalysisOptions::add_to(CLI::App& command) {
  for (const SettingGroup& group : setting_groups()) {
    for (const Setting& setting : group.settings) {
      if (!setting.option.empty()) add_short_form_to(command, setting);
    }
  }
  command
      .add_option_function<std::vector<std::string>>(
          "--ml-ratio-p10-p90",
          [this](const std::vector<std::string>& pct) {
            assignments.push_back("ml_ratio_p10_pct=" + pct.at(0));
            assignments.push_back("ml_ratio_p90_pct=" + pct.at(1));
          },
          "own 10th and 90th percentile of the Willems ratio over foot flat, in percent")
      ->expected(2)
      ->check([](const std::string& text) { return mistake_in("ml_ratio_p10_pct=" + text); });
  command.add_flag("--without-corrections", without_corrections,
                   "as if the session had no corrections of steps");
  std::string masks;
  for (const Mask* known : builtin_masks()) masks += std::string(known->id) + ", ";
  command
      .add_option("--mask", mask,
                  "zones of the foot: " + masks + "or a file of polygons (FILE.json)")
      ->capture_default_str()
      ->check([masks](const std::string& id) {
        const bool known = find_mask(id) != nullptr || id.ends_with(".json");
        return known ? std::string() : "'" + id + "', expected " + masks + "or FILE.json";
      });
  add_set_to(command);
}

AnalysisSettings AnalysisOptions::settings(const SourceInfo& info) const {
  AnalysisSettings settings = known_settings(info);
  if (without_corrections) {
    settings.corrections = {};
    settings.polygon_mask.reset();
  }
  if (find_mask(mask) != nullptr) {
    settings.mask = mask;
  } else {
    settings.polygon_mask = read_mask(mask);
    try {
      check_polygons(*settings.polygon_mask);
    } catch (const std::invalid_argument& error) {
      throw FormatError(mask, error.what());
    }
  }
  for (const std::string& assignment : assignments) set_setting(assignment, settings);
  if (settings.ml_ratio_p10_pct && settings.ml_ratio_p90_pct &&
      *settings.ml_ratio_p10_pct > *settings.ml_ratio_p90_pct) {
    throw CLI::ValidationError("--ml-ratio-p10-p90", "expected the smaller percentile first");
  }
  return settings;
}

}  // namespace solea
