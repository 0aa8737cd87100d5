#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "analysis/balance/balance.h"
#include "analysis/reference/ranges.h"
#include "apps/results/common_json.h"
#include "apps/results/heel_sheet_json.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "apps/solea/output/heel_sheet_output.h"
#include "core/error.h"
#include "core/version.h"
#include "formats/file_hash.h"

namespace solea::commands {

namespace {

using Json = nlohmann::ordered_json;
using namespace balance;

struct Options {
  InputOptions input;
  BalanceSettings settings;
  std::filesystem::path compare;
  std::filesystem::path dead_weight;
  double target_cm = 0;
  bool json = false;
  std::filesystem::path out;
};

/// A measure with the name and unit that tables and JSON give it.
struct Named {
  std::string id;
  std::string label;
  Value value;
};
using Group = std::pair<std::string, std::vector<Named>>;

void add_spectrum(std::vector<Named>& out, const std::string& d, const SwaySpectrum& s) {
  out.push_back({"power_" + d + "_mm2", d + " power in the band, mm2", s.power_mm2});
  out.push_back({"f50_" + d + "_hz", d + " median frequency, Hz", s.f50_hz});
  out.push_back({"f80_" + d + "_hz", d + " 80 % frequency, Hz", s.f80_hz});
  out.push_back({"f95_" + d + "_hz", d + " 95 % frequency, Hz", s.f95_hz});
  out.push_back({"centroid_" + d + "_hz", d + " centroidal frequency, Hz", s.centroid_hz});
  out.push_back({"dispersion_" + d, d + " frequency dispersion", s.dispersion});
  out.push_back({"energy_low_" + d + "_mm2", d + " power up to 0.5 Hz, mm2", s.energy_low_mm2});
  out.push_back({"energy_mid_" + d + "_mm2", d + " power 0.5 to 2 Hz, mm2", s.energy_mid_mm2});
  out.push_back({"energy_high_" + d + "_mm2", d + " power over 2 Hz, mm2", s.energy_high_mm2});
}

void add_diffusion(std::vector<Named>& out, const std::string& d, const Diffusion& f) {
  out.push_back({"diffusion_short_" + d + "_mm2_s", d + " diffusion, short, mm2/s", f.short_mm2_s});
  out.push_back({"diffusion_long_" + d + "_mm2_s", d + " diffusion, long, mm2/s", f.long_mm2_s});
  out.push_back({"hurst_short_" + d, d + " scaling exponent H, short", f.short_h});
  out.push_back({"hurst_long_" + d, d + " scaling exponent H, long", f.long_h});
  out.push_back({"critical_" + d + "_s", d + " critical time, s", f.critical_s});
  out.push_back({"critical_" + d + "_mm2", d + " critical displacement, mm2", f.critical_mm2});
}

std::vector<Group> groups_of(const BalanceResult& r) {
  const SwayTime& t = r.time;
  const SwayEllipse& e = r.ellipse;
  const SwayNonlinear& n = r.nonlinear;
  std::vector<Named> spectrum;
  add_spectrum(spectrum, "ml", r.spectrum_ml);
  add_spectrum(spectrum, "ap", r.spectrum_ap);
  std::vector<Named> nonlinear = {
      {"sample_entropy_ml", "ml sample entropy", n.entropy_ml},
      {"sample_entropy_ap", "ap sample entropy", n.entropy_ap},
      {"sample_entropy_velocity_ml", "ml sample entropy of increments", n.entropy_velocity_ml},
      {"sample_entropy_velocity_ap", "ap sample entropy of increments", n.entropy_velocity_ap},
      {"dfa_alpha_ml", "ml DFA exponent", n.dfa_ml.alpha},
      {"dfa_alpha_ap", "ap DFA exponent", n.dfa_ap.alpha}};
  add_diffusion(nonlinear, "ml", n.diffusion_ml);
  add_diffusion(nonlinear, "ap", n.diffusion_ap);
  add_diffusion(nonlinear, "planar", n.diffusion_planar);
  return {
      {"time",
       {{"path_mm", "path length, mm", t.path_mm},
        {"path_ml_mm", "ml path length, mm", t.path_ml_mm},
        {"path_ap_mm", "ap path length, mm", t.path_ap_mm},
        {"mean_velocity_mm_s", "mean velocity, mm/s", t.velocity_mm_s},
        {"mean_velocity_ml_mm_s", "ml mean velocity, mm/s", t.velocity_ml_mm_s},
        {"mean_velocity_ap_mm_s", "ap mean velocity, mm/s", t.velocity_ap_mm_s},
        {"mean_distance_mm", "mean distance, mm", t.mdist_mm},
        {"mean_distance_ml_mm", "ml mean distance, mm", t.mdist_ml_mm},
        {"mean_distance_ap_mm", "ap mean distance, mm", t.mdist_ap_mm},
        {"rms_distance_mm", "RMS distance, mm", t.rdist_mm},
        {"rms_ml_mm", "ml RMS, mm", t.rms_ml_mm},
        {"rms_ap_mm", "ap RMS, mm", t.rms_ap_mm},
        {"range_mm", "range, mm", t.range_mm},
        {"range_ml_mm", "ml range, mm", t.range_ml_mm},
        {"range_ap_mm", "ap range, mm", t.range_ap_mm},
        {"sway_area_mm2_s", "sway area a second, mm2/s", t.sway_area_mm2_s},
        {"mean_frequency_hz", "mean frequency, Hz", t.mean_frequency_hz},
        {"mean_frequency_ml_hz", "ml mean frequency, Hz", t.mean_frequency_ml_hz},
        {"mean_frequency_ap_hz", "ap mean frequency, Hz", t.mean_frequency_ap_hz},
        {"area_circle_95_mm2", "95 % confidence circle (AREA-CC), mm2", t.area_circle_95_mm2},
        {"fractal_dimension_circle", "fractal dimension, circle", t.fractal_dimension_circle}}},
      {"ellipse",
       {{"prediction_ellipse_95_mm2", "95 % prediction ellipse (PEA), mm2", e.prediction_95_mm2},
        {"prieto_ellipse_95_mm2", "95 % ellipse of Prieto (AREA-CE), mm2", e.prieto_95_mm2},
        {"chi2_ellipse_95_mm2", "95 % chi-squared ellipse, mm2", e.chi2_95_mm2},
        {"french_ellipse_90_mm2", "90 % ellipse (AFP), mm2", e.french_90_mm2},
        {"mean_confidence_ellipse_95_mm2", "95 % of the mean, no sway area, mm2",
         e.of_the_mean_95_mm2},
        {"ellipse_major_mm", "PEA, long semi-axis, mm", e.major_mm},
        {"ellipse_minor_mm", "PEA, short semi-axis, mm", e.minor_mm},
        {"ellipse_axis_deg", "long axis from ml towards ap, deg", e.axis_deg},
        {"fractal_dimension_ellipse", "fractal dimension, ellipse", e.fractal_dimension},
        {"length_per_area_per_mm", "path over 90 % ellipse (LFS), 1/mm",
         e.length_per_area_per_mm}}},
      {"frequency", spectrum},
      {"nonlinear", nonlinear}};
}

Json settings_json(const BalanceSettings& s, const PreparedSway& p) {
  return {{"rate_hz", s.signal.rate_hz},
          {"source_rate_hz", p.source_rate_hz},
          {"resampling", "natural cubic spline"},
          {"filter", p.filtered ? Json("Butterworth low-pass, 2nd order forward and backward")
                                : Json(nullptr)},
          {"cut_off_hz", s.signal.cut_off_hz},
          {"pass_cut_off_hz", p.filtered ? Json(p.pass_cut_off_hz) : Json(nullptr)},
          {"filtered_at_hz", p.filtered ? Json(p.filtered_at_hz) : Json(nullptr)},
          {"drop_first_s", s.signal.drop_first_s},
          {"contact_threshold_kpa", s.stance.contact_threshold_kpa},
          {"contact_force_n", s.signal.contact_force_n},
          {"longest_gap_s", s.signal.longest_gap_s},
          {"least_duration_s", s.signal.least_duration_s},
          {"least_rate_hz", s.signal.least_rate_hz},
          {"duration_is", "(N - 1) / rate"},
          {"covariance", "N - 1 in the ellipses, 1/N in SDs and RMS"},
          {"spectrum_estimator", "Welch, Hann, linear trend of the record removed, one-sided"},
          {"spectrum_segment_s", s.spectrum.segment_s},
          {"spectrum_overlap", s.spectrum.overlap},
          {"spectrum_low_hz", s.spectrum.low_hz},
          {"spectrum_high_hz", s.spectrum.high_hz},
          {"sample_entropy_m", s.nonlinear.entropy_m},
          {"sample_entropy_r_sd", s.nonlinear.entropy_r_sd},
          {"sample_entropy_most_samples", s.nonlinear.entropy_most},
          {"diffusion_short_to_s", s.nonlinear.short_to_s},
          {"diffusion_long_from_s", s.nonlinear.long_from_s},
          {"diffusion_long_to_s", s.nonlinear.long_to_s},
          {"dfa_from_samples", s.nonlinear.dfa_from},
          {"dfa_to_samples", p.sway.size() / 4},
          {"dfa_windows", s.nonlinear.dfa_windows},
          {"gap_load_fraction", s.stance.gap_load_fraction},
          {"least_load_fraction", s.stance.least_load_fraction},
          {"rearfoot_fraction", s.stance.rearfoot_fraction}};
}

Json references_json(std::string_view measure, std::string_view region, Side side, double value,
                     const MeasuringConditions& conditions) {
  Json list = Json::array();
  for (const ReferenceRange* r : matching_ranges(measure, region, side, conditions)) {
    list.push_back(reference_to_json(show_reference(value, side, *r)));
  }
  return list;
}

Json foot_json(const FootLoad& f, Side side, const MeasuringConditions& c) {
  return {{"load_pct", f.load_pct},
          {"rearfoot_load_pct", f.rearfoot_pct},
          {"forefoot_load_pct", f.forefoot_pct},
          {"rearfoot_peak_kpa", f.rearfoot_peak_kpa},
          {"forefoot_peak_kpa", f.forefoot_peak_kpa},
          {"references",
           {{"load_pct", references_json("load_pct", "whole", side, f.load_pct, c)},
            {"rearfoot_load_pct",
             references_json("rearfoot_load_pct", "rearfoot", side, f.rearfoot_pct, c)},
            {"forefoot_load_pct",
             references_json("forefoot_load_pct", "forefoot", side, f.forefoot_pct, c)}}}};
}

struct Measured {
  SourceInfo info;
  BalanceResult result;
};

Measured measure(const InputOptions& input, const BalanceSettings& settings) {
  const auto source = input.open();
  const SourceInfo& info = source->info();
  const auto channel = [&](std::string_view name) {
    return std::find_if(info.channels.begin(), info.channels.end(),
                        [&](const Channel& c) { return c.name == name; });
  };
  const auto x = channel("cop_x_mm");
  const auto y = channel("cop_y_mm");
  const bool table = !info.has_grid && x != info.channels.end() && y != info.channels.end();
  if (!table && !info.has_grid) {
    throw FormatError(input.file, "the places of its sensors are not known: no centre of pressure");
  }
  const Recording recording =
      read_recording(*source, table ? 0 : settings.stance.contact_threshold_kpa);
  if (recording.detail() != Detail::times) {
    throw FormatError(input.file,
                      "does not tell the times of its frames, expected them or --rate-hz");
  }
  CopSeries series;
  if (table) {
    for (std::size_t k = 0; k < recording.size(); ++k)
      series.times_s.push_back(recording.time_s(k));
    series.x_mm = x->values;
    series.y_mm = y->values;
  } else {
    series = cop_of_recording(recording, settings.stance.contact_threshold_kpa,
                              settings.signal.contact_force_n);
  }
  try {
    Measured m{info, measure_balance(series, settings)};
    if (!table) m.result.weight = weight_bearing(recording, settings.stance);
    return m;
  } catch (const std::invalid_argument& e) {
    throw FormatError(input.file, e.what());
  }
}

Measured measure_other(const Options& o, const std::filesystem::path& file) {
  InputOptions input = o.input;
  input.file = file;
  return measure(input, o.settings);
}

Json measures_json(const BalanceResult& r) {
  Json json = Json::object();
  for (const Group& group : groups_of(r)) {
    for (const Named& m : group.second) json[group.first][m.id] = or_null(m.value);
  }
  return json;
}

Json result_json(const Measured& m, const std::filesystem::path& file) {
  const BalanceResult& r = m.result;
  const PreparedSway& p = r.signal;
  Json recording = recording_to_json(m.info);
  recording["sha256"] = sha256_of_file(file);
  Json json = {
      {"schema", "solea.balance/1"},
      {"software", {{"name", "solea"}, {"version", software_version}, {"commit", software_commit}}},
      {"settings", settings_json(r.settings, p)},
      {"recording", recording},
      {"signal",
       {{"samples", p.sway.size()},
        {"duration_s", p.sway.duration_s()},
        {"first_s", p.first_s},
        {"mean_x_mm", p.sway.mean.x},
        {"mean_y_mm", p.sway.mean.y},
        {"frames_without_cop", p.frames_without}}}};
  json.update(measures_json(r));
  json["weight_bearing"] = nullptr;
  if (r.weight) {
    const MeasuringConditions c{std::string(device_class_of(m.info)), "standing", "", {}};
    json["weight_bearing"] = {{"asymmetry_pct", r.weight->asymmetry_pct},
                              {"left", foot_json(r.weight->left, Side::left, c)},
                              {"right", foot_json(r.weight->right, Side::right, c)}};
  }
  Json warnings = m.info.warnings;
  for (const std::string& w : p.warnings) warnings.push_back(w);
  json["warnings"] = warnings;
  return json;
}

void print_result(const Measured& m) {
  const BalanceResult& r = m.result;
  const SignalSettings& s = r.settings.signal;
  for (const std::string& w : r.signal.warnings) spdlog::warn("{}", w);
  fmt::print("{:.2f} s from {:.2f} s on, {:g} Hz (recorded at {:.4g} Hz), ",
             r.signal.sway.duration_s(), r.signal.first_s, s.rate_hz, r.signal.source_rate_hz);
  if (r.signal.filtered) {
    fmt::print("zero-lag Butterworth low-pass {:g} Hz\n", s.cut_off_hz);
  } else {
    fmt::print("no filter\n");
  }
  fmt::print("ml: to the right, ap: forward\n");
  for (const Group& group : groups_of(r)) {
    fmt::print("\n{}\n", group.first);
    for (const Named& n : group.second) {
      fmt::print("  {:<42} {}\n", n.label, n.value ? fmt::format("{:.5g}", *n.value) : "-");
    }
  }
  if (r.weight) {
    const WeightBearing& w = *r.weight;
    fmt::print("\nweight bearing\n  left {:.1f} %, right {:.1f} %, asymmetry {:+.1f} %\n",
               w.left.load_pct, w.right.load_pct, w.asymmetry_pct);
    fmt::print("  rearfoot of each foot: left {:.1f} %, right {:.1f} %\n", w.left.rearfoot_pct,
               w.right.rearfoot_pct);
  }
  fmt::print("\nsettings\n");
  const Json settings = settings_json(r.settings, r.signal);
  for (const auto& [key, value] : settings.items()) {
    fmt::print("  {:<30} {}\n", key, value.is_string() ? value.get<std::string>() : value.dump());
  }
}

Json romberg_json(const Options& o, const Romberg& q, const Measured& closed) {
  return {{"eyes_closed_file_sha256", sha256_of_file(o.compare)},
          {"target_distance_cm", o.target_cm > 0 ? Json(o.target_cm) : Json(nullptr)},
          {"prediction_ellipse_95_pct", or_null(q.prediction_95_pct)},
          {"french_ellipse_90_pct", or_null(q.french_90_pct)},
          {"path_pct", or_null(q.path_pct)},
          {"mean_velocity_pct", or_null(q.velocity_pct)},
          {"eyes_closed", measures_json(closed.result)},
          {"warnings", closed.result.signal.warnings}};
}

void print_romberg(const Options& o, const Romberg& q) {
  const auto printed = [](const Value& v) { return v ? fmt::format("{:.1f} %", *v) : "-"; };
  fmt::print("\nRomberg quotient, {} over {}\n", o.compare.string(), o.input.file.string());
  fmt::print("  95 % prediction ellipse {}, 90 % ellipse {}, path {}; target distance {}\n",
             printed(q.prediction_95_pct), printed(q.french_90_pct), printed(q.path_pct),
             o.target_cm > 0 ? fmt::format("{:g} cm", o.target_cm) : "not given");
}

void run(const Options& o) {
  const Measured m = measure(o.input, o.settings);
  Json json = result_json(m, o.input.file);
  std::optional<Romberg> quotient;
  if (!o.compare.empty()) {
    const Measured closed = measure_other(o, o.compare);
    quotient = romberg(m.result, closed.result);
    json["romberg"] = romberg_json(o, *quotient, closed);
  }
  std::optional<BalanceResult> floor;
  if (!o.dead_weight.empty()) {
    floor = measure_other(o, o.dead_weight).result;
    json["noise_floor"] = {{"path_mm", or_null(floor->time.path_mm)},
                           {"mean_velocity_mm_s", or_null(floor->time.velocity_mm_s)},
                           {"rms_distance_mm", or_null(floor->time.rdist_mm)},
                           {"subtracted", false}};
  }
  const std::string text = json.dump(2) + '\n';
  if (!o.out.empty()) write_text_file(o.out, text);
  if (o.json) {
    std::cout << text;
    return;
  }
  print_result(m);
  if (quotient) print_romberg(o, *quotient);
  if (floor) {
    fmt::print(
        "\nnoise floor of the dead weight: mean velocity {:.3g} mm/s, RMS {:.3g} mm "
        "(not subtracted)\n",
        floor->time.velocity_mm_s.value_or(0), floor->time.rdist_mm.value_or(0));
  }
}

}  // namespace

void add_balance(CLI::App& app) {
  auto* command = app.add_subcommand(
      "balance", "Posturography of a standing recording or a table of centres of pressure");
  command->footer("Example: solea balance eyes_open.csv --compare eyes_closed.csv --json");
  const auto o = std::make_shared<Options>();
  o->input.add_to(*command);
  BalanceSettings& s = o->settings;
  command->add_option("--compare", o->compare,
                      "the same with closed eyes, for the Romberg quotient (FILE: open eyes)");
  const auto number = [command](const std::string& name, double& value, double least, double most,
                                const std::string& what) {
    auto* option = command->add_option(name, value, what)->check(number_in(least, most));
    if (value > 0) option->capture_default_str();
  };
  number("--target-distance-cm", o->target_cm, 1, 10000,
         "how far away the eyes' target was; kept with the quotient");
  command->add_option("--dead-weight", o->dead_weight,
                      "a recording of a dead weight, for the noise of the plate");
  number("--contact-kpa", s.stance.contact_threshold_kpa, 0.1, 1000,
         "a cell is loaded from this pressure on");
  number("--resample-hz", s.signal.rate_hz, 10, 2000, "rate at which sway is measured");
  number("--cut-off-hz", s.signal.cut_off_hz, 0, 500, "low-pass, -3 dB; 0: none");
  number("--drop-first-s", s.signal.drop_first_s, 0, 3600, "settling that is left out");
  command->add_option("--entropy-m", s.nonlinear.entropy_m, "template length of sample entropy")
      ->capture_default_str()
      ->check(CLI::Range(1, 10));
  command->add_flag("--json", o->json, "print one JSON document");
  command->add_option("-o,--out", o->out, "write the JSON document to this file");
  command->callback([o] { run(*o); });
}

}  // namespace solea::commands
