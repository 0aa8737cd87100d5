#include "analysis/step_segmentation_split.h"

#include <algorithm>
#include <cstdint>

#include "analysis/step_segmentation_join.h"

namespace solea::loaded_parts {

namespace {

/// How many feet or pieces a list numbers.
std::uint32_t count_of(const std::vector<std::uint32_t>& foot) {
  std::uint32_t count = 0;
  for (const std::uint32_t f : foot) {
    if (f != none) count = std::max(count, f + 1);
  }
  return count;
}

double peak_kpa(const Recording& recording, const Part& part,
                const std::vector<std::uint32_t>& part_of_cell, std::uint32_t id) {
  double peak = 0;
  for (std::size_t i = recording.first_cell(part.first_frame);
       i < recording.first_cell(part.last_frame + 1); ++i) {
    if (part_of_cell[i] == id) peak = std::max<double>(peak, recording.all_cells()[i].kpa);
  }
  return peak;
}

/// The pieces that a part falls into when the threshold rises, numbered, for each cell of its
/// frames; nothing where it does not. Each piece is a good share of what is left of the part, and
/// no larger than a foot.
std::vector<std::uint32_t> pieces_of(const Recording& recording, const Ground& ground,
                                     const AnalysisSettings& settings, const Parts& parts,
                                     std::uint32_t id) {
  const Part& part = parts.parts[id];
  const double peak = peak_kpa(recording, part, parts.part_of_cell, id);
  for (double level = settings.split_level_step * settings.contact_threshold_kpa;
       level < settings.split_highest_level * peak; level *= settings.split_level_step) {
    Parts pieces = split_part(recording, ground, part, parts.part_of_cell, id, level);
    std::size_t left = 0;
    for (const Part& p : pieces.parts) left += p.cells;
    std::vector<std::uint32_t> number(pieces.parts.size(), none);
    std::uint32_t count = 0;
    bool sized = true;
    for (std::size_t i = 0; i < number.size(); ++i) {
      const Part& p = pieces.parts[i];
      sized = sized && is_foot_sized(p, settings);
      if (p.cells >= settings.min_part_samples &&
          static_cast<double>(p.cells) >= settings.split_piece_share * static_cast<double>(left)) {
        number[i] = count++;
      }
    }
    if (!sized || count < 2) continue;
    for (std::uint32_t& piece : pieces.part_of_cell) {
      if (piece != none) piece = number[piece];
    }
    return pieces.part_of_cell;
  }
  return {};
}

/// Replaces a part by its pieces. False: there is one.
bool split(const Recording& recording, const Ground& ground, const AnalysisSettings& settings,
           Parts& parts, std::uint32_t id) {
  const Part part = parts.parts[id];
  const std::size_t volume = (part.last_frame - part.first_frame + 3) *
                             static_cast<std::size_t>(part.box.rows() + 2) *
                             static_cast<std::size_t>(part.box.cols() + 2);
  if (volume > settings.split_most_samples) return false;
  std::vector<std::uint32_t> pieces = pieces_of(recording, ground, settings, parts, id);
  if (pieces.empty()) return false;
  grow_groups(recording, ground, part, parts.part_of_cell, id, pieces);
  std::vector<Part> found =
      describe_parts(recording, ground, part.first_frame, pieces, count_of(pieces));
  // The first piece takes the part's place, the others follow at the end.
  const auto end = static_cast<std::uint32_t>(parts.parts.size());
  const std::size_t base = recording.first_cell(part.first_frame);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (pieces[i] != none) parts.part_of_cell[base + i] = pieces[i] == 0 ? id : end + pieces[i] - 1;
  }
  parts.parts[id] = std::move(found[0]);
  for (std::size_t f = 1; f < found.size(); ++f) parts.parts.push_back(std::move(found[f]));
  return true;
}

/// Crowds: feet so near to each other, in place and time, that they may touch. The parts of each
/// crowd; feet alone are none.
std::vector<std::vector<std::uint32_t>> find_crowds(const Parts& parts,
                                                    const std::vector<std::uint32_t>& foot,
                                                    const Recording& recording,
                                                    const AnalysisSettings& settings) {
  std::vector<Part> feet(count_of(foot));
  for (std::size_t id = 0; id < foot.size(); ++id) {
    if (foot[id] == none) continue;
    Part& whole = feet[foot[id]];
    whole = whole.cells == 0 ? parts.parts[id] : united(whole, parts.parts[id]);
  }
  DisjointSets sets;
  std::vector<char> crowded(feet.size(), 0);
  for (std::size_t f = 0; f < feet.size(); ++f) sets.add();
  for (std::uint32_t a = 0; a < feet.size(); ++a) {
    for (std::uint32_t b = a + 1; b < feet.size(); ++b) {
      if (!are_near(feet[a], feet[b], recording, settings)) continue;
      crowded[a] = crowded[b] = 1;
      sets.unite(a, b);
    }
  }
  std::vector<std::vector<std::uint32_t>> crowd_of_foot(feet.size());
  for (std::uint32_t id = 0; id < foot.size(); ++id) {
    if (foot[id] != none && crowded[foot[id]] != 0) {
      crowd_of_foot[sets.find(foot[id])].push_back(id);
    }
  }
  std::erase_if(crowd_of_foot, [](const auto& crowd) { return crowd.empty(); });
  return crowd_of_foot;
}

/// How many feet some of the parts are.
std::uint32_t feet_among(const Parts& parts, const std::vector<std::uint32_t>& ids,
                         const Recording& recording, const AnalysisSettings& settings) {
  std::vector<Part> some;
  for (const std::uint32_t id : ids) some.push_back(parts.parts[id]);
  return count_of(join_parts(some, recording, settings));
}

}  // namespace

