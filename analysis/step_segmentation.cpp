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

#include "core/units.h"

namespace solea {

namespace {

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Sets of parts that belong together; the smaller id is the representative.
class DisjointSets {
 public:
  std::uint32_t add() {
    parent_.push_back(static_cast<std::uint32_t>(parent_.size()));
    return parent_.back();
  }
  std::uint32_t find(std::uint32_t a) {
    while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
    return a;
  }
  std::uint32_t unite(std::uint32_t a, std::uint32_t b) {
    a = find(a);
    b = find(b);
    if (a > b) std::swap(a, b);
    parent_[b] = a;
    return a;
  }
  [[nodiscard]] std::size_t size() const { return parent_.size(); }

 private:
  std::vector<std::uint32_t> parent_;
};

/// Gives each active cell the id of its connected part (space: 8 neighbours, time: next frame, where
/// a cell also meets its 8 neighbours, because a foot rolls).
std::vector<std::uint32_t> connect_cells(const Recording& recording, double threshold_kpa,
                                         DisjointSets& sets) {
  const PlateGeometry& plate = recording.plate();
  // A border of one cell around the grid saves every bounds check.
  const int stride = plate.cols + 2;
  const auto slot = [&](std::uint32_t index) {
    const int row = static_cast<int>(index) / plate.cols;
    const int col = static_cast<int>(index) % plate.cols;
    return static_cast<std::size_t>((row + 1) * stride + col + 1);
  };
  std::vector<std::uint32_t> now(static_cast<std::size_t>((plate.rows + 2) * stride), none);
  std::vector<std::uint32_t> before = now;
  std::vector<std::uint32_t> part_of_cell(recording.all_cells().size(), none);

  for (std::size_t frame = 0; frame < recording.size(); ++frame) {
    const auto cells = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].kpa < threshold_kpa) continue;
      const std::size_t here = slot(cells[i].index);
      std::uint32_t part = none;
      const auto meet = [&](std::uint32_t other) {
        if (other == none) return;
        part = part == none ? sets.find(other) : sets.unite(part, other);
      };
      meet(now[here - 1]);
      for (int d = -1; d <= 1; ++d) meet(now[here - stride + d]);
      for (int row = -1; row <= 1; ++row) {
        for (int d = -1; d <= 1; ++d) meet(before[here + row * stride + d]);
      }
      if (part == none) part = sets.add();
      now[here] = part;
      part_of_cell[first + i] = part;
    }
    std::swap(now, before);
    if (frame > 0) {  // clear what is now two frames old, cell by cell
      for (const LoadedCell& cell : recording.cells(frame - 1)) now[slot(cell.index)] = none;
    }
  }
  return part_of_cell;
}

/// A set of loaded cells: where, when, how much.
struct Part {
  std::size_t first_frame = 0;
  std::size_t last_frame = 0;  ///< inclusive
  CellBox box;
  std::size_t cells = 0;
  std::vector<cv::Point2f> hull_mm;  ///< convex hull of the cells' corners
};

/// Corners of the outermost cells of each row: enough for the hull.
class Silhouette {
 public:
  void add(int row, int col) {
    if (row < row0_ || spans_.empty()) {
      const auto missing = spans_.empty() ? 1 : row0_ - row;
      spans_.insert(spans_.begin(), static_cast<std::size_t>(missing), {1, 0});
      row0_ = row;
    }
    const auto i = static_cast<std::size_t>(row - row0_);
    if (i >= spans_.size()) spans_.resize(i + 1, {1, 0});
    auto& [lo, hi] = spans_[i];
    if (lo > hi) {
      lo = hi = col;
    } else {
      lo = std::min(lo, col);
      hi = std::max(hi, col);
    }
  }
  [[nodiscard]] std::vector<cv::Point2f> hull_mm(const PlateGeometry& plate) const {
    std::vector<cv::Point2f> corners;
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      const auto [lo, hi] = spans_[i];
      if (lo > hi) continue;
      for (int edge = 0; edge <= 1; ++edge) {
        const double y = (row0_ + static_cast<int>(i) + edge) * plate.pitch_y_mm;
        corners.emplace_back(static_cast<float>(lo * plate.pitch_x_mm), static_cast<float>(y));
        corners.emplace_back(static_cast<float>((hi + 1) * plate.pitch_x_mm),
                             static_cast<float>(y));
      }
    }
    std::vector<cv::Point2f> hull;
    cv::convexHull(corners, hull);
    return hull;
  }

 private:
  int row0_ = 0;
  std::vector<std::pair<int, int>> spans_;
};

std::vector<Part> describe_parts(const Recording& recording,
                                 const std::vector<std::uint32_t>& part_of_cell,
                                 std::size_t count) {
  std::vector<Part> parts(count);
  std::vector<Silhouette> silhouettes(count);
  const int cols = recording.plate().cols;
  for (std::size_t frame = 0; frame < recording.size(); ++frame) {
    const auto cells = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::uint32_t id = part_of_cell[first + i];
      if (id == none) continue;
      Part& part = parts[id];
      const int row = static_cast<int>(cells[i].index) / cols;
      const int col = static_cast<int>(cells[i].index) % cols;
      if (part.cells++ == 0) {
        part.first_frame = frame;
        part.box = {row, col, row + 1, col + 1};
      }
      part.last_frame = frame;
      part.box = {std::min(part.box.row0, row), std::min(part.box.col0, col),
                  std::max(part.box.row1, row + 1), std::max(part.box.col1, col + 1)};
      silhouettes[id].add(row, col);
    }
  }
  for (std::size_t id = 0; id < count; ++id) {
    parts[id].hull_mm = silhouettes[id].hull_mm(recording.plate());
  }
  return parts;
}

Part united(const Part& a, const Part& b) {
  Part u;
  u.first_frame = std::min(a.first_frame, b.first_frame);
  u.last_frame = std::max(a.last_frame, b.last_frame);
  u.box = {std::min(a.box.row0, b.box.row0), std::min(a.box.col0, b.box.col0),
           std::max(a.box.row1, b.box.row1), std::max(a.box.col1, b.box.col1)};
  u.cells = a.cells + b.cells;
  std::vector<cv::Point2f> points = a.hull_mm;
  points.insert(points.end(), b.hull_mm.begin(), b.hull_mm.end());
  cv::convexHull(points, u.hull_mm);
  return u;
}

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
  const double cut_force = std::max(settings.contact_force_n, settings.cut_force_fraction * max_force);
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
  DisjointSets sets;
  std::vector<std::uint32_t> part_of_cell =
      connect_cells(recording, settings.contact_threshold_kpa, sets);

  // Number the parts 0, 1, ...
  std::vector<std::uint32_t> number(sets.size(), none);
  std::uint32_t count = 0;
  for (std::uint32_t& part : part_of_cell) {
    if (part == none) continue;
    std::uint32_t& n = number[sets.find(part)];
    if (n == none) n = count++;
    part = n;
  }
  std::vector<Part> parts = describe_parts(recording, part_of_cell, count);
  const std::vector<std::uint32_t> foot_of_part = join_parts(parts, recording, settings);

  // Feet in order of first contact, then from left to right.
  std::vector<std::uint32_t> feet;
  for (std::uint32_t id = 0; id < count; ++id) {
    if (foot_of_part[id] == id) feet.push_back(id);
  }
  std::sort(feet.begin(), feet.end(), [&](std::uint32_t a, std::uint32_t b) {
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
