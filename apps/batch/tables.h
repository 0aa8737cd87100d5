#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "apps/batch/inputs.h"
#include "core/recording.h"

namespace solea::batch {

/// Titles of the tables; every measure by the name it has in `solea analyze --json`.
[[nodiscard]] std::vector<std::string> step_titles();
[[nodiscard]] std::vector<std::string> zone_titles();
[[nodiscard]] std::vector<std::string> session_titles();
[[nodiscard]] std::vector<std::string> failure_titles();

/// Curves over stance that curves.h5 has: at 0, 1, ..., 100 %.
struct CurveKind {
  const char* name;
  const char* unit;
  const char* description;
};
[[nodiscard]] const std::vector<CurveKind>& step_curve_kinds();
[[nodiscard]] const std::vector<CurveKind>& zone_curve_kinds();

/// What one recording adds to the tables.
struct RecordingRows {
  std::string session;  ///< a row of sessions.csv
  std::string steps;    ///< rows of steps.csv
  std::string zones;    ///< rows of zones.csv
  // Of curves.h5, an entry a row
  std::vector<std::size_t> step_index;
  std::vector<std::string> step_side;
  std::vector<bool> step_valid;
  std::vector<std::size_t> zone_step;  ///< its step, from the recording's first
  std::vector<std::string> zone_id;
  std::vector<float> step_curves;  ///< [step][kind][stance_nodes], NaN where there is none
  std::vector<float> zone_curves;  ///< [zone][kind][stance_nodes]
};

/// A recording of a study.
struct Analysed {
  const Input& input;
  std::size_t number = 1;  ///< of the recording in its file
  std::string sha256;
  const SourceInfo& info;
  const Recording& recording;
  const AnalysisResult& result;
};

[[nodiscard]] RecordingRows rows_of(const Analysed& analysed);

/// A message without the folders that a file lies in: its name stands for its path.
[[nodiscard]] std::string without_path(std::string message, const Input& input);

}  // namespace solea::batch
