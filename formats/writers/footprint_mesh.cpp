#include "formats/writers/footprint_mesh.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <unordered_map>

#include "core/error.h"
#include "core/step.h"

namespace solea::writers {

namespace {

using Facing = FootprintMesh::Facing;

constexpr double um_per_mm = 1000;
constexpr double highest_um = 1e9;

int height_um(float kpa) {
  const double um = kpa * FootprintMesh::mm_per_kpa * um_per_mm;
  if (!(um <= highest_um))
    throw Error("a pressure of " + std::to_string(kpa) + " kPa is no relief");
  return std::max(1, static_cast<int>(std::lround(um)));  // what is loaded stands out
}

/// The smallest box around every cell that was ever loaded.
CellBox loaded_box(const Recording& recording) {
  CellBox box{std::numeric_limits<int>::max(), std::numeric_limits<int>::max(), 0, 0};
  const auto cols = static_cast<std::uint32_t>(recording.plate().cols);
  for (const LoadedCell& cell : recording.all_cells()) {
    const int row = static_cast<int>(cell.index / cols);
    const int col = static_cast<int>(cell.index % cols);
    box = {std::min(box.row0, row), std::min(box.col0, col), std::max(box.row1, row + 1),
           std::max(box.col1, col + 1)};
  }
  return box;
}

/// A corner of the grid of cells: (row, col) is where cell (row, col) begins.
struct Corner {
  int row = 0;
  int col = 0;
};

struct Cell {
  int row = 0;
  int col = 0;
};

/// Heights of the columns in the loaded box, a ring of unloaded cells around it.
class Heights {
 public:
  explicit Heights(const Recording& recording) : box_(loaded_box(recording)) {
    std::vector<float> peak(cells(), 0.0F);
    const auto cols = static_cast<std::uint32_t>(recording.plate().cols);
    for (const LoadedCell& cell : recording.all_cells()) {
      float& p = peak[index(static_cast<int>(cell.index / cols) - box_.row0,
                            static_cast<int>(cell.index % cols) - box_.col0)];
      p = std::max(p, cell.kpa);
      peak_kpa_ = std::max(peak_kpa_, cell.kpa);
    }
    um_.reserve(peak.size());
    for (const float p : peak) um_.push_back(p > 0 ? height_um(p) : 0);
  }

  [[nodiscard]] const CellBox& box() const noexcept { return box_; }
  [[nodiscard]] float peak_kpa() const noexcept { return peak_kpa_; }
  /// -1 <= row <= box().rows(), columns likewise; 0: unloaded.
  [[nodiscard]] int um(Cell cell) const { return um_[index(cell.row, cell.col)]; }
  /// Of the four columns around a corner: south-west, south-east, north-west, north-east.
  [[nodiscard]] std::array<int, 4> around(Corner c) const {
    return {um({c.row - 1, c.col - 1}), um({c.row - 1, c.col}), um({c.row, c.col - 1}),
            um({c.row, c.col})};
  }

 private:
  [[nodiscard]] std::size_t cells() const {
    return (static_cast<std::size_t>(box_.rows()) + 2) *
           (static_cast<std::size_t>(box_.cols()) + 2);
  }
  [[nodiscard]] std::size_t index(int row, int col) const {
    return static_cast<std::size_t>(row + 1) * (static_cast<std::size_t>(box_.cols()) + 2) +
           static_cast<std::size_t>(col + 1);
  }

  CellBox box_;
  float peak_kpa_ = 0;
  std::vector<int> um_;
};

/// The height above which two columns touch in this corner's vertical edge alone: both diagonal
/// neighbours rise over both others. Highest int: nowhere.
int lone_edge_from(const std::array<int, 4>& around) {
  const auto [sw, se, nw, ne] = around;
  if (std::min(sw, ne) > std::max(se, nw)) return std::max(se, nw);
  if (std::min(se, nw) > std::max(sw, ne)) return std::max(sw, ne);
  return std::numeric_limits<int>::max();
}

class MeshBuilder {
 public:
  MeshBuilder(const PlateGeometry& plate, const Heights& heights)
      : plate_(plate), heights_(heights) {
    mesh_.peak_kpa = heights.peak_kpa();
  }

  void add_column(Cell cell) {
    const int top = heights_.um(cell);
    const auto [row, col] = cell;
    const Corner sw{row, col};
    const Corner se{row, col + 1};
    const Corner nw{row + 1, col};
    const Corner ne{row + 1, col + 1};
    add_quad(cell, top, {sw, se, ne, nw}, Facing::up);
    add_quad(cell, 0, {sw, nw, ne, se}, Facing::down);
    add_wall(cell, {row, col + 1}, se, ne, Facing::right);
    add_wall(cell, {row, col - 1}, nw, sw, Facing::left);
    add_wall(cell, {row + 1, col}, ne, nw, Facing::forward);
    add_wall(cell, {row - 1, col}, sw, se, Facing::backward);
  }

