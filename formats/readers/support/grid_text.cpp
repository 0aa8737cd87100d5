#include "formats/readers/support/grid_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "formats/readers/support/words.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// By how much frame numbers rise where none is left out; an export may hold every second frame.
std::int64_t usual_step(std::span<const std::int64_t> numbers) {
  std::int64_t step = numbers.size() < 2 ? 1 : numbers[1] - numbers[0];
  for (std::size_t k = 1; k < numbers.size(); ++k) {
    step = std::min(step, numbers[k] - numbers[k - 1]);
  }
  return std::max<std::int64_t>(step, 1);
}

/// At most two digits at `at`, which moves behind them.
std::optional<int> two_digits(std::string_view text, std::size_t& at) {
  const std::size_t from = at;
  int value = 0;
  for (; at < text.size() && at < from + 2 && is_digit(text[at]); ++at) {
    value = value * 10 + (text[at] - '0');
  }
  return at == from ? std::nullopt : std::optional(value);
}

}  // namespace

std::optional<double> mm_per_unit(std::string_view unit) {
  const std::string plain = lower_case(trimmed(unit, " \t()."));
  const auto begins = [&](std::string_view with) { return plain.starts_with(with); };
  if (begins("mm") || begins("mil")) return 1;
  if (begins("cm") || begins("cent")) return 10;
  if (begins("in") || plain == "\"") return 25.4;
  if (plain == "m" || begins("met")) return 1000;
  return std::nullopt;
}

std::uint32_t GridFrames::index(int row, int col) const {
  const int r = turn_.rows_reversed ? plate_.rows - 1 - row : row;
  const int c = turn_.cols_reversed ? plate_.cols - 1 - col : col;
  return static_cast<std::uint32_t>(r) * static_cast<std::uint32_t>(plate_.cols) +
         static_cast<std::uint32_t>(c);
}

void GridFrames::add(int row, int col, float kpa) {
  frame_.push_back({index(row, col), kpa});
}

void GridFrames::keep_frame() {
  if (turn_.rows_reversed || turn_.cols_reversed) {
    std::sort(frame_.begin(), frame_.end(),
              [](const LoadedCell& a, const LoadedCell& b) { return a.index < b.index; });
  }
  cells_.insert(cells_.end(), frame_.begin(), frame_.end());
  first_cell_.push_back(cells_.size());
  frame_.clear();
}

Recording GridFrames::recording(std::span<const double> times_s) const {
  Recording recording(plate_);
  for (std::size_t k = 0; k < size(); ++k) {
    recording.append(
        times_s[k], std::span(cells_).subspan(first_cell_[k], first_cell_[k + 1] - first_cell_[k]));
  }
  return recording;
}

std::optional<ClockTime> find_clock_time(std::string_view text) {
  for (std::size_t colon = text.find(':'); colon != std::string_view::npos;
       colon = text.find(':', colon + 1)) {
    std::size_t at = colon;
    while (at > 0 && colon - at < 2 && is_digit(text[at - 1])) --at;
    const auto hour = two_digits(text, at);
    if (!hour || at != colon) continue;
    at = colon + 1;
    const auto minute = two_digits(text, at);
    if (!minute || at >= text.size() || text[at] != ':') continue;
    ++at;
    const auto second = two_digits(text, at);
    if (!second || *hour > 24 || *minute > 59 || *second > 60) continue;
    ClockTime time{*hour * 3600.0 + *minute * 60.0 + *second, 0};
    if (at + 1 < text.size() && (text[at] == '.' || text[at] == ',') && is_digit(text[at + 1])) {
      double unit = 0.1;
      for (++at; at < text.size() && is_digit(text[at]); ++at, ++time.decimals, unit /= 10) {
        time.seconds += (text[at] - '0') * unit;
      }
    }
    const std::string after = lower_case(trimmed(text.substr(at)).substr(0, 3));
    const bool pm = after.starts_with("pm") || after == "p.m";
    const bool am = after.starts_with("am") || after == "a.m";
    if ((am || pm) && *hour > 12) continue;
    if (pm && *hour != 12) time.seconds += 12 * 3600;
    if (am && *hour == 12) time.seconds -= 12 * 3600;
    return time;
  }
  return std::nullopt;
}

FrameTimes times_at_period(std::span<const std::int64_t> numbers, double period_s) {
  FrameTimes result;
  if (period_s > 0) result.rate_hz = 1 / (period_s * static_cast<double>(usual_step(numbers)));
  for (const std::int64_t number : numbers) {
    result.times_s.push_back(static_cast<double>(number - numbers.front()) * period_s);
  }
  return result;
}

FrameTimes times_of_clock(std::span<const std::int64_t> numbers, std::span<const double> clock_s,
                          int decimals) {
  constexpr double day_s = 86400;
  const std::size_t count = numbers.size();
  const double resolution_s = std::pow(10.0, -decimals);
  std::vector<double> printed(count, 0.0);
  double days_s = 0;
  for (std::size_t k = 1; k < count; ++k) {
    if (clock_s[k] < clock_s[k - 1]) days_s += day_s;
    printed[k] = clock_s[k] + days_s - clock_s[0];
  }
  // A span of a few units of the last printed digit says nothing about the rate.
  if (count < 2 || printed.back() < 9.5 * resolution_s) return times_at_period(numbers, 0);

  // Least squares: one period for all frames.
  double mean_number = 0;
  double mean_time = 0;
  for (std::size_t k = 0; k < count; ++k) {
    mean_number += static_cast<double>(numbers[k] - numbers[0]) / static_cast<double>(count);
    mean_time += printed[k] / static_cast<double>(count);
  }
  double products = 0;
  double squares = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const double n = static_cast<double>(numbers[k] - numbers[0]) - mean_number;
    products += n * (printed[k] - mean_time);
    squares += n * n;
  }
  const double period_s = products / squares;
  double lowest = 0;
  double highest = 0;
  for (std::size_t k = 0; k < count; ++k) {
    const double off =
        printed[k] - period_s * static_cast<double>(numbers[k] - numbers[0]);  // 0 at k = 0
    lowest = std::min(lowest, off);
    highest = std::max(highest, off);
  }
  if (period_s > 0 && highest - lowest <= 2 * resolution_s) {
    FrameTimes result = times_at_period(numbers, period_s);
    result.how = "times from the frame numbers and one period of " + short_number(period_s * 1e3) +
                 " ms, which all printed times follow, give or take " +
                 short_number(resolution_s * 1e3) + " ms";
    return result;
  }
  FrameTimes result;
  std::vector<double> periods;
  for (std::size_t k = 1; k < count; ++k) {
    periods.push_back((printed[k] - printed[k - 1]) /
                      static_cast<double>(numbers[k] - numbers[k - 1]));
  }
  const double usual_s = median(std::move(periods)) * static_cast<double>(usual_step(numbers));
  result.rate_hz = usual_s > 0 ? 1 / usual_s : 0;
  result.times_s = std::move(printed);
  return result;
}

std::string missing_frames(std::span<const std::int64_t> numbers) {
  const std::int64_t step = usual_step(numbers);
  std::int64_t missing = 0;
  std::size_t places = 0;
  std::int64_t first = 0;
  for (std::size_t k = 1; k < numbers.size(); ++k) {
    const std::int64_t rise = numbers[k] - numbers[k - 1];
    if (rise <= step) continue;
    if (places++ == 0) first = numbers[k - 1] + step;
    missing += (rise - 1) / step;
  }
  if (places == 0) return {};
  return std::to_string(missing) + " frames are missing in " + std::to_string(places) +
         " places, the first is frame " + std::to_string(first);
}

}  // namespace solea::readers
