#include "analysis/loaded_parts.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <queue>
#include <tuple>
#include <utility>

namespace solea::loaded_parts {

namespace {

/// Gives each cell of frames first .. last that `counts` (its position among all cells and itself)
/// the id of its connected part (space: 8 neighbours, time: next frame, where a cell also meets its
/// 8 neighbours, because a foot rolls).
template <class Counts>
std::vector<std::uint32_t> connect_cells(const Recording& recording, const Ground& ground,
                                         FrameRange frames, const CellBox& box, Counts counts,
                                         DisjointSets& sets) {
  // A border of one cell around the box saves every bounds check.
  const int stride = box.cols() + 2;
  std::vector<std::uint32_t> now(static_cast<std::size_t>((box.rows() + 2) * stride), none);
  std::vector<std::uint32_t> before = now;
  std::vector<std::size_t> slots;         // taken in this frame
  std::vector<std::size_t> slots_before;  // and in the one before
  const std::size_t base = recording.first_cell(frames.first);
  std::vector<std::uint32_t> part_of_cell(recording.first_cell(frames.last) - base, none);

  for (std::size_t frame = frames.first; frame < frames.last; ++frame) {
    const auto cells = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!counts(first + i, cells[i])) continue;
      const Ground::Place at = ground.place(frame, cells[i].index);
      const auto here =
          static_cast<std::size_t>((at.row - box.row0 + 1) * stride + at.col - box.col0 + 1);
      std::uint32_t part = none;
      const auto meet = [&](std::uint32_t other) {
        if (other == none || other == part) return;
        part = part == none ? sets.find(other) : sets.unite(part, other);
      };
      const auto up = static_cast<std::size_t>(stride);
      // Neighbours of a cell are one part with it already.
      if (now[here - up] != none) {
        meet(now[here - up]);
      } else {
        meet(now[here - 1]);
        meet(now[here - up - 1]);
        meet(now[here - up + 1]);
      }
      if (before[here] != none) {
        meet(before[here]);
      } else {
        for (std::size_t row = here - up; row <= here + up; row += up) {
          for (std::size_t k = row - 1; k <= row + 1; ++k) meet(before[k]);
        }
      }
      if (part == none) part = sets.add();
      now[here] = part;
      slots.push_back(here);
      part_of_cell[first + i - base] = part;
    }
    for (const std::size_t slot : slots_before) before[slot] = none;
    slots_before.clear();
    std::swap(now, before);
    std::swap(slots, slots_before);
  }
  return part_of_cell;
}

/// Numbers the parts 0, 1, ... and returns how many there are.
std::uint32_t number_parts(DisjointSets& sets, std::vector<std::uint32_t>& part_of_cell) {
  std::vector<std::uint32_t> number(sets.size(), none);
  std::uint32_t count = 0;
  for (std::uint32_t& part : part_of_cell) {
    if (part == none) continue;
    std::uint32_t& n = number[sets.find(part)];
    if (n == none) n = count++;
    part = n;
  }
  return count;
}

