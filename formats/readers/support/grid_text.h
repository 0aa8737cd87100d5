#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/plate.h"
#include "core/recording.h"
#include "formats/readers/support/words.h"
#include "formats/recording_format.h"

/// What readers of text exports with a grid a frame share: the look at a file's beginning, frames
/// that are turned into the plate frame, and times from frame numbers and clock times.
namespace solea::readers {

/// mm of a unit of length as vendors write it: "mm", "centimeters", "inch"; nothing for another.
[[nodiscard]] std::optional<double> mm_per_unit(std::string_view unit);

/// The pressures of frames, given in the order in which a file prints them: row by row, the top
/// row first. Keeps whole frames only, in the plate frame.
class GridFrames {
 public:
  /// Which printed direction is which.
  struct Turn {
    bool rows_reversed = false;
    bool cols_reversed = false;
  };

  void set(const PlateGeometry& plate, Turn turn) {
    plate_ = plate;
    turn_ = turn;
  }
  /// A loaded cell of the frame that is being read, by its printed row and column.
  void add(int row, int col, float kpa);
  void keep_frame();
  void drop_frame() { frame_.clear(); }
  [[nodiscard]] std::size_t size() const { return first_cell_.size() - 1; }
  /// Index of a printed cell in the plate frame.
  [[nodiscard]] std::uint32_t index(int row, int col) const;
  [[nodiscard]] Recording recording(std::span<const double> times_s) const;

 private:
  PlateGeometry plate_;
  Turn turn_;
  std::vector<LoadedCell> frame_;
  std::vector<LoadedCell> cells_;
  std::vector<std::size_t> first_cell_{0};
};

/// A time of day as files print it.
struct ClockTime {
  double seconds = 0;  ///< since midnight
  int decimals = 0;    ///< printed digits of the fraction
};

/// The first "08:21:17.982", "8:21:17,98" or "6:21:52.34PM" in a text.
[[nodiscard]] std::optional<ClockTime> find_clock_time(std::string_view text);

/// When frames were taken.
struct FrameTimes {
  double rate_hz = 0;  ///< 0: not known; all times are 0 then
  std::vector<double> times_s;
  std::string how;  ///< a line for SourceInfo::conversions; empty: as printed
};

/// Times of frames from their numbers and a period.
[[nodiscard]] FrameTimes times_at_period(std::span<const std::int64_t> numbers, double period_s);

/// Times of frames from their rising numbers and printed clock times, which go through midnight
/// only forward. Printed times are rounded: where all of them follow one period, to the last digit,
/// it is taken.
[[nodiscard]] FrameTimes times_of_clock(std::span<const std::int64_t> numbers,
                                        std::span<const double> clock_s, int decimals);

/// Which numbers are left out, as a warning; empty when none. Numbers may rise by a constant step.
[[nodiscard]] std::string missing_frames(std::span<const std::int64_t> numbers);

}  // namespace solea::readers
