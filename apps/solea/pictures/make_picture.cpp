#include "apps/solea/pictures/make_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "analysis/registration.h"
#include "analysis/step_segmentation.h"
#include "apps/pictures/make_feet.h"
#include "core/color_scale.h"
#include "core/error.h"
#include "core/version.h"

namespace solea {

namespace {

bool overlap(const CellBox& a, const CellBox& b) {
  return a.row0 < b.row1 && b.row0 < a.row1 && a.col0 < b.col1 && b.col0 < a.col1;
}

/// The steps to show: the chosen one; else all, or the first valid one where they overlap.
/// On a longer way each foot would be a speck.
constexpr double longest_mm = 3000;

/// How far a walk goes, along x or y.
double walk_mm(const AnalysisResult& result, const std::vector<std::size_t>& shown) {
  CellBox all = result.steps[shown[0]].step.box;
  for (const std::size_t i : shown) {
    all = united(all, result.steps[i].step.box);
  }
  const PlateGeometry& plate = result.steps[shown[0]].footprint.plate;
  return std::max(all.rows() * plate.pitch_y_mm, all.cols() * plate.pitch_x_mm);
}

std::size_t first_valid(const AnalysisResult& result) {
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    if (result.steps[i].step.valid()) return i;
  }
  return 0;
}

std::vector<std::size_t> steps_to_show(const AnalysisResult& result, const PictureChoice& choice) {
  const auto& steps = result.steps;
  if (choice.step) {
    if (*choice.step >= steps.size()) {
      throw Error(fmt::format("no step {}, expected 0 to {}", *choice.step,
                              static_cast<int>(steps.size()) - 1));
    }
    return {*choice.step};
  }
  std::vector<std::size_t> all;
  bool overlapping = false;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      overlapping = overlapping || overlap(steps[i].step.box, steps[j].step.box);
    }
    all.push_back(i);
  }
  if (!overlapping && (choice.what == "walkway" || walk_mm(result, all) < longest_mm)) return all;
  if (!overlapping) return {first_valid(result)};
  if (choice.what == "walkway") {
    throw Error("the steps lie on top of each other: no walkway, see --what feet");
  }
  return {first_valid(result)};
}

/// Lays a step's values into the picture's box.
void paste(PressurePicture& picture, const Footprint& print, const std::vector<float>& values) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int row = print.box.row0 + static_cast<int>(i) / print.box.cols() - picture.box.row0;
    const int col = print.box.col0 + static_cast<int>(i) % print.box.cols() - picture.box.col0;
    float& cell = picture.values[static_cast<std::size_t>(row * picture.box.cols() + col)];
    cell = std::max(cell, values[i]);
  }
}

std::optional<std::size_t> frame_number(const std::string& what) {
  if (!what.starts_with("frame:")) return std::nullopt;
  std::size_t frame = 0;
  const char* last = what.data() + what.size();
  const auto [end, error] = std::from_chars(what.data() + 6, last, frame);
  if (error != std::errc{} || end != last) throw Error("'" + what + "', expected frame:NUMBER");
  return frame;
}

TimedPath cop_path(const StepResult& step) {
  TimedPath path;
  for (std::size_t k = 0; k < step.curves.cop.size(); ++k) {
    if (!step.curves.cop[k]) continue;
    path.points.push_back(*step.curves.cop[k]);
    path.times_s.push_back(step.curves.times_s[k] - step.curves.times_s[step.curves.first_contact]);
  }
  return path;
}

/// Heel, toes, medial and lateral beside the print, for those who see a footprint for the first
/// time.
std::vector<PlateLabel> direction_labels(const StepResult& step) {
  if (!step.geometry || step.side == Side::unknown) return {};
  const FootFrame& f = step.geometry->frame;
  const double length = step.geometry->length_mm;
  double medial = 0;
  double lateral = 0;
  for (const PrintCell& cell : step.geometry->print.cells()) {
    medial = std::min(medial, cell.centre.x);
    lateral = std::max(lateral, cell.centre.x);
  }
  constexpr double aside_mm = 16;
  return {{f.to_plate({0, -14}), "heel"},
          {f.to_plate({0, length + 20}), "toes"},
          {f.to_plate({medial - aside_mm, 0.45 * length}), "medial"},
          {f.to_plate({lateral + aside_mm, 0.45 * length}), "lateral"}};
}

