#include "analysis/analyze.h"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <stdexcept>

#include "analysis/foot_template.h"
#include "analysis/footprint_builder.h"
#include "analysis/metric.h"
#include "analysis/side_sequence.h"
#include "analysis/step_segmentation.h"
#include "analysis/stride_lines.h"
#include "core/units.h"

namespace solea {

namespace {

WholeResult measure_whole(const Recording& recording, double threshold_kpa) {
  WholeResult whole;
  const double cell_area_mm2 = recording.plate().cell_area_mm2();
  double max_force_n = 0;
  std::size_t most_active = 0;
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
    max_force_n = std::max(max_force_n, force_n(sum_kpa, cell_area_mm2));
    most_active = std::max(most_active, active);
  }
  if (!(cell_area_mm2 > 0)) return whole;
  if (recording.detail() >= Detail::frames) {
    whole.max_force_n = max_force_n;
    whole.contact_area_max_cm2 = cm2_from_mm2(static_cast<double>(most_active) * cell_area_mm2);
  }
  whole.contact_area_mpp_cm2 = cm2_from_mm2(static_cast<double>(touched_cells) * cell_area_mm2);
  return whole;
}

std::optional<LoadingClass> loading_of_arch(std::optional<ArchClass> arch) {
  if (!arch) return std::nullopt;
  return *arch == ArchClass::flat     ? LoadingClass::medial
         : *arch == ArchClass::normal ? LoadingClass::neutral
                                      : LoadingClass::lateral;
}

StepClasses classify(const StepResult& step, const AnalysisSettings& settings) {
  const auto classed = [&](std::string_view id, auto class_of) {
    const auto value = step.metric(id);
    return value ? std::optional(class_of(*value)) : std::nullopt;
  };
  StepClasses c;
  if (settings.age_years.value_or(settings.adult_arch_years) >= settings.adult_arch_years) {
    c.arch = classed("arch_index", arch_class);
    c.arch_buldt = classed("arch_index", arch_class_buldt);
    c.modified_arch = classed("modified_arch_index", modified_arch_class);
    c.chippaux_smirak = classed("chippaux_smirak_pct", chippaux_smirak_class);
    c.clarke = classed("clarke_angle_deg", clarke_class);
  }
  c.strike = classed("strike_index_pct", strike_class);
  c.signs.cpei = classed("cpei_pct", cpei_class);
  c.signs.arch = loading_of_arch(c.arch);
  const auto ratio = step.metric("ml_ratio_willems_ffp_pct");
  if (ratio && settings.ml_ratio_p10_pct && settings.ml_ratio_p90_pct) {
    c.signs.ml_ratio = *ratio < *settings.ml_ratio_p10_pct   ? LoadingClass::lateral
                       : *ratio > *settings.ml_ratio_p90_pct ? LoadingClass::medial
                                                             : LoadingClass::neutral;
  }
  c.loading = loading_class(c.signs);
  return c;
}

/// `known`: the foot's geometry where it comes from elsewhere than this print.
StepResult measure_step(const StepMovie& movie, const AnalysisSettings& settings,
                        std::optional<FootGeometry> known = {}) {
  StepResult result;
  result.step = movie.step;
  result.detail = movie.detail;
  result.curves = make_curves(movie, settings.contact_force_n, settings.pad_zero);
  result.footprint = make_footprint(movie, result.curves);
  result.geometry =
      known ? std::move(known) : measure_geometry(result.footprint, result.curves, settings);
  if (result.geometry) {
    result.side = result.geometry->frame.side;
    result.side_confidence = result.geometry->side_confidence;
    const FootParts parts = cut_foot(*result.geometry, settings);
    result.zones = make_zones(parts);
    for (const Zone& zone : result.zones) {
      result.zone_curves.push_back(make_zone_curves(movie, result.curves, zone.cells));
    }
    result.mask_zones = make_mask_zones(result.geometry->print, parts, settings);
    for (std::size_t z = 0; z < result.mask_zones.size(); ++z) {
      const std::vector<ZoneCell>& cells = result.mask_zones[z].cells;
      const bool same = z < result.zones.size() && cells == result.zones[z].cells;  // by default
      result.mask_curves.push_back(same ? result.zone_curves[z]
                                        : make_zone_curves(movie, result.curves, cells));
    }
  } else if (settings.side) {
    result.side = *settings.side;
    result.side_confidence = 1;
  }
  const FootGeometry* geometry = result.geometry ? &*result.geometry : nullptr;
  const StepParts parts =
      make_parts(movie, result.curves, geometry, result.zones, result.zone_curves, settings);
  if (movie.detail == Detail::times) result.phases = parts.phases;
  const StepContext context{movie,    result.curves, result.footprint,
                            geometry, result.zones,  result.zone_curves,
                            parts,    settings};
  for (const Metric* metric : builtin_metrics()) {
    const bool defined = metric->needs <= movie.detail;
    result.metrics.push_back(defined ? metric->compute(context) : std::nullopt);
  }
  // The centre of a maximum picture is that of no instant.
  if (movie.detail == Detail::picture) {
    std::fill(result.curves.cop.begin(), result.curves.cop.end(), std::nullopt);
  }
  result.classes = classify(result, settings);
  result.arch = result.classes.arch;
  result.strike = result.classes.strike;
  return result;
}

/// How far a moment and place are from the middle of a step, 1 at its edges; nothing outside.
std::optional<double> distance_within(const StepCorrection& c, const Step& step,
                                      const Recording& recording) {
  const PlateGeometry& plate = recording.plate();
  const double col = c.x_mm / plate.pitch_x_mm;
  const double row = c.y_mm / plate.pitch_y_mm;
  if (c.time_s < recording.time_s(step.frames.first) ||
      c.time_s > recording.time_s(step.frames.last - 1) || col < step.box.col0 ||
      col > step.box.col1 || row < step.box.row0 || row > step.box.row1) {
    return std::nullopt;
  }
  const double across = (2 * col - step.box.col0 - step.box.col1) / std::max(1, step.box.cols());
  const double along = (2 * row - step.box.row0 - step.box.row1) / std::max(1, step.box.rows());
  return std::max(std::abs(across), std::abs(along));
}

/// The step that a correction means, by the place where its middle is nearest.
template <class StepOf>
std::optional<std::size_t> nearest_step(const StepCorrection& c, const Recording& recording,
                                        std::size_t steps, StepOf step_of) {
  std::optional<std::size_t> nearest;
  double least = 2;
  for (std::size_t i = 0; i < steps; ++i) {
    const auto distance = distance_within(c, step_of(i), recording);
    if (!distance || *distance >= least) continue;
    least = *distance;
    nearest = i;
  }
  return nearest;
}

/// The correction of each step, null without one. Later corrections of a step win.
std::vector<const StepCorrection*> corrections_of(const Recording& recording,
                                                  const std::vector<Step>& steps,
                                                  AnalysisResult& result) {
  std::vector<const StepCorrection*> found(steps.size(), nullptr);
  for (const StepCorrection& c : result.settings.corrections) {
    const auto nearest = nearest_step(c, recording, steps.size(),
                                      [&](std::size_t k) -> const Step& { return steps[k]; });
    if (nearest) {
      found[*nearest] = &c;
    } else {
      std::array<char, 120> text{};
      std::snprintf(text.data(), text.size(),
                    "no step at %.3f s, x %.0f mm, y %.0f mm: a correction was left out", c.time_s,
                    c.x_mm, c.y_mm);
      result.warnings.emplace_back(text.data());
    }
  }
  return found;
}

bool is_a_foot(const StepResult& result) {
  const std::string& reason = result.step.invalid_reason;
  return reason != "too short" && reason != "too small" && reason != "larger than a foot";
}

/// A step as the order of steps sees it; nothing of a contact that is no foot.
std::optional<StepInOrder> in_order(const StepResult& result, const AnalysisSettings& settings) {
  if (!is_a_foot(result)) return std::nullopt;
  const PlateGeometry& plate = result.footprint.plate;
  const CellBox& box = result.step.box;
  StepInOrder step;
  step.start_s = result.curves.times_s.front();
  step.end_s = result.curves.times_s.back();
  step.middle = {0.5 * (box.col0 + box.col1) * plate.pitch_x_mm,
                 0.5 * (box.row0 + box.row1) * plate.pitch_y_mm};
  using Cut = StepInOrder::Cut;
  const bool whole = result.step.valid();
  step.cut = whole                                                     ? Cut::none
             : result.step.invalid_reason == "cut by the plate's edge" ? Cut::by_edge
                                                                       : Cut::in_time;
  if (result.geometry) {
    if (whole) step.axis = result.geometry->frame.axis;  // a cut print may point anywhere
    step.length_mm = result.geometry->length_mm;
  }
  step.vote = {result.side, result.side_confidence};
  step.told = settings.side.has_value();
  return step;
}

/// The steps whose side is a guess: the user should look (metrics.md 7.5).
void tell_unsure_sides(AnalysisResult& result) {
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    const StepResult& step = result.steps[i];
    if (!is_a_foot(step) || step.side_confidence >= result.settings.sides.warn_confidence) continue;
    std::array<char, 120> text{};
    std::snprintf(text.data(), text.size(),
                  "step %zu: the side, %s, is not sure (confidence %.2f); look and correct it", i,
                  std::string(to_string(step.side)).c_str(), step.side_confidence);
    result.warnings.emplace_back(text.data());
  }
}

