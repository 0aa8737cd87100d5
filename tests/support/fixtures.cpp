#include "tests/support/fixtures.h"

#include <cmath>

namespace solea::testing {

PlateGeometry fxa_plate() {
  return {4, 3, 10, 10};
}

std::vector<std::vector<float>> fxa_frames() {
  return {
      {20, 40, 20, 10, 30, 10, 0, 0, 0, 0, 0, 0},
      {60, 100, 40, 50, 80, 30, 20, 20, 10, 0, 0, 0},
      {20, 40, 10, 30, 40, 20, 60, 80, 40, 30, 50, 20},
      {0, 0, 0, 0, 5, 0, 40, 60, 30, 90, 120, 50},
  };
}

Recording fxa_recording() {
  return make_recording(fxa_plate(), 50, fxa_frames());
}

StepMovie fxa_movie(float factor) {
  StepMovie movie;
  movie.plate = fxa_plate();
  movie.step.frames = {0, 4};
  movie.step.box = {0, 0, 4, 3};
  for (std::size_t k = 0; k < 4; ++k) {
    movie.times_s.push_back(0.02 * static_cast<double>(k));
    const std::vector<float> frame = fxa_frames()[k];
    for (const float p : frame) movie.kpa.push_back(p >= 10 ? factor * p : 0);
  }
  return movie;
}

Recording make_recording(const PlateGeometry& plate, double rate_hz,
                         const std::vector<std::vector<float>>& frames) {
  Recording recording(plate);
  for (std::size_t k = 0; k < frames.size(); ++k) {
    recording.append(static_cast<double>(k) / rate_hz, std::span<const float>(frames[k]));
  }
  return recording;
}

virtual_mat::SensorModel perfect_sensor() {
  virtual_mat::SensorModel sensor;
  sensor.kpa_per_count = 0.02;
  sensor.noise_counts = 0;
  sensor.crosstalk = 0;
  return sensor;
}

VirtualRecording record_virtual(const virtual_mat::Person& person, const PlateGeometry& plate,
                                double rate_hz, double duration_s,
                                const virtual_mat::SensorModel& sensor) {
  virtual_mat::VirtualMat mat(plate, rate_hz, person, sensor);
  VirtualRecording result{Recording(plate), {}, {}};
  std::vector<float> kpa(plate.cells());
  const auto frames = static_cast<std::size_t>(std::llround(duration_s * rate_hz));
  for (std::size_t k = 0; k < frames; ++k) {
    const auto counts = mat.next_frame();
    for (std::size_t i = 0; i < kpa.size(); ++i) {
      kpa[i] = static_cast<float>(sensor.kpa_per_count * counts[i]);
    }
    result.recording.append(static_cast<double>(k) / rate_hz, std::span<const float>(kpa));
  }
  result.steps = mat.step_truth();
  result.frames = mat.frame_truth();
  return result;
}

}  // namespace solea::testing
