#include "analysis/step_segmentation_split.h"

#include <algorithm>
#include <cstdint>

#include "analysis/step_segmentation_join.h"

namespace solea::loaded_parts {

namespace {

constexpr double level_step = 1.5;                 // from one threshold to the next
constexpr std::size_t largest_volume = 1U << 26U;  // cells of a part's box over its frames

double peak_kpa(const Recording& recording, const Part& part,
                const std::vector<std::uint32_t>& part_of_cell, std::uint32_t id) {
  double peak = 0;
  for (std::size_t i = recording.first_cell(part.first_frame);
       i < recording.first_cell(part.last_frame + 1); ++i) {
    if (part_of_cell[i] == id) peak = std::max<double>(peak, recording.all_cells()[i].kpa);
  }
  return peak;
}

/// The feet in a part, numbered, for each cell of its frames; nothing where it does not fall apart.
std::vector<std::uint32_t> feet_in(const Recording& recording, const Ground& ground,
                                   const AnalysisSettings& settings, const Part& part,
                                   const std::vector<std::uint32_t>& part_of_cell,
                                   std::uint32_t id) {
  const double peak = peak_kpa(recording, part, part_of_cell, id);
  for (double level = level_step * settings.contact_threshold_kpa; level < peak;
       level *= level_step) {
    Parts pieces = split_part(recording, ground, part, part_of_cell, id, level);
    if (!std::all_of(pieces.parts.begin(), pieces.parts.end(),
                     [&](const Part& p) { return is_foot_sized(p, settings); })) {
      continue;
    }
    const std::vector<std::uint32_t> foot = join_parts(pieces.parts, recording, settings);
    const auto last = std::max_element(foot.begin(), foot.end(), [](auto a, auto b) {
      return (a == none ? 0 : a + 1) < (b == none ? 0 : b + 1);
    });
    if (last == foot.end() || *last == none || *last == 0) return {};
    for (std::uint32_t& piece : pieces.part_of_cell) {
      if (piece != none) piece = foot[piece];
    }
    return pieces.part_of_cell;
  }
  return {};
}

}  // namespace

void split_touching_feet(const Recording& recording, const Ground& ground,
                         const AnalysisSettings& settings, Parts& parts) {
  const std::size_t count = parts.parts.size();
  for (std::uint32_t id = 0; id < count; ++id) {
    const Part part = parts.parts[id];
    const std::size_t volume = (part.last_frame - part.first_frame + 3) *
                               static_cast<std::size_t>(part.box.rows() + 2) *
                               static_cast<std::size_t>(part.box.cols() + 2);
    if (is_foot_sized(part, settings) || volume > largest_volume) continue;
    auto feet = feet_in(recording, ground, settings, part, parts.part_of_cell, id);
    if (feet.empty()) continue;
    grow_groups(recording, ground, part, parts.part_of_cell, id, feet);
    const std::size_t base = recording.first_cell(part.first_frame);
    std::uint32_t feet_count = 0;
    for (const std::uint32_t foot : feet) {
      if (foot != none) feet_count = std::max(feet_count, foot + 1);
    }
    std::vector<Part> found = describe_parts(recording, ground, part.first_frame, feet, feet_count);
    // The first foot takes the part's place, the others follow at the end.
    const auto id_of = [&, end = static_cast<std::uint32_t>(parts.parts.size())](
                           std::uint32_t foot) { return foot == 0 ? id : end + foot - 1; };
    for (std::size_t i = 0; i < feet.size(); ++i) {
      if (feet[i] != none) parts.part_of_cell[base + i] = id_of(feet[i]);
    }
    parts.parts[id] = std::move(found[0]);
    for (std::size_t f = 1; f < found.size(); ++f) parts.parts.push_back(std::move(found[f]));
  }
}

std::vector<FrameRange> split_at_lifts(const std::vector<double>& force_n,
                                       const std::vector<double>& times_s,
                                       const AnalysisSettings& settings) {
  const std::size_t frames = force_n.size();
  const auto least = [&](std::size_t first, std::size_t last) {
    return *std::min_element(force_n.begin() + static_cast<std::ptrdiff_t>(first),
                             force_n.begin() + static_cast<std::ptrdiff_t>(last));
  };
  // Runs above the lift level of the highest maximum; a run whose own maximum is lower than a third
  // of it is no stance.
  const double top = frames == 0 ? 0 : *std::max_element(force_n.begin(), force_n.end());
  const double lift = std::max(settings.contact_force_n, settings.lift_force_fraction * top);
  constexpr double stance_share = 1.0 / 3;
  std::vector<FrameRange> runs;
  for (std::size_t k = 0; k < frames;) {
    if (force_n[k] < lift) {
      ++k;
      continue;
    }
    FrameRange run{k, k};
    double peak = 0;
    while (run.last < frames && force_n[run.last] >= lift)
      peak = std::max(peak, force_n[run.last++]);
    k = run.last;
    if (peak < stance_share * top) continue;
    if (!runs.empty() &&
        times_s[run.first] - times_s[runs.back().last - 1] <= settings.join_pause_s) {
      runs.back().last = run.last;
    } else {
      runs.push_back(run);
    }
  }
  if (runs.size() < 2) return {{0, frames}};
  // Each run reaches into the pause beside it until the force is about as low as it gets there.
  constexpr double near_least = 0.25;
  runs.front().first = 0;
  runs.back().last = frames;
  for (std::size_t r = 0; r + 1 < runs.size(); ++r) {
    const double lowest = least(runs[r].last, runs[r + 1].first);
    const double end = std::max(settings.contact_force_n, lowest + near_least * (lift - lowest));
    while (runs[r].last < runs[r + 1].first && force_n[runs[r].last] >= end) ++runs[r].last;
    while (runs[r + 1].first > runs[r].last && force_n[runs[r + 1].first - 1] >= end) {
      --runs[r + 1].first;
    }
  }
  return runs;
}

}  // namespace solea::loaded_parts
