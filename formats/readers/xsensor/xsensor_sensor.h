#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.h"
#include "formats/readers/support/grid_text.h"
#include "formats/readers/support/key_line.h"

namespace solea::readers {

/// The numbers that XSENSOR prints of every frame and that its cells give again.
enum class XsensorNumber : std::uint8_t {
  peak,
  average,
  minimum,
  area_cm2,
  load_n,
  cop_row,
  cop_col
};
inline constexpr std::size_t xsensor_numbers = 7;

/// Which of the numbers a line has, and what makes it cm2 or N; 0: an unknown unit.
struct XsensorNumberLine {
  XsensorNumber which = XsensorNumber::peak;
  double factor = 1;
};
[[nodiscard]] std::optional<XsensorNumberLine> xsensor_number(const KeyLine& line);

/// One value of each of them; NaN: not printed.
struct XsensorSummary {
  std::array<double, xsensor_numbers> values{};

  XsensorSummary() { values.fill(std::numeric_limits<double>::quiet_NaN()); }
  [[nodiscard]] double& at(XsensorNumber n) { return values[static_cast<std::size_t>(n)]; }
  [[nodiscard]] double at(XsensorNumber n) const { return values[static_cast<std::size_t>(n)]; }
};

/// The grid as a sensor's header tells it; 0: not told.
struct XsensorGrid {
  int rows = 0;
  int cols = 0;
  double width_mm = 0;   ///< from column to column
  double height_mm = 0;  ///< from row to row
  /// What rounding may have made of the printed width and height, as fractions.
  double width_rounding = 0;
  double height_rounding = 0;

  friend bool operator==(const XsensorGrid&, const XsensorGrid&) = default;
};

/// What all sensors of a file share.
struct XsensorFile {
  std::string unit;  ///< as printed
  double kpa = 0;    ///< of one unit of the file; 0: not known yet
  double threshold = 0;
  /// Digits behind the decimal sign, the most that were seen: of cells, of the vendor's numbers.
  int cell_decimals = 0;
  std::array<int, xsensor_numbers> decimals{};
};

/// One sensor of an XSENSOR file: its frames, and the vendor's numbers beside them.
class XsensorSensor {
 public:
  XsensorSensor(std::string label, const XsensorGrid& grid);

  [[nodiscard]] const std::string& label() const { return label_; }
  [[nodiscard]] const XsensorGrid& grid() const { return grid_; }
  [[nodiscard]] std::size_t frames() const { return numbers_.size(); }
  [[nodiscard]] std::int64_t last_number() const { return numbers_.back(); }
  [[nodiscard]] std::optional<double> last_clock_s() const;

  /// A cell of the frame that is being read, by its printed place, in the file's unit.
  void add(int row, int col, double value, const XsensorFile& file);
  void keep_frame(std::int64_t number, const std::optional<ClockTime>& time,
                  const XsensorSummary& printed);
  void drop_frame();

  /// The recording. `info` comes with what the whole file tells.
  [[nodiscard]] std::unique_ptr<FrameSource> finish(SourceInfo info, const XsensorFile& file,
                                                    const OpenOptions& options);

 private:
  /// What the cells of a frame give.
  struct Computed {
    std::size_t loaded = 0;
    double sum = 0;
    double peak = 0;
    double minimum = 0;
    double row_moment = 0;
    double col_moment = 0;
  };

  void compare(const XsensorFile& file, SourceInfo& info) const;
  void compare_centre(const XsensorFile& file, SourceInfo& info) const;
  void add_channels(SourceInfo& info) const;
  void tell_cell_area(SourceInfo& info) const;

  std::string label_;
  XsensorGrid grid_;
  GridFrames grid_frames_;
  Computed frame_;
  std::vector<std::int64_t> numbers_;
  std::vector<double> clocks_;  // NaN: not printed
  int clock_decimals_ = 0;
  std::vector<XsensorSummary> printed_;
  std::vector<Computed> computed_;
};

}  // namespace solea::readers
