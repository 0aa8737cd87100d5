#include "acquisition/triggers/contact.h"

#include <algorithm>
#include <cmath>

namespace solea {

namespace {

std::uint64_t frames_of(double time_s, double rate_hz) {
  return static_cast<std::uint64_t>(std::max(1.0, std::round(time_s * rate_hz)));
}

}  // namespace

ContactDetector::ContactDetector(const ContactSettings& settings, double rate_hz)
    : settings_(settings),
      contact_frames_(frames_of(settings.contact_s, rate_hz)),
      release_frames_(frames_of(settings.release_s, rate_hz)) {}

ContactDetector::Event ContactDetector::update(const RawFrameView& frame) {
  const auto loaded = static_cast<std::size_t>(
      std::count_if(frame.counts.begin(), frame.counts.end(),
                    [&](std::uint16_t count) { return count >= settings_.contact_count; }));
  touched_ = loaded >= settings_.least_cells;
  if (touched_ == in_contact_) {
    since_.reset();
    return Event::none;
  }
  if (!since_) since_ = frame.sequence;
  const std::uint64_t run = frame.sequence - *since_ + 1;
  if (run < (touched_ ? contact_frames_ : release_frames_)) return Event::none;
  in_contact_ = touched_;
  if (touched_) contact_since_ = *since_;
  since_.reset();
  return touched_ ? Event::contact : Event::release;
}

}  // namespace solea
