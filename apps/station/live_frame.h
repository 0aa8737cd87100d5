#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "core/plate.h"

namespace solea::station {

/// A moment of the mat, for a window to draw.
struct LiveMoment {
  double time_s = 0;  ///< since the mat was connected
  double force_n = 0;
  std::optional<PointMm> cop;
};

/// What a mat shows now.
struct LiveFrame {
  std::uint64_t number = 0;  ///< counts up; 0: none yet
  PlateGeometry plate;
  std::vector<float> kpa;  ///< a cell each, row-major; cells under the contact threshold 0
  LiveMoment now;
  std::optional<double> left_pct;  ///< of the load, where two feet stand side by side
  std::vector<LiveMoment> past;    ///< the last seconds, thinned, oldest first
};

/// How a live picture is made.
struct LiveSettings {
  double contact_threshold_kpa = 10;
  double past_s = 6;            ///< of the charts
  double past_step_s = 0.01;    ///< of their points
  double contact_force_n = 20;  ///< below: nobody there, no centre of pressure
};

/// Force and centre of pressure of a frame.
[[nodiscard]] LiveMoment measure_moment(const PlateGeometry& plate, const std::vector<float>& kpa,
                                        double time_s, const LiveSettings& settings);

/// Left foot's part of the load of two feet side by side; empty otherwise.
[[nodiscard]] std::optional<double> left_load_pct(const PlateGeometry& plate,
                                                  const std::vector<float>& kpa,
                                                  const LiveSettings& settings);

}  // namespace solea::station
