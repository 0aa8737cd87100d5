#pragma once

#include "analysis/metric.h"

/// A medial-lateral index over stance, at the five instants and over the four phases.
#define SOLEA_ML_FAMILY(X, name) \
  X(name)                        \
  X(name##_ffc)                  \
  X(name##_fmc)                  \
  X(name##_fff)                  \
  X(name##_ho)                   \
  X(name##_lfc)                  \
  X(name##_icp)                  \
  X(name##_ffcp)                 \
  X(name##_ffp)                  \
  X(name##_ffpop)

/// The table of measures. To add one: a file that defines `const Metric NAME`, and its line here.
#define SOLEA_METRICS(X)                               \
  /* load/ */                                          \
  X(peak_pressure)                                     \
  X(peak_pressure_2x2)                                 \
  X(peak_pressure_3x3)                                 \
  X(peak_pressure_time)                                \
  X(peak_pressure_time_pct)                            \
  X(max_force)                                         \
  X(max_force_bw)                                      \
  X(max_force_time_s)                                  \
  X(max_force_time_pct)                                \
  X(contact_area_max)                                  \
  X(contact_area_mpp)                                  \
  X(mean_pressure_active_max)                          \
  X(mean_pressure_mpp)                                 \
  X(mean_pressure_peak)                                \
  X(fti)                                               \
  X(fti_rectangle)                                     \
  X(pti_peak_curve)                                    \
  X(pti_peak_curve_rectangle)                          \
  X(pti_mean)                                          \
  X(pti_mean_rectangle)                                \
  X(pti_cell_max)                                      \
  X(pti_cell_max_rectangle)                            \
  X(stance)                                            \
  X(loading_rate_max)                                  \
  X(loading_rate_central)                              \
  X(loading_rate_80)                                   \
  X(loading_rate_20_80)                                \
  X(loading_rate_max_bw)                               \
  X(loading_rate_80_bw)                                \
  X(loading_rate_20_80_bw)                             \
  X(pressure_loading_rate_max)                         \
  X(peak_pressure_gradient)                            \
  X(forefoot_peak_pressure_gradient)                   \
  X(max_gradient)                                      \
  X(pressure_gradient_angle_sd)                        \
  X(pressure_gradient_angle_range)                     \
  /* heel/ */                                          \
  X(heel_peak_pressure)                                \
  X(heel_medial_peak_pressure)                         \
  X(heel_lateral_peak_pressure)                        \
  X(heel_contact_area)                                 \
  X(heel_pti_peak_curve)                               \
  X(heel_pti_peak_curve_rectangle)                     \
  X(heel_pti_mean)                                     \
  X(heel_pti_mean_rectangle)                           \
  X(heel_pti_cell_max)                                 \
  X(heel_pti_cell_max_rectangle)                       \
  X(heel_max_force)                                    \
  X(heel_max_force_bw)                                 \
  X(heel_fti)                                          \
  X(heel_fti_rectangle)                                \
  X(heel_relative_impulse)                             \
  X(heel_relative_impulse_rectangle)                   \
  X(heel_time_to_peak)                                 \
  X(heel_contact_start)                                \
  X(heel_contact_end)                                  \
  X(heel_contact_time)                                 \
  X(heel_rise_index)                                   \
  X(heel_medial_lateral)                               \
  X(heel_medial_lateral_rectangle)                     \
  X(heel_medial_lateral_peak)                          \
  X(heel_medial_lateral_icp)                           \
  X(heel_medial_lateral_bisector)                      \
  X(heel_loading_rate_max)                             \
  X(heel_loading_rate_central)                         \
  X(heel_loading_rate_80)                              \
  X(heel_loading_rate_20_80)                           \
  X(heel_loading_rate_max_bw)                          \
  X(heel_loading_rate_80_bw)                           \
  X(heel_loading_rate_20_80_bw)                        \
  X(heel_pressure_loading_rate_max)                    \
  X(heel_peak_pressure_gradient)                       \
  X(forefoot_heel_impulse_ratio)                       \
  X(heel_forefoot_impulse_ratio)                       \
  X(forefoot_heel_peak_ratio)                          \
  X(rear_load_pct)                                     \
  X(heel_initial_cop)                                  \
  X(initial_cop_direction)                             \
  X(initial_contact_s)                                 \
  /* arch/ */                                          \
  X(arch_index_value)                                  \
  X(arch_index_subcell)                                \
  X(arch_index_cop_axis)                               \
  X(modified_arch_index_value)                         \
  X(modified_arch_index_mean)                          \
  X(chippaux_smirak)                                   \
  X(chippaux_smirak_oblique)                           \
  X(staheli)                                           \
  X(clarke_angle)                                      \
  X(clarke_tangent_angle)                              \
  X(footprint_index)                                   \
  X(truncated_arch_index)                              \
  X(arch_length_index_value)                           \
  /* cop/ */                                           \
  X(cop_path)                                          \
  X(cop_path_unfiltered)                               \
  X(cop_mean_velocity)                                 \
  X(cop_max_velocity)                                  \
  X(cop_velocity_icp)                                  \
  X(cop_velocity_ffcp)                                 \
  X(cop_velocity_ffp)                                  \
  X(cop_velocity_ffpop)                                \
  X(cop_range_ap)                                      \
  X(cop_range_ml)                                      \
  X(gait_line_length_pct)                              \
  X(cpe)                                               \
  X(cpei)                                              \
  X(cpei_telfer_value)                                 \
  X(cpei_pabrd_value)                                  \
  X(foot_progression)                                  \
  X(foot_progression_tangent)                          \
  X(foot_progression_cop)                              \
  X(foot_progression_mth)                              \
  X(strike_index)                                      \
  X(strike_index_toeless)                              \
  X(strike_index_5ms)                                  \
  /* phase/ */                                         \
  X(icp)                                               \
  X(ffcp)                                              \
  X(ffp)                                               \
  X(ffpop)                                             \
  /* mediolateral/ */                                  \
  SOLEA_ML_FAMILY(X, ml_ratio_willems)                 \
  X(ml_ratio_willems_hallux)                           \
  X(lateral_medial_force)                              \
  SOLEA_ML_FAMILY(X, ml_balance_footscan)              \
  X(ml_balance_footscan_difference)                    \
  SOLEA_ML_FAMILY(X, forefoot_balance_footscan)        \
  SOLEA_ML_FAMILY(X, medial_forefoot_balance_footscan) \
  SOLEA_ML_FAMILY(X, meta_loading_footscan)            \
  /* size/ */                                          \
  X(foot_length)                                       \
  X(toeless_length)                                    \
  X(length_uncertainty)                                \
  X(foot_width)                                        \
  X(foot_width_oblique)                                \
  X(heel_width)                                        \
  X(isthmus_width)                                     \
  X(width_uncertainty)                                 \
  X(estimated_foot_length)                             \
  X(shoe_size_eu)                                      \
  X(shoe_size_eu_uncertainty)                          \
  X(shoe_size_uk)                                      \
  X(shoe_size_uk_uncertainty)                          \
  X(shoe_size_us_men)                                  \
  X(shoe_size_us_men_uncertainty)                      \
  X(shoe_size_us_women)                                \
  X(shoe_size_us_women_uncertainty)

namespace solea::metrics {

#define SOLEA_DECLARE(name) extern const Metric name;
SOLEA_METRICS(SOLEA_DECLARE)
#undef SOLEA_DECLARE

}  // namespace solea::metrics