/// Corners of the outermost cells of each row: enough for the hull.
class Silhouette {
 public:
  /// Cells first .. last of a row.
  void add(int row, int first, int last) {
    if (row < row0_ || spans_.empty()) {
      const auto missing = spans_.empty() ? 1 : row0_ - row;
      spans_.insert(spans_.begin(), static_cast<std::size_t>(missing), {1, 0});
      row0_ = row;
    }
    const auto i = static_cast<std::size_t>(row - row0_);
    if (i >= spans_.size()) spans_.resize(i + 1, {1, 0});
    auto& [lo, hi] = spans_[i];
    if (lo > hi) {
      lo = first;
      hi = last;
    } else {
      lo = std::min(lo, first);
      hi = std::max(hi, last);
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

}  // namespace

std::uint32_t DisjointSets::add() {
  parent_.push_back(static_cast<std::uint32_t>(parent_.size()));
  return parent_.back();
}

std::uint32_t DisjointSets::find(std::uint32_t a) {
  while (parent_[a] != a) a = parent_[a] = parent_[parent_[a]];
  return a;
}

std::uint32_t DisjointSets::unite(std::uint32_t a, std::uint32_t b) {
  a = find(a);
  b = find(b);
  if (a > b) std::swap(a, b);
  parent_[b] = a;
  return a;
}

Part united(const Part& a, const Part& b) {
  Part u;
  u.first_frame = std::min(a.first_frame, b.first_frame);
  u.last_frame = std::max(a.last_frame, b.last_frame);
  u.box = united(a.box, b.box);
  u.cells = a.cells + b.cells;
  std::vector<cv::Point2f> points = a.hull_mm;
  points.insert(points.end(), b.hull_mm.begin(), b.hull_mm.end());
  cv::convexHull(points, u.hull_mm);
  return u;
}

std::vector<Part> describe_parts(const Recording& recording, const Ground& ground,
                                 std::size_t first_frame,
                                 std::span<const std::uint32_t> part_of_cell, std::size_t count) {
  std::vector<Part> parts(count);
  std::vector<Silhouette> silhouettes(count);
  const auto cols = static_cast<std::uint32_t>(recording.plate().cols);
  const std::size_t base = recording.first_cell(first_frame);
  for (std::size_t frame = first_frame; frame < recording.size(); ++frame) {
    const auto cells = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame) - base;
    if (first >= part_of_cell.size()) break;
    std::size_t next = 0;
    for (std::size_t i = 0; i < cells.size(); i = next) {
      // Neighbours in a row are done together.
      const std::uint32_t id = part_of_cell[first + i];
      const std::uint32_t row_end = (cells[i].index / cols + 1) * cols;
      next = i + 1;
      while (next < cells.size() && part_of_cell[first + next] == id &&
             cells[next].index == cells[next - 1].index + 1 && cells[next].index < row_end) {
        ++next;
      }
      if (id == none) continue;
      Part& part = parts[id];
      const auto [row, col] = ground.place(frame, cells[i].index);
      const int last_col = col + static_cast<int>(next - i) - 1;
      const CellBox run{row, col, row + 1, last_col + 1};
      if (part.cells == 0) part.first_frame = frame;
      part.cells += next - i;
      part.last_frame = frame;
      part.box = united(part.box, run);
      silhouettes[id].add(row, col, last_col);
    }
  }
  for (std::size_t id = 0; id < count; ++id) {
    parts[id].hull_mm = silhouettes[id].hull_mm(ground.grid());
  }
  return parts;
}

Parts find_parts(const Recording& recording, const Ground& ground, double threshold_kpa,
                 std::span<const std::uint32_t> faulty) {
  DisjointSets sets;
  Parts result;
  const CellBox all{0, 0, ground.grid().rows, ground.grid().cols};
  const FrameRange frames{0, recording.size()};
  const auto threshold = static_cast<float>(threshold_kpa);
  if (faulty.empty()) {
    result.part_of_cell = connect_cells(
        recording, ground, frames, all,
        [=](std::size_t, const LoadedCell& cell) { return cell.kpa >= threshold; }, sets);
  } else {
    std::vector<char> counts(recording.plate().cells(), 1);
    for (const std::uint32_t cell : faulty) counts[cell] = 0;
    result.part_of_cell = connect_cells(
        recording, ground, frames, all,
        [&](std::size_t, const LoadedCell& cell) {
          return cell.kpa >= threshold && counts[cell.index] != 0;
        },
        sets);
  }
  const std::uint32_t count = number_parts(sets, result.part_of_cell);
  result.parts = describe_parts(recording, ground, 0, result.part_of_cell, count);
  return result;
}

Parts split_part(const Recording& recording, const Ground& ground, const Part& part,
                 std::span<const std::uint32_t> part_of_cell, std::uint32_t id,
                 double threshold_kpa) {
  DisjointSets sets;
  Parts result;
  result.part_of_cell = connect_cells(
      recording, ground, {part.first_frame, part.last_frame + 1}, part.box,
      [&](std::size_t at, const LoadedCell& cell) {
        return part_of_cell[at] == id && cell.kpa >= threshold_kpa;
      },
      sets);
  const std::uint32_t count = number_parts(sets, result.part_of_cell);
  result.parts = describe_parts(recording, ground, part.first_frame, result.part_of_cell, count);
  return result;
}

void grow_groups(const Recording& recording, const Ground& ground, const Part& part,
                 std::span<const std::uint32_t> part_of_cell, std::uint32_t id,
                 std::vector<std::uint32_t>& group_of_cell) {
  // The part's cells, and where each is: in a volume of frames, rows and columns with a border.
  struct Cell {
    std::size_t at;    ///< in group_of_cell
    std::size_t slot;  ///< in the volume
    float kpa;
  };
  const auto stride = static_cast<std::size_t>(part.box.cols() + 2);
  const std::size_t sheet = static_cast<std::size_t>(part.box.rows() + 2) * stride;
  std::vector<Cell> cells;
  cells.reserve(part.cells);
  const std::size_t base = recording.first_cell(part.first_frame);
  for (std::size_t frame = part.first_frame; frame <= part.last_frame; ++frame) {
    const auto loaded = recording.cells(frame);
    const std::size_t first = recording.first_cell(frame);
    for (std::size_t i = 0; i < loaded.size(); ++i) {
      if (part_of_cell[first + i] != id) continue;
      const Ground::Place at = ground.place(frame, loaded[i].index);
      const std::size_t slot = (frame - part.first_frame + 1) * sheet +
                               static_cast<std::size_t>(at.row - part.box.row0 + 1) * stride +
                               static_cast<std::size_t>(at.col - part.box.col0 + 1);
      cells.push_back({first + i - base, slot, loaded[i].kpa});
    }
  }
  std::vector<std::uint32_t> cell_at((part.last_frame - part.first_frame + 3) * sheet, none);
  // Waiting cells by their pressure; of equal ones, those that came first.
  std::priority_queue<std::tuple<float, std::int64_t, std::uint32_t>> waiting;
  std::int64_t came = 0;
  for (std::uint32_t c = 0; c < cells.size(); ++c) cell_at[cells[c].slot] = c;
  for (std::uint32_t c = 0; c < cells.size(); ++c) {
    if (group_of_cell[cells[c].at] != none) waiting.emplace(cells[c].kpa, --came, c);
  }
  while (!waiting.empty()) {
    const std::uint32_t c = std::get<2>(waiting.top());
    waiting.pop();
    for (std::size_t layer = cells[c].slot - sheet; layer <= cells[c].slot + sheet;
         layer += sheet) {
      for (std::size_t row = layer - stride; row <= layer + stride; row += stride) {
        for (std::size_t slot = row - 1; slot <= row + 1; ++slot) {
          const std::uint32_t other = cell_at[slot];
          if (other == none || group_of_cell[cells[other].at] != none) continue;
          group_of_cell[cells[other].at] = group_of_cell[cells[c].at];
          waiting.emplace(cells[other].kpa, --came, other);
        }
      }
    }
  }
}

}  // namespace solea::loaded_parts
