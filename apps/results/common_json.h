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
  using Json = nlohmann::ordered_json;
  const auto known = [](double value) { return value > 0 ? Json(value) : Json(nullptr); };
  Json json = {{"format", info.format}, {"frames", info.frames}};
  if (!info.name.empty()) json["name"] = info.name;
  if (info.has_grid) {
    json.update({{"rows", info.plate.rows}, {"cols", info.plate.cols}});
  } else {
    json.update({{"rows", nullptr}, {"cols", nullptr}, {"sensors", info.plate.cells()}});
  }
  json.update({{"pitch_x_mm", known(info.plate.pitch_x_mm)},
               {"pitch_y_mm", known(info.plate.pitch_y_mm)},
               {"rate_hz", known(info.rate_hz)}});
  return json;
}

/// What a recorder counted.
[[nodiscard]] inline nlohmann::ordered_json stats_to_json(const AcquisitionStats& stats) {
  return {{"frames", stats.frames},
          {"gaps", stats.gaps},
          {"frames_missing", stats.frames_missing},
          {"bad_checksum", stats.bad_checksum},
          {"bytes_skipped", stats.bytes_skipped},
          {"ring_dropped", stats.ring_dropped},
          {"link_breaks", stats.link_breaks},
          {"ring_peak_fill", stats.ring_peak_fill}};
}

}  // namespace solea
