#pragma once

#include "analysis/metric.h"

/// The table of measures. To add one: a file that defines `const Metric NAME`, and its line here.
#define SOLEA_METRICS(X)        \
  /* load/ */                   \
  X(peak_pressure)              \
  X(max_force)                  \
  X(max_force_bw)               \
  X(contact_area_max)           \
  X(contact_area_mpp)           \
  X(fti)                        \
  X(pti_peak_curve)             \
  X(pti_mean)                   \
  X(pti_cell_max)               \
  X(stance)                     \
  X(loading_rate_max)           \
  /* heel/ */                   \
  X(heel_peak_pressure)         \
  X(heel_medial_peak_pressure)  \
  X(heel_lateral_peak_pressure) \
  X(heel_pti_peak_curve)        \
  X(heel_max_force)             \
  X(heel_relative_impulse)      \
  X(heel_time_to_peak)          \
  X(heel_contact_end)           \
  /* arch/ */                   \
  X(arch_index_value)           \
  /* cop/ */                    \
  X(cop_path)                   \
  X(cop_mean_velocity)          \
  X(cop_range_ap)               \
  X(cop_range_ml)               \
  X(strike_index)               \
  /* size/ */                   \
  X(foot_length)                \
  X(foot_width)                 \
  X(heel_width)

namespace solea::metrics {

#define SOLEA_DECLARE(name) extern const Metric name;
SOLEA_METRICS(SOLEA_DECLARE)
#undef SOLEA_DECLARE

}  // namespace solea::metrics
