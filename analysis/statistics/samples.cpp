#include "analysis/statistics/samples.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace solea::statistics {

namespace {

/// Continued fraction of the incomplete beta function, by Lentz's method.
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300;
  const auto guarded = [](double v) { return std::abs(v) < tiny ? tiny : v; };
  double c = 1;
  double d = 1 / guarded(1 - (a + b) * x / (a + 1));
  double value = d;
  for (int m = 1; m <= 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / guarded(1 + even * d);
    c = guarded(1 + even / c);
    value *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / guarded(1 + odd * d);
    c = guarded(1 + odd / c);
    const double step = d * c;
    value *= step;
    if (std::abs(step - 1) < 1e-15) break;
  }
  return value;
}

/// Where a falling function reaches `level`, to the last digits.
template <class Function>
double solve_falling(Function f, double low, double high, double level) {
  for (int i = 0; i < 200 && f(high) > level; ++i) high *= 2;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (f(middle) > level ? low : high) = middle;
  }
  return (low + high) / 2;
}

double sum_of_squares(std::span<const double> values, double centre) {
  double sum = 0;
  for (const double v : values) sum += (v - centre) * (v - centre);
  return sum;
}

TTest with_p(double t, double df, double difference, Tails tails) {
  const double p = tails == Tails::two ? 2 * t_upper_tail(std::abs(t), df) : t_upper_tail(t, df);
  return {t, df, p, difference};
}

}  // namespace

std::optional<double> mean(std::span<const double> values) {
  if (values.empty()) return std::nullopt;
  double sum = 0;
  for (const double v : values) sum += v;
  return sum / static_cast<double>(values.size());
}

std::optional<double> sd(std::span<const double> values) {
  if (values.size() < 2) return std::nullopt;
  return std::sqrt(sum_of_squares(values, *mean(values)) / static_cast<double>(values.size() - 1));
}

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

std::optional<double> cv_pct(std::span<const double> values) {
  const auto s = sd(values);
  if (!s || *mean(values) == 0) return std::nullopt;
  return 100 * *s / *mean(values);
}

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double t_upper_tail(double t, double df) {
  const double tail = 0.5 * incomplete_beta(df / 2, 0.5, df / (df + t * t));
  return t >= 0 ? tail : 1 - tail;
}

double normal_upper_tail(double z) {
  return 0.5 * std::erfc(z / std::numbers::sqrt2);
}

double f_quantile(double upper, double df1, double df2) {
  return solve_falling(
      [&](double f) { return incomplete_beta(df2 / 2, df1 / 2, df2 / (df2 + df1 * f)); }, 0, 1,
      upper);
}

double t_quantile(double upper, double df) {
  if (upper > 0.5) return -t_quantile(1 - upper, df);
  return solve_falling([&](double t) { return t_upper_tail(t, df); }, 0, 1, upper);
}

std::optional<TTest> paired_t_test(std::span<const double> a, std::span<const double> b,
                                   Tails tails) {
  if (a.size() != b.size()) throw std::invalid_argument("paired samples of different size");
  std::vector<double> differences(a.size());
  for (std::size_t i = 0; i < a.size(); ++i) differences[i] = a[i] - b[i];
  const auto s = sd(differences);
  if (!s || *s == 0) return std::nullopt;
  const double n = static_cast<double>(a.size());
  const double m = *mean(differences);
  return with_p(m / (*s / std::sqrt(n)), n - 1, m, tails);
}

std::optional<TTest> two_sample_t_test(std::span<const double> a, std::span<const double> b,
                                       Tails tails) {
  if (a.empty() || b.empty() || a.size() + b.size() < 3) return std::nullopt;
  const double na = static_cast<double>(a.size());
  const double nb = static_cast<double>(b.size());
  const double df = na + nb - 2;
  const double variance = (sum_of_squares(a, *mean(a)) + sum_of_squares(b, *mean(b))) / df;
  if (variance == 0) return std::nullopt;
  const double difference = *mean(a) - *mean(b);
  return with_p(difference / std::sqrt(variance * (1 / na + 1 / nb)), df, difference, tails);
}

Table::Table(const std::vector<std::vector<double>>& rows)
    : cols_(rows.empty() ? 0 : rows[0].size()) {
  for (const auto& row : rows) {
    if (row.size() != cols_) throw std::invalid_argument("rows of different length");
    values_.insert(values_.end(), row.begin(), row.end());
  }
}

}  // namespace solea::statistics
