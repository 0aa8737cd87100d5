#include "analysis/metrics/builtin.h"

#include <array>

namespace solea {

std::span<const Metric* const> builtin_metrics() {
#define SOLEA_ADDRESS(name) &metrics::name,
  static constexpr std::array table = {SOLEA_METRICS(SOLEA_ADDRESS)};
#undef SOLEA_ADDRESS
  return table;
}

const Metric* find_metric(std::string_view id) {
  for (const Metric* metric : builtin_metrics()) {
    if (metric->id == id) return metric;
  }
  return nullptr;
}

}  // namespace solea
