#include "apps/solea/output/progress_bar.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string>

namespace solea {

namespace {

std::string time_text(double seconds) {
  const auto s = static_cast<long>(seconds + 0.5);
  return s >= 3600 ? fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
                   : fmt::format("{}:{:02}", s / 60, s % 60);
}

}  // namespace

ProgressBar::ProgressBar(std::size_t all) : on_terminal_(::isatty(STDERR_FILENO) == 1), all_(all) {}

void ProgressBar::show(std::size_t done, std::size_t failed, std::uint64_t bytes,
                       std::uint64_t all_bytes) {
  constexpr std::chrono::milliseconds every(200);
  const auto now = Clock::now();
  if (!on_terminal_ || (done < all_ && now - shown_ < every)) return;
  shown_ = now;
  const double part = all_bytes > 0 ? static_cast<double>(bytes) / static_cast<double>(all_bytes)
                                    : static_cast<double>(done) / static_cast<double>(all_);
  const double elapsed_s = std::chrono::duration<double>(now - start_).count();
  constexpr std::size_t width = 24;
  const auto full = static_cast<std::size_t>(part * width);
  fmt::print(stderr, "\r\033[K[{}{}] {} of {}{}{}", std::string(full, '#'),
             std::string(width - full, '.'), done, all_,
             failed > 0 ? fmt::format(", {} failed", failed) : "",
             part > 0 ? fmt::format(", {} left", time_text(elapsed_s * (1 - part) / part)) : "");
  std::fflush(stderr);
}

void ProgressBar::end() {
  if (!on_terminal_) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

}  // namespace solea
