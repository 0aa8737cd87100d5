#pragma once

#include <cstdint>
#include <vector>

#include "analysis/settings.h"
#include "core/recording.h"

namespace solea {

/// A cell of the plate that reports load where nothing stands, stuck or noisy.
struct FaultyCell {
  std::uint32_t index = 0;  ///< row * cols + col
  double loaded_share = 0;  ///< of the recording's frames
};

/// Cells that are loaded, at or above the contact threshold, while hardly another cell is within
/// `join_gap_mm`: for more than `faulty_fraction` of the recording, and for more than
/// `faulty_alone_fraction` of the time they are loaded or loaded for `stuck_fraction` of the
/// recording. In rising order of index. A foot's cells have the foot around them, a standing foot's
/// too; in a shoe a cell may stay loaded. Our own rule; recordings of less than 20 frames have
/// none.
[[nodiscard]] std::vector<FaultyCell> find_faulty_cells(const Recording& recording,
                                                        const AnalysisSettings& settings);

}  // namespace solea
