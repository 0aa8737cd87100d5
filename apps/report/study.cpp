#include <algorithm>
#include <stdexcept>

#include "analysis/reference/heel_sheet.h"
#include "apps/report/report.h"

namespace solea::report {

namespace {

std::optional<balance::BalanceResult> sway_of(const Recording& recording,
                                              const AnalysisSettings& settings) {
  if (recording.detail() != Detail::times || recording.has_belt()) return std::nullopt;
  const balance::BalanceSettings defaults;
  try {
    balance::BalanceResult result = balance::measure_balance(
        balance::cop_of_recording(recording, settings.contact_threshold_kpa,
                                  settings.contact_force_n),
        defaults);
    result.weight = balance::weight_bearing(recording, defaults.stance);
    return result;
  } catch (const std::invalid_argument&) {  // too short to measure
    return std::nullopt;
  }
}

}  // namespace

Study make_study(FrameSource& source, const AnalysisSettings& settings,
                 const std::filesystem::path& file) {
  const Recording recording = read_all(source, settings.least_kpa());
  Study study;
  study.file = file;
  study.info = source.info();  // after reading: what was wrong with the frames is known then
  study.result = analyze(recording, settings);
  study.peak_kpa.assign(recording.plate().cells(), 0);
  for (const LoadedCell& cell : recording.all_cells()) {
    float& peak = study.peak_kpa[cell.index];
    peak = std::max(peak, cell.kpa);
  }
  if (task_of(study.result, {}) == "standing") study.sway = sway_of(recording, settings);
  return study;
}

}  // namespace solea::report
