#include "analysis/analyze.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <stdexcept>

#include "analysis/footprint_builder.h"
#include "analysis/metric.h"
#include "analysis/step_segmentation.h"
#include "core/units.h"

namespace solea {

namespace {

WholeResult measure_whole(const Recording& recording, double threshold_kpa) {
  WholeResult whole;
  const double cell_area_mm2 = recording.plate().cell_area_mm2();
  std::vector<char> touched(recording.plate().cells());
  std::size_t touched_cells = 0;
  for (std::size_t frame = 0; frame < recording.size(); ++frame) {
    double sum_kpa = 0;
    std::size_t active = 0;
    for (const LoadedCell& cell : recording.cells(frame)) {
      if (cell.kpa < threshold_kpa) continue;
      sum_kpa += cell.kpa;
      ++active;
      whole.peak_pressure_kpa = std::max<double>(whole.peak_pressure_kpa, cell.kpa);
      touched_cells += touched[cell.index] == 0;
      touched[cell.index] = 1;
    }
    whole.max_force_n = std::max(whole.max_force_n, force_n(sum_kpa, cell_area_mm2));
    whole.contact_area_max_cm2 = std::max(
        whole.contact_area_max_cm2, cm2_from_mm2(static_cast<double>(active) * cell_area_mm2));
  }
  whole.contact_area_mpp_cm2 = cm2_from_mm2(static_cast<double>(touched_cells) * cell_area_mm2);
  return whole;
}

StepResult measure_step(const StepMovie& movie, const AnalysisSettings& settings) {
  StepResult result;
  result.step = movie.step;
  result.curves = make_curves(movie, settings.contact_force_n);
  result.footprint = make_footprint(movie, result.curves);
  result.geometry = measure_geometry(result.footprint, result.curves, settings);
  std::optional<ZoneCurves> heel;
  if (result.geometry) {
    result.side = result.geometry->frame.side;
    result.side_confidence = result.geometry->side_confidence;
    result.zones = make_zones(*result.geometry, settings);
    for (const Zone& zone : result.zones) {
      result.zone_curves.push_back(make_zone_curves(movie, result.curves, zone.cells));
    }
    constexpr std::array heel_zones = {FootZone::heel_medial, FootZone::heel_lateral};
    heel = make_zone_curves(movie, result.curves, unite_zones(result.zones, heel_zones));
    result.phases = find_phases(result.curves, result.zone_curves);
  }
  const StepContext context{movie,
                            result.curves,
                            result.footprint,
                            result.geometry ? &*result.geometry : nullptr,
                            result.zones,
                            result.zone_curves,
                            heel ? &*heel : nullptr,
                            settings};
  for (const Metric* metric : builtin_metrics()) {
    result.metrics.push_back(metric->compute(context));
  }
  if (const auto index = result.metric("arch_index")) result.arch = arch_class(*index);
  if (const auto strike = result.metric("strike_index_pct")) {
    result.strike = *strike < 100.0 / 3   ? StrikeClass::rearfoot
                    : *strike < 200.0 / 3 ? StrikeClass::midfoot
                                          : StrikeClass::forefoot;
  }
  return result;
}

}  // namespace

std::string_view to_string(StrikeClass strike) noexcept {
  switch (strike) {
    case StrikeClass::rearfoot:
      return "rearfoot";
    case StrikeClass::midfoot:
      return "midfoot";
    case StrikeClass::forefoot:
      break;
  }
  return "forefoot";
}

std::optional<double> StepResult::metric(std::string_view id) const {
  const auto table = builtin_metrics();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i]->id == id) return metrics[i];
  }
  throw std::out_of_range("no metric " + std::string(id));
}

AnalysisResult analyze(const Recording& recording, const AnalysisSettings& settings) {
  AnalysisResult result;
  result.settings = settings;
  result.whole = measure_whole(recording, settings.contact_threshold_kpa);
  const Segmentation segmentation = segment_steps(recording, settings);
  for (std::size_t i = 0; i < segmentation.steps.size(); ++i) {
    result.steps.push_back(measure_step(cut_step(recording, segmentation, i, settings), settings));
  }
  if (result.steps.empty()) {
    result.warnings.push_back("no step found: no foot-sized contact at or above the threshold");
  }
  return result;
}

}  // namespace solea