/// Lets the steps vote together on their sides and measures those again that turn out to be of the
/// other foot.
void settle_sides(const Recording& recording, const Segmentation& segmentation,
                  const std::vector<AnalysisSettings>& settings_of, std::vector<StepResult>& steps,
                  const AnalysisSettings& settings) {
  std::vector<std::size_t> index;
  std::vector<StepInOrder> order;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (const auto step = in_order(steps[i], settings_of[i])) {
      index.push_back(i);
      order.push_back(*step);
    }
  }
  const std::vector<SideVote> votes = vote_in_order(order, settings);
  for (std::size_t k = 0; k < votes.size(); ++k) {
    StepResult& step = steps[index[k]];
    if (votes[k].side == Side::unknown) continue;
    if (votes[k].side != step.side) {
      AnalysisSettings other = settings_of[index[k]];
      other.side = votes[k].side;
      step = measure_step(cut_step(recording, segmentation, index[k], settings), other);
      step.side = votes[k].side;
    }
    step.side_confidence = votes[k].confidence;
    if (step.geometry) step.geometry->side_confidence = votes[k].confidence;
  }
}

}  // namespace

std::string_view to_string(Progression progression) noexcept {
  switch (progression) {
    case Progression::stride:
      return "stride";
    case Progression::walk:
      return "walk";
    case Progression::plate:
      break;
  }
  return "plate";
}

