#include "apps/station/review.h"

#include <algorithm>
#include <functional>

#include "apps/results/clock.h"
#include "apps/results/step_correction.h"
#include "core/error.h"
#include "formats/mask_file.h"
#include "formats/session/corrections.h"
#include "formats/session/trial_documents.h"

namespace solea::station {

namespace {

/// The recording that the steps of a trial were found in.
Recording analysed(const AnalysedTrial& trial) {
  if (trial.task != Task::standing) return *trial.recording;
  return standing_picture(*trial.recording, trial.settings.contact_threshold_kpa, {});
}

std::string zones_text(const std::optional<PolygonMask>& zones) {
  return zones ? mask_to_json(*zones) : std::string();
}

}  // namespace

Review::Review(std::vector<AnalysedTrial> trials) : trials_(std::move(trials)) {
  for (const AnalysedTrial& trial : trials_) {
    stored_.push_back({trial.settings.corrections, trial.settings.polygon_mask});
  }
  states_.push_back(stored_);
  merged_ = merge(trials_);
}

const std::optional<PolygonMask>& Review::zones() const {
  static const std::optional<PolygonMask> none;
  return states_.empty() || states_[at_].empty() ? none : states_[at_].front().zones;
}

bool Review::equal(const Said& a, const Said& b) {
  return corrections_to_json(a.steps) == corrections_to_json(b.steps) &&
         zones_text(a.zones) == zones_text(b.zones);
}

std::optional<StepCorrection> Review::correction_of(std::size_t step) const {
  const MergedResult::From from = merged_.from.at(step);
  const AnalysedTrial& trial = trials_[from.trial];
  if (trial.settings.corrections.empty()) return std::nullopt;
  const Recording recording = analysed(trial);
  for (const StepCorrection& c : trial.settings.corrections) {
    if (step_of_correction(c, recording, *trial.result) == from.step) return c;
  }
  return std::nullopt;
}

void Review::correct(std::size_t step, const std::function<void(StepCorrection&)>& change) {
  const MergedResult::From from = merged_.from.at(step);
  const AnalysedTrial& trial = trials_[from.trial];
  const Recording recording = analysed(trial);
  State state = states_[at_];
  correct_step(state[from.trial].steps, from.step, recording, *trial.result, change);
  push(std::move(state));
}

void Review::set_side(std::size_t step, std::optional<Side> side) {
  correct(step, [&](StepCorrection& c) { c.side = side; });
}
void Review::exclude(std::size_t step, const std::string& reason) {
  correct(step, [&](StepCorrection& c) {
    c.excluded = true;
    c.reason = reason;
  });
}
void Review::include(std::size_t step) {
  correct(step, [](StepCorrection& c) {
    c.excluded = false;
    c.reason.clear();
  });
}

void Review::set_zones(const std::optional<PolygonMask>& zones) {
  State state = states_[at_];
  for (Said& said : state) said.zones = zones;
  push(std::move(state));
}

void Review::push(State state) {
  states_.resize(at_ + 1);
  states_.push_back(std::move(state));
  ++at_;
  apply(states_[at_]);
}
void Review::undo() {
  if (can_undo()) apply(states_[--at_]);
}
void Review::redo() {
  if (can_redo()) apply(states_[++at_]);
}

void Review::apply(const State& state) {
  for (std::size_t n = 0; n < trials_.size(); ++n) {
    AnalysisSettings& settings = trials_[n].settings;
    if (equal(state[n], {settings.corrections, settings.polygon_mask})) continue;
    settings.corrections = state[n].steps;
    settings.polygon_mask = state[n].zones;
    analyze_again(trials_[n]);
  }
  merged_ = merge(trials_);
}

bool Review::saved() const {
  return states_.empty() || std::ranges::equal(states_[at_], stored_, equal);
}

std::vector<std::size_t> Review::save() {
  std::vector<std::size_t> written;
  for (std::size_t n = 0; n < trials_.size(); ++n) {
    const Said& said = states_[at_][n];
    if (equal(said, stored_[n])) continue;
    if (trials_[n].info.format != "solea_session") {
      throw FormatError(trials_[n].file,
                        "is no session, which alone keeps corrections; import it first");
    }
    add_document(trials_[n].file, trials_[n].number, DocumentKind::corrections,
                 corrections_to_json(said.steps, zones_text(said.zones)), utc_now());
    stored_[n] = said;
    written.push_back(n);
  }
  return written;
}

}  // namespace solea::station
