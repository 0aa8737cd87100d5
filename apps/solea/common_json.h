#pragma once

#include <nlohmann/json.hpp>
#include <optional>

#include "core/session_info.h"
#include "core/source_info.h"

/// Parts that several documents of the command line share, with the names of its contract.
namespace solea {

[[nodiscard]] inline nlohmann::ordered_json or_null(const std::optional<double>& value) {
  return value ? nlohmann::ordered_json(*value) : nlohmann::ordered_json(nullptr);
}

/// Format, frames, grid, pitch and rate of a file.
[[nodiscard]] inline nlohmann::ordered_json recording_to_json(const SourceInfo& info) {
  return {{"format", info.format},
          {"frames", info.frames},
          {"rows", info.plate.rows},
          {"cols", info.plate.cols},
          {"pitch_x_mm", info.plate.pitch_x_mm},
          {"pitch_y_mm", info.plate.pitch_y_mm},
          {"rate_hz", info.rate_hz}};
}

/// What a recorder counted.
[[nodiscard]] inline nlohmann::ordered_json stats_to_json(const AcquisitionStats& stats) {
  return {{"frames", stats.frames},
          {"gaps", stats.gaps},
          {"frames_missing", stats.frames_missing},
          {"bad_checksum", stats.bad_checksum},
          {"bytes_skipped", stats.bytes_skipped},
          {"ring_dropped", stats.ring_dropped},
          {"ring_peak_fill", stats.ring_peak_fill}};
}

}  // namespace solea
