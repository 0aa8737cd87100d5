#pragma once

#include "analysis/mediolateral.h"
#include "analysis/metric.h"

namespace solea::metrics {

/// A medial-lateral index at a time, as a measure's function.
template <MlIndex index, MlTime time>
std::optional<double> ml_value(const StepContext& step) {
  return ml_ratio_pct(index, time, step.curves, step.zone_curves, step.parts.phases);
}

}  // namespace solea::metrics

/// The ten measures of a medial-lateral index: mean over stance, at the five instants, means over
/// the four phases. `name` also is the beginning of the ids.
#define SOLEA_ML_MEASURES(name, label, index, formula, source, pitfalls)                           \
  extern const Metric name = {#name "_pct",                                                        \
                              label,                                                               \
                              "%",                                                                 \
                              formula " Mean over the contact frames in which it is defined.",     \
                              source,                                                              \
                              pitfalls,                                                            \
                              Detail::frames,                                                      \
                              ml_value<index, MlTime::stance>};                                    \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, ffc, "first foot contact", "At") \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, fmc, "first metatarsal contact", \
                   "At")                                                                           \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, fff, "forefoot flat", "At")      \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, ho, "heel off", "At")            \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, lfc, "last foot contact", "At")  \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, icp, "initial contact",          \
                   "Mean over")                                                                    \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, ffcp, "forefoot contact",        \
                   "Mean over")                                                                    \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, ffp, "foot flat", "Mean over")   \
  SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, ffpop, "forefoot push-off",      \
                   "Mean over")

#define SOLEA_ML_MEASURE(name, label, index, formula, source, pitfalls, time, when, how) \
  extern const Metric name##_##time = {#name "_" #time "_pct",                           \
                                       label ", " when,                                  \
                                       "%",                                              \
                                       formula " " how " " when ".",                     \
                                       source,                                           \
                                       pitfalls,                                         \
                                       Detail::frames,                                   \
                                       ml_value<index, MlTime::time>};