std::optional<double> StepResult::metric(std::string_view id) const {
  const auto table = builtin_metrics();
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (table[i]->id == id) return metrics[i];
  }
  throw std::out_of_range("no metric " + std::string(id));
}

std::optional<std::size_t> step_of_correction(const StepCorrection& correction,
                                              const Recording& recording,
                                              const AnalysisResult& result) {
  return nearest_step(correction, recording, result.steps.size(),
                      [&](std::size_t k) -> const Step& { return result.steps[k].step; });
}

AnalysisResult analyze(const Recording& recording, const AnalysisSettings& settings) {
  AnalysisResult result;
  result.settings = settings;
  std::optional<Segmentation> found;
  oneapi::tbb::parallel_invoke(
      [&] { result.whole = measure_whole(recording, settings.contact_threshold_kpa); },
      [&] { found.emplace(segment_steps(recording, settings)); });
  const Segmentation& segmentation = *found;
  for (const std::string& warning : segmentation.warnings) result.warnings.push_back(warning);
  const auto corrections = corrections_of(recording, segmentation.steps, result);
  std::vector<AnalysisSettings> settings_of(segmentation.steps.size(), settings);
  result.steps.resize(segmentation.steps.size());
  oneapi::tbb::parallel_for(std::size_t{0}, result.steps.size(), [&](std::size_t i) {
    if (corrections[i] != nullptr && corrections[i]->side) {
      settings_of[i].side = corrections[i]->side;
    }
    result.steps[i] = measure_step(cut_step(recording, segmentation, i, settings), settings_of[i]);
  });
  settle_sides(recording, segmentation, settings_of, result.steps, settings);
  // Partial prints take their foot from a whole step.
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    StepResult& step = result.steps[i];
    AnalysisSettings own = settings_of[i];
    if (!own.side && step.side != Side::unknown) own.side = step.side;
    auto geometry = geometry_from_other_step(result.steps, i, own);
    if (!geometry) continue;
    const double confidence = step.side_confidence;
    step = measure_step(cut_step(recording, segmentation, i, settings), own, std::move(geometry));
    step.side_confidence = confidence;
  }
  tell_unsure_sides(result);
  for (std::size_t i = 0; i < corrections.size(); ++i) {
    if (corrections[i] == nullptr || !corrections[i]->excluded) continue;
    std::string& invalid = result.steps[i].step.invalid_reason;
    const std::string& why = corrections[i]->reason;
    invalid = "excluded by the user" + (why.empty() ? "" : ": " + why) +
              (invalid.empty() ? "" : "; " + invalid);
  }
  turn_to_stride_lines(result);
  if (recording.detail() == Detail::picture) {
    result.warnings.emplace_back(
        "one picture without a time: measures of force, of time and of the centre of pressure are "
        "undefined");
  } else if (recording.detail() == Detail::frames && recording.size() > 1) {
    result.warnings.emplace_back("no times of the frames: measures that need time are undefined");
  }
  if (result.steps.empty()) {
    result.warnings.emplace_back(
        recording.plate().cell_area_mm2() > 0
            ? "no step found: no foot-sized contact at or above the threshold"
            : "no steps: the places or the size of the cells are not known, and without them "
              "forces, areas and shapes");
  }
  return result;
}

}  // namespace solea
