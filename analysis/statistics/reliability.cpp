#include "analysis/statistics/reliability.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <vector>

namespace solea::statistics {

namespace {

std::optional<double> ratio(double a, double b) {
  if (b == 0) return std::nullopt;
  return a / b;
}

struct Interval {
  double low = 0;
  double high = 0;
};

/// Interval of a mean square ratio F = a / b around its value.
Interval f_interval(double f, double df1, double df2, double tail) {
  return {f / f_quantile(tail, df1, df2), f * f_quantile(tail, df2, df1)};
}

/// Interval of ICC(2,1), with Satterthwaite's degrees of freedom (McGraw & Wong 1996).
Interval two_way_random_interval(const MeanSquares& m, double icc, double tail) {
  const double n = static_cast<double>(m.subjects);
  const double k = static_cast<double>(m.measures);
  const double a = k * icc / (n * (1 - icc));
  const double b = 1 + k * icc * (n - 1) / (n * (1 - icc));
  const double sum = a * m.msc + b * m.mse;
  const double v =
      sum * sum / (a * m.msc * a * m.msc / (k - 1) + b * m.mse * b * m.mse / ((n - 1) * (k - 1)));
  const double f1 = f_quantile(tail, n - 1, v);
  const double f2 = f_quantile(tail, v, n - 1);
  const double rest = k * m.msc + (k * n - k - n) * m.mse;
  return {n * (m.msr - f1 * m.mse) / (f1 * rest + n * m.msr),
          n * (f2 * m.msr - m.mse) / (rest + n * f2 * m.msr)};
}

/// Reliability of the mean of k from that of one (Spearman-Brown).
double of_mean(double single, double k) {
  return k * single / (1 + (k - 1) * single);
}

}  // namespace

MeanSquares mean_squares(const Table& table) {
  const std::size_t n = table.rows();
  const std::size_t k = table.cols();
  if (n < 2 || k < 2) throw std::invalid_argument("expected at least 2 subjects and 2 measures");
  std::vector<double> of_row(n);
  std::vector<double> of_col(k);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < k; ++j) {
      const double x = table.at(i, j);
      if (!std::isfinite(x)) throw std::invalid_argument("a value is missing or not finite");
      of_row[i] += x / static_cast<double>(k);
      of_col[j] += x / static_cast<double>(n);
    }
  }
  const double all = *mean(of_row);
  double ssr = 0;
  double ssc = 0;
  double sse = 0;
  for (std::size_t i = 0; i < n; ++i) {
    ssr += static_cast<double>(k) * (of_row[i] - all) * (of_row[i] - all);
    for (std::size_t j = 0; j < k; ++j) {
      const double rest = table.at(i, j) - of_row[i] - of_col[j] + all;
      sse += rest * rest;
    }
  }
  for (const double c : of_col) ssc += static_cast<double>(n) * (c - all) * (c - all);
  const auto df = [](std::size_t of) { return static_cast<double>(of); };
  return {n,
          k,
          ssr / df(n - 1),
          ssc / df(k - 1),
          sse / df((n - 1) * (k - 1)),
          (ssc + sse) / df(n * (k - 1))};
}

std::string_view to_string(Icc icc) noexcept {
  switch (icc) {
    case Icc::one_1:
      return "ICC(1,1)";
    case Icc::two_1:
      return "ICC(2,1)";
    case Icc::three_1:
      return "ICC(3,1)";
    case Icc::one_k:
      return "ICC(1,k)";
    case Icc::two_k:
      return "ICC(2,k)";
    case Icc::three_k:
      break;
  }
  return "ICC(3,k)";
}

std::string_view describe(Icc icc) noexcept {
  switch (icc) {
    case Icc::one_1:
      return "one-way random effects, single measure, absolute agreement";
    case Icc::two_1:
      return "two-way random effects, single measure, absolute agreement";
    case Icc::three_1:
      return "two-way mixed effects, single measure, consistency";
    case Icc::one_k:
      return "one-way random effects, mean of k measures, absolute agreement";
    case Icc::two_k:
      return "two-way random effects, mean of k measures, absolute agreement";
    case Icc::three_k:
      break;
  }
  return "two-way mixed effects, mean of k measures, consistency";
}

