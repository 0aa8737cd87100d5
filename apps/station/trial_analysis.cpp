#include "apps/station/trial_analysis.h"

#include <fmt/format.h>

#include <algorithm>

#include "apps/results/known_settings.h"
#include "core/error.h"
#include "formats/recording_format.h"

namespace solea::station {

Recording standing_picture(const Recording& recording, double contact_threshold_kpa,
                           const StandingSettings& settings) {
  Recording picture(recording.plate(), recording.floor_kpa());
  picture.set_times_unknown();
  std::vector<double> sum(recording.plate().cells());
  std::size_t frames = 0;
  if (recording.detail() == Detail::picture) return recording;
  const double first = recording.time_s(0) + settings.settle_s;
  const double last = recording.time_s(recording.size() - 1) - settings.leave_s;
  if (last - first < settings.least_s) {
    throw Error(fmt::format("stood for {:.1f} s, expected at least {:.1f} s",
                            recording.time_s(recording.size() - 1) - recording.time_s(0),
                            settings.settle_s + settings.least_s + settings.leave_s));
  }
  for (std::size_t k = 0; k < recording.size(); ++k) {
    if (recording.time_s(k) < first || recording.time_s(k) > last) continue;
    for (const LoadedCell& cell : recording.cells(k)) {
      if (cell.kpa >= contact_threshold_kpa) sum[cell.index] += cell.kpa;
    }
    ++frames;
  }
  std::vector<float> mean(sum.size());
  std::ranges::transform(sum, mean.begin(), [&](double s) {
    return static_cast<float>(s / static_cast<double>(frames));
  });
  picture.append(0, std::span<const float>(mean));
  return picture;
}

AnalysisResult analyze_trial(const Recording& recording, const AnalysisSettings& settings,
                             Task task, const StandingSettings& standing) {
  if (task != Task::standing) return analyze(recording, settings);
  return analyze(standing_picture(recording, settings.contact_threshold_kpa, standing), settings);
}

std::vector<Verdict> verdicts(const AnalysisResult& result) {
  std::vector<Verdict> all;
  for (const StepResult& step : result.steps) {
    all.push_back({step.side, step.step.invalid_reason});
  }
  return all;
}

std::vector<AnalysedTrial> read_trials(const std::filesystem::path& file) {
  std::vector<AnalysedTrial> trials;
  const Sources sources = open_recordings(InputFile(file));
  for (std::size_t n = 0; n < sources.size(); ++n) {
    AnalysedTrial& trial = trials.emplace_back();
    trial.file = file;
    trial.number = n;
    trial.settings = known_settings(sources[n]->info());
    trial.recording =
        std::make_shared<const Recording>(read_all(*sources[n], trial.settings.least_kpa()));
    trial.info = sources[n]->info();
    trial.task = trial.info.format == "solea_session" ? task_of_trial(trial.info.session.trial)
                                                      : Task::walking;
    analyze_again(trial);
  }
  return trials;
}

void analyze_again(AnalysedTrial& trial) {
  trial.trouble.clear();
  trial.result.reset();
  try {
    if (trial.recording->size() == 0) throw Error("has no frame");
    trial.result = std::make_shared<const AnalysisResult>(
        analyze_trial(*trial.recording, trial.settings, trial.task));
    if (trial.task == Task::standing) {
      balance::StanceSettings stance;
      stance.contact_threshold_kpa = trial.settings.contact_threshold_kpa;
      trial.weight = balance::weight_bearing(*trial.recording, stance);
    }
  } catch (const std::exception& e) {
    trial.trouble = e.what();
  }
}

MergedResult merge(const std::vector<AnalysedTrial>& trials) {
  MergedResult merged;
  for (std::size_t n = 0; n < trials.size(); ++n) {
    if (!trials[n].result) continue;
    const AnalysisResult& one = *trials[n].result;
    const bool first = merged.from.empty() && merged.result.steps.empty();
    if (first) {
      merged.result.settings = one.settings;
      merged.result.whole = one.whole;
    }
    WholeResult& whole = merged.result.whole;
    const auto larger = [](std::optional<double>& a, const std::optional<double>& b) {
      if (b && (!a || *b > *a)) a = b;
    };
    whole.peak_pressure_kpa = std::max(whole.peak_pressure_kpa, one.whole.peak_pressure_kpa);
    larger(whole.max_force_n, one.whole.max_force_n);
    larger(whole.contact_area_max_cm2, one.whole.contact_area_max_cm2);
    larger(whole.contact_area_mpp_cm2, one.whole.contact_area_mpp_cm2);
    for (std::size_t s = 0; s < one.steps.size(); ++s) {
      merged.result.steps.push_back(one.steps[s]);
      merged.from.push_back({n, s});
    }
    merged.result.warnings.insert(merged.result.warnings.end(), one.warnings.begin(),
                                  one.warnings.end());
  }
  return merged;
}

}  // namespace solea::station
