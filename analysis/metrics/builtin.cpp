#include "analysis/metrics/builtin.h"

#include <array>

namespace solea {

std::span<const Metric* const> builtin_metrics() {
#define SOLEA_ADDRESS(name) &metrics::name,
  static constexpr std::array table = {SOLEA_METRICS(SOLEA_ADDRESS)};
#undef SOLEA_ADDRESS
  return table;
}

std::string_view why_undefined(Detail needs, Detail detail) {
  if (needs <= detail) return {};
  return detail == Detail::picture ? "one picture without a time" : "no times of the frames";
}

const Metric* find_metric(std::string_view id) {
  for (const Metric* metric : builtin_metrics()) {
    if (metric->id == id) return metric;
  }
  return nullptr;
}

}  // namespace solea
