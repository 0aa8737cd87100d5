#include "formats/readers/support/sample_times.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "formats/readers/support/number_table.h"

namespace solea::readers {

namespace {

/// The shortest number within `uncertainty` of a rate: 100 for 100.0002.
double rounded(double rate_hz, double uncertainty) {
  double power = 1;
  for (int digits = 0; digits < 7; ++digits, power *= 10) {
    const double candidate = std::round(rate_hz * power) / power;
    if (candidate > 0 && std::abs(candidate - rate_hz) <= uncertainty) return candidate;
  }
  return rate_hz;
}

}  // namespace

bool PrintedTimes::add(double time_s, std::string_view printed, double unit_s) {
  const double time = time_s * unit_s;
  if (!(std::abs(time) <= 1e12)) return false;
  if (!times_s_.empty() && time < times_s_.back()) return false;
  if (const auto decimals = decimals_of(printed)) {
    const double resolution = unit_s * std::pow(10.0, -*decimals);
    resolution_s_ = resolution_s_ == 0 ? resolution : std::min(resolution_s_, resolution);
  }
  times_s_.push_back(time);
  return true;
}

double PrintedTimes::step_s() const {
  if (times_s_.size() < 2) return 0;
  std::vector<double> steps(times_s_.size() - 1);
  for (std::size_t k = 0; k < steps.size(); ++k) steps[k] = times_s_[k + 1] - times_s_[k];
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  const double median = *middle;
  // The mean evens out the rounding of the printed times; gaps have no part in it.
  double sum = 0;
  std::size_t count = 0;
  for (const double step : steps) {
    if (median > 0 && step > 1.5 * median + resolution_s_) continue;
    sum += step;
    ++count;
  }
  return sum / static_cast<double>(count);
}

void PrintedTimes::scale(double factor) {
  for (double& time : times_s_) time *= factor;
  resolution_s_ *= factor;
}

std::vector<double> PrintedTimes::settle(double rate_hz, std::string_view who,
                                         SourceInfo& info) const {
  const std::size_t n = times_s_.size();
  info.rate_hz = rate_hz;
  if (n < 2) return std::vector<double>(n, 0.0);
  const double step = step_s();
  if (!(step > 1e-9)) {
    info.warnings.push_back("the frames' times do not rise" +
                            std::string(rate_hz > 0 ? ": the rate is taken" : ""));
    return even_times(n, rate_hz);
  }
  const double relative = resolution_s_ / (step * static_cast<double>(n - 1)) + 1e-9;
  const bool told = rate_hz > 0;
  const double measured = rounded(1 / step, std::min(relative, 0.002) / step);
  if (told && std::abs(step * rate_hz - 1) > 0.02 + relative) {
    info.warnings.push_back("the frames' times run at " + short_number(measured) + " Hz, " +
                            std::string(who) + " says " + short_number(rate_hz) +
                            " Hz: the times are taken");
    rate_hz = measured;
  } else if (!told) {
    rate_hz = measured;
  }
  info.rate_hz = rate_hz;

  const double period = 1 / rate_hz;
  VendorComparison check("frame times", "s");
  std::vector<double> steps(n, 0.0);
  std::size_t uneven = 0;
  double slot = 0;
  double worst = 0;
  std::size_t gaps = 0;
  double missing = 0;
  std::size_t first_gap = 0;
  for (std::size_t k = 1; k < n; ++k) {
    const double width = times_s_[k] - times_s_[k - 1];
    const double left_out =
        width > 1.6 * period + resolution_s_ ? std::round(width / period) - 1 : 0;
    if (left_out > 0) {
      if (gaps == 0) first_gap = k;
      ++gaps;
      missing += left_out;
    }
    slot += 1 + left_out;
    steps[k] = slot * period;
    const double since_first = times_s_[k] - times_s_[0];
    const double tolerance = resolution_s_ * 1.001 + 1e-9 + 1e-12 * since_first;
    check.compare(since_first, steps[k], tolerance, "frame", k + 1);
    worst = std::max(worst, std::abs(since_first - steps[k]) - tolerance);
    if (std::abs(width - (1 + left_out) * period) > 0.25 * period + resolution_s_) ++uneven;
  }
  if (gaps > 0) {
    info.warnings.push_back(short_number(missing) + " frames are missing in " +
                            std::to_string(gaps) + " gaps of the times, first between frame " +
                            std::to_string(first_gap) + " and " + std::to_string(first_gap + 1));
  }
  if (uneven * 10 > n) {
    info.warnings.push_back("the frames' times are irregular: " + std::to_string(uneven) + " of " +
                            std::to_string(n - 1) + " steps are over a quarter off");
  }
  if (told) {
    report_check(check, "the frames' times are not even, as " + std::string(who) + " says", info);
  }
  if (worst <= 0) return steps;
  for (std::size_t k = 0; k < n; ++k) steps[k] = times_s_[k] - times_s_[0];
  return steps;
}

void report_check(const VendorComparison& check, const std::string& disagreement,
                  SourceInfo& info) {
  SourceInfo own;
  check.report(own);
  for (VendorCheck& result : own.vendor_checks) {
    if (result.agree < result.compared) {
      info.warnings.push_back(
          disagreement + ": in " + std::to_string(result.compared - result.agree) + " of " +
          std::to_string(result.compared) + " places, first in " + result.first_disagreement);
    }
    info.vendor_checks.push_back(std::move(result));
  }
}

std::vector<double> even_times(std::size_t frames, double rate_hz) {
  std::vector<double> times(frames, 0.0);
  if (rate_hz > 0) {
    for (std::size_t k = 0; k < frames; ++k) times[k] = static_cast<double>(k) / rate_hz;
  }
  return times;
}

}  // namespace solea::readers
