#include <algorithm>
#include <stdexcept>

#include "analysis/reference/heel_sheet.h"
#include "apps/report/report.h"
#include "formats/input_file.h"
#include "formats/text_scan.h"

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
  const Recording recording = read_all(source, settings.contact_threshold_kpa);
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

std::vector<ShoeAdvice> read_advice(const std::filesystem::path& file) {
  LineReader lines{InputFile(file)};
  std::vector<ShoeAdvice> table;
  std::vector<std::string_view> fields;
  bool titles = true;
  while (const auto line = lines.next()) {
    if (line->empty() || line->front() == '#') continue;
    split_at(*line, ';', fields);
    if (titles) {
      if (fields.size() != 4 || fields[0] != "loading") {
        lines.fail("expected the titles loading;arch;name;text");
      }
      titles = false;
      continue;
    }
    if (fields.size() != 4) lines.fail("expected 4 fields: loading;arch;name;text");
    const auto is_one_of = [&](std::string_view word,
                               std::initializer_list<std::string_view> known) {
      return std::find(known.begin(), known.end(), word) != known.end();
    };
    if (!is_one_of(fields[0], {"medial", "neutral", "lateral", "any"})) {
      lines.fail("loading " + in_quotes(fields[0]) + ", expected medial, neutral, lateral or any");
    }
    if (!is_one_of(fields[1], {"flat", "medium", "high", "any"})) {
      lines.fail("arch " + in_quotes(fields[1]) + ", expected flat, medium, high or any");
    }
    table.push_back({std::string(fields[0]), std::string(fields[1]), std::string(fields[2]),
                     std::string(fields[3])});
  }
  if (table.empty()) lines.fail("no line of advice, expected at least one below the titles");
  return table;
}

}  // namespace solea::report
