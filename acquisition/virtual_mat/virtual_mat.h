#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/person.h"
#include "acquisition/virtual_mat/press.h"
#include "acquisition/virtual_mat/sensor.h"
#include "acquisition/virtual_mat/truth.h"
#include "acquisition/virtual_mat/walk.h"
#include "core/plate.h"

namespace solea::virtual_mat {

/// The sensor of a driver's virtual twin, before options change it.
[[nodiscard]] SensorModel default_sensor(const DeviceDriver& driver);

/// A person on a plate with sensors: frames in order, and the truth about them.
class VirtualMat {
 public:
  /// `keep_truth`: remember the truth of every frame and step; a mat that runs for hours need not.
  VirtualMat(const PlateGeometry& plate, double rate_hz, const Person& person,
             const SensorModel& sensor, bool keep_truth = true);

  /// A press takes the person's place, before the first frame.
  void put_under(Press press) { press_ = std::move(press); }

  /// Counts of the next frame; valid until the next call.
  [[nodiscard]] std::span<const std::uint16_t> next_frame();
  /// Frames given so far.
  [[nodiscard]] std::size_t frames() const noexcept { return frames_; }

  [[nodiscard]] const PlateGeometry& plate() const noexcept { return plate_; }
  [[nodiscard]] double rate_hz() const noexcept { return rate_hz_; }
  [[nodiscard]] const Sensor& sensor() const noexcept { return sensor_; }
  [[nodiscard]] const std::vector<std::uint32_t>& dead_cells() const noexcept {
    return sensor_.dead_cells();
  }
  /// One entry a frame given.
  [[nodiscard]] const std::vector<FrameTruth>& frame_truth() const noexcept { return frame_truth_; }
  /// Every contact that has begun, in order of start; those still going on up to now. Measures the
  /// prints now, which takes a moment a step: never while streaming.
  [[nodiscard]] std::vector<StepTruth> step_truth() const;

 private:
  struct Active {
    Contact contact;
    StepTruth truth;
  };
  /// A contact that is over: what its print will be measured from.
  struct Finished {
    std::function<ZoneForces(double)> forces_n;
    StepTruth truth;
  };

  PlateGeometry plate_;
  double rate_hz_;
  Walk walk_;
  Sensor sensor_;
  std::optional<Press> press_;
  bool keep_truth_;
  std::size_t frames_ = 0;
  std::vector<Active> active_;
  std::vector<Finished> finished_;
  std::vector<FrameTruth> frame_truth_;
  std::vector<float> kpa_;
  std::vector<std::uint16_t> counts_;
};

}  // namespace solea::virtual_mat