/// Number and side of each step beside it, in the order of the walk.
std::vector<PlateLabel> step_labels(const AnalysisResult& result,
                                    const std::vector<std::size_t>& shown, bool along_x) {
  constexpr double aside_mm = 24;
  std::vector<PlateLabel> labels;
  for (const std::size_t i : shown) {
    const StepResult& step = result.steps[i];
    const PlateGeometry& plate = step.footprint.plate;
    const CellBox& box = step.step.box;
    const bool right = step.side == Side::right;
    const std::string mark = right ? "R" : step.side == Side::left ? "L" : "?";
    const PointMm low = {box.col0 * plate.pitch_x_mm, box.row0 * plate.pitch_y_mm};
    const PointMm high = {box.col1 * plate.pitch_x_mm, box.row1 * plate.pitch_y_mm};
    PointMm at = 0.5 * (low + high);
    // To the foot's own side of the walk, which goes along y or, where that is longer, along x.
    if (along_x) {
      at.y = right ? low.y - aside_mm : high.y + aside_mm;
    } else {
      at.x = right ? high.x + aside_mm : low.x - aside_mm;
    }
    labels.push_back(
        {at, fmt::format(fmt::runtime(step.step.valid() ? "{} {}" : "({} {})"), i, mark)});
  }
  return labels;
}

std::string describe(const StepResult& step) {
  std::string text = fmt::format("peak {:.0f} kPa", step.metric("peak_pressure_kpa").value_or(0));
  if (const auto force = step.metric("max_force_n")) {
    text += fmt::format(", maximum force {:.0f} N", *force);
  }
  if (const auto length = step.metric("foot_length_mm")) {
    text += fmt::format(", print length {:.0f} mm", *length);
  }
  if (const auto index = step.metric("arch_index")) {
    text += fmt::format(", arch index {:.3f} ({})", *index,
                        step.arch ? to_string(*step.arch) : "no class");
  }
  if (!step.step.valid()) text += ", " + step.step.invalid_reason;
  return text;
}

/// Everything the plate saw in one frame, or over all frames when no foot was found.
PressurePicture whole_plate(const Recording& recording, std::optional<std::size_t> frame) {
  PressurePicture picture;
  picture.plate = recording.plate();
  std::vector<float> peak(recording.plate().cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    if (frame && k != *frame) continue;
    for (const LoadedCell& cell : recording.cells(k)) {
      peak[cell.index] = std::max(peak[cell.index], cell.kpa);
    }
  }
  CellBox box;
  for (int i = 0; i < static_cast<int>(peak.size()); ++i) {
    if (peak[static_cast<std::size_t>(i)] <= 0) continue;
    const int row = i / recording.plate().cols;
    const int col = i % recording.plate().cols;
    box = united(box, {row, col, row + 1, col + 1});
  }
  if (box.rows() <= 0) throw Error("nothing is loaded, expected a cell at the contact threshold");
  picture.box = box;
  for (int row = box.row0; row < box.row1; ++row) {
    for (int col = box.col0; col < box.col1; ++col) {
      picture.values.push_back(peak[static_cast<std::size_t>(row * recording.plate().cols + col)]);
    }
  }
  return picture;
}

PressurePicture steps_picture(const AnalysisResult& result, const std::vector<std::size_t>& shown,
                              const std::string& what) {
  PressurePicture picture;
  picture.plate = result.steps[shown[0]].footprint.plate;
  picture.box = result.steps[shown[0]].step.box;
  for (const std::size_t i : shown) {
    picture.box = united(picture.box, result.steps[i].step.box);
  }
  picture.values.assign(
      static_cast<std::size_t>(picture.box.rows()) * static_cast<std::size_t>(picture.box.cols()),
      0.0F);
  for (const std::size_t i : shown) {
    const Footprint& print = result.steps[i].footprint;
    if ((what == "mean" && result.steps[i].detail < Detail::frames) ||
        (what == "pti" && result.steps[i].detail < Detail::times)) {
      throw Error("the recording does not tell the times of its frames: no " + what + " picture");
    }
    paste(picture, print,
          what == "mean"  ? print.mean_kpa
          : what == "pti" ? print.pti_kpas
                          : print.peak_kpa);
    picture.cop.push_back(cop_path(result.steps[i]));
    picture.feet.push_back(
        foot_on_plate(result.steps[i], result.settings.contact_threshold_kpa, i));
  }
  return picture;
}

}  // namespace

