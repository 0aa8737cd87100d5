#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "acquisition/triggers/contact.h"
#include "core/frame.h"

namespace solea {

/// What is kept of a stream of frames.
struct PassSettings {
  bool start_on_contact = false;  ///< else with the first frame
  bool stop_on_release = false;
  double pre_trigger_s = 0;  ///< kept from before the contact
  double duration_s = 0;     ///< of a pass, from its contact or first frame; 0: no limit
  std::size_t passes = 0;    ///< then it is done; 0: no limit
  ContactSettings contact;
};

/// Where passes go: one trial each.
class PassSink {
 public:
  virtual ~PassSink() = default;
  /// A pass begins; `first` is its first frame, which accept_pass() gets too.
  virtual void begin_pass(const RawFrameView& first) = 0;
  virtual void accept_pass(const RawFrameView& frame) = 0;
  /// The contact that began the pass, or ended it: arrival of its first or last loaded frame.
  virtual void mark_contact(std::chrono::nanoseconds at, bool begins) = 0;
  virtual void end_pass() = 0;

 protected:
  PassSink() = default;
  PassSink(const PassSink&) = default;
  PassSink& operator=(const PassSink&) = default;
};

/// Cuts a stream of frames into passes: waits for contact, gives what came shortly before it too,
/// ends with the release or after a time. A contact that goes on when a pass has ended begins no
/// other. One thread.
class PassCutter final : public FrameSink {
 public:
  PassCutter(const PassSettings& settings, double rate_hz, PassSink& out);

  void accept(const RawFrameView& frame) override;

  /// Any number asked for is complete: further frames are ignored.
  [[nodiscard]] bool done() const noexcept {
    return settings_.passes > 0 && complete_ >= settings_.passes;
  }
  [[nodiscard]] std::size_t complete() const noexcept { return complete_; }

 private:
  struct Kept {
    std::uint64_t sequence = 0;
    std::chrono::nanoseconds arrival{};
    std::optional<std::chrono::nanoseconds> device_time;
    std::vector<std::uint16_t> counts;
  };
  void keep(const RawFrameView& frame);
  void begin(const RawFrameView& frame);
  void end();

  PassSettings settings_;
  double rate_hz_;
  PassSink& out_;
  ContactDetector contact_;
  std::uint64_t keep_frames_;
  std::deque<Kept> kept_;  ///< before the trigger, oldest first
  std::vector<Kept> spare_;
  bool in_pass_ = false;
  std::uint64_t pass_start_ = 0;            ///< sequence that the duration counts from
  std::chrono::nanoseconds last_loaded_{};  ///< arrival of the last frame in contact
  std::size_t complete_ = 0;
};

}  // namespace solea
