#include <fmt/format.h>

#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "core/error.h"
#include "formats/session/session_check.h"

namespace solea::commands {

namespace {

struct Options {
  std::filesystem::path file;
  std::filesystem::path repaired;
  bool json = false;
};

nlohmann::ordered_json report_json(const Options& options, const SessionReport& report) {
  using Json = nlohmann::ordered_json;
  Json findings = Json::array();
  for (const SessionFinding& f : report.findings) {
    const bool damage = f.severity == SessionFinding::Severity::damage;
    Json finding = {{"severity", damage ? "damage" : "notice"},
                    {"trial", f.trial.empty() ? Json(nullptr) : Json(f.trial)},
                    {"what", f.what}};
    if (f.frames > 0) finding.update({{"first_frame", f.first_frame}, {"frames", f.frames}});
    findings.push_back(finding);
  }
  return {{"file", options.file.string()},
          {"whole", report.whole()},
          {"trials", report.trials},
          {"frames", report.frames},
          {"frames_lost", report.frames_lost},
          {"findings", findings},
          {"repaired", options.repaired.empty() ? Json(nullptr) : Json(options.repaired.string())}};
}

void print_report(const Options& options, const SessionReport& report) {
  for (const SessionFinding& f : report.findings) {
    fmt::print("{}{}: {}\n", f.severity == SessionFinding::Severity::damage ? "damage" : "notice",
               f.trial.empty() ? "" : ", trial " + f.trial, f.what);
  }
  fmt::print("{}: {} trial{}, {} frames can be read, {} are lost{}\n", options.file.string(),
             report.trials, report.trials == 1 ? "" : "s", report.frames, report.frames_lost,
             report.whole() ? ": everything that was recorded is there" : "");
  if (!options.repaired.empty()) {
    fmt::print("{}: the {} frames that can be read\n", options.repaired.string(), report.frames);
  }
}

/// Under another name first: a repair that fails leaves no half session behind.
SessionReport repair(const Options& options) {
  std::error_code error;
  if (std::filesystem::equivalent(options.file, options.repaired, error)) {
    throw FileError(options.repaired, "is the damaged file itself, expected another name");
  }
  const std::filesystem::path part = unfinished_name(options.repaired);
  SessionReport report;
  try {
    report = repair_session(options.file, part);
    keep_earlier_file(options.repaired);
  } catch (...) {
    std::filesystem::remove(part, error);
    rethrow_naming(part, options.repaired);
  }
  std::filesystem::rename(part, options.repaired, error);
  if (error) throw FileError(options.repaired, "cannot be written: " + error.message());
  return report;
}

void run(const Options& options) {
  const SessionReport report =
      options.repaired.empty() ? check_session(options.file) : repair(options);
  if (options.json) {
    std::cout << report_json(options, report).dump(2) << '\n';
  } else {
    print_report(options, report);
  }
  if (report.whole() || !options.repaired.empty()) return;
  throw FormatError(options.file, "is damaged, " + std::to_string(report.frames_lost) + " of " +
                                      std::to_string(report.frames + report.frames_lost) +
                                      " frames are lost; --repair OUT rescues the others");
}

}  // namespace

void add_check(CLI::App& app) {
  auto* command = app.add_subcommand(
      "check", "Verify a session to the frame, and rescue what is whole in a damaged one");
  command->footer("Example: solea check session.h5 --repair rescued.h5");
  const auto o = std::make_shared<Options>();
  command->add_option("FILE", o->file, "a session")->required();
  command->add_option("--repair", o->repaired, "write what can be read into a new session");
  command->add_flag("--json", o->json, "print one JSON document");
  command->callback([o] { run(*o); });
}

}  // namespace solea::commands
