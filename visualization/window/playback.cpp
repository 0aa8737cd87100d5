#include "visualization/window/playback.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace solea {

Playback::Playback(std::vector<double> times_s) : times_s_(std::move(times_s)) {
  if (times_s_.empty()) throw std::invalid_argument("there is no frame to play");
  at_s_ = times_s_.front();
}

std::string Playback::speed_text() const {
  const long whole = std::lround(speed_ >= 1 ? speed_ : 1 / speed_);
  return (speed_ >= 1 ? "" : "1/") + std::to_string(whole) + "x";
}

void Playback::toggle() {
  playing_ = !playing_ && frames() > 1;
  if (playing_ && frame_ + 1 == frames()) seek(0);
}

void Playback::set_speed(double speed) {
  constexpr double slowest = 1.0 / 16;
  constexpr double fastest = 4;
  speed_ = std::exp2(std::round(std::log2(std::clamp(speed, slowest, fastest))));
}

void Playback::advance(double wall_s) {
  if (!playing_ || wall_s <= 0) return;
  double time = at_s_ + wall_s * speed_;
  const double end = times_s_.back();
  if (time > end) {
    const double span = end - times_s_.front();
    if (loop_ && span > 0) {
      time = times_s_.front() + std::fmod(time - times_s_.front(), span);
    } else {
      time = end;
      playing_ = false;
    }
  }
  show(time);
}

void Playback::step(int frames) {
  playing_ = false;
  const auto last = static_cast<std::ptrdiff_t>(times_s_.size()) - 1;
  frame_ = static_cast<std::size_t>(
      std::clamp<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(frame_) + frames, 0, last));
  at_s_ = times_s_[frame_];
}

void Playback::seek(double fraction) {
  const double f = std::clamp(fraction, 0.0, 1.0);
  show(times_s_.front() + f * (times_s_.back() - times_s_.front()));
}

double Playback::fraction() const {
  const double span = times_s_.back() - times_s_.front();
  return span > 0 ? (times_s_[frame_] - times_s_.front()) / span : 0;
}

/// The last frame that has begun.
void Playback::show(double time_s) {
  at_s_ = time_s;
  constexpr double rounding_s = 1e-9;
  const auto next = std::upper_bound(times_s_.begin(), times_s_.end(), time_s + rounding_s);
  frame_ = next == times_s_.begin() ? 0 : static_cast<std::size_t>(next - times_s_.begin()) - 1;
}

}  // namespace solea
