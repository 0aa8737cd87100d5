#include "analysis/metrics/builtin.h"
#include "analysis/metrics/region.h"

namespace solea::metrics {

namespace {

/// Path length over time between two instants, mm/s.
std::optional<double> mean_velocity(const StepContext& step,
                                    std::optional<std::size_t> StanceFrames::*from,
                                    std::optional<std::size_t> StanceFrames::*to) {
  const StanceFrames& frames = step.parts.phases.frames;
  if (!(frames.*from) || !(frames.*to) || *(frames.*to) <= *(frames.*from)) return std::nullopt;
  const auto points = points_between(step.parts.cop, *(frames.*from), *(frames.*to));
  if (points.size() < 2) return std::nullopt;
  return quotient(path_length_mm(points), points.back().time_s - points.front().time_s);
}

}  // namespace

extern const Metric cop_velocity_icp = {
    "cop_velocity_icp_mm_s",
    "Mean CoP velocity, initial contact",
    "mm/s",
    "Length of the filtered CoP path between the instants of the initial contact phase over its "
    "time.",
    "metrics.md 4.1, 4.7",
    "Short phases have few frames; undefined where the phase is empty or undefined.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return mean_velocity(step, &StanceFrames::ffc, &StanceFrames::fmc);
    }};

extern const Metric cop_velocity_ffcp = {
    "cop_velocity_ffcp_mm_s",
    "Mean CoP velocity, forefoot contact",
    "mm/s",
    "Length of the filtered CoP path between the instants of the forefoot contact phase over its "
    "time.",
    "metrics.md 4.1, 4.7",
    "Short phases have few frames; undefined where the phase is empty or undefined.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return mean_velocity(step, &StanceFrames::fmc, &StanceFrames::fff);
    }};

extern const Metric cop_velocity_ffp = {
    "cop_velocity_ffp_mm_s",
    "Mean CoP velocity, foot flat",
    "mm/s",
    "Length of the filtered CoP path between the instants of the foot flat phase over its time.",
    "metrics.md 4.1, 4.7",
    "Short phases have few frames; undefined where the phase is empty or undefined.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return mean_velocity(step, &StanceFrames::fff, &StanceFrames::ho);
    }};

extern const Metric cop_velocity_ffpop = {
    "cop_velocity_ffpop_mm_s",
    "Mean CoP velocity, forefoot push-off",
    "mm/s",
    "Length of the filtered CoP path between the instants of the forefoot push-off phase over its "
    "time.",
    "metrics.md 4.1, 4.7",
    "Short phases have few frames; undefined where the phase is empty or undefined.",
    Detail::times,
    [](const StepContext& step) -> std::optional<double> {
      return mean_velocity(step, &StanceFrames::ho, &StanceFrames::lfc);
    }};

}  // namespace solea::metrics