IccValue icc(const MeanSquares& m, Icc which, double confidence) {
  const double n = static_cast<double>(m.subjects);
  const double k = static_cast<double>(m.measures);
  const double tail = (1 - confidence) / 2;
  IccValue r;
  switch (which) {
    case Icc::one_1:
    case Icc::one_k: {
      const bool single = which == Icc::one_1;
      r.value = ratio(m.msr - m.msw, single ? m.msr + (k - 1) * m.msw : m.msr);
      if (!r.value || m.msw <= 0) return r;
      const Interval f = f_interval(m.msr / m.msw, n - 1, n * (k - 1), tail);
      r.low = single ? (f.low - 1) / (f.low + k - 1) : 1 - 1 / f.low;
      r.high = single ? (f.high - 1) / (f.high + k - 1) : 1 - 1 / f.high;
      return r;
    }
    case Icc::three_1:
    case Icc::three_k: {
      const bool single = which == Icc::three_1;
      r.value = ratio(m.msr - m.mse, single ? m.msr + (k - 1) * m.mse : m.msr);
      if (!r.value || m.mse <= 0) return r;
      const Interval f = f_interval(m.msr / m.mse, n - 1, (n - 1) * (k - 1), tail);
      r.low = single ? (f.low - 1) / (f.low + k - 1) : 1 - 1 / f.low;
      r.high = single ? (f.high - 1) / (f.high + k - 1) : 1 - 1 / f.high;
      return r;
    }
    case Icc::two_1:
    case Icc::two_k: {
      const auto one = ratio(m.msr - m.mse, m.msr + (k - 1) * m.mse + k / n * (m.msc - m.mse));
      r.value = which == Icc::two_1 ? one : ratio(m.msr - m.mse, m.msr + (m.msc - m.mse) / n);
      if (!one || m.mse <= 0 || *one >= 1) return r;
      const Interval interval = two_way_random_interval(m, *one, tail);
      r.low = which == Icc::two_1 ? interval.low : of_mean(interval.low, k);
      r.high = which == Icc::two_1 ? interval.high : of_mean(interval.high, k);
      return r;
    }
  }
  return r;
}

std::string_view icc_band(double value) noexcept {
  if (value < 0.5) return "poor";
  if (value < 0.75) return "moderate";
  return value < 0.9 ? "good" : "excellent";
}

double sem_consistency(const MeanSquares& m) {
  return std::sqrt(m.mse);
}

double sem_agreement(const MeanSquares& m) {
  return std::sqrt(m.mse + std::max(0.0, m.msc - m.mse) / static_cast<double>(m.subjects));
}

double sem_from_icc(double sd, double icc) {
  return sd * std::sqrt(1 - icc);
}

double mdc95(double sem) {
  return 1.96 * std::numbers::sqrt2 * sem;
}

std::optional<double> within_subject_cv_pct(const Table& table) {
  double squares = 0;
  for (std::size_t i = 0; i < table.rows(); ++i) {
    const auto cv = cv_pct(table.row(i));
    if (!cv) return std::nullopt;
    squares += *cv * *cv;
  }
  if (table.rows() == 0) return std::nullopt;
  return std::sqrt(squares / static_cast<double>(table.rows()));
}

BlandAltman bland_altman(std::span<const double> a, std::span<const double> b) {
  if (a.size() != b.size() || a.size() < 2) {
    throw std::invalid_argument("expected at least 2 pairs");
  }
  const double n = static_cast<double>(a.size());
  std::vector<double> difference(a.size());
  std::vector<double> middle(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference[i] = a[i] - b[i];
    middle[i] = (a[i] + b[i]) / 2;
  }
  BlandAltman r;
  r.n = a.size();
  r.bias = *mean(difference);
  r.sd = *sd(difference);
  r.low = r.bias - 1.96 * r.sd;
  r.high = r.bias + 1.96 * r.sd;
  r.se_bias = r.sd / std::sqrt(n);
  r.se_limits = std::sqrt(3 / n) * r.sd;
  const double centre = *mean(middle);
  double sxx = 0;
  double sxy = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    sxx += (middle[i] - centre) * (middle[i] - centre);
    sxy += (middle[i] - centre) * (difference[i] - r.bias);
  }
  if (sxx == 0) return r;
  r.slope = sxy / sxx;
  const double residual = r.sd * r.sd * (n - 1) - *r.slope * sxy;
  if (n > 2 && residual > 0) {
    const double t = *r.slope / std::sqrt(residual / (n - 2) / sxx);
    r.slope_p = 2 * t_upper_tail(std::abs(t), n - 2);
  }
  return r;
}

}  // namespace solea::statistics
