#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/plate.h"
#include "core/step.h"

class vtkRenderWindow;

namespace solea {

/// One foot as it is drawn: toes up, seen from above, x to the right, in mm, heel at y = 0.
struct FootPicture {
  struct Cell {
    std::array<PointMm, 4> corners;
    float value = 0;
  };
  struct Zone {
    std::string label;
    PointMm centre;
  };
  using Line = std::pair<PointMm, PointMm>;

  Side side = Side::unknown;
  bool valid = true;
  std::string title;  ///< "3  left"
  std::string note;   ///< a line below: "arch index 0.218", or why it is no valid step
  std::vector<Cell> cells;
  std::vector<Zone> zones;
  std::vector<Line> zone_borders;
  std::vector<Line> arch_thirds;  ///< lines across the foot
  std::optional<Line> axis;
  std::vector<PointMm> cop;
  std::optional<PointMm> peak;  ///< the cell with the peak pressure
};

/// Feet side by side, in order, at one scale and with one colour table.
struct FeetPicture {
  std::vector<FootPicture> feet;
  std::string quantity;
  std::string unit = "kPa";
  std::string title;
  std::string subtitle;
  std::string footer;
  std::optional<double> scale_max;  ///< colours end here; empty: a round number above the largest
};

/// Draws feet without a display and writes them as PNG. Throws FileError when the file cannot be
/// written, Error when the system has no OpenGL or there is no foot.
void write_png(const std::filesystem::path& file, const FeetPicture& picture, int width,
               int height);

}  // namespace solea
