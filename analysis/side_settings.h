#pragma once

#include <cstddef>

namespace solea {

/// How left and right are told apart (metrics.md 7.5). Stored with each result. Fractions of the
/// print's length count from the heel.
struct SideSettings {
  // The vote of one print: each from -1 (left) to +1 (right), weighed and added
  double arch_weight = 0.5;      ///< (b) the medial side of the midfoot is the hollow one
  double front_weight = 0.3;     ///< (c) the hallux, the front of the print, is medial
  double cop_weight = 0.2;       ///< (d) the centre of pressure bulges laterally in midstance
  double hull_weight = 0.1;      ///< (a) more of the print's hull is medial of its middle
  double line_spacing_mm = 2;    ///< of the lines across the print that contours are read on
  double heel_band_from = 0.10;  ///< where the tangent meets the heel ...
  double heel_band_to = 0.30;
  double ball_band_from = 0.58;  ///< ... and the ball
  double ball_band_to = 0.78;
  double arch_band_from = 0.35;  ///< where the gap to the tangent is measured
  double arch_band_to = 0.60;
  double arch_softening_mm = 4;     ///< gaps, both together, well under this tell nothing
  double front_band = 0.10;         ///< the front: the last so much of the length
  double front_ball_at = 0.68;      ///< beside the middle of the print here ...
  double front_full_offset = 0.3;   ///< ... by this part of its width there: a full vote
  double cop_least_progress = 0.4;  ///< of the print's length: less is no roll-over
  std::size_t cop_least_frames = 5;
  double cop_full_bulge = 0.03;       ///< mean bulge, of the length: a full vote
  double hull_full_difference = 0.2;  ///< of the hull's halves, of the whole: a full vote
  double full_sum = 0.5;  ///< sum of the votes from which on a print is sure, confidence 1
  // Steps in order (e): all evidence is a log-odds of right against left
  double surest_print = 0.98;       ///< confidence that no print alone exceeds
  double cut_print_weight = 0.3;    ///< of the vote of a print that is cut in time
  double edge_print_weight = 0.1;   ///< and by the plate's edge, whose line looks like an arch
  double alternation_share = 0.97;  ///< of steps that follow one of the other foot
  double same_walk_pause_s = 1.5;   ///< steps follow each other within this
  double same_walk_gap_mm = 1600;   ///< and within this distance
  double same_place = 0.25;         ///< of a foot's length: nearer steps do not follow each other
  double same_way_cosine = 0.5;     ///< of the angle between the feet; turned more, nor do they
  double offset_mm = 40;            ///< from the line of progression, that tells the side clearly
  double offset_odds = 3;           ///< what such a place says
  double warn_confidence = 0.8;     ///< under it, the result asks the user (7.5)
};

}  // namespace solea
