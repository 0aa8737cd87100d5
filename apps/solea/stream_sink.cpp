#include "apps/solea/stream_sink.h"

#include <spdlog/spdlog.h>

#include <CLI/CLI.hpp>
#include <stdexcept>
#include <utility>

#include "apps/recording/told_mat.h"
#include "calibration/count_converter.h"

namespace solea {

std::unique_ptr<LiveStream> open_live_stream(const std::vector<std::string>& targets) {
  if (targets.empty()) return nullptr;
  std::vector<StreamTarget> parsed;
  for (const std::string& text : targets) {
    try {
      parsed.push_back(StreamTarget::parse(text));
    } catch (const std::invalid_argument& e) {
      throw CLI::ValidationError("--stream", e.what());
    }
  }
  auto live = std::make_unique<LiveStream>(parsed);
  if (!live->warning().empty()) spdlog::warn("not streaming over LSL: {}", live->warning());
  for (const std::string& address : live->addresses()) spdlog::info("streaming at {}", address);
  return live;
}

StreamSink::StreamSink(FrameSink& next, LiveStream& live, const DeviceDriver& driver,
                       const Recorder& recorder, std::string port, double rate_hz,
                       std::optional<Calibration> calibration)
    : next_(next),
      live_(live),
      driver_(driver),
      recorder_(recorder),
      port_(std::move(port)),
      rate_hz_(rate_hz > 0 ? rate_hz : driver.rate_hz),
      calibration_(std::move(calibration)) {}

void StreamSink::accept(const RawFrameView& frame) {
  next_.accept(frame);
  if (!begun_) begin();
  live_.accept(frame);
}

void StreamSink::begin() {
  begun_ = true;
  const Announcement told = recorder_.announcement();
  StreamInfo info;
  info.driver = std::string(driver_.id);
  info.plate = told_plate(driver_, told);
  info.rate_hz = rate_hz_;
  if (!calibration_) calibration_ = told_calibration(driver_, told);
  if (calibration_) {
    info.to_kpa = [converter = CountConverter(*calibration_, info.plate)](
                      std::span<const std::uint16_t> counts, double time_s,
                      std::span<float> kpa) mutable { converter.apply(counts, time_s, kpa); };
  }
  live_.begin(std::move(info), std::string(driver_.id) + '@' + port_);
}

}  // namespace solea
