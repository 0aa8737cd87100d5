#pragma once

#include <ostream>
#include <span>
#include <vector>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/person.h"
#include "acquisition/virtual_mat/virtual_mat.h"
#include "core/frame.h"
#include "core/plate.h"
#include "core/recording.h"
#include "core/step_movie.h"

namespace solea {
/// How GoogleTest names a driver.
inline void PrintTo(const DeviceDriver* driver, std::ostream* out) {
  *out << driver->id;
}
}  // namespace solea

/// Recordings whose right answers are known.
namespace solea::testing {

/// The golden fixture FX-A of metrics.md 0.3: 4 frames of 4 x 3 cells of 10 mm at 50 Hz. Row 0 is
/// the heel end, column 0 medial (a right foot from above).
[[nodiscard]] PlateGeometry fxa_plate();
[[nodiscard]] std::vector<std::vector<float>> fxa_frames();
[[nodiscard]] Recording fxa_recording();
/// FX-A as one step, cells under 10 kPa set to 0, factor on every pressure.
[[nodiscard]] StepMovie fxa_movie(float factor = 1);

/// A recording from dense frames (rows * cols each) at a rate.
[[nodiscard]] Recording make_recording(const PlateGeometry& plate, double rate_hz,
                                       const std::vector<std::vector<float>>& frames);

/// Keeps what a decoder or recorder gives.
class VectorSink final : public FrameSink {
 public:
  struct Frame {
    std::uint64_t sequence = 0;
    std::vector<std::uint16_t> counts;
    friend bool operator==(const Frame&, const Frame&) = default;
  };
  void accept(const RawFrameView& frame) override {
    frames.push_back({frame.sequence, {frame.counts.begin(), frame.counts.end()}});
  }
  std::vector<Frame> frames;
};

/// Steps of 0.02 kPa, no noise, no crosstalk.
[[nodiscard]] virtual_mat::SensorModel perfect_sensor();

/// A person on a plate, in kPa.
struct VirtualRecording {
  Recording recording;
  std::vector<virtual_mat::StepTruth> steps;
  std::vector<virtual_mat::FrameTruth> frames;
};
[[nodiscard]] VirtualRecording record_virtual(
    const virtual_mat::Person& person, const PlateGeometry& plate, double rate_hz,
    double duration_s, const virtual_mat::SensorModel& sensor = perfect_sensor());

}  // namespace solea::testing
