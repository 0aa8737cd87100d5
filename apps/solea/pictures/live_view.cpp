#include "apps/solea/pictures/live_view.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <mutex>
#include <optional>
#include <thread>

#include "acquisition/recorder.h"
#include "apps/recording/told_mat.h"
#include "calibration/calibration_file.h"
#include "calibration/count_converter.h"
#include "core/error.h"
#include "visualization/window/display.h"

namespace solea {

namespace {

/// Keeps the newest frame and forgets the others.
class NewestFrame final : public FrameSink {
 public:
  void accept(const RawFrameView& frame) override {
    const std::scoped_lock lock(mutex_);
    counts_.assign(frame.counts.begin(), frame.counts.end());
    arrival_ = frame.arrival;
    ++number_;
  }
  /// Copies the newest frame when it is newer than `number`.
  bool take(std::uint64_t& number, std::vector<std::uint16_t>& counts,
            std::chrono::nanoseconds& arrival) {
    const std::scoped_lock lock(mutex_);
    if (number == number_) return false;
    number = number_;
    counts = counts_;
    arrival = arrival_;
    return true;
  }

 private:
  std::mutex mutex_;
  std::vector<std::uint16_t> counts_;
  std::chrono::nanoseconds arrival_{};
  std::uint64_t number_ = 0;
};

}  // namespace

void view_live(const LiveChoice& choice, SceneOptions& options, ViewerSettings& settings) {
  const DeviceDriver* driver = find_driver(choice.driver_id);
  if (driver == nullptr) {
    throw CLI::ValidationError("--driver",
                               "no driver '" + choice.driver_id + "', see solea devices");
  }
  require_display();
  std::optional<Calibration> calibration;
  if (!choice.calibration_file.empty()) {
    calibration = read_calibration(choice.calibration_file);
    if (!driver->announces) calibration->require_fits(std::string(driver->id), driver->plate);
  }
  RecorderOptions how;
  how.port = choice.port;
  how.baud = choice.baud;
  how.rate_hz = choice.rate_hz;
  how.reconnect = std::chrono::hours(1);
  NewestFrame newest;
  Recorder recorder(*driver, how);
  recorder.start(newest);

  std::uint64_t number = 0;
  std::vector<std::uint16_t> counts;
  std::chrono::nanoseconds arrival{};
  while (!newest.take(number, counts, arrival)) {  // the recorder gives up when none comes
    if (!recorder.running()) {
      recorder.stop();
      throw DeviceError(choice.port, "the mat sent no frame");
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  const Announcement told = recorder.announcement();
  const PlateGeometry plate = told_plate(*driver, told);
  if (!calibration) calibration = told_calibration(*driver, told);
  std::optional<CountConverter> converter;
  if (calibration) {
    calibration->require_fits(std::string(driver->id), plate);
    converter.emplace(*calibration, plate);
  }
  const std::chrono::nanoseconds first_arrival = arrival;
  number = 0;  // the first frame is shown too
  std::uint64_t frames_then = 0;
  auto then = std::chrono::steady_clock::now();
  double rate_hz = 0;
  const auto fill = [&](LiveFrame& frame) {
    if (newest.take(number, counts, arrival) && counts.size() == plate.cells()) {
      frame.values.resize(counts.size());
      if (converter) {
        const std::chrono::duration<double> since = arrival - first_arrival;
        converter->apply(counts, since.count(), frame.values);
        for (float& kpa : frame.values) {
          if (kpa < choice.contact_kpa) kpa = 0;
        }
      } else {
        std::copy(counts.begin(), counts.end(), frame.values.begin());
      }
      frame.number = number;
    }
    const auto now = std::chrono::steady_clock::now();
    const std::chrono::duration<double> passed = now - then;
    if (passed.count() < 0.5 && !frame.words.empty()) return;
    const AcquisitionStats stats = recorder.stats();
    if (frames_then > 0) rate_hz = static_cast<double>(stats.frames - frames_then) / passed.count();
    frames_then = stats.frames;
    then = now;
    frame.words =
        fmt::format("{}, {} frames, {:.0f} Hz, {} lost{}", choice.port, stats.frames, rate_hz,
                    stats.frames_missing, recorder.waiting_for_mat() ? "  |  the mat is away" : "");
    if (converter) frame.words += fmt::format("  |  contact from {:g} kPa", choice.contact_kpa);
    if (!recorder.running()) frame.words += "  |  the mat has ended";
  };
  show_live(plate, fmt::format("{}, {} x {} cells", driver->name, plate.cols, plate.rows),
            calibration ? "kPa" : "counts", fill, options, settings, "live.png");
  recorder.stop();
}

}  // namespace solea