PressurePicture make_picture(const Recording& recording, const SourceInfo& info,
                             const AnalysisResult& result, const PictureChoice& choice,
                             const std::string& file_name) {
  const auto frame = frame_number(choice.what);
  if (frame && *frame >= recording.size()) {
    throw Error(fmt::format("no frame {}, expected 0 to {}", *frame,
                            static_cast<int>(recording.size()) - 1));
  }
  if (!(info.plate.pitch_x_mm > 0 && info.plate.pitch_y_mm > 0)) {
    throw Error("the file does not tell where its sensors are: no picture");
  }
  PressurePicture picture;
  std::string whose = "whole plate";
  if (frame || result.steps.empty() || choice.what == "plate") {
    picture = whole_plate(recording, frame);
    picture.subtitle = file_name;
    if (frame) whose = fmt::format("frame {}, {:.3f} s", *frame, recording.time_s(*frame));
  } else {
    const std::vector<std::size_t> shown = steps_to_show(result, choice);
    picture = steps_picture(result, shown, choice.what);
    if (shown.size() == 1) {
      const StepResult& step = result.steps[shown[0]];
      picture.labels = direction_labels(step);
      whose = step.side == Side::unknown ? "foot" : std::string(to_string(step.side)) + " foot";
      if (result.steps.size() > 1) {
        whose += fmt::format(", step {}", shown[0]);
      }
      picture.subtitle = fmt::format("{}: {}", file_name, describe(step));
    } else {
      whose = fmt::format("{} steps", shown.size());
      const bool along_x = picture.box.cols() * picture.plate.pitch_x_mm >
                           picture.box.rows() * picture.plate.pitch_y_mm;
      picture.labels = step_labels(result, shown, along_x);
      picture.subtitle = file_name;
      if (std::ranges::any_of(shown,
                              [&](std::size_t i) { return !result.steps[i].step.valid(); })) {
        picture.subtitle += ": steps in brackets are not valid";
      }
    }
  }
  picture.quantity = choice.what == "mean"  ? "Mean pressure"
                     : choice.what == "pti" ? "Pressure-time integral of each cell"
                     : frame                ? "Pressure"
                                            : "Peak pressure";
  if (choice.what == "pti") picture.unit = "kPa s";
  picture.title = picture.quantity + ", " + whose;
  picture.footer = fmt::format("Solea {}  |  cells {:.3g} x {:.3g} mm  |  contact from {:g} kPa",
                               software_version, info.plate.pitch_x_mm, info.plate.pitch_y_mm,
                               result.settings.contact_threshold_kpa);
  return picture;
}

namespace {

/// As the other foot would have it: left and right change places within the box.
Footprint mirrored(const Footprint& print) {
  Footprint other = print;
  const auto cols = static_cast<std::size_t>(print.box.cols());
  for (std::size_t i = 0; i < print.cells(); ++i) {
    other.peak_kpa[i - i % cols + (cols - 1 - i % cols)] = print.peak_kpa[i];
  }
  return other;
}

const StepResult& foot_of(const AnalysisResult& result, std::optional<std::size_t> number,
                          const std::string& name) {
  if (number && *number >= result.steps.size()) {
    throw Error(fmt::format("{}: no step {}, expected 0 to {}", name, *number,
                            static_cast<int>(result.steps.size()) - 1));
  }
  for (std::size_t i = 0; i < result.steps.size(); ++i) {
    if (number ? *number != i : !result.steps[i].step.valid()) continue;
    if (!result.steps[i].geometry) throw Error(name + ": the step is no foot");
    return result.steps[i];
  }
  throw Error(name + ": no valid step was found");
}

}  // namespace

