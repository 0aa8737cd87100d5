#pragma once

#include <cstddef>

namespace solea {

/// How the foot is found in a print. Stored with each result. Fractions of the length count from
/// the heel.
struct GeometrySettings {
  double heel_centre_fraction = 0.15;  ///< the heel centre is the centroid of so much (3.1)
  // The toe line: a path through low pressure near the line between its usual ends (metrics.md 7.3)
  double toe_line_medial = 0.84;    ///< of the length
  double toe_line_lateral = 0.68;   ///< of the length
  double toe_line_freedom = 0.11;   ///< to either side, of the length
  double path_cost_kpa = 10;        ///< constant cost, keeps paths straight where nothing presses
  double percent_toe_line = 0.80;   ///< last resort (metrics.md 7.4)
  double hallux_freedom = 0.04;     ///< of the line hallux | toes to either side, of the length
  bool refine_zone_lines = false;   ///< heel and forefoot line follow low pressure, in every mask
  double zone_line_freedom = 0.03;  ///< then, to either side, of the length
  /// The heel is halved in the middle of its width at 15 % (metrics.md 2.1): its mean over the
  /// lines so far to either side, of the length with toes; 0: on the one line.
  double heel_bisector_band = 0.05;
  // When there are toes
  double toe_distance = 0.30;        ///< toe peaks lie so far before the ball's line, of its width
  double toe_prominence = 0.20;      ///< and stand out by this part of their own pressure
  double toeless_front = 0.52;       ///< print before the ball's line, of its width, without toes
  double ball_nearly_widest = 0.96;  ///< the ball's line lies amid those so wide, of the widest
  // Whole feet and parts of feet
  std::size_t least_cells = 12;  ///< fewer are no foot
  double roll_over = 0.15;       ///< a centre of pressure that goes so far tells the toes' end
  double whole_aspect = 1.75;    ///< length over width of a whole print, at least
  double heel_fullness = 0.40;   ///< width of a heel, at least, of the print's width
  double ball_fullness = 1.15;   ///< width of a ball, at least, of the heel's width
  double heel_solidity = 0.90;   ///< area over hull of a heel alone, at least
  // Another step's foot for a partial print (metrics.md 7.4, 8)
  double template_difference = 0.6;  ///< prints that differ by more, of their own, are no match
  double template_turn_deg = 45;     ///< from the partial print's own axis, at most
  double heel_turn_deg = 12;         ///< of a heel alone, which is nearly round
  double sure_of_side = 0.8;         ///< from this confidence on, steps of that side only
  int templates_a_side = 2;          ///< so many steps of each side are tried, the nearest in time
  double whole_heel_before = 0.08;  ///< a print under a template shows a heel if it begins here ...
  double whole_ball_short = 0.06;   ///< ... a ball if it ends no shorter of the toeless length
  // Proportions of a foot, for what a partial print does not show: of the print's length with toes
  double ball_width = 0.37;
  double heel_width = 0.21;
  double ball_at = 0.70;
  double toeless_length = 0.84;
};

}  // namespace solea
