#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace solea {

/// Which frame of a recording is shown as time goes by. A pure clockwork: the caller tells how much
/// time has passed.
class Playback {
 public:
  /// Times of the frames, s, rising. Throws std::invalid_argument without any.
  explicit Playback(std::vector<double> times_s);

  [[nodiscard]] std::size_t frame() const noexcept { return frame_; }
  [[nodiscard]] std::size_t frames() const noexcept { return times_s_.size(); }
  /// Of the frame shown, s.
  [[nodiscard]] double time_s() const { return times_s_[frame_]; }
  [[nodiscard]] bool playing() const noexcept { return playing_; }
  [[nodiscard]] bool loop() const noexcept { return loop_; }
  /// Recording's seconds a second: 1/16 to 4.
  [[nodiscard]] double speed() const noexcept { return speed_; }
  /// "1/4x", "2x".
  [[nodiscard]] std::string speed_text() const;

  /// Starts, from the beginning when the end was reached, or stops.
  void toggle();
  void set_loop(bool on) noexcept { loop_ = on; }
  /// The nearest of the speeds there are.
  void set_speed(double speed);
  void faster() { set_speed(2 * speed_); }
  void slower() { set_speed(speed_ / 2); }
  /// `wall_s` went by: the frame that the recording has then. At the end it begins again or stops.
  void advance(double wall_s);
  /// Frames on or back, stopping at the ends; stops playing.
  void step(int frames);
  /// A place between the beginning, 0, and the end, 1.
  void seek(double fraction);
  /// Where the frame shown is, 0 to 1.
  [[nodiscard]] double fraction() const;

 private:
  void show(double time_s);

  std::vector<double> times_s_;
  std::size_t frame_ = 0;
  double at_s_ = 0;
  double speed_ = 1;
  bool playing_ = false;
  bool loop_ = false;
};

}  // namespace solea
