#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_info.h"
#include "core/step.h"

/// What other studies measured, as a reference range from a source; never a judgement of a person.
/// Values depend on the device: a range is shown only where device class and task are the same.
namespace solea {

/// One line of analysis/reference/ranges.csv (metrics.md 2.3, 3.1, 4, 12).
struct ReferenceRange {
  std::string device_class;  ///< "emed", "footscan", "zebris", "matscan"; "any": does not depend on
                             ///< it; "not_stated": matches nothing
  std::string task;          ///< "walking", "running", "standing"
  std::string footwear;      ///< "barefoot", "shod", "any"
  std::string population;
  bool healthy = true;  ///< false: patients, a comparator only; matches nothing
  std::optional<double> age_low_years;
  std::optional<double> age_high_years;
  std::optional<int> n;
  std::string measure;  ///< id of the measure
  std::string region;   ///< id of the zone, "heel", "whole"
  Side side = Side::unknown;
  std::optional<double> mean;
  std::optional<double> sd;
  std::optional<double> low;   ///< with high, where the source gives a band instead of an SD
  std::optional<double> high;  ///< where the next class begins: bands are half-open (0.2)
  std::string band;            ///< what low and high are: "20th to 80th percentile"
  std::string unit;
  std::string source;
  std::string tag;  ///< how well the numbers are founded (metrics.md 0.1): "V", "R+", "R"
  std::string note;
};

/// Every range, in the order of the table.
[[nodiscard]] std::span<const ReferenceRange> reference_ranges();

/// Reads a table of ranges (CSV with the titles of analysis/reference/ranges.csv).
/// Throws std::invalid_argument with the line that is wrong.
[[nodiscard]] std::vector<ReferenceRange> parse_reference_ranges(std::string_view csv);

/// How a value was measured. Empty: not known.
struct MeasuringConditions {
  std::string device_class;
  std::string task;
  std::string footwear;
  std::optional<double> age_years;
};

/// Class of the device a recording is from, by driver and format; empty where neither tells:
/// tables, Solea's own mats and Tekscan exports, which may be of a plate or an insole.
[[nodiscard]] std::string_view device_class_of(const SourceInfo& info) noexcept;

/// The ranges that may be shown beside a measure: device class and task are the same, footwear,
/// age and side do not contradict, the people were healthy. None where device or task is unknown.
[[nodiscard]] std::vector<const ReferenceRange*> matching_ranges(
    std::string_view measure, std::string_view region, Side side,
    const MeasuringConditions& conditions);

/// Where a value lies. Half-open as in metrics.md 0.2: exactly 1 SD away is within 1 SD.
enum class ReferenceBand : std::uint8_t {
  within_1_sd,
  within_2_sd,
  beyond_2_sd,
  within_band,
  outside_band
};

[[nodiscard]] std::string_view to_string(ReferenceBand band) noexcept;

/// (value - mean) / SD; nothing where the source gives no SD.
[[nodiscard]] std::optional<double> reference_z(double value, const ReferenceRange& range);

/// How a source's values are taken to spread where it gives mean and SD.
enum class Spread : std::uint8_t { normal, log_normal };

[[nodiscard]] std::string_view to_string(Spread spread) noexcept;

/// Pressures and pressure-time integrals are right-skewed: log-normal (metrics.md 12).
[[nodiscard]] Spread spread_of(const ReferenceRange& range) noexcept;

/// The same under a log-normal spread of the source's mean m and SD s: (ln value - mu) / sigma with
/// sigma^2 = ln(1 + s^2/m^2) and mu = ln m - sigma^2/2. Nothing for values that are not above 0.
[[nodiscard]] std::optional<double> reference_z_log_normal(double value,
                                                           const ReferenceRange& range);

/// Nothing where the source gives a mean only. By mean and SD as they are, also for log-normal.
[[nodiscard]] std::optional<ReferenceBand> reference_band(double value,
                                                          const ReferenceRange& range);

/// A range as it is shown beside a value.
struct ReferenceShown {
  const ReferenceRange* range = nullptr;
  Side side = Side::unknown;  ///< of the value it is held against
  std::optional<double> z;    ///< under the spread of the range's measure
  std::optional<ReferenceBand> band;
};

[[nodiscard]] ReferenceShown show_reference(double value, Side side, const ReferenceRange& range);

}  // namespace solea
