#include "analysis/loaded_parts.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

namespace solea::loaded_parts {

namespace {

/// Gives each active cell the id of its connected part (space: 8 neighbours, time: next frame,
/// where a cell also meets its 8 neighbours, because a foot rolls).
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
  u.box = {std::min(a.box.row0, b.box.row0), std::min(a.box.col0, b.box.col0),
           std::max(a.box.row1, b.box.row1), std::max(a.box.col1, b.box.col1)};
  u.cells = a.cells + b.cells;
  std::vector<cv::Point2f> points = a.hull_mm;
  points.insert(points.end(), b.hull_mm.begin(), b.hull_mm.end());
  cv::convexHull(points, u.hull_mm);
  return u;
}

Parts find_parts(const Recording& recording, double threshold_kpa) {
  DisjointSets sets;
  Parts result;
  result.part_of_cell = connect_cells(recording, threshold_kpa, sets);
  // Number the parts 0, 1, ...
  std::vector<std::uint32_t> number(sets.size(), none);
  std::uint32_t count = 0;
  for (std::uint32_t& part : result.part_of_cell) {
    if (part == none) continue;
    std::uint32_t& n = number[sets.find(part)];
    if (n == none) n = count++;
    part = n;
  }
  result.parts = describe_parts(recording, result.part_of_cell, count);
  return result;
}

}  // namespace solea::loaded_parts
