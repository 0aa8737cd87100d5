#include "apps/solea/command.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <stdexcept>
#include <utility>

#include "analysis/masks/mask.h"
#include "analysis/masks/polygon_cut.h"
#include "apps/results/known_settings.h"
#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/mask_file.h"

namespace solea {

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

void AnalysisOptions::add_contact_to(CLI::App& command) {
  command.add_option("--contact-kpa", contact_kpa, "a cell is loaded from this pressure on")
      ->capture_default_str()
      ->check(number_in(0.1, 1000.0));
}

void AnalysisOptions::add_to(CLI::App& command) {
  add_contact_to(command);
  command.add_option("--mass-kg", mass_kg, "body mass, for forces in body weights")
      ->check(number_in(1.0, 500.0));
  command
      .add_option("--age-years", age_years,
                  "for what depends on age; under 10, arch classes of adults are left out")
      ->check(number_in(0.1, 130.0));
  command.add_option("--side", side, "side of every step, instead of detecting it")
      ->check(CLI::IsMember({"left", "right"}));
  command.add_option("--contact-n", contact_force_n, "a foot is in contact from this force on")
      ->capture_default_str()
      ->check(number_in(0.0, 1000.0));
  command
      .add_option("--cop-lowpass-hz", cop_lowpass_hz,
                  "low-pass of the path of the centre of pressure; 0: none; running: 50")
      ->capture_default_str()
      ->check(number_in(0.0, 500.0));
  command
      .add_option("--print-to-foot-mm", print_to_foot_mm,
                  "length of the foot less that of its print, as calibrated for the device")
      ->capture_default_str()
      ->check(number_in(0.0, 50.0));
  command.add_flag("--pad-zero", pad_zero,
                   "integrals begin and end with a frame of 0 beside the contact");
  command
      .add_option("--ml-ratio-p10-p90", ml_ratio_pct,
                  "own 10th and 90th percentile of the Willems ratio over foot flat, in percent")
      ->expected(2)
      ->check(number_in(-100.0, 100.0));
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
}

AnalysisSettings AnalysisOptions::settings(const SourceInfo& info) const {
  AnalysisSettings settings = known_settings(info);
  settings.contact_threshold_kpa = contact_kpa;
  if (mass_kg > 0) settings.mass_kg = mass_kg;
  if (age_years > 0) settings.age_years = age_years;
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
  settings.contact_force_n = contact_force_n;
  settings.cop_lowpass_hz = cop_lowpass_hz;
  settings.print_to_foot_mm = print_to_foot_mm;
  settings.pad_zero = pad_zero;
  if (ml_ratio_pct.size() == 2) {
    if (ml_ratio_pct[0] > ml_ratio_pct[1]) {
      throw CLI::ValidationError("--ml-ratio-p10-p90", "expected the smaller percentile first");
    }
    settings.ml_ratio_p10_pct = ml_ratio_pct[0];
    settings.ml_ratio_p90_pct = ml_ratio_pct[1];
  }
  if (side == "left") settings.side = Side::left;
  if (side == "right") settings.side = Side::right;
  return settings;
}

}  // namespace solea
