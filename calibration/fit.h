#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// Curves from a sensor's output u to pressure, fitted to known loads, and what corrects a
/// recording afterwards (metrics.md 11). Pure functions.
namespace solea::calibration {

/// A known pressure and the output it gave.
struct CalibrationPoint {
  double output = 0;
  double kpa = 0;

  friend bool operator==(const CalibrationPoint&, const CalibrationPoint&) = default;
};

enum class CurveKind : std::uint8_t {
  linear,          ///< p = a u + b
  quadratic,       ///< p = a u^2 + b u, through 0
  power,           ///< p = a u^b
  monotone_cubic,  ///< pieces through every point, rising (PCHIP: Fritsch & Butland 1984)
};

[[nodiscard]] std::string_view to_string(CurveKind kind) noexcept;
/// Nothing for another word.
[[nodiscard]] std::optional<CurveKind> curve_kind_of(std::string_view word) noexcept;
inline constexpr std::array all_curve_kinds = {CurveKind::linear, CurveKind::quadratic,
                                               CurveKind::power, CurveKind::monotone_cubic};

/// Pressures beyond this part of the largest load are not to be trusted.
inline constexpr double extrapolation_limit = 1.10;

/// A fitted curve. Its loads reached from the first to the last point.
struct FittedCurve {
  CurveKind kind = CurveKind::linear;
  double a = 0;
  double b = 0;
  std::vector<CalibrationPoint> points;  ///< by rising output
  std::vector<double> slopes;            ///< of the pieces, kPa per output, a point each
  double rms_residual_kpa = 0;           ///< root of the mean squared residual, 1/n
  bool rising = true;                    ///< everywhere from the first to the last point

  [[nodiscard]] double kpa(double output) const;
  /// Whether a pressure is beyond 110 % of the largest load: not to be trusted.
  [[nodiscard]] bool is_extrapolated(double pressure_kpa) const;

  friend bool operator==(const FittedCurve&, const FittedCurve&) = default;
};

/// Least squares in kPa; the power curve in logarithms. Linear, quadratic and power need 2 points
/// of different output, the cubic too. Throws std::invalid_argument for fewer points, values that
/// are not finite, outputs or loads of 0 or less in a power curve, and points that do not rise in
/// a cubic.
[[nodiscard]] FittedCurve fit_curve(std::span<const CalibrationPoint> points, CurveKind kind);

/// The curve of a tared sensor: as fit_curve, but through output 0 at pressure 0 whatever the kind,
/// and rising. Points of no output are left out where the kind cannot take them; a parabola that
/// would bend down is held straight at the end where it does. Nothing where no such curve exists.
[[nodiscard]] std::optional<FittedCurve> fit_tared_curve(std::span<const CalibrationPoint> points,
                                                         CurveKind kind);

/// Cross-validation of fit_tared_curve: the error at each load, predicted - true in kPa, by a curve
/// that was fitted without it. The largest load is never left out, for a curve is not used beyond
/// it; a load of 0 has no error to tell. Nothing where a curve without a load does not exist.
[[nodiscard]] std::optional<std::vector<double>> leave_one_out_errors_kpa(
    std::span<const CalibrationPoint> points, CurveKind kind);

/// Pressure without the creep of a held load: p / (1 + c log10(t / t0)), c a decade. Nothing
/// before t0.
[[nodiscard]] std::optional<double> without_creep(double kpa, double creep_per_decade, double t_s,
                                                  double t0_s);
/// Pressure without a linear drift of b kPa/s since t0.
[[nodiscard]] double without_drift(double kpa, double drift_kpa_s, double t_s, double t0_s);

/// Creep a decade from a held load: slope of pressure over log10(t / t0), of the pressure at t0.
/// Nothing without two different times from t0 on.
[[nodiscard]] std::optional<double> creep_per_decade(std::span<const double> times_s,
                                                     std::span<const double> kpa, double t0_s);

/// Largest difference of unloading and loading curve, % of full scale.
[[nodiscard]] double hysteresis_pct(const FittedCurve& loading, const FittedCurve& unloading,
                                    double full_scale_kpa);

/// Creep and drift of a held load together: p = p0 (1 + c log10(t / t0)) + b t, by least squares.
struct HeldLoadFit {
  double p0_kpa = 0;
  double creep_per_decade = 0;
  double drift_kpa_s = 0;
  double rms_residual_kpa = 0;
};
/// `with_drift` false: b = 0. Times before t0 are left out; nothing with less than three others.
[[nodiscard]] std::optional<HeldLoadFit> fit_held_load(std::span<const double> times_s,
                                                       std::span<const double> kpa, double t0_s,
                                                       bool with_drift);

/// What a body-weight factor says of a calibration.
enum class FactorVerdict : std::uint8_t {
  accepted,  ///< 0.90 to 1.10
  warned,    ///< 0.80 to 1.20
  refused,
};

struct TotalForceFactor {
  double k = 0;  ///< body weight over measured force
  FactorVerdict verdict = FactorVerdict::refused;
};

/// Nothing without force.
[[nodiscard]] std::optional<TotalForceFactor> total_force_factor(double body_weight_n,
                                                                 double measured_n);

}  // namespace solea::calibration
