#pragma once

#include <cstddef>
#include <vector>

#include "analysis/ground.h"
#include "analysis/loaded_parts.h"
#include "analysis/settings.h"
#include "core/recording.h"

/// Feet that touch. For step_segmentation only: this header needs OpenCV.
namespace solea::loaded_parts {

/// Whose foot each part is, numbered 0, 1, ..., `none` for noise; parts in which feet touch are
/// split first. The contact threshold is raised for them until what is left falls into pieces, and
/// the other cells follow their neighbours of higher pressure. That is done to parts larger than a
/// foot, and to those of feet that stand close to another one where no more feet come of it than
/// before.
[[nodiscard]] std::vector<std::uint32_t> find_feet(const Recording& recording, const Ground& ground,
                                                   const AnalysisSettings& settings, Parts& parts);

/// The runs of frames in which a foot stands, of its force in each frame: a foot that only lifts
/// (in a shoe, where it keeps touching) stands again. One run, all frames, where it does not.
[[nodiscard]] std::vector<FrameRange> split_at_lifts(const std::vector<double>& force_n,
                                                     const std::vector<double>& times_s,
                                                     const AnalysisSettings& settings);

}  // namespace solea::loaded_parts
