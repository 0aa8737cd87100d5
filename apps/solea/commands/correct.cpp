#include <fmt/format.h>

#include <memory>

#include "analysis/analyze.h"
#include "apps/results/clock.h"
#include "apps/results/step_correction.h"
#include "apps/solea/command.h"
#include "core/error.h"
#include "formats/session/corrections.h"
#include "formats/session/trial_documents.h"
#include "formats/text_scan.h"

namespace solea::commands {

namespace {

struct Options {
  InputOptions input;
  AnalysisOptions analysis;
  std::size_t step = 0;
  std::string side;
  bool exclude = false;
  bool include = false;
  std::string reason;
  bool undo = false;
};

void change(StepCorrection& c, const Options& options) {
  if (options.undo) {
    c.side.reset();
    c.excluded = false;
  }
  if (options.side == "left") c.side = Side::left;
  if (options.side == "right") c.side = Side::right;
  if (options.side == "detected") c.side.reset();
  if (options.exclude) c.excluded = true;
  if (options.include) c.excluded = false;
  if (!options.reason.empty()) c.reason = to_utf8(options.reason);
  if (!c.excluded) c.reason.clear();
}

void correct(const Options& options) {
  if (options.side.empty() && !options.exclude && !options.include && !options.undo) {
    throw CLI::ValidationError("correct",
                               "says nothing of the step, expected --side, --exclude, "
                               "--include or --undo");
  }
  const Sources sources = options.input.open_all();
  if (sources.size() > 1) {
    throw CLI::RequiredError(fmt::format("--recording, as {} has {} trials,",
                                         options.input.file.string(), sources.size()));
  }
  const auto& source = sources.front();
  const std::size_t trial = session_trial(options.input, *source);
  AnalysisSettings settings = options.analysis.settings(source->info());
  const Recording recording = read_recording(*source, settings.contact_threshold_kpa);
  const AnalysisResult result = analyze(recording, settings);
  if (options.step >= result.steps.size()) {
    throw CLI::ValidationError(
        "--step", fmt::format("{} is none of the {} steps, which count from 0", options.step,
                              result.steps.size()));
  }
  std::vector<StepCorrection> all = source->info().corrections;
  const StepCorrection mine = correct_step(all, options.step, recording, result,
                                           [&](StepCorrection& said) { change(said, options); });
  const auto& told = source->info().provenance;
  const auto zones = told.find(zones_provenance);
  add_document(options.input.file, trial, DocumentKind::corrections,
               corrections_to_json(all, zones == told.end() ? "" : zones->second), utc_now());
  fmt::print("{}: step {}{}\n", options.input.file.string(), options.step,
             options.undo
                 ? " as detected"
                 : fmt::format(", side {}{}", mine.side ? to_string(*mine.side) : "as detected",
                               mine.excluded ? ", excluded" : ""));
}

}  // namespace

void add_correct(CLI::App& app) {
  auto* command =
      app.add_subcommand("correct", "Say of a step what analysis got wrong; a session keeps it");
  command->footer("Example: solea correct session.h5 --step 3 --side left");
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  options->analysis.add_contact_to(*command);
  command->add_option("--step", options->step, "the step, as solea analyze numbers it")->required();
  auto* side =
      command->add_option("--side", options->side, "left or right; detected: what analysis finds")
          ->check(CLI::IsMember({"left", "right", "detected"}));
  auto* exclude = command->add_flag("--exclude", options->exclude, "it is not a valid step");
  auto* include =
      command->add_flag("--include", options->include, "it is one again")->excludes(exclude);
  command->add_option("--reason", options->reason, "why it is excluded")->needs(exclude);
  command->add_flag("--undo", options->undo, "forget what was said of it")
      ->excludes(side)
      ->excludes(exclude)
      ->excludes(include);
  command->callback([options] { correct(*options); });
}

}  // namespace solea::commands
