#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace solea::calibration {

/// Each cell of a plate with nothing on it, a value a cell.
struct UnloadedCells {
  std::vector<double> median;  ///< of the frames: the tare
  std::vector<double> sd;      ///< of the frames, 1 / (n - 1): the noise
  std::vector<double> drift;   ///< mean of the last third less mean of the first
  std::size_t frames = 0;
  double duration_s = 0;  ///< from the first frame to the last
};

/// Gathers unloaded frames, of counts or kPa, in order of time (metrics.md 11.1). Medians come from
/// at most 300 frames, evenly over the time.
class UnloadedFrames {
 public:
  explicit UnloadedFrames(std::size_t cells) : cells_(cells) {}

  void add(double time_s, std::span<const float> outputs);
  /// Throws CalibrationError with less than `least_s` of time or three frames.
  [[nodiscard]] UnloadedCells result(double least_s) const;

 private:
  std::size_t cells_;
  std::size_t frames_ = 0;
  std::size_t stride_ = 1;  ///< every so many frames are kept
  double first_s_ = 0;
  double last_s_ = 0;
  std::vector<double> mean_, squares_;    ///< Welford's
  std::vector<std::vector<float>> kept_;  ///< a frame each
};

/// Whether a mat is to be tared again: its baseline moved by more than 2 % of full scale or 10 kPa.
struct BaselineDrift {
  double largest_kpa = 0;
  bool tare_again = false;
};
struct TareLimits {
  double least_s = 1;
  double drift_full_scale_pct = 2;
  double drift_kpa = 10;
};
/// `full_scale_kpa`: nothing where it is not known; 10 kPa alone counts then.
[[nodiscard]] BaselineDrift judge_drift(double largest_kpa, std::optional<double> full_scale_kpa,
                                        const TareLimits& limits);

/// Median; mean of the two in the middle for an even count. NaN of nothing.
[[nodiscard]] double median_of(std::vector<double> values);

}  // namespace solea::calibration
