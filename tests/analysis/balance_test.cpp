#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include "analysis/balance/balance.h"
#include "analysis/low_pass.h"
#include "tests/support/fixtures.h"

// Golden values: metrics.md 5.
namespace solea::balance {
namespace {

constexpr double pi = std::numbers::pi;

void expect_close(const Value& value, double golden, double relative = 1e-4) {
  ASSERT_TRUE(value);
  EXPECT_NEAR(*value, golden, relative * std::abs(golden) + 1e-9);
}

/// FX-B: five points at 1 Hz.
Sway fxb() {
  return demeaned({0, 3, 0, -3, 0}, {-4, 0, 4, 0, -4}, 1);
}

/// FX-C: a circle of 5 mm, 0.5 Hz, 100 Hz, 20 s.
Sway fxc() {
  std::vector<double> x;
  std::vector<double> y;
  for (int k = 0; k <= 2000; ++k) {
    x.push_back(5 * std::cos(pi * k / 100.0));
    y.push_back(5 * std::sin(pi * k / 100.0));
  }
  return demeaned(x, y, 100);
}

TEST(BalanceTime, FxB) {
  const SwayTime t = measure_time(fxb());
  expect_close(t.path_mm, 20);
  expect_close(t.velocity_mm_s, 5);
  expect_close(t.rms_ml_mm, 1.8974);
  expect_close(t.rms_ap_mm, 2.9933);
  expect_close(t.rdist_mm, 3.5440);
  expect_close(t.mdist_mm, 3.4819);
  expect_close(t.mean_frequency_hz, 0.228544);
  expect_close(t.mean_frequency_ap_hz, 0.276214);
  expect_close(t.mean_frequency_ml_hz, 0.441942);
  expect_close(t.range_mm, 8);
  expect_close(t.range_ap_mm, 8);
  expect_close(t.range_ml_mm, 6);
  expect_close(t.sway_area_mm2_s, 6);
  expect_close(t.area_circle_95_mm2, 65.5631);
  EXPECT_DOUBLE_EQ(fxb().mean.y, -0.8);
}

TEST(BalanceEllipse, FxB) {
  const SwayEllipse e = measure_ellipse(fxb());
  expect_close(e.s_xx_mm2, 4.5);
  expect_close(e.s_yy_mm2, 11.2);
  EXPECT_NEAR(*e.s_xy_mm2, 0, 1e-12);
  expect_close(e.chi2_95_mm2, 133.6282);
  expect_close(e.prieto_95_mm2, 426.0825);
  expect_close(e.prediction_95_mm2, 681.7321);
  expect_close(e.of_the_mean_95_mm2, 113.6220);
  expect_close(e.french_90_mm2, 133.6282 * 4.60517 / 5.991465);
  expect_close(e.axis_deg, 90);
  EXPECT_NEAR(pi * *e.major_mm * *e.minor_mm, *e.prediction_95_mm2, 1e-9);
}

TEST(BalanceEllipse, FTable) {
  const double n[] = {5, 20, 100, 1000, 3000};
  const double f[] = {9.552094, 3.554557, 3.089203, 3.004743, 2.998728};
  const double k[] = {30.566702, 7.879268, 6.303865, 6.021522, 6.001456};
  for (int i = 0; i < 5; ++i) {
    expect_close(f_upper_point_2(0.05, n[i] - 2), f[i], 1e-6);
    expect_close(prediction_factor(0.05, n[i]), k[i], 1e-6);
  }
}

TEST(BalanceTime, FxC) {
  const Sway sway = fxc();
  ASSERT_EQ(sway.size(), 2001U);
  const SwayTime t = measure_time(sway);
  expect_close(t.path_mm, 314.1463);
  expect_close(t.velocity_mm_s, 15.7073);
  expect_close(t.mean_frequency_hz, 0.499980);
  expect_close(t.sway_area_mm2_s, 39.2634);
  expect_close(t.range_mm, 10);
  const SwayEllipse e = measure_ellipse(sway);
  expect_close(e.chi2_95_mm2, 235.4018, 1e-5);
  expect_close(e.prediction_95_mm2, 235.9908, 1e-5);
}

/// Turned, mirrored and grown signals: distances stay or grow as their unit says.
TEST(BalanceTime, Properties) {
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal;
  std::vector<double> x(3000);
  std::vector<double> y(3000);
  for (std::size_t k = 1; k < x.size(); ++k) {
    x[k] = 0.99 * x[k - 1] + normal(random);
    y[k] = 0.99 * y[k - 1] + 2 * normal(random);
  }
  const Sway sway = demeaned(x, y, 100);
  const SwayTime t = measure_time(sway);
  const SwayEllipse e = measure_ellipse(sway);
  const double a = 0.7;
  std::vector<double> u;
  std::vector<double> v;
  for (std::size_t k = 0; k < x.size(); ++k) {
    u.push_back(2 * (std::cos(a) * x[k] - std::sin(a) * y[k]) + 100);
    v.push_back(2 * (std::sin(a) * x[k] + std::cos(a) * y[k]) - 50);
  }
  const SwayTime t2 = measure_time(demeaned(u, v, 100));
  const SwayEllipse e2 = measure_ellipse(demeaned(u, v, 100));
  expect_close(t2.path_mm, 2 * *t.path_mm, 1e-9);
  expect_close(t2.range_mm, 2 * *t.range_mm, 1e-9);
  expect_close(t2.sway_area_mm2_s, 4 * *t.sway_area_mm2_s, 1e-9);
  expect_close(t2.mean_frequency_hz, *t.mean_frequency_hz, 1e-9);
  expect_close(t2.fractal_dimension_circle, *t.fractal_dimension_circle, 1e-9);
  expect_close(e2.prediction_95_mm2, 4 * *e.prediction_95_mm2, 1e-9);
  expect_close(e2.fractal_dimension, *e.fractal_dimension, 1e-9);
  EXPECT_NEAR(std::remainder(*e2.axis_deg - *e.axis_deg - a * 180 / pi, 180), 0, 1e-6);
  // Someone who does not move at all.
  const SwayTime still = measure_time(demeaned({1, 1, 1}, {2, 2, 2}, 10));
  EXPECT_EQ(*still.path_mm, 0);
  EXPECT_FALSE(still.mean_frequency_hz) << "undefined, not 0";
}

TEST(BalanceFilter, CutOffOfBothPasses) {
  EXPECT_NEAR(two_pass_cutoff_hz(10, 100), 12.2492, 5e-5);
  // At the cut-off both passes together leave 1/sqrt 2, at any rate; no lag.
  for (const double rate : {50.0, 100.0, 250.0}) {
    for (const double f : {0.5, 10.0}) {
      std::vector<double> wave;
      for (int k = 0; k < 2000; ++k) wave.push_back(std::sin(2 * pi * f * k / rate + 0.4));
      const auto out = low_passed(wave, 10, rate);
      double in_phase = 0;
      double quarter = 0;
      for (int k = 500; k < 1500; ++k) {  // whole periods of both
        in_phase += out[static_cast<std::size_t>(k)] * std::sin(2 * pi * f * k / rate + 0.4) / 500;
        quarter += out[static_cast<std::size_t>(k)] * std::cos(2 * pi * f * k / rate + 0.4) / 500;
      }
      EXPECT_NEAR(in_phase, f == 10 ? 1 / std::numbers::sqrt2 : 1, f == 10 ? 1e-6 : 1e-4)
          << rate << ' ' << f;
      EXPECT_NEAR(quarter, 0, 1e-6);
    }
  }
  const auto constant = low_passed(std::vector<double>(50, 7.0), 10, 100);
  for (const double v : constant) EXPECT_NEAR(v, 7, 1e-12);
  EXPECT_THROW((void)low_passed(constant, 10, 24), std::invalid_argument);
}

CopSeries slow_circle(double rate_hz, double duration_s) {
  CopSeries s;
  for (int k = 0; k <= static_cast<int>(duration_s * rate_hz); ++k) {
    const double t = k / rate_hz;
    s.times_s.push_back(t);
    s.x_mm.push_back(200 + 5 * std::cos(pi * t));
    s.y_mm.push_back(150 + 5 * std::sin(pi * t));
  }
  return s;
}

TEST(BalanceSignal, SameAtEveryRate) {
  for (const double rate : {49.0, 100.0, 500.0}) {
    const PreparedSway p = prepare(slow_circle(rate, 32), {});
    EXPECT_NEAR(p.source_rate_hz, rate, 1e-6);
    EXPECT_EQ(p.sway.rate_hz, 100);
    EXPECT_NEAR(p.sway.duration_s(), 30, 0.02);
    EXPECT_NEAR(p.first_s, 2, 1e-9);
    EXPECT_TRUE(p.filtered);
    const SwayTime t = measure_time(p.sway);
    EXPECT_NEAR(*t.velocity_mm_s, 5 * pi, 0.01 * 5 * pi) << rate;
    EXPECT_NEAR(p.sway.mean.x, 200, 0.01);
    EXPECT_EQ(p.warnings.size(), rate < 50 ? 1U : 0U);
  }
}

TEST(BalanceSignal, GapsAreBridgedOrCut) {
  CopSeries s = slow_circle(100, 60);
  const double nan = std::numeric_limits<double>::quiet_NaN();
  for (std::size_t k = 1000; k < 1015; ++k) s.x_mm[k] = nan;
  const PreparedSway bridged = prepare(s, {});
  EXPECT_EQ(bridged.frames_without, 15U);
  EXPECT_TRUE(bridged.warnings.empty());
  EXPECT_NEAR(*measure_time(bridged.sway).velocity_mm_s, 5 * pi, 0.02);
  for (std::size_t k = 1000; k < 1100; ++k) s.y_mm[k] = nan;
  const PreparedSway cut = prepare(s, {});
  ASSERT_EQ(cut.warnings.size(), 1U);
  EXPECT_NEAR(cut.first_s, 13, 1e-9) << "the longer part, settled";
  EXPECT_NEAR(cut.sway.duration_s(), 47, 1e-6);
}

TEST(BalanceSignal, NothingToMeasure) {
  EXPECT_THROW((void)prepare({}, {}), std::invalid_argument);
  EXPECT_THROW((void)prepare(slow_circle(100, 1.5), {}), std::invalid_argument);
  EXPECT_FALSE(prepare(slow_circle(100, 10), {}).warnings.empty()) << "shorter than 25 s";
}

TEST(BalanceSpectrum, WorkedExample) {
  const Spectrum flat{1, {1, 1, 1, 1, 1}};
  const SwaySpectrum s = measure_spectrum(flat, {20, 0.5, 0, 4});
  expect_close(s.power_mm2, 5);
  expect_close(s.f50_hz, 2);
  expect_close(s.f80_hz, 3);
  expect_close(s.f95_hz, 4);
  expect_close(s.centroid_hz, 2.449490, 1e-6);
  expect_close(s.dispersion, 0.577350, 1e-5);
  expect_close(s.energy_mid_mm2, 2);
  expect_close(s.energy_high_mm2, 2);
  EXPECT_EQ(*s.energy_low_mm2, 0);
}

TEST(BalanceSpectrum, PowerIsVarianceAndPlaceIsFrequency) {
  // A wave of 3 mm at 1.2 Hz on a slope: power 4.5 mm2, all at 1.2 Hz.
  std::vector<double> wave;
  for (int k = 0; k < 6000; ++k) {
    wave.push_back(3 * std::sin(2 * pi * 1.2 * k / 100.0) + 0.01 * k);
  }
  const SpectrumSettings settings;
  const Spectrum p = welch(wave, 100, settings);
  EXPECT_NEAR(p.bin_hz, 0.05, 1e-12);
  const SwaySpectrum s = measure_spectrum(p, settings);
  expect_close(s.power_mm2, 4.5, 2e-3);
  expect_close(s.f50_hz, 1.2, 1e-9);
  expect_close(s.centroid_hz, 1.2, 1e-2);
  expect_close(s.energy_mid_mm2, 4.5, 2e-3);
  // White noise: one-sided density 2 sigma^2 / fs.
  std::mt19937_64 random(9);
  std::normal_distribution<double> normal;
  std::vector<double> noise(60000);
  for (double& v : noise) v = normal(random);
  const Spectrum q = welch(noise, 100, settings);
  double mean = 0;
  for (const double d : q.density) mean += d / static_cast<double>(q.density.size());
  EXPECT_NEAR(mean, 0.02, 0.0005);
}

TEST(BalanceNonlinear, SampleEntropy) {
  EXPECT_EQ(*sample_entropy(std::vector<double>{1, 2, 1, 2, 1, 2}, 2, 0.1), 0);
  expect_close(sample_entropy(std::vector<double>{1, 2, 1, 2, 1, 3}, 2, 0.1), 0.693147, 1e-6);
  EXPECT_FALSE(sample_entropy(std::vector<double>{1, 2, 3, 4, 5, 6}, 2, 0.1)) << "no matches";
  EXPECT_FALSE(sample_entropy(std::vector<double>{1, 2}, 2, 0.1));
}

TEST(BalanceNonlinear, Displacement) {
  const std::vector<double> x = {0, 1, 0, 1, 0};
  EXPECT_EQ(*mean_squared_displacement(x, 1), 1);
  EXPECT_EQ(*mean_squared_displacement(x, 2), 0);
  EXPECT_FALSE(mean_squared_displacement(x, 5));
}

/// White noise 0.5, a random walk 1.5; of the walk D = variance * rate / 2 and H = 0.5.
TEST(BalanceNonlinear, KnownProcesses) {
  std::mt19937_64 random(21);
  std::normal_distribution<double> normal;
  std::vector<double> noise(20000);
  for (double& v : noise) v = normal(random);
  std::vector<double> walk(noise.size());
  double sum = 0;
  for (std::size_t k = 0; k < walk.size(); ++k) walk[k] = sum += noise[k];
  const NonlinearSettings settings;
  const Fluctuation white = detrended_fluctuation(noise, settings);
  EXPECT_NEAR(*white.alpha, 0.5, 0.06);
  EXPECT_EQ(white.from, 4U);
  EXPECT_EQ(white.to, 5000U);
  EXPECT_NEAR(*detrended_fluctuation(walk, settings).alpha, 1.5, 0.06);
  std::vector<double> squared;
  for (std::size_t lag = 1; lag <= 1000; ++lag) {
    squared.push_back(*mean_squared_displacement(walk, lag));
  }
  const Diffusion d = measure_diffusion(squared, 100, settings);
  EXPECT_NEAR(*d.short_mm2_s, 50, 3);
  EXPECT_NEAR(*d.short_h, 0.5, 0.02);
  EXPECT_FALSE(measure_diffusion(std::span(squared).first(500), 100, settings).long_mm2_s)
      << "lags of 10 s are needed";
  // Two straight parts, 4 dt and 2 + 2 dt: they meet at 1 s.
  std::vector<double> bent;
  for (int k = 1; k <= 1000; ++k) bent.push_back(k <= 100 ? 0.04 * k : 2 + 0.02 * k);
  const Diffusion b = measure_diffusion(bent, 100, settings);
  expect_close(b.short_mm2_s, 2, 1e-9);
  expect_close(b.long_mm2_s, 1, 1e-9);
  expect_close(b.critical_s, 1, 1e-6);
  expect_close(b.critical_mm2, 4, 1e-6);
}

TEST(BalanceRomberg, Quotients) {
  CopSeries open = slow_circle(100, 40);
  CopSeries closed = open;
  for (double& v : closed.x_mm) v = 200 + 2 * (v - 200);
  for (double& v : closed.y_mm) v = 150 + 2 * (v - 150);
  const Romberg r = romberg(measure_balance(open, {}), measure_balance(closed, {}));
  expect_close(r.prediction_95_pct, 400, 1e-6);
  expect_close(r.french_90_pct, 400, 1e-6);
  expect_close(r.path_pct, 200, 1e-6);
}

TEST(BalanceWeight, TwoFeetOnOnePlate) {
  EXPECT_DOUBLE_EQ(*asymmetry_pct(60, 40), 20);
  EXPECT_FALSE(asymmetry_pct(0, 0));
  // Left: rows 2-5, 30 then 10 kPa; right: rows 1-4, 20 kPa all over; two columns each.
  const PlateGeometry plate{8, 8, 10, 10};
  std::vector<float> frame(64);
  for (const int row : {2, 3, 4, 5}) {
    for (const int col : {1, 2}) frame[static_cast<std::size_t>(row * 8 + col)] = row < 4 ? 30 : 10;
  }
  for (const int row : {1, 2, 3, 4}) {
    for (const int col : {5, 6}) frame[static_cast<std::size_t>(row * 8 + col)] = 30;
  }
  const auto w = weight_bearing(testing::make_recording(plate, 50, {frame, frame}), {});
  ASSERT_TRUE(w);
  EXPECT_NEAR(w->left.load_pct, 40, 1e-9);
  EXPECT_NEAR(w->asymmetry_pct, -20, 1e-9);
  EXPECT_NEAR(w->left.rearfoot_pct, 75, 1e-9);
  EXPECT_NEAR(w->right.rearfoot_pct, 50, 1e-9);
  EXPECT_NEAR(w->left.forefoot_peak_kpa, 10, 1e-9);
  for (std::size_t i = 0; i < 64; ++i) {
    if (i % 8 > 3) frame[i] = 0;
  }
  EXPECT_FALSE(weight_bearing(testing::make_recording(plate, 50, {frame}), {})) << "one foot";
}

/// The virtual mat knows where the force is.
TEST(BalanceVirtual, SwayOfAVirtualPerson) {
  virtual_mat::Person person;
  person.script = virtual_mat::Script::sway;
  const auto v = testing::record_virtual(person, {64, 64, 5, 5}, 100, 30);
  const CopSeries measured = cop_of_recording(v.recording, 0.1, 20);
  CopSeries truth;
  for (const auto& frame : v.frames) {
    truth.times_s.push_back(frame.time_s);
    truth.x_mm.push_back(frame.cop ? frame.cop->x : std::nan(""));
    truth.y_mm.push_back(frame.cop ? frame.cop->y : std::nan(""));
  }
  const BalanceResult m = measure_balance(measured, {});
  const BalanceResult t = measure_balance(truth, {});
  EXPECT_NEAR(*m.time.path_mm, *t.time.path_mm, 0.05 * *t.time.path_mm);
  EXPECT_NEAR(*m.ellipse.prediction_95_mm2, *t.ellipse.prediction_95_mm2,
              0.05 * *t.ellipse.prediction_95_mm2);
  const auto w = weight_bearing(v.recording, {});
  ASSERT_TRUE(w);
  EXPECT_NEAR(w->left.load_pct + w->right.load_pct, 100, 1e-9);
}

}  // namespace
}  // namespace solea::balance
