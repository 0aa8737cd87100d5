#include "apps/report/report.h"

#include <spdlog/spdlog.h>

#include <memory>

#include "apps/results/interrupt.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "apps/solea/output/heel_sheet_output.h"
#include "core/error.h"

namespace solea::commands {

namespace {

struct Options {
  InputOptions input;
  AnalysisOptions analysis;
  PersonOptions person;
  std::filesystem::path compare;
  std::vector<std::filesystem::path> out;
  std::string kind = "clinic";
  std::string paper = "a4";
  std::string language = "en";
  std::filesystem::path advice;
  report::Options report;
};

report::Study study_of(const Options& options, const InputOptions& input) {
  const auto source = input.open();
  report::Study study =
      report::make_study(*source, options.analysis.settings(source->info()), input.file);
  for (const std::string& warning : study.info.warnings) spdlog::warn("{}", warning);
  return study;
}

void run(const Options& options) {
  for (const std::filesystem::path& out : options.out) {
    const auto end = out.extension();
    if (end == ".pdf" || end == ".html" || end == ".htm") continue;
    throw FileError(out, "unknown kind of report, expected a name that ends in .pdf or .html");
  }
  report::Options chosen = options.report;
  chosen.kind = report::kind_of(options.kind);
  chosen.paper = report::paper_of(options.paper);
  chosen.language = report::language_of(options.language);
  if (options.person.height_m > 0) chosen.height_m = options.person.height_m;
  chosen.task = options.person.task;
  chosen.footwear = options.person.footwear;
  chosen.device_class = options.person.device_class;
  if (!options.advice.empty()) chosen.advice = read_advice(options.advice);
  const report::Study study = study_of(options, options.input);
  std::optional<report::Study> before;
  if (!options.compare.empty()) {
    InputOptions input = options.input;
    input.file = options.compare;
    before = study_of(options, input);
  }
  const report::Report made = report::make_report(study, before ? &*before : nullptr, chosen);
  for (const std::filesystem::path& out : options.out) {
    keep_earlier_file(out);
    report::write_report(made, out);
  }
}

}  // namespace

void add_report(CLI::App& app) {
  auto* command = app.add_subcommand("report", "A report for people, as PDF or HTML");
  command->footer(
      "Example: solea report out/session.h5 -o report.pdf --mass-kg 70\n"
      "Example: solea report after.h5 --compare before.h5 -o report.html --lang de");
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  options->analysis.add_to(*command);
  options->person.add_to(*command);
  command
      ->add_option("-o,--out", options->out,
                   "the report to write: .pdf or .html; may be given for each")
      ->required()
      ->allow_extra_args(false);
  command
      ->add_option("--kind", options->kind,
                   "clinic; store: one page to take home, without personal data; research: every "
                   "measure, setting and definition")
      ->capture_default_str()
      ->check(CLI::IsMember({"clinic", "store", "research"}));
  command->add_option("--compare", options->compare, "an earlier recording of the same person");
  command->add_option("--paper", options->paper, "a4 or letter")
      ->capture_default_str()
      ->check(CLI::IsMember({"a4", "letter"}));
  command->add_option("--lang", options->language, "en or de")
      ->capture_default_str()
      ->check(CLI::IsMember({"en", "de"}));
  command->add_option("--person", options->report.person,
                      "who, as it shall be shown, instead of the recording's code");
  command->add_option("--place", options->report.place, "name of the clinic, store or laboratory");
  command->add_option("--note", options->report.note, "own words for the first page");
  command->add_option("--logo", options->report.logo, "PNG for the head of the report");
  command->add_option("--advice", options->advice,
                      "the store's own table of shoes: loading;arch;name;text");
  command->add_option("--link", options->report.link,
                      "text of a QR code on the store's page, such as the shop's address");
  command->callback([options] { run(*options); });
}

}  // namespace solea::commands
