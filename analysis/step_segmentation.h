#pragma once

#include <cstdint>
#include <vector>

#include "analysis/settings.h"
#include "core/recording.h"
#include "core/step.h"
#include "core/step_movie.h"

namespace solea {

/// The steps of a recording, in order of first contact, and whose each loaded cell is.
struct Segmentation {
  static constexpr std::int32_t no_step = -1;
  std::vector<Step> steps;
  std::vector<std::int32_t> step_of_cell;  ///< parallel to Recording::all_cells()
};

/// Finds the feet: loaded cells that touch in space (8 neighbours) or time (next frame) are one
/// part; parts that are close and together no larger than a foot are one step. Steps that are cut
/// by the plate's edge or the recording's ends, too short or too small are kept and marked.
[[nodiscard]] Segmentation segment_steps(const Recording& recording,
                                         const AnalysisSettings& settings);

/// Step `index` alone: its own cells only, cells under the contact threshold 0.
[[nodiscard]] StepMovie cut_step(const Recording& recording, const Segmentation& segmentation,
                                 std::size_t index, const AnalysisSettings& settings);

}  // namespace solea
