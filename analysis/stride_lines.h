#pragma once

#include "analysis/analyze.h"

namespace solea {

/// Takes the foot progression angles, measured against the plate's axis because a step alone
/// knows no other, against the line of progression of each step, and notes which that is
/// (metrics.md 4.5). Steps of another pass over the plate, by the settings, share no line.
void turn_to_stride_lines(AnalysisResult& result);

}  // namespace solea
