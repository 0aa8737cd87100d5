#include "apps/station/measures.h"

#include <algorithm>

#include "analysis/averages.h"
#include "analysis/metric.h"

namespace solea::station {

std::vector<MeasureRow> mean_measures(const AnalysisResult& result,
                                      const std::vector<std::string_view>& ids) {
  const Averages averages = make_averages(result, Averaged::measures);
  const auto all = builtin_metrics();
  std::vector<MeasureRow> rows;
  for (const std::string_view id : ids) {
    const auto it = std::ranges::find(all, id, [](const Metric* m) { return m->id; });
    if (it == all.end()) continue;
    const auto n = static_cast<std::size_t>(it - all.begin());
    const auto mean = [&](const SideAverages& side) {
      return n < side.metrics.size() ? side.metrics[n].mean : std::optional<double>();
    };
    MeasureRow row{id,
                   (*it)->definition,
                   (*it)->source,
                   (*it)->pitfalls,
                   mean(averages.left),
                   mean(averages.right),
                   {}};
    if (n < averages.symmetry.size()) row.symmetry_pct = averages.symmetry[n].index_pct;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace solea::station
