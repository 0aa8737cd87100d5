#pragma once

#include <span>
#include <vector>

#include "analysis/settings.h"
#include "analysis/side.h"
#include "core/plate.h"

namespace solea {

/// A step as its neighbours see it.
struct StepInOrder {
  double start_s = 0;
  double end_s = 0;
  PointMm middle;        ///< of the print, on the ground
  PointMm axis;          ///< unit vector from heel to toe; {0, 0}: not known
  double length_mm = 0;  ///< of the print
  SideVote vote;         ///< of the print alone
  /// What is whole of the print; of a cut one its own vote counts less.
  enum class Cut { none, in_time, by_edge } cut = Cut::none;
  bool told = false;  ///< by the user or the file: stays
};

/// The sides of steps in order of first contact, of each step's own vote and of the others
/// (metrics.md 7.5 e): feet follow each other in turn, the right one right of the line of
/// progression; two that stand side by side are left and right. Of a grid that is one foot's all
/// steps are that foot's. The confidence is that of the most likely sides of all steps together,
/// 2 p - 1. Our own weighting.
[[nodiscard]] std::vector<SideVote> vote_in_order(std::span<const StepInOrder> steps,
                                                  const AnalysisSettings& settings);

}  // namespace solea
