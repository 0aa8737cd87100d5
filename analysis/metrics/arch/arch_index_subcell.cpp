#include "analysis/fine_arch.h"
#include "analysis/metrics/builtin.h"

namespace solea::metrics {

extern const Metric arch_index_subcell = {
    "arch_index_subcell",
    "Arch index between the cells",
    "1",
    "Arch index of the area covered between the cells, where a smooth picture with every cell's "
    "own mean, fainter cells beside the print included from half the threshold on, reaches the "
    "threshold. Axis from heel centre along the middle of the second toe's sector (0.42 alpha); "
    "toe line: mean of the paths of low pressure.",
    "Solea's convention [P] after Cavanagh & Rodgers 1987 (metrics.md 3.1); picture between the "
    "cells: Tobler 1979, J Am Stat Assoc 74:519",
    "For comparing prints put down in different directions: on 5 mm cells it stayed within 3 % of "
    "its value at 0 degrees in every direction of 27 virtual and 24 real feet (the arch index in "
    "87 and 58 %; this one, of recordings without the cells under the threshold, in 96 and 93 %). "
    "No cut-offs of its own; body mass and standing act as on the arch index.",
    Detail::picture,
    [](const StepContext& step) -> std::optional<double> {
      if (!step.has_whole_print()) return std::nullopt;
      const FinePrint print = make_fine_print(step.footprint, step.settings.contact_threshold_kpa);
      const auto foot = find_fine_foot(print, *step.geometry, step.settings);
      if (!foot) return std::nullopt;
      const auto thirds = arch_thirds(print, foot->frame, foot->toes);
      if (!thirds) return std::nullopt;
      return arch_index(*thirds);
    }};

}  // namespace solea::metrics
