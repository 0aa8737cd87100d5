#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/source_info.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

/// The times that a file prints beside its frames.
class PrintedTimes {
 public:
  /// The next frame's time. False, and nothing kept, where it lies before the last one or far
  /// beyond any recording.
  [[nodiscard]] bool add(double time_s, std::string_view printed, double unit_s = 1);
  [[nodiscard]] std::size_t size() const noexcept { return times_s_.size(); }
  void pop_back() { times_s_.pop_back(); }
  [[nodiscard]] double first_s() const { return times_s_.empty() ? 0 : times_s_.front(); }
  /// The usual step from frame to frame; 0 where there is none.
  [[nodiscard]] double step_s() const;
  void scale(double factor);
  /// The times were not rounded when they were printed.
  void take_as_exact() { resolution_s_ = 0; }

  /// Every frame's time, the first one's 0, and `info.rate_hz`. `rate_hz`, of `who` ("the header"),
  /// is compared with the times and 0 where it is not told; the times win. Where all times lie on
  /// the rate's steps, but for rounding, they are those steps. Gaps and irregular times are
  /// warnings, what was compared is a vendor check.
  [[nodiscard]] std::vector<double> settle(double rate_hz, std::string_view who,
                                           SourceInfo& info) const;

 private:
  std::vector<double> times_s_;
  double resolution_s_ = 0;  ///< one unit of the last printed digit, of the finest time
};

/// Times of frames without printed ones; all 0 where the rate is not known.
[[nodiscard]] std::vector<double> even_times(std::size_t frames, double rate_hz);

/// Puts a check into a file's info; `disagreement` says in words what it means when it fails.
void report_check(const VendorComparison& check, const std::string& disagreement, SourceInfo& info);

}  // namespace solea::readers
