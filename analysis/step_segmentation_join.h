#pragma once

#include <cstdint>
#include <vector>

#include "analysis/loaded_parts.h"
#include "analysis/settings.h"
#include "core/recording.h"

/// Which parts are one foot. For step_segmentation only: this header needs OpenCV.
namespace solea::loaded_parts {

/// Whether a part fits the length and widths of a foot that the settings allow.
[[nodiscard]] bool is_foot_sized(const Part& part, const AnalysisSettings& settings);

/// Whether two parts could be of one foot by place and time, whatever their sizes.
[[nodiscard]] bool are_near(const Part& a, const Part& b, const Recording& recording,
                            const AnalysisSettings& settings);

/// Joins parts into feet: each part's foot, numbered 0, 1, ...; `none` for noise. Parts can be one
/// foot when they are near in place and time, are loaded together for a while and are no larger
/// than a foot. Of all ways to join the larger ones the one with the fewest feet is taken, of those
/// the one with the most compact and even feet; the smaller ones go to the nearest foot.
[[nodiscard]] std::vector<std::uint32_t> join_parts(const std::vector<Part>& parts,
                                                    const Recording& recording,
                                                    const AnalysisSettings& settings);

}  // namespace solea::loaded_parts
