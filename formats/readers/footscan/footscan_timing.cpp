#include "formats/readers/footscan/footscan_timing.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "formats/readers/support/given_options.h"
#include "formats/vendor_comparison.h"

namespace solea::readers::footscan {

namespace {

/// From the first frame: how many frames, how many ms.
double frames_since(const std::vector<FrameTime>& frames, std::size_t k) {
  return static_cast<double>(frames[k].number - frames[0].number);
}
double ms_since(const std::vector<FrameTime>& frames, std::size_t k) {
  return frames[k].ms - frames[0].ms;
}

double rounding_ms(const std::vector<FrameTime>& frames) {
  double most = 0;
  for (const FrameTime& frame : frames) most = std::max(most, frame.rounding_ms);
  return most;
}

bool gives_all_times(double rate_hz, const std::vector<FrameTime>& frames, double tolerance_ms) {
  for (std::size_t k = 0; k < frames.size(); ++k) {
    const double ms = 1000 * frames_since(frames, k) / rate_hz;
    if (std::abs(ms - ms_since(frames, k)) > tolerance_ms) return false;
  }
  return true;
}

/// Least squares through the first frame; nothing for one frame, or times that stand still.
std::optional<double> fit(const std::vector<FrameTime>& frames) {
  double xx = 0;
  double xy = 0;
  for (std::size_t k = 1; k < frames.size(); ++k) {
    const double x = frames_since(frames, k);
    xx += x * x;
    xy += x * ms_since(frames, k);
  }
  if (!(xx > 0) || !(xy > 0)) return std::nullopt;
  const double rate_hz = 1000 * xx / xy;
  constexpr double most_hz = 1e6;
  if (rate_hz > most_hz) return std::nullopt;
  // The roundest of the rates that the printed times cannot be told from.
  for (const double step : {1.0, 0.1, 0.01}) {
    const double round = std::round(rate_hz / step) * step;
    if (round > 0 && gives_all_times(round, frames, 1.001 * rounding_ms(frames))) return round;
  }
  return rate_hz;
}

}  // namespace

std::vector<double> place_in_time(const std::vector<FrameTime>& frames, bool has_titles,
                                  std::optional<double> header_hz, std::optional<double> asked_hz,
                                  SourceInfo& info) {
  const auto fitted = has_titles ? fit(frames) : std::nullopt;
  if (fitted && header_hz) {
    // Half a unit of the header's last digit, and what the times leave open.
    const double span_ms = ms_since(frames, frames.size() - 1);
    const double tolerance = 0.0051 + *fitted * 1.001 * rounding_ms(frames) / span_ms;
    VendorComparison speed("scanning speed", "Hz");
    speed.compare(*header_hz, *fitted, tolerance, "header", 1);
    speed.report(info);
    info.rate_hz = std::abs(*header_hz - *fitted) <= tolerance ? *header_hz : *fitted;
  } else {
    info.rate_hz = fitted.value_or(header_hz.value_or(0));
  }
  if (asked_hz) {
    if (info.rate_hz > 0) {
      warn_ignored(info, "rate");
    } else {
      info.rate_hz = *asked_hz;
    }
  }

  std::uint64_t missing = 0;
  std::uint64_t first_missing = 0;
  for (std::size_t k = 1; k < frames.size(); ++k) {
    const std::uint64_t gap = frames[k].number - frames[k - 1].number - 1;
    if (gap > 0 && missing == 0) first_missing = frames[k - 1].number + 1;
    missing += gap;
  }
  if (missing > 0) {
    info.warnings.push_back(std::to_string(missing) + " frames are missing, the first is frame " +
                            std::to_string(first_missing));
  }

  std::vector<double> times(frames.size(), 0.0);
  if (info.rate_hz <= 0) {
    if (frames.size() > 1) {
      info.warnings.emplace_back("the file does not tell its rate: times are frame numbers");
    }
    for (std::size_t k = 0; k < frames.size(); ++k) times[k] = frames_since(frames, k);
    return times;
  }
  // The header's rate is rounded too.
  const double slack_ms = 1000 * 0.005 / (info.rate_hz * info.rate_hz);
  VendorComparison printed("frame times", "ms");
  bool is_regular = true;
  for (std::size_t k = 0; k < frames.size(); ++k) {
    times[k] = frames_since(frames, k) / info.rate_hz;
    if (!has_titles) continue;
    const double tolerance = 1.001 * rounding_ms(frames) + slack_ms * frames_since(frames, k);
    printed.compare(ms_since(frames, k), 1000 * times[k], tolerance, "frame",
                    static_cast<std::size_t>(frames[k].number));
    is_regular = is_regular && std::abs(ms_since(frames, k) - 1000 * times[k]) <= tolerance;
  }
  printed.report(info);
  if (!is_regular) {  // the frames' own times are what was measured
    for (std::size_t k = 0; k < frames.size(); ++k) times[k] = ms_since(frames, k) / 1000;
  }
  return times;
}

}  // namespace solea::readers::footscan