PressurePicture make_difference(const ComparedFoot& one, const ComparedFoot& other) {
  const StepResult& a = foot_of(*one.result, one.step, one.name);
  const StepResult& b = foot_of(*other.result, other.step, other.name);
  const bool mirror = a.side != b.side && a.side != Side::unknown && b.side != Side::unknown;
  const Footprint moving = mirror ? mirrored(b.footprint) : b.footprint;
  PointMm axis = b.geometry->frame.axis;
  if (mirror) axis.x = -axis.x;
  const Registration match = register_prints(a.footprint, moving, a.geometry->frame.axis, axis);
  constexpr double margin_mm = 15;
  const RigidTransform stay;
  const Footprint left = resampled(a.footprint, a.footprint, stay, margin_mm);
  const Footprint right = resampled(moving, a.footprint, match.transform, margin_mm);
  PressurePicture picture;
  picture.plate = left.plate;
  picture.box = left.box;
  picture.difference = true;
  const auto least = static_cast<float>(one.result->settings.contact_threshold_kpa);
  for (std::size_t i = 0; i < left.cells(); ++i) {
    const bool loaded = left.peak_kpa[i] >= least || right.peak_kpa[i] >= least;
    picture.values.push_back(loaded ? left.peak_kpa[i] - right.peak_kpa[i] : 0.0F);
  }
  FootPicture foot = foot_on_plate(a, one.result->settings.contact_threshold_kpa, 0);
  foot.peak.reset();
  foot.instants.clear();
  picture.feet.push_back(std::move(foot));
  picture.labels = direction_labels(a);
  picture.quantity = "Difference of peak pressure";
  picture.title = fmt::format("{} minus {}", one.name, other.name);
  picture.subtitle = fmt::format(
      "peak pressure after registration: turned {:.1f} deg, {:.0f} % of the pressures differ{}",
      match.transform.turn_deg, 100 * match.relative_difference, mirror ? ", mirrored" : "");
  picture.footer = fmt::format("Solea {}  |  green: more in the first, violet: more in the second",
                               software_version);
  return picture;
}

VolumePicture make_volume(const Recording& recording, const AnalysisResult& result,
                          std::optional<std::size_t> number, const std::string& file_name) {
  const auto& steps = result.steps;
  if (number && *number >= steps.size()) {
    throw Error(
        fmt::format("no step {}, expected 0 to {}", *number, static_cast<int>(steps.size()) - 1));
  }
  std::size_t chosen = number.value_or(0);
  while (!number && chosen < steps.size() && !steps[chosen].step.valid()) ++chosen;
  if (chosen >= steps.size()) throw Error(file_name + ": no valid step was found");
  const StepResult& step = steps[chosen];
  if (step.detail != Detail::times) {
    throw Error("the recording does not tell the times of its frames: no volume");
  }
  VolumePicture picture;
  picture.movie =
      cut_step(recording, segment_steps(recording, result.settings), chosen, result.settings);
  picture.foot = foot_on_plate(step, result.settings.contact_threshold_kpa, chosen);
  picture.cop = cop_path(step);
  const StepCurves& curves = step.curves;
  const double wait_s =
      curves.times_s.empty() ? 0 : curves.times_s[curves.first_contact] - curves.times_s.front();
  for (double& t : picture.cop.times_s) t += wait_s;
  const double peak = *step.metric("peak_pressure_kpa");
  const double top = round_scale_kpa(peak);
  picture.levels_kpa = {result.settings.contact_threshold_kpa, 0.25 * top, 0.5 * top};
  if (0.75 * top < 0.95 * peak) picture.levels_kpa.push_back(0.75 * top);
  std::erase_if(picture.levels_kpa, [&](double level) { return level >= peak; });
  std::ranges::sort(picture.levels_kpa);
  picture.title = fmt::format("Pressure over time, step {}, {}", chosen,
                              step.side == Side::unknown ? "side unknown" : to_string(step.side));
  picture.subtitle = fmt::format("{}: {}", file_name, describe(step));
  picture.footer = fmt::format("Solea {}  |  time upward; surfaces at", software_version);
  for (const double level : picture.levels_kpa) picture.footer += fmt::format(" {:g}", level);
  picture.footer += " kPa; line: centre of pressure; below: peak pressure";
  return picture;
}

}  // namespace solea
