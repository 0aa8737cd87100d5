#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <iostream>
#include <memory>

#include "acquisition/driver.h"
#include "apps/results/clock.h"
#include "apps/results/output_file.h"
#include "apps/solea/calibrate/certificate.h"
#include "apps/solea/calibrate/support.h"
#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/file_hash.h"

namespace solea::calibrate {

namespace {

using namespace calibration;

struct VerifyOptions {
  std::vector<std::vector<std::string>> runs;
  std::filesystem::path calibration;
  std::filesystem::path out;
  double full_scale_kpa = 0;
  double slack_s = 5;
  bool json = false;
  VerificationSettings limits;
};

std::string text_of(const std::optional<double>& value, const char* unit) {
  return value ? fmt::format("{:.3g} {}", *value, unit) : "not measured";
}

void print_found(const Verification& v) {
  const auto row = [](const char* name, const std::string& text) {
    fmt::print("  {:<26} {}\n", name, text);
  };
  row("pressure error", v.rms_error_pct
                            ? fmt::format("{:.3f} kPa RMS, {:.2f} % of {:g} kPa", *v.rms_error_kpa,
                                          *v.rms_error_pct, v.full_scale_kpa)
                            : "not measured");
  row("largest force error", text_of(v.largest_force_error_pct, "%"));
  row("largest CoP error", text_of(v.largest_cop_error_mm, "mm"));
  row("noise of a cell", text_of(v.noise_kpa, "kPa"));
  row("noise of the total force", text_of(v.noise_force_n, "N"));
  row("creep left", text_of(v.creep_pct, "% a decade"));
  row("hysteresis", text_of(v.hysteresis_pct, "% of full scale"));
}

void verify(const VerifyOptions& options) {
  Certificate certificate;
  certificate.issued_utc = utc_now();
  certificate.software = software_text();
  certificate.calibration = read_calibration(options.calibration);
  certificate.calibration_file = options.calibration.filename().string();
  certificate.calibration_sha256 = sha256_of_file(options.calibration);
  certificate.limits = options.limits;
  const Calibration& c = certificate.calibration;
  if (c.creep) certificate.limits.creep_t0_s = c.creep->t0_s;

  double full_scale_kpa = options.full_scale_kpa;
  if (full_scale_kpa == 0) full_scale_kpa = c.largest_load_kpa().value_or(0);
  if (full_scale_kpa == 0 && c.saturation_count) {
    full_scale_kpa = (*c.saturation_count - c.zero_count) * c.kpa_per_count;
  }
  if (!(full_scale_kpa > 0)) {
    throw CLI::RequiredError("--full-scale-kpa, as the calibration tells no largest pressure,");
  }
  std::optional<Verifier> verifier;
  for (const std::vector<std::string>& run : options.runs) {
    WorkOptions one;
    one.input.file = run.at(0);
    one.plan_file = run.at(1);
    one.slack_s = options.slack_s;
    const Work work(one);
    c.require_fits(work.info().session.driver, work.plate());
    if (!verifier) {
      certificate.plate = work.plate();
      certificate.device = work.info().session.driver;
      if (const DeviceDriver* driver = find_driver(certificate.device)) {
        certificate.device = std::string(driver->name) + " (" + certificate.device + ")";
      }
      if (!(work.plate().cell_area_mm2() > 0)) {
        throw CalibrationError(run[0] + ": the size of a cell is not known, which forces need");
      }
      verifier.emplace(work.plate(), full_scale_kpa, certificate.limits);
    } else if (!(work.plate() == certificate.plate)) {
      throw CalibrationError(run[0] + ": of another plate than the first recording");
    }
    for (std::string& line :
         calibration_warnings(c, work.info().session.serial, work.info().session.created_utc)) {
      auto& all = certificate.warnings;
      if (std::find(all.begin(), all.end(), line) == all.end()) all.push_back(std::move(line));
    }
    verifier->begin(work.plan());
    work.for_each_frame_kpa(
        c, [&](double time_s, std::span<const float> kpa) { verifier->add(time_s, kpa); });
    certificate.recordings.push_back(
        {one.input.file.filename().string(), sha256_of_file(one.input.file),
         work.info().session.created_utc, one.plan_file.filename().string()});
  }
  certificate.found = verifier->result();
  std::filesystem::path json_file = options.out;
  json_file.replace_extension(".json");
  if (json_file == options.out) {
    throw CLI::ValidationError("-o", "is the page, expected FILE.html; FILE.json goes beside it");
  }
  const std::string json = certificate_to_json(certificate).dump(2) + '\n';
  write_text_file(options.out, certificate_to_html(certificate));
  write_text_file(json_file, json);
  if (options.json) {
    std::cout << json;
    return;
  }
  for (const std::string& line : certificate.warnings) spdlog::warn("{}", line);
  print_found(certificate.found);
  fmt::print("{}: {}; {}\n", options.out.string(),
             is_within_limits(certificate.found, certificate.limits)
                 ? "everything measured is within its limit"
                 : "NOT everything measured is within its limit",
             json_file.string());
}

}  // namespace

void add_verify(CLI::App& calibrate) {
  auto* command = calibrate.add_subcommand(
      "verify", "Hold a calibration against known loads: a dated certificate, HTML and JSON");
  command->footer(
      "Even pressures tell the force error, stamps the centre of pressure, a cycle hysteresis,\n"
      "a hold from 20 s on creep, the time before the first load noise. Use loads that the\n"
      "calibration was not made with.\n"
      "Example: solea calibrate verify --calibration mat.json --run check.h5 check.json \\\n"
      "           --run points.h5 points.json -o certificate.html");
  const auto o = std::make_shared<VerifyOptions>();
  command->add_option("--calibration", o->calibration, "what is verified")->required();
  command
      ->add_option_function<std::vector<std::string>>(
          "--run",
          [o](const std::vector<std::string>& words) {
            for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
              o->runs.push_back({words[i], words[i + 1]});
            }
          },
          "a recording and its plan of loads; may be repeated")
      ->required()
      ->expected(2, 200)
      ->type_name("SESSION LOADS.json")
      ->check([](const std::string&) { return std::string(); });
  command->add_option("-o,--out", o->out, "the page to write; the JSON goes beside it")->required();
  command->add_option("--full-scale-kpa", o->full_scale_kpa, "else the largest calibration load")
      ->check(number_in(0.1, 1e5));
  command->add_option("--slack-s", o->slack_s, "how far a recording may be off its plan")
      ->capture_default_str()
      ->check(number_in(0.0, 600.0));
  VerificationSettings& s = o->limits;
  const auto limit = [&](const char* name, double& value, const char* help) {
    command->add_option(name, value, help)->capture_default_str()->check(number_in(0.0, 1e3));
  };
  limit("--limit-rms-pct", s.good_rms_pct, "limit of the pressure error, % of full scale");
  limit("--limit-force-pct", s.good_force_pct, "limit of a force error");
  limit("--limit-cop-mm", s.good_cop_mm, "limit of an error of the centre of pressure");
  limit("--limit-creep-pct", s.good_creep_pct, "limit of creep, % a decade");
  limit("--limit-hysteresis-pct", s.good_hysteresis_pct, "limit of hysteresis, % of full scale");
  command->add_flag("--json", o->json, "print the JSON document");
  command->callback([o] { verify(*o); });
}

}  // namespace solea::calibrate
