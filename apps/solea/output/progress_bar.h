#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace solea {

/// How far long work is, with the time left, on stderr; only where that is a terminal.
class ProgressBar {
 public:
  explicit ProgressBar(std::size_t all);
  /// The time left follows from the bytes done.
  void show(std::size_t done, std::size_t failed, std::uint64_t bytes, std::uint64_t all_bytes);
  /// Clears the line.
  void end();

 private:
  using Clock = std::chrono::steady_clock;
  bool on_terminal_;
  std::size_t all_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_;
};

}  // namespace solea
