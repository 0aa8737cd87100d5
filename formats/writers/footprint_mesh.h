#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "formats/export_format.h"

namespace solea::writers {

/// The maximum pressure picture as a relief of blocks: a column for each cell that was ever loaded,
/// as wide as the cell, its height proportional to the cell's pressure. A closed surface: no walls
/// between columns of one height, and every edge belongs to exactly two triangles that run along it
/// in opposite directions. Where two columns touch in a vertical edge alone, each has vertices of
/// its own there.
struct FootprintMesh {
  /// Heights are rounded to whole micrometres (0.01 kPa), so that no triangle is a sliver.
  static constexpr double mm_per_kpa = 0.1;

  enum class Facing : std::uint8_t { right, left, forward, backward, up, down };

  /// In the plate frame (core/plate.h), z up from the plate.
  struct Vertex {
    double x_mm = 0;
    double y_mm = 0;
    double z_mm = 0;
    [[nodiscard]] double kpa() const noexcept { return z_mm / mm_per_kpa; }
  };

  /// Counter-clockwise seen from outside.
  struct Triangle {
    std::array<std::uint32_t, 3> vertices{};
    Facing facing = Facing::up;
  };

  std::vector<Vertex> vertices;
  std::vector<Triangle> triangles;
  float peak_kpa = 0;
};

/// Throws Error when nothing is loaded, or the size or the place of the cells is not known.
[[nodiscard]] FootprintMesh footprint_mesh(const ExportRecording& recording);

}  // namespace solea::writers