  [[nodiscard]] FootprintMesh take() { return std::move(mesh_); }

 private:
  /// The vertex of a cell's column at a corner and height.
  std::uint32_t vertex(Cell cell, Corner corner, int um) {
    std::uint64_t owner = 0;  // shared by all; else 1: of the southern column, 2: of the northern
    if (um > lone_edge_from(heights_.around(corner))) owner = cell.row < corner.row ? 1 : 2;
    const auto place = static_cast<std::uint64_t>(corner.row) *
                           (static_cast<std::uint64_t>(heights_.box().cols()) + 1) +
                       static_cast<std::uint64_t>(corner.col);
    // 27 bits of a plate's cells, 30 of height, 2 of owner.
    const std::uint64_t key = (place << 32U) | (static_cast<std::uint64_t>(um) << 2U) | owner;
    const auto [entry, is_new] =
        vertices_.try_emplace(key, static_cast<std::uint32_t>(mesh_.vertices.size()));
    if (is_new) {
      if (mesh_.vertices.size() >= std::numeric_limits<std::uint32_t>::max() / 8) {
        throw Error("too many loaded cells for a mesh");
      }
      mesh_.vertices.push_back({(heights_.box().col0 + corner.col) * plate_.pitch_x_mm,
                                (heights_.box().row0 + corner.row) * plate_.pitch_y_mm,
                                um / um_per_mm});
    }
    return entry->second;
  }

  void add_quad(Cell cell, int um, const std::array<Corner, 4>& corners, Facing facing) {
    std::array<std::uint32_t, 4> v{};
    for (std::size_t i = 0; i < 4; ++i) v[i] = vertex(cell, corners[i], um);
    mesh_.triangles.push_back({{v[0], v[1], v[2]}, facing});
    mesh_.triangles.push_back({{v[0], v[2], v[3]}, facing});
  }

  /// What a column shows above a lower neighbour. `p` to `q` runs to the right seen from outside.
  void add_wall(Cell cell, Cell neighbour, Corner p, Corner q, Facing facing) {
    const int bottom = heights_.um(neighbour);
    const int top = heights_.um(cell);
    if (bottom >= top) return;
    fill_side(cell, p, bottom, top, left_);
    fill_side(cell, q, bottom, top, right_);
    std::size_t i = 0;
    std::size_t j = 0;
    while (i + 1 < left_.size() || j + 1 < right_.size()) {
      const bool climb_left =
          j + 1 == right_.size() || (i + 1 < left_.size() && left_[i + 1].um <= right_[j + 1].um);
      const std::uint32_t next = climb_left ? left_[i + 1].vertex : right_[j + 1].vertex;
      mesh_.triangles.push_back({{left_[i].vertex, right_[j].vertex, next}, facing});
      ++(climb_left ? i : j);
    }
  }

  struct SidePoint {
    int um = 0;
    std::uint32_t vertex = 0;
  };

  /// The vertices of a wall's vertical side: where any of the four columns around the corner ends,
  /// so that the walls that meet there have the same edges.
  void fill_side(Cell cell, Corner corner, int bottom, int top, std::vector<SidePoint>& side) {
    std::array<int, 4> levels = heights_.around(corner);
    std::sort(levels.begin(), levels.end());
    side.clear();
    for (const int um : levels) {
      if (um < bottom || um > top || (!side.empty() && um == side.back().um)) continue;
      side.push_back({um, vertex(cell, corner, um)});
    }
  }

  PlateGeometry plate_;
  const Heights& heights_;
  FootprintMesh mesh_;
  std::unordered_map<std::uint64_t, std::uint32_t> vertices_;
  std::vector<SidePoint> left_;
  std::vector<SidePoint> right_;
};

}  // namespace

FootprintMesh footprint_mesh(const ExportRecording& recording) {
  const PlateGeometry& plate = recording.recording.plate();
  if (!recording.info.has_grid) {
    throw Error("the places of the sensors are not known, a relief needs a grid of cells");
  }
  if (!(plate.pitch_x_mm > 0 && plate.pitch_y_mm > 0)) {
    throw Error("the size of the cells is not known, a relief needs it");
  }
  if (recording.recording.all_cells().empty()) {
    throw Error("nothing is loaded in this recording, a relief needs a footprint");
  }
  const Heights heights(recording.recording);
  MeshBuilder builder(plate, heights);
  for (int row = 0; row < heights.box().rows(); ++row) {
    for (int col = 0; col < heights.box().cols(); ++col) {
      if (heights.um({row, col}) > 0) builder.add_column({row, col});
    }
  }
  return builder.take();
}

}  // namespace solea::writers
