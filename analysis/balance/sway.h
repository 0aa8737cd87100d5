#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/balance/cop_signal.h"

/// Measures of a prepared sway signal: x medial-lateral, y anterior-posterior, mm. What cannot be
/// computed is empty.
namespace solea::balance {

using Value = std::optional<double>;

/// Distances, path and areas (Prieto 1996; metrics.md 5.2). SDs and RMS with 1/N.
struct SwayTime {
  Value mdist_mm, mdist_ap_mm, mdist_ml_mm;                 ///< mean distance from the mean
  Value rdist_mm, rms_ap_mm, rms_ml_mm;                     ///< root mean square distance
  Value path_mm, path_ap_mm, path_ml_mm;                    ///< TOTEX
  Value velocity_mm_s, velocity_ap_mm_s, velocity_ml_mm_s;  ///< path over T = (N - 1) / fs
  Value range_mm, range_ap_mm, range_ml_mm;  ///< largest distance of two points; largest - least
  Value area_circle_95_mm2;                  ///< AREA-CC, pi (MDIST + 1.645 s_RD)^2
  Value sway_area_mm2_s;                     ///< AREA-SW, area swept about the mean a second
  Value mean_frequency_hz, mean_frequency_ap_hz, mean_frequency_ml_hz;  ///< MFREQ
  Value fractal_dimension_circle;  ///< FD-CC, d of the confidence circle
};
[[nodiscard]] SwayTime measure_time(const Sway& sway);

/// The ellipses, each under its own name (Schubert & Kirchner 2014; metrics.md 5.3). From the
/// covariance with N - 1.
struct SwayEllipse {
  Value s_xx_mm2, s_yy_mm2, s_xy_mm2;
  Value axis_deg;                ///< long axis, from the x axis towards y
  Value major_mm, minor_mm;      ///< semi-axes of the prediction ellipse
  Value prediction_95_mm2;       ///< PEA: holds the next observation, recommended
  Value prieto_95_mm2;           ///< AREA-CE
  Value chi2_95_mm2;             ///< limit for N to infinity
  Value french_90_mm2;           ///< 90 %, AFP "surface"
  Value of_the_mean_95_mm2;      ///< true confidence ellipse of the mean; no sway area
  Value fractal_dimension;       ///< FD-CE, d of AREA-CE
  Value length_per_area_per_mm;  ///< LFS: path over the 90 % ellipse, not normalised
};
[[nodiscard]] SwayEllipse measure_ellipse(const Sway& sway);

/// Upper `alpha` point of F(2, d): (d / 2) (alpha^(-2/d) - 1).
[[nodiscard]] double f_upper_point_2(double alpha, double d);
/// Factor k of the prediction ellipse: area = pi k sqrt(det S).
[[nodiscard]] double prediction_factor(double alpha, double n);

/// Choices of the spectrum (metrics.md 5.4). The estimator changes every frequency.
struct SpectrumSettings {
  double segment_s = 20;  ///< Welch, Hann; the whole record if shorter
  double overlap = 0.5;
  double low_hz = 0.15;  ///< bins low <= f <= high count
  double high_hz = 5;
};

/// One-sided density, a value a bin.
struct Spectrum {
  double bin_hz = 0;
  std::vector<double> density;  ///< unit squared a Hz; bin k at k * bin_hz
};
/// Linear trend taken off the whole record, then Welch with a Hann window.
[[nodiscard]] Spectrum welch(std::span<const double> values, double rate_hz,
                             const SpectrumSettings& settings);

struct SwaySpectrum {
  Value power_mm2;               ///< mu0 of the band
  Value f50_hz, f80_hz, f95_hz;  ///< lowest f with so much of the power at or below
  Value centroid_hz;             ///< sqrt(mu2 / mu0)
  Value dispersion;              ///< sqrt(1 - mu1^2 / (mu0 mu2)), 0 one frequency
  Value energy_low_mm2;          ///< (0, 0.5] Hz, of the whole spectrum
  Value energy_mid_mm2;          ///< (0.5, 2] Hz
  Value energy_high_mm2;         ///< over 2 Hz
};
[[nodiscard]] SwaySpectrum measure_spectrum(const Spectrum& spectrum,
                                            const SpectrumSettings& settings);

/// Choices of the nonlinear measures (metrics.md 5.5).
struct NonlinearSettings {
  std::size_t entropy_m = 2;
  double entropy_r_sd = 0.2;         ///< tolerance, of the SD (n - 1) of the series
  std::size_t entropy_most = 12000;  ///< longer series: the first so many samples
  double short_to_s = 1;
  double long_from_s = 2;
  double long_to_s = 10;
  std::size_t dfa_from = 4;  ///< smallest window; the largest is N / 4
  std::size_t dfa_windows = 20;
};

/// Sample entropy -ln(A / B) with tolerance r, inclusive, both over the N - m templates (Richman &
/// Moorman 2000). Empty where A or B is 0.
[[nodiscard]] Value sample_entropy(std::span<const double> values, std::size_t m, double r);

/// Mean squared displacement after `lag` samples.
[[nodiscard]] Value mean_squared_displacement(std::span<const double> values, std::size_t lag);

/// Stabilogram diffusion of one direction (Collins & De Luca 1993): <d^2> = 2 D dt.
struct Diffusion {
  Value short_mm2_s, long_mm2_s;   ///< D
  Value short_h, long_h;           ///< half the slope of log <d^2> over log dt
  Value critical_s, critical_mm2;  ///< where the two lines meet
};
/// `squared`: mean squared displacement at lags 1, 2, ... samples.
[[nodiscard]] Diffusion measure_diffusion(std::span<const double> squared, double rate_hz,
                                          const NonlinearSettings& settings);

/// Detrended fluctuation analysis (Peng 1994).
struct Fluctuation {
  Value alpha;
  std::size_t from = 0;  ///< windows of the fit, samples
  std::size_t to = 0;
};
[[nodiscard]] Fluctuation detrended_fluctuation(std::span<const double> values,
                                                const NonlinearSettings& settings);

struct SwayNonlinear {
  Value entropy_ml, entropy_ap;                    ///< of the places
  Value entropy_velocity_ml, entropy_velocity_ap;  ///< of the increments
  Diffusion diffusion_ml, diffusion_ap, diffusion_planar;
  Fluctuation dfa_ml, dfa_ap;
};
[[nodiscard]] SwayNonlinear measure_nonlinear(const Sway& sway, const NonlinearSettings& settings);

}  // namespace solea::balance