std::vector<std::uint32_t> find_feet(const Recording& recording, const Ground& ground,
                                     const AnalysisSettings& settings, Parts& parts) {
  for (std::uint32_t id = 0; id < parts.parts.size(); ++id) {  // pieces too
    if (!is_foot_sized(parts.parts[id], settings)) split(recording, ground, settings, parts, id);
  }
  std::vector<std::uint32_t> foot = join_parts(parts.parts, recording, settings);
  bool changed = false;
  for (std::vector<std::uint32_t>& crowd : find_crowds(parts, foot, recording, settings)) {
    Parts trial = parts;
    const std::uint32_t feet = feet_among(parts, crowd, recording, settings);
    const std::size_t before = trial.parts.size();
    for (std::size_t i = crowd.size(); i-- > 0;) {
      if (parts.parts[crowd[i]].cells >= settings.min_part_samples) {
        split(recording, ground, settings, trial, crowd[i]);
      }
    }
    for (std::size_t id = before; id < trial.parts.size(); ++id) {
      crowd.push_back(static_cast<std::uint32_t>(id));
    }
    if (trial.parts.size() == before || feet_among(trial, crowd, recording, settings) > feet) {
      continue;
    }
    parts = std::move(trial);
    changed = true;
  }
  return changed ? join_parts(parts.parts, recording, settings) : foot;
}

std::vector<FrameRange> split_at_lifts(const std::vector<double>& force_n,
                                       const std::vector<double>& times_s,
                                       const AnalysisSettings& settings) {
  const std::size_t frames = force_n.size();
  const auto least = [&](std::size_t first, std::size_t last) {
    return *std::min_element(force_n.begin() + static_cast<std::ptrdiff_t>(first),
                             force_n.begin() + static_cast<std::ptrdiff_t>(last));
  };
  // Runs above the lift level of the highest maximum; a run whose own maximum is much lower is
  // no stance.
  const double top = frames == 0 ? 0 : *std::max_element(force_n.begin(), force_n.end());
  const double lift = std::max(settings.contact_force_n, settings.lift_force_fraction * top);
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
    if (peak < settings.stance_force_fraction * top) continue;
    if (!runs.empty() &&
        times_s[run.first] - times_s[runs.back().last - 1] <= settings.join_pause_s) {
      runs.back().last = run.last;
    } else {
      runs.push_back(run);
    }
  }
  if (runs.size() < 2) return {{0, frames}};
  // Each run reaches into the pause beside it until the force is about as low as it gets there.
  runs.front().first = 0;
  runs.back().last = frames;
  for (std::size_t r = 0; r + 1 < runs.size(); ++r) {
    const double lowest = least(runs[r].last, runs[r + 1].first);
    const double end =
        std::max(settings.contact_force_n, lowest + settings.lift_reach_fraction * (lift - lowest));
    while (runs[r].last < runs[r + 1].first && force_n[runs[r].last] >= end) ++runs[r].last;
    while (runs[r + 1].first > runs[r].last && force_n[runs[r + 1].first - 1] >= end) {
      --runs[r + 1].first;
    }
  }
  return runs;
}

}  // namespace solea::loaded_parts
