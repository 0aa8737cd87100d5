#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/plate.h"
#include "core/step.h"

namespace solea {

/// A centre-of-pressure path with its times.
struct TimedPath {
  std::vector<PointMm> points;  ///< on the plate
  std::vector<double> times_s;  ///< parallel, from first contact
};

/// A word at a place on the plate: "heel", "medial".
struct PlateLabel {
  PointMm at;
  std::string text;
};

/// One foot as it is drawn, in mm: among feet side by side with its toes up, x to the right, heel
/// at y = 0; over a picture of the plate at its place there.
struct FootPicture {
  struct Cell {
    std::array<PointMm, 4> corners;
    float value = 0;
  };
  struct Zone {
    std::string label;
    PointMm centre;
    std::optional<double> peak_kpa;
  };
  /// A moment of the stance: FFC, FMC, FFF, HO, LFC.
  struct Instant {
    std::string label;
    PointMm at;  ///< the centre of pressure then
    double time_s = 0;
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
  std::vector<Line> tangents;     ///< along the medial and the lateral border
  std::optional<Line> axis;
  std::vector<PointMm> cop;
  std::vector<Instant> instants;
  std::optional<PointMm> peak;  ///< the cell with the peak pressure
};

/// A part of a long walk that is drawn in rows.
struct PictureRow {
  CellBox box;    ///< where it is drawn
  PointMm shift;  ///< of what is drawn, from its place on the plate
};

/// What a picture shows, independent of how: one value per cell of a box of the plate, and
/// overlays.
struct PressurePicture {
  PlateGeometry plate;
  CellBox box;
  std::vector<float> values;  ///< one per cell of the box, row-major; 0: unloaded, not drawn
  std::string unit = "kPa";
  std::string quantity;        ///< "Peak pressure"
  bool difference = false;     ///< values below 0 mean something: diverging colours
  std::vector<TimedPath> cop;  ///< one a step
  /// What is drawn over the feet that are seen, without cells and paths.
  std::vector<FootPicture> feet;
  std::vector<PlateLabel> labels;
  /// A walk in rows, see in_rows(): cells and places of the picture are where they are drawn. None:
  /// they are where they were on the plate.
  std::vector<PictureRow> rows;
  std::string title;
  std::string subtitle;
  std::string footer;
  /// Colours end here; empty: a round number above the largest value.
  std::optional<double> scale_max;
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

}  // namespace solea
