#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "analysis/balance/balance.h"
#include "apps/station/protocol.h"
#include "core/recording.h"
#include "core/source_info.h"

namespace solea::station {

/// How a standing recording is looked at.
struct StandingSettings {
  double settle_s = 1;   ///< left out at the beginning: the person steps on
  double least_s = 2;    ///< a shorter one tells nothing
  double leave_s = 0.3;  ///< left out at the end: the person steps off
};

/// The mean pressures of a standing recording, cells under the threshold 0, as one picture without
/// a time: its feet have shape, place and load, and no stance. Throws Error where less than
/// `least_s` is left.
[[nodiscard]] Recording standing_picture(const Recording& recording, double contact_threshold_kpa,
                                         const StandingSettings& settings);

/// Steps and measures of a trial: of standing those of its mean picture. Throws Error.
[[nodiscard]] AnalysisResult analyze_trial(const Recording& recording,
                                           const AnalysisSettings& settings, Task task,
                                           const StandingSettings& standing = {});

[[nodiscard]] std::vector<Verdict> verdicts(const AnalysisResult& result);

/// A trial of a file, read and analysed.
struct AnalysedTrial {
  std::filesystem::path file;
  std::size_t number = 0;  ///< in the file, 0-based
  SourceInfo info;
  Task task = Task::walking;
  std::shared_ptr<const Recording> recording;
  AnalysisSettings settings;
  std::shared_ptr<const AnalysisResult> result;
  std::optional<balance::WeightBearing> weight;  ///< of standing
  std::string trouble;                           ///< why there is no result; empty otherwise
};

/// Every recording of any readable file. Throws FileError, FormatError, CalibrationError.
[[nodiscard]] std::vector<AnalysedTrial> read_trials(const std::filesystem::path& file);
/// Again with the trial's settings, which may have changed.
void analyze_again(AnalysedTrial& trial);

/// The steps of several trials as one result, in order; `from` tells whose each step is.
struct MergedResult {
  AnalysisResult result;
  struct From {
    std::size_t trial = 0;
    std::size_t step = 0;
  };
  std::vector<From> from;
};
[[nodiscard]] MergedResult merge(const std::vector<AnalysedTrial>& trials);

}  // namespace solea::station
