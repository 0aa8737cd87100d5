#include "acquisition/triggers/pass_cutter.h"

#include <cmath>
#include <utility>

namespace solea {

PassCutter::PassCutter(const PassSettings& settings, double rate_hz, PassSink& out)
    : settings_(settings),
      rate_hz_(rate_hz),
      out_(out),
      contact_(settings.contact, rate_hz),
      keep_frames_(static_cast<std::uint64_t>(std::ceil(settings.pre_trigger_s * rate_hz)) +
                   contact_.contact_frames() - 1) {}

void PassCutter::accept(const RawFrameView& frame) {
  if (done()) return;
  const ContactDetector::Event event = settings_.start_on_contact || settings_.stop_on_release
                                           ? contact_.update(frame)
                                           : ContactDetector::Event::none;
  if (!in_pass_) {
    const bool begins = !settings_.start_on_contact || event == ContactDetector::Event::contact;
    if (!begins) return keep(frame);
    begin(frame);
  }
  out_.accept_pass(frame);
  if (contact_.touched()) last_loaded_ = frame.arrival;
  if (settings_.stop_on_release && event == ContactDetector::Event::release) {
    out_.mark_contact(last_loaded_, false);
    return end();
  }
  const double time_s = static_cast<double>(frame.sequence - pass_start_ + 1) / rate_hz_;
  if (settings_.duration_s > 0 && time_s >= settings_.duration_s - 1e-9) end();
}

/// Remembers a frame that may come before a contact; one that is too old makes room.
void PassCutter::keep(const RawFrameView& frame) {
  if (keep_frames_ == 0) return;
  Kept one;
  if (!spare_.empty()) {
    one = std::move(spare_.back());
    spare_.pop_back();
  }
  one.sequence = frame.sequence;
  one.arrival = frame.arrival;
  one.device_time = frame.device_time;
  one.counts.assign(frame.counts.begin(), frame.counts.end());
  kept_.push_back(std::move(one));
  while (frame.sequence - kept_.front().sequence >= keep_frames_) {
    spare_.push_back(std::move(kept_.front()));
    kept_.pop_front();
  }
}

void PassCutter::begin(const RawFrameView& frame) {
  in_pass_ = true;
  pass_start_ = frame.sequence;
  const auto view = [](const Kept& k) -> RawFrameView {
    return {k.sequence, k.arrival, k.device_time, k.counts};
  };
  // Frames kept for longer than asked for were overtaken by a gap.
  while (!kept_.empty() && frame.sequence - kept_.front().sequence > keep_frames_) {
    kept_.pop_front();
  }
  out_.begin_pass(kept_.empty() ? frame : view(kept_.front()));
  std::chrono::nanoseconds contact_at = frame.arrival;
  for (const Kept& earlier : kept_) {
    out_.accept_pass(view(earlier));
    if (settings_.start_on_contact && earlier.sequence >= contact_.contact_since() &&
        earlier.sequence < pass_start_) {
      pass_start_ = earlier.sequence;
      contact_at = earlier.arrival;
    }
  }
  kept_.clear();
  if (settings_.start_on_contact) out_.mark_contact(contact_at, true);
}

void PassCutter::end() {
  in_pass_ = false;
  ++complete_;
  out_.end_pass();
}

}  // namespace solea
