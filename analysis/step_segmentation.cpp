#include "analysis/step_segmentation.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

#include "analysis/loaded_parts.h"
#include "core/units.h"

namespace solea {

namespace {

using loaded_parts::DisjointSets;
using loaded_parts::none;
using loaded_parts::Part;
using loaded_parts::united;

/// How far two parts are from being one foot: mm between their boxes, sideways counting double
/// because a foot is long and narrow; nothing when they cannot be one foot.
std::optional<double> distance_as_one_foot(const Part& a, const Part& b, const Recording& recording,
                                           const AnalysisSettings& settings) {
  const double pause_s = a.first_frame > b.last_frame || b.first_frame > a.last_frame
                             ? recording.time_s(std::max(a.first_frame, b.first_frame)) -
                                   recording.time_s(std::min(a.last_frame, b.last_frame))
                             : 0;
  if (pause_s > settings.join_pause_s) return std::nullopt;
  const PlateGeometry& plate = recording.plate();
  const double gap_x_mm =
      plate.pitch_x_mm * std::max({0, a.box.col0 - b.box.col1, b.box.col0 - a.box.col1});
  const double gap_y_mm =
      plate.pitch_y_mm * std::max({0, a.box.row0 - b.box.row1, b.box.row0 - a.box.row1});
  if (std::hypot(gap_x_mm, gap_y_mm) > settings.join_gap_mm) return std::nullopt;
  const cv::RotatedRect rectangle = cv::minAreaRect(united(a, b).hull_mm);
  const auto [width_mm, length_mm] = std::minmax(rectangle.size.width, rectangle.size.height);
  if (length_mm > settings.max_foot_length_mm || width_mm > settings.max_foot_width_mm) {
    return std::nullopt;
  }
  return 2 * gap_x_mm + gap_y_mm;
}

/// Parts of fewer loaded cells (summed over frames) cannot start a foot: noise, or a flicker at the
/// rim of one.
constexpr std::size_t smallest_part_cells = 10;

/// Joins parts into feet, nearest pair first. Returns each part's foot, `none` for noise; the entry
/// of `parts` that represents a foot then describes the whole foot.
std::vector<std::uint32_t> join_parts(std::vector<Part>& parts, const Recording& recording,
                                      const AnalysisSettings& settings) {
  DisjointSets feet;
  std::vector<std::uint32_t> alive;
  for (std::uint32_t id = 0; id < parts.size(); ++id) {
    feet.add();
    if (parts[id].cells >= smallest_part_cells) alive.push_back(id);
  }
  for (;;) {
    double best = std::numeric_limits<double>::infinity();
    std::uint32_t best_a = none;
    std::uint32_t best_b = none;
    for (std::size_t i = 0; i < alive.size(); ++i) {
      for (std::size_t j = i + 1; j < alive.size(); ++j) {
        const auto d = distance_as_one_foot(parts[alive[i]], parts[alive[j]], recording, settings);
        if (d && *d < best) std::tie(best, best_a, best_b) = std::tuple(*d, alive[i], alive[j]);
      }
    }
    if (best_a == none) break;
    const std::uint32_t kept = feet.unite(best_a, best_b);
    parts[kept] = united(parts[best_a], parts[best_b]);
    std::erase(alive, kept == best_a ? best_b : best_a);
  }

  std::vector<std::uint32_t> foot_of_part(parts.size(), none);
  for (std::uint32_t id = 0; id < parts.size(); ++id) {
    if (parts[id].cells >= smallest_part_cells) {
      foot_of_part[id] = feet.find(id);
      continue;
    }
    double best = std::numeric_limits<double>::infinity();
    for (const std::uint32_t foot : alive) {
      const auto d = distance_as_one_foot(parts[id], parts[foot], recording, settings);
      if (d && *d < best) std::tie(best, foot_of_part[id]) = std::tuple(*d, foot);
    }
    // The rim of a foot, not somewhere near it.
    const PlateGeometry& plate = recording.plate();
    if (best > 4 * std::max(plate.pitch_x_mm, plate.pitch_y_mm)) foot_of_part[id] = none;
  }
  for (std::uint32_t id = 0; id < parts.size(); ++id) {
    const std::uint32_t foot = foot_of_part[id];
    if (foot != none && foot != id && parts[id].cells < smallest_part_cells) {
      parts[foot] = united(parts[foot], parts[id]);
    }
  }
  return foot_of_part;
}

/// Why a step is no whole step, or nothing.
std::string judge(const Recording& recording, const StepMovie& movie,
                  const AnalysisSettings& settings) {
  const PlateGeometry& plate = recording.plate();
  const double cell_area_mm2 = plate.cell_area_mm2();
  std::vector<double> force(movie.frames());
  std::vector<char> touched(movie.cells());
  for (std::size_t k = 0; k < movie.frames(); ++k) {
    const auto frame = movie.frame(k);
    for (std::size_t i = 0; i < frame.size(); ++i) {
      force[k] += force_n(frame[i], cell_area_mm2);
      if (frame[i] > 0) touched[i] = 1;
    }
  }
  const double max_force = *std::max_element(force.begin(), force.end());
  const auto area_mm2 =
      static_cast<double>(std::count(touched.begin(), touched.end(), 1)) * cell_area_mm2;
  const CellBox& box = movie.step.box;
  if (box.row0 == 0 || box.col0 == 0 || box.row1 == plate.rows || box.col1 == plate.cols) {
    return "cut by the plate's edge";
  }
  const double cut_force =
      std::max(settings.contact_force_n, settings.cut_force_fraction * max_force);
  if (movie.step.frames.first == 0 && force.front() > cut_force) {
    return "begun before the recording";
  }
  if (movie.step.frames.last == recording.size() && force.back() > cut_force) {
    return "not ended within the recording";
  }
  if (movie.times_s.back() - movie.times_s.front() < settings.min_duration_s) return "too short";
  if (area_mm2 < settings.min_area_mm2) return "too small";
  return {};
}

}  // namespace

Segmentation segment_steps(const Recording& recording, const AnalysisSettings& settings) {
  auto [parts, part_of_cell] = loaded_parts::find_parts(recording, settings.contact_threshold_kpa);
  const auto count = static_cast<std::uint32_t>(parts.size());
  const std::vector<std::uint32_t> foot_of_part = join_parts(parts, recording, settings);

  // Feet in order of first contact, then from left to right.
  std::vector<std::uint32_t> feet;
  for (std::uint32_t id = 0; id < count; ++id) {
    if (foot_of_part[id] == id) feet.push_back(id);
  }
  std::sort(feet.begin(), feet.end(), [&parts = parts](std::uint32_t a, std::uint32_t b) {
    return std::tuple(parts[a].first_frame, parts[a].box.col0) <
           std::tuple(parts[b].first_frame, parts[b].box.col0);
  });
  std::vector<std::int32_t> step_of_part(count, Segmentation::no_step);
  Segmentation result;
  for (std::size_t s = 0; s < feet.size(); ++s) {
    const Part& foot = parts[feet[s]];
    result.steps.push_back({{foot.first_frame, foot.last_frame + 1}, foot.box, {}});
    for (std::uint32_t id = 0; id < count; ++id) {
      if (foot_of_part[id] == feet[s]) step_of_part[id] = static_cast<std::int32_t>(s);
    }
  }
  result.step_of_cell.reserve(part_of_cell.size());
  for (const std::uint32_t part : part_of_cell) {
    result.step_of_cell.push_back(part == none ? Segmentation::no_step : step_of_part[part]);
  }
  for (std::size_t s = 0; s < result.steps.size(); ++s) {
    result.steps[s].invalid_reason =
        judge(recording, cut_step(recording, result, s, settings), settings);
  }
  return result;
}

StepMovie cut_step(const Recording& recording, const Segmentation& segmentation, std::size_t index,
                   const AnalysisSettings& settings) {
  StepMovie movie;
  movie.plate = recording.plate();
  movie.step = segmentation.steps.at(index);
  const FrameRange frames = movie.step.frames;
  const CellBox& box = movie.step.box;
  movie.kpa.assign(frames.size() * movie.cells(), 0.0F);
  for (std::size_t frame = frames.first; frame < frames.last; ++frame) {
    movie.times_s.push_back(recording.time_s(frame));
    const auto cells = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame);
    float* const out = movie.kpa.data() + (frame - frames.first) * movie.cells();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (segmentation.step_of_cell[first + i] != static_cast<std::int32_t>(index) ||
          cells[i].kpa < settings.contact_threshold_kpa) {
        continue;
      }
      const int row = static_cast<int>(cells[i].index) / movie.plate.cols - box.row0;
      const int col = static_cast<int>(cells[i].index) % movie.plate.cols - box.col0;
      out[row * box.cols() + col] = cells[i].kpa;
    }
  }
  return movie;
}

}  // namespace solea
