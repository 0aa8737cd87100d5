#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/plate.h"
#include "core/step.h"

namespace solea {

/// A centre-of-pressure path with its times.
struct CopPath {
  std::vector<PointMm> points;  ///< on the plate
  std::vector<double> times_s;  ///< parallel, from first contact
};

/// A word at a place on the plate: "heel", "medial".
struct PlateLabel {
  PointMm at;
  std::string text;
};

/// What a picture shows, independent of how: one value per cell of a box of the plate, and
/// overlays.
struct PressurePicture {
  PlateGeometry plate;
  CellBox box;
  std::vector<float> values;  ///< one per cell of the box, row-major; 0: unloaded
  std::string unit = "kPa";
  std::string quantity;      ///< "Peak pressure"
  std::vector<CopPath> cop;  ///< one a step
  std::vector<PlateLabel> labels;
  std::string title;
  std::string subtitle;
  std::string footer;
  /// Colours end here; empty: a round number above the largest value.
  std::optional<double> scale_max;
};

}  // namespace solea
