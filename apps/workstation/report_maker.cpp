#include "apps/workstation/report_maker.h"

#include <algorithm>
#include <stdexcept>

#include "apps/report/report.h"

namespace solea::workstation {

namespace {

/// Of a standing recording, without the seconds of stepping on; nothing where it is too short.
std::optional<balance::BalanceResult> sway_of(const station::AnalysedTrial& trial) {
  try {
    balance::BalanceResult sway = balance::measure_balance(
        balance::cop_of_recording(*trial.recording, trial.settings.contact_threshold_kpa,
                                  trial.settings.contact_force_n),
        {});
    sway.weight = trial.weight;
    return sway;
  } catch (const std::invalid_argument&) {
    return std::nullopt;
  }
}

/// All trials of a session as one study.
report::Study study_of(const station::Review& review) {
  report::Study study;
  const station::AnalysedTrial& first = review.trials().front();
  study.file = first.file;
  study.info = first.info;
  study.result = review.merged().result;
  if (first.task == station::Task::standing) study.sway = sway_of(first);
  study.peak_kpa.assign(first.recording->plate().cells(), 0);
  for (const station::AnalysedTrial& trial : review.trials()) {
    if (trial.recording->plate().cells() != study.peak_kpa.size()) continue;
    for (const LoadedCell& cell : trial.recording->all_cells()) {
      float& peak = study.peak_kpa[cell.index];
      peak = std::max(peak, cell.kpa);
    }
  }
  return study;
}

void write(const ReportOrder& order, const std::filesystem::path& out) {
  const report::Study study = study_of(*order.review);
  std::optional<report::Study> before;
  if (order.before) before = study_of(*order.before);
  report::Options options;
  options.kind = report::kind_of(order.kind);
  options.paper = report::paper_of(order.paper);
  options.language = report::language_of(order.language);
  options.person = order.person;
  options.note = order.note;
  if (order.kind == "store" && std::filesystem::exists(order.advice)) {
    options.advice = read_advice(order.advice);
  }
  switch (order.review->trials().front().task) {
    case station::Task::standing:
      options.task = "standing";
      break;
    case station::Task::walking:
      options.task = "walking";
      break;
    case station::Task::running:
      options.task = "running";
      break;
  }
  report::write_report(report::make_report(study, before ? &*before : nullptr, options), out);
}

}  // namespace

ReportMaker report_maker() {
  return write;
}

}  // namespace solea::workstation
