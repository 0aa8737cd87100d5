#include "apps/results/settings_table.h"

#include <array>

namespace solea {

namespace {

using A = AnalysisSettings;
using S = SideSettings;
using G = GeometrySettings;

// Bounds keep an analysis possible (no endless loops, no division by nothing), not sensible.
// clang-format off

constexpr Setting contact[] = {
    {"contact_threshold_kpa", "kPa", 0.1, 1000, &A::contact_threshold_kpa, "a cell is loaded from this pressure on; below, it counts as 0", "--contact-kpa"},
    {"faint_fraction", "1", 0, 1, &A::faint_fraction, "of the contact threshold: fainter cells tell nothing; those between tell arch_index_subcell where the print ends, and are 0 for all else"},
    {"contact_force_n", "N", 0, 1000, &A::contact_force_n, "a foot is in contact from this force on", "--contact-n"},
};

constexpr Setting person[] = {
    {"mass_kg", "kg", 1, 500, &A::mass_kg, "body mass, for forces in body weights", "--mass-kg"},
    {"age_years", "years", 0.1, 130, &A::age_years, "for what depends on age; arch classes of adults are left out under adult_arch_years", "--age-years"},
    {"side", "1", 0, 0, &A::side, "side of every step, instead of detecting it", "--side"},
    {"one_foot", "1", 0, 0, &A::one_foot, "the grid is one foot's, as an insole: its rim cuts nothing, all steps are of one side"},
};

constexpr Setting steps[] = {
    {"min_duration_s", "s", 0, 60, &A::min_duration_s, "shorter contacts are marked as no valid steps"},
    {"min_area_mm2", "mm2", 0, 1e6, &A::min_area_mm2, "so are smaller ones, by the area of the maximum pressure picture"},
    {"max_foot_length_mm", "mm", 50, 1000, &A::max_foot_length_mm, "parts that make a longer one are two feet"},
    {"max_foot_width_mm", "mm", 20, 1000, &A::max_foot_width_mm, "so are parts that make a wider one"},
    {"max_forefoot_width_mm", "mm", 20, 1000, &A::max_forefoot_width_mm, "widest contact that is short for its width"},
    {"max_width_to_length", "1", 0.1, 10, &A::max_width_to_length, "width over length of a contact wider than that, at most"},
    {"cut_force_fraction", "1", 0, 1, &A::cut_force_fraction, "force at the recording's ends, of the step's maximum, from which on a step is cut"},
    {"lift_force_fraction", "1", 0, 1, &A::lift_force_fraction, "a foot that keeps touching (in a shoe) has made another step when its force fell below this part of the lower of two maxima"},
    {"stance_force_fraction", "1", 0, 1, &A::stance_force_fraction, "of the highest maximum of such a foot: a lower one is no stance"},
    {"lift_reach_fraction", "1", 0, 1, &A::lift_reach_fraction, "a stance of such a foot ends where the force is down to this part of the way from the lift's limit to the lowest"},
};

constexpr Setting parts[] = {
    {"join_gap_mm", "mm", 0, 500, &A::join_gap_mm, "unloaded arch between heel and forefoot of one foot, at most"},
    {"join_rim_mm", "mm", 0, 200, &A::join_rim_mm, "loose cells of a foot's rim are this near"},
    {"join_pause_s", "s", 0, 5, &A::join_pause_s, "parts of one foot follow each other within this"},
    {"join_overlap", "1", 0, 1, &A::join_overlap, "parts of one foot are loaded together for this much of the shorter one's time"},
    {"min_part_samples", "1", 1, 1e6, &A::min_part_samples, "fewer loaded cells, over all frames, are noise or a rim"},
    {"join_same_place", "1", 0, 1, &A::join_same_place, "common area of parts that follow each other, of the smaller one's"},
    {"join_gap_cost", "1/mm", 0, 1, &A::join_gap_cost, "of all ways to join with as few feet: a mm of gap counts as so much of the feet's squared areas in (100 cm2)^2"},
    {"join_most_parts", "1", 1, 12, &A::join_most_parts, "all ways to join are tried for so many parts; the others join one by one"},
};

constexpr Setting touching[] = {
    {"split_level_step", "1", 1.05, 10, &A::split_level_step, "feet that touch are split by a rising threshold: from one to the next"},
    {"split_highest_level", "1", 0, 1, &A::split_highest_level, "the highest of them, of the peak; 0 splits nothing"},
    {"split_piece_share", "1", 0, 1, &A::split_piece_share, "of the cells left at a threshold: smaller ones are no piece"},
    {"split_most_samples", "1", 0, 1 << 30, &A::split_most_samples, "cells of a contact's box over all frames, beyond which it is not split"},
};

constexpr Setting faulty[] = {
    {"faulty_fraction", "1", 0, 1, &A::faulty_fraction, "a cell is faulty that is loaded with nothing around it within join_gap_mm for this much of the recording ..."},
    {"faulty_alone_fraction", "1", 0, 1, &A::faulty_alone_fraction, "... and of the time it is loaded at all"},
    {"stuck_fraction", "1", 0, 1, &A::stuck_fraction, "or that is loaded for this much of the recording"},
    {"faulty_patch_cells", "1", 1, 100, &A::faulty_patch_cells, "so many together still have nothing around them"},
    {"faulty_least_frames", "1", 1, 1e6, &A::faulty_least_frames, "shorter recordings tell nothing of that"},
    {"faulty_most_named", "1", 0, 1e6, &A::faulty_most_named, "of more, the warnings tell the number"},
};

constexpr Setting sides[] = {
    {"sides.arch_weight", "1", 0, 10, &S::arch_weight, "vote of the arch: the medial side of the midfoot is the hollow one"},
    {"sides.front_weight", "1", 0, 10, &S::front_weight, "vote of the front: the hallux, the front of the print, is medial"},
    {"sides.cop_weight", "1", 0, 10, &S::cop_weight, "vote of the centre of pressure: it bulges laterally in midstance"},
    {"sides.hull_weight", "1", 0, 10, &S::hull_weight, "vote of the hull: more of it lies medial of the print's middle"},
    {"sides.line_spacing_mm", "mm", 0.1, 20, &S::line_spacing_mm, "between the lines across a print that contours are read on"},
    {"sides.heel_band_from", "1", 0, 0.2, &S::heel_band_from, "of the print's length: where the tangent meets the heel, from ..."},
    {"sides.heel_band_to", "1", 0.2, 0.5, &S::heel_band_to, "... to"},
    {"sides.ball_band_from", "1", 0.5, 0.7, &S::ball_band_from, "of the print's length: where the tangent meets the ball, from ..."},
    {"sides.ball_band_to", "1", 0.7, 1, &S::ball_band_to, "... to"},
    {"sides.arch_band_from", "1", 0.2, 0.5, &S::arch_band_from, "of the print's length: where the gap to the tangent is measured, from ..."},
    {"sides.arch_band_to", "1", 0.5, 0.8, &S::arch_band_to, "... to"},
    {"sides.arch_softening_mm", "mm", 0.01, 100, &S::arch_softening_mm, "gaps, both together, well under this tell nothing"},
    {"sides.front_band", "1", 0.01, 0.5, &S::front_band, "of the print's length: the last of it is the front"},
    {"sides.front_ball_at", "1", 0.5, 0.9, &S::front_ball_at, "of the print's length: the front lies beside the middle of the print here ..."},
    {"sides.front_full_offset", "1", 0.01, 1, &S::front_full_offset, "... by this part of its width there: a full vote"},
    {"sides.cop_least_progress", "1", 0.05, 1, &S::cop_least_progress, "of the print's length: a shorter way of the centre of pressure is no roll-over"},
    {"sides.cop_least_frames", "1", 2, 1000, &S::cop_least_frames, "nor is one of fewer frames"},
    {"sides.cop_full_bulge", "1", 0.001, 1, &S::cop_full_bulge, "of the print's length: mean bulge of the centre of pressure that is a full vote"},
    {"sides.hull_full_difference", "1", 0.001, 1, &S::hull_full_difference, "of the hull's halves, of the whole: a full vote of the hull"},
    {"sides.full_sum", "1", 0.01, 10, &S::full_sum, "sum of the votes from which on a print is sure, confidence 1"},
    {"sides.surest_print", "1", 0, 0.999999, &S::surest_print, "confidence that no print alone exceeds"},
    {"sides.cut_print_weight", "1", 0, 1, &S::cut_print_weight, "weight of the vote of a print that is cut in time"},
    {"sides.edge_print_weight", "1", 0, 1, &S::edge_print_weight, "and of one cut by the plate's edge, whose line looks like an arch"},
    {"sides.alternation_share", "1", 0.5, 0.999999, &S::alternation_share, "of steps that follow one of the other foot"},
    {"sides.same_walk_pause_s", "s", 0, 60, &S::same_walk_pause_s, "steps follow each other within this"},
    {"sides.same_walk_gap_mm", "mm", 0, 10000, &S::same_walk_gap_mm, "and within this distance"},
    {"sides.same_place", "1", 0, 2, &S::same_place, "of a foot's length: nearer steps do not follow each other"},
    {"sides.same_way_cosine", "1", -1, 1, &S::same_way_cosine, "of the angle between two feet: turned more, they do not follow each other"},
    {"sides.offset_mm", "mm", 1, 1000, &S::offset_mm, "from the line of progression, that tells the side clearly"},
    {"sides.offset_odds", "1", 0, 40, &S::offset_odds, "log-odds that such a place says"},
    {"sides.warn_confidence", "1", 0, 1, &S::warn_confidence, "under it, the result asks the user"},
};

constexpr Setting geometry[] = {
    {"geometry.heel_centre_fraction", "1", 0.02, 0.5, &G::heel_centre_fraction, "the heel centre is the centroid of so much of the print, of its length"},
    {"geometry.toe_line_medial", "1", 0.5, 1, &G::toe_line_medial, "usual medial end of the toe line, of the length"},
    {"geometry.toe_line_lateral", "1", 0.5, 1, &G::toe_line_lateral, "usual lateral end of the toe line, of the length"},
    {"geometry.toe_line_freedom", "1", 0, 0.3, &G::toe_line_freedom, "of the toe line to either side, of the length"},
    {"geometry.path_cost_kpa", "kPa", 0.01, 10000, &G::path_cost_kpa, "constant cost of paths through low pressure, keeps them straight where nothing presses"},
    {"geometry.percent_toe_line", "1", 0.5, 1, &G::percent_toe_line, "the toe line where no pressure tells it, of the length"},
    {"geometry.hallux_freedom", "1", 0, 0.3, &G::hallux_freedom, "of the line between hallux and toes to either side, of the length"},
    {"geometry.refine_zone_lines", "1", 0, 0, &G::refine_zone_lines, "heel and forefoot line follow low pressure, in every mask"},
    {"geometry.zone_line_freedom", "1", 0, 0.3, &G::zone_line_freedom, "of those lines then, to either side, of the length"},
    {"geometry.heel_bisector_band", "1", 0, 0.14, &G::heel_bisector_band, "the heel is halved in the middle of its width at 15 % of the length with toes: the mean over the lines so far to either side; 0: on the one line"},
    {"geometry.toe_distance", "1", 0, 2, &G::toe_distance, "peaks so far before the ball's line are toes, of its width"},
    {"geometry.toe_prominence", "1", 0, 1, &G::toe_prominence, "where they stand out by this part of their own pressure"},
    {"geometry.toeless_front", "1", 0, 2, &G::toeless_front, "print before the ball's line without toes, of its width, at most"},
    {"geometry.ball_nearly_widest", "1", 0.5, 1, &G::ball_nearly_widest, "the ball's line lies amid those so wide, of the widest"},
    {"geometry.least_cells", "1", 3, 10000, &G::least_cells, "fewer loaded cells are no foot"},
    {"geometry.roll_over", "1", 0, 1, &G::roll_over, "a centre of pressure that goes so far, of the print's length, tells the toes' end"},
    {"geometry.whole_aspect", "1", 1, 5, &G::whole_aspect, "length over width of a whole print, at least"},
    {"geometry.heel_fullness", "1", 0, 1, &G::heel_fullness, "width of a heel, at least, of the print's width"},
    {"geometry.ball_fullness", "1", 0, 3, &G::ball_fullness, "width of a ball, at least, of the heel's width"},
    {"geometry.heel_solidity", "1", 0, 1, &G::heel_solidity, "area over hull of a heel alone, at least"},
    {"geometry.template_difference", "1", 0, 10, &G::template_difference, "prints that differ by more, of their own, are no match for a template"},
    {"geometry.template_turn_deg", "deg", 0, 180, &G::template_turn_deg, "turn of a template from the partial print's own axis, at most"},
    {"geometry.heel_turn_deg", "deg", 0, 180, &G::heel_turn_deg, "the same on a heel alone, which is nearly round"},
    {"geometry.sure_of_side", "1", 0, 1, &G::sure_of_side, "from this confidence on, templates are steps of that side only"},
    {"geometry.templates_a_side", "1", 0, 1000, &G::templates_a_side, "so many steps of each side are tried, the nearest in time"},
    {"geometry.whole_heel_before", "1", 0, 0.5, &G::whole_heel_before, "a print under a template shows a heel if it begins before this, of the length ..."},
    {"geometry.whole_ball_short", "1", 0, 0.5, &G::whole_ball_short, "... a ball if it ends no shorter than this before the toeless length"},
    {"geometry.ball_width", "1", 0.1, 1, &G::ball_width, "usual width of the ball, for what a partial print does not show, of the length with toes"},
    {"geometry.heel_width", "1", 0.05, 1, &G::heel_width, "usual width of the heel, likewise"},
    {"geometry.ball_at", "1", 0.5, 0.9, &G::ball_at, "usual place of the ball, likewise"},
    {"geometry.toeless_length", "1", 0.5, 1, &G::toeless_length, "usual length without toes, likewise"},
};

constexpr Setting zones[] = {
    {"mask", "1", 0, 0, &A::mask, "zones of the results, where there are no polygons (--mask FILE.json); measures use footscan10"},
    {"heel_fraction", "1", 0.1, 0.45, &A::heel_fraction, "line between heel and midfoot, of the length with toes"},
    {"forefoot_fraction", "1", 0.46, 0.8, &A::forefoot_fraction, "line between midfoot and forefoot, of the length with toes"},
};

constexpr Setting measures[] = {
    {"adult_arch_years", "years", 0, 130, &A::adult_arch_years, "arch classes of adults are left out under this age"},
    {"pad_zero", "1", 0, 0, &A::pad_zero, "integrals begin and end with a frame of 0 beside the contact", "--pad-zero"},
    {"cop_lowpass_hz", "Hz", 0, 500, &A::cop_lowpass_hz, "zero-lag low-pass of the path of the centre of pressure; 0: none; running: 50", "--cop-lowpass-hz"},
    {"first_peak_drop", "1", 0, 1, &A::first_peak_drop, "of the maximum force: the fall that ends the first peak of loading rates"},
    {"cpei_trim_force_n", "N", 0, 1000, &A::cpei_trim_force_n, "CPEI leaves out frames below this force and below ..."},
    {"cpei_trim_fraction", "1", 0, 1, &A::cpei_trim_fraction, "... this part of the step's maximum force"},
    {"longest_step_s", "s", 0, 60, &A::longest_step_s, "steps farther apart in time share no stride line, which toe-out is against, ..."},
    {"longest_step_mm", "mm", 0, 10000, &A::longest_step_mm, "... nor do steps farther apart in place, heel to heel"},
    {"print_to_foot_mm", "mm", 0, 50, &A::print_to_foot_mm, "length of the foot less that of its print, as calibrated for the device", "--print-to-foot-mm"},
    {"ml_ratio_p10_pct", "%", -100, 100, &A::ml_ratio_p10_pct, "own 10th percentile of the Willems ratio over foot flat; without both it has no vote on the loading"},
    {"ml_ratio_p90_pct", "%", -100, 100, &A::ml_ratio_p90_pct, "own 90th percentile of the same"},
};

constexpr SettingGroup table[] = {
    {"Contact", contact},
    {"Person and recording", person},
    {"Steps", steps},
    {"Parts of one foot", parts},
    {"Feet that touch", touching},
    {"Faulty cells", faulty},
    {"Left or right", sides},
    {"The foot in its print", geometry},
    {"Zones", zones},
    {"Measures", measures},
};

// clang-format on

}  // namespace

std::span<const SettingGroup> setting_groups() {
  return table;
}

}  // namespace solea
