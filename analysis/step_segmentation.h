#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/ground.h"
#include "analysis/settings.h"
#include "core/recording.h"
#include "core/step.h"
#include "core/step_movie.h"

namespace solea {

/// The steps of a recording, in order of first contact, and whose each loaded cell is.
struct Segmentation {
  static constexpr std::int32_t no_step = -1;
  explicit Segmentation(const Recording& recording) : ground(recording) {}
  Ground ground;            ///< what the steps' boxes are on: the plate, or the belt over it
  std::vector<Step> steps;  ///< boxes are places on the ground
  std::vector<std::int32_t> step_of_cell;  ///< parallel to Recording::all_cells()
  std::vector<std::string> warnings;       ///< about cells that were left out
};

/// Finds the feet: loaded cells that touch in space (8 neighbours) or time (next frame) are one
/// part; parts that are close and together no larger than a foot are one step; what is larger is
/// several feet that touch and is split where the pressure is lowest; a foot that stands again
/// after it was lifted has made another step. On a belt places move with it.
///
/// What never reaches the contact force is no step. Steps that are cut by the plate's edge, begun
/// before or not ended within the recording, too short, too small or larger than a foot are kept
/// and marked. A recording of one frame is a maximum picture: its steps have no time and are not
/// marked for it.
[[nodiscard]] Segmentation segment_steps(const Recording& recording,
                                         const AnalysisSettings& settings);

/// Step `index` alone: its own cells only, cells under the contact threshold 0.
[[nodiscard]] StepMovie cut_step(const Recording& recording, const Segmentation& segmentation,
                                 std::size_t index, const AnalysisSettings& settings);

}  // namespace solea
