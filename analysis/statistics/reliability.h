#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "analysis/statistics/samples.h"

/// How well a measure repeats (metrics.md 9.3).
namespace solea::statistics {

/// Mean squares of a two-way table of n subjects by k measures.
struct MeanSquares {
  std::size_t subjects = 0;  ///< n
  std::size_t measures = 0;  ///< k
  double msr = 0;            ///< between subjects
  double msc = 0;            ///< between measures
  double mse = 0;            ///< residual
  double msw = 0;            ///< within subjects
};

/// Throws std::invalid_argument with fewer than 2 subjects or 2 measures, or with values that are
/// not finite.
[[nodiscard]] MeanSquares mean_squares(const Table& table);

/// The six intraclass correlations of Shrout & Fleiss 1979; x_1 of a single measure, x_k of the
/// mean of k. Empty where a denominator is 0.
enum class Icc { one_1, two_1, three_1, one_k, two_k, three_k };
inline constexpr std::array all_iccs = {Icc::one_1, Icc::two_1, Icc::three_1,
                                        Icc::one_k, Icc::two_k, Icc::three_k};

/// "ICC(2,1)"
[[nodiscard]] std::string_view to_string(Icc icc) noexcept;
/// Model, type and definition, as a report must print them (Koo & Li 2016).
[[nodiscard]] std::string_view describe(Icc icc) noexcept;

struct IccValue {
  std::optional<double> value;
  std::optional<double> low;  ///< of the confidence interval
  std::optional<double> high;
};

/// With its interval by F (McGraw & Wong 1996) at `confidence`.
[[nodiscard]] IccValue icc(const MeanSquares& ms, Icc which, double confidence = 0.95);

/// "poor", "moderate", "good", "excellent" for a bound of the interval: below 0.5, 0.75, 0.9
/// (Koo & Li 2016).
[[nodiscard]] std::string_view icc_band(double value) noexcept;

/// Standard error of measurement, of consistency: sqrt(MSE).
[[nodiscard]] double sem_consistency(const MeanSquares& ms);
/// Of agreement: sqrt(MSE + (MSC - MSE) / n); a difference below 0 counts as 0.
[[nodiscard]] double sem_agreement(const MeanSquares& ms);
/// From a between-subject SD and an ICC: SD sqrt(1 - ICC).
[[nodiscard]] double sem_from_icc(double sd, double icc);
/// Smallest change beyond measurement error with 95 % confidence: 1.96 sqrt(2) SEM.
[[nodiscard]] double mdc95(double sem);
/// Within-subject coefficient of variation, %: root mean square over the subjects. Empty where a
/// subject's mean is 0.
[[nodiscard]] std::optional<double> within_subject_cv_pct(const Table& table);

/// Agreement of two methods (Bland & Altman), differences a - b.
struct BlandAltman {
  std::size_t n = 0;
  double bias = 0;
  double sd = 0;   ///< of the differences
  double low = 0;  ///< limits of agreement, bias -+ 1.96 SD
  double high = 0;
  double se_bias = 0;    ///< SD / sqrt(n)
  double se_limits = 0;  ///< sqrt(3 / n) SD
  /// Proportional bias: slope of the differences over the means, and its two-tailed p.
  std::optional<double> slope;
  std::optional<double> slope_p;
};

/// Throws std::invalid_argument with fewer than 2 pairs or samples of different size.
[[nodiscard]] BlandAltman bland_altman(std::span<const double> a, std::span<const double> b);

}  // namespace solea::statistics
