#include "analysis/statistics/random_field.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

namespace solea::statistics {

namespace {

const double resels_factor = 4 * std::numbers::ln2;

/// Euler characteristic densities of dimension 0 and 1.
struct Densities {
  double rho0 = 0;
  double rho1 = 0;
};

Densities densities(double u, FieldStatistic statistic) {
  const double front = std::sqrt(resels_factor) / (2 * std::numbers::pi);
  if (!statistic.df) return {normal_upper_tail(u), front * std::exp(-u * u / 2)};
  const double df = *statistic.df;
  return {t_upper_tail(u, df), front * std::pow(1 + u * u / df, (1 - df) / 2)};
}

double expected_characteristic(double u, FieldStatistic statistic, FieldSize size) {
  const Densities d = densities(u, statistic);
  return size.r0 * d.rho0 + size.r1 * d.rho1;
}

/// Sum over the curves of the squared slope within nodes first .. last, numpy's gradient: central
/// inside, one-sided at the ends.
double squared_slopes(const Table& curves, std::size_t node, std::size_t first, std::size_t last) {
  const std::size_t before = node > first ? node - 1 : node;
  const std::size_t after = node < last ? node + 1 : node;
  double sum = 0;
  for (std::size_t i = 0; i < curves.rows(); ++i) {
    const double slope =
        (curves.at(i, after) - curves.at(i, before)) / static_cast<double>(after - before);
    sum += slope * slope;
  }
  return sum;
}

double squares(const Table& curves, std::size_t node) {
  double sum = 0;
  for (std::size_t i = 0; i < curves.rows(); ++i) sum += curves.at(i, node) * curves.at(i, node);
  return sum;
}

std::vector<double> column(const Table& table, std::size_t node) {
  std::vector<double> values(table.rows());
  for (std::size_t i = 0; i < table.rows(); ++i) values[i] = table.at(i, node);
  return values;
}

/// Writes the table's deviations from its mean curve to rows from `row` on.
void put_residuals(const Table& from, Table& to, std::size_t row) {
  for (std::size_t q = 0; q < from.cols(); ++q) {
    const double m = *mean(column(from, q));
    for (std::size_t i = 0; i < from.rows(); ++i) to.at(row + i, q) = from.at(i, q) - m;
  }
}

Spm infer(std::vector<double> t, double df, const Table& residuals, const SpmSettings& settings) {
  const auto smooth = smoothness(residuals);
  if (!smooth) throw std::invalid_argument("the curves do not vary along their nodes");
  Spm spm;
  spm.settings = settings;
  spm.t = std::move(t);
  spm.df = df;
  spm.fwhm = smooth->fwhm;
  spm.size = field_size(smooth->nodes, smooth->fwhm, smooth->segments);
  const bool two = settings.tails == Tails::two;
  const double alpha = two ? settings.alpha / 2 : settings.alpha;
  const FieldStatistic statistic{df};
  spm.threshold = critical_height(alpha, statistic, spm.size);
  if (settings.allow_bonferroni) {
    spm.threshold =
        std::min(spm.threshold, t_quantile(alpha / static_cast<double>(smooth->nodes), df));
  }
  spm.clusters = find_clusters(spm.t, spm.threshold, settings.tails, settings.circular);
  for (SpmCluster& c : spm.clusters) {
    const double nodes =
        c.start <= c.end ? c.end - c.start : static_cast<double>(spm.t.size()) - c.start + c.end;
    c.extent_resels = nodes / spm.fwhm;
    const double p = cluster_p(c.extent_resels, spm.threshold, statistic, spm.size);
    c.p = two ? std::min(1.0, 2 * p) : p;
  }
  return spm;
}

void require_curves(const Table& table) {
  if (table.rows() < 2 || table.cols() < 2) {
    throw std::invalid_argument("expected at least 2 curves of at least 2 nodes");
  }
}

}  // namespace

FieldSize field_size(std::size_t nodes, double fwhm, std::size_t segments) {
  return {static_cast<double>(segments), static_cast<double>(nodes - segments) / fwhm};
}

std::optional<Smoothness> smoothness(const Table& residuals) {
  const std::size_t nodes = residuals.cols();
  std::vector<double> sums(nodes);
  for (std::size_t q = 0; q < nodes; ++q) sums[q] = squares(residuals, q);
  const auto counts = [&](std::size_t q) { return std::isfinite(sums[q]) && sums[q] > 0; };
  Smoothness s;
  double resels = 0;
  for (std::size_t q = 0; q < nodes;) {
    if (!counts(q)) {
      ++q;
      continue;
    }
    std::size_t last = q;
    while (last + 1 < nodes && counts(last + 1)) ++last;
    ++s.segments;
    for (std::size_t k = q; k <= last; ++k, ++s.nodes) {
      if (last == q) continue;  // a node alone has no slope
      resels += std::sqrt(squared_slopes(residuals, k, q, last) / sums[k] / resels_factor);
    }
    q = last + 1;
  }
  if (s.nodes == 0 || !(resels > 0)) return std::nullopt;
  s.fwhm = static_cast<double>(s.nodes) / resels;
  return s;
}

double field_maximum_p(double u, FieldStatistic statistic, FieldSize size) {
  return -std::expm1(-expected_characteristic(u, statistic, size));
}

double critical_height(double alpha, FieldStatistic statistic, FieldSize size) {
  double low = 0;
  double high = 1;
  while (high < 1e12 && field_maximum_p(high, statistic, size) > alpha) high *= 2;
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    (field_maximum_p(middle, statistic, size) > alpha ? low : high) = middle;
  }
  return (low + high) / 2;
}

double cluster_p(double extent_resels, double u, FieldStatistic statistic, FieldSize size) {
  const Densities d = densities(u, statistic);
  const double root = std::tgamma(1.5) / (d.rho0 / d.rho1);
  const double beta = root * root;
  const double p = std::exp(-beta * extent_resels * extent_resels);
  return -std::expm1(-expected_characteristic(u, statistic, size) * p);
}

std::vector<SpmCluster> find_clusters(std::span<const double> t, double threshold, Tails tails,
                                      bool circular) {
  std::vector<SpmCluster> clusters;
  const auto n = static_cast<std::ptrdiff_t>(t.size());
  for (const double sign : {1.0, -1.0}) {
    if (sign < 0 && tails == Tails::one) break;
    const auto value = [&](std::ptrdiff_t q) { return sign * t[static_cast<std::size_t>(q)]; };
    const auto above = [&](std::ptrdiff_t q) { return value(q) > threshold; };
    const std::size_t first_of_sign = clusters.size();
    // Where the line between an outer and an inner node crosses the threshold.
    const auto crossing = [&](std::ptrdiff_t outer, std::ptrdiff_t inner) {
      const double share = (value(inner) - threshold) / (value(inner) - value(outer));
      return std::isfinite(share) ? share : 0.0;
    };
    for (std::ptrdiff_t q = 0; q < n; ++q) {
      if (!above(q)) continue;
      SpmCluster c;
      const std::ptrdiff_t first = q;
      double peak = value(q);
      while (q + 1 < n && above(q + 1)) peak = std::max(peak, value(++q));
      c.start = static_cast<double>(first) - (first > 0 ? crossing(first - 1, first) : 0);
      c.end = static_cast<double>(q) + (q + 1 < n ? crossing(q + 1, q) : 0);
      c.peak_t = sign * peak;
      clusters.push_back(c);
    }
    if (!circular || clusters.size() == first_of_sign || n < 2) continue;
    SpmCluster& first = clusters[first_of_sign];
    SpmCluster& last = clusters.back();
    if (above(0) && above(n - 1) && &first != &last) {
      first.start = last.start;  // one cluster around the end
      first.peak_t = sign * std::max(sign * first.peak_t, sign * last.peak_t);
      clusters.pop_back();
    } else if (above(0) && !above(n - 1)) {
      const double c = crossing(n - 1, 0);
      if (c > 0) first.start = static_cast<double>(n) - c;
    } else if (above(n - 1) && !above(0)) {
      last.end = static_cast<double>(n - 1) + crossing(0, n - 1);
    }
  }
  return clusters;
}

Table differences(const Table& a, const Table& b) {
  if (a.rows() != b.rows() || a.cols() != b.cols()) {
    throw std::invalid_argument("paired curves of different number or length");
  }
  Table d(a.rows(), a.cols());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t q = 0; q < a.cols(); ++q) d.at(i, q) = a.at(i, q) - b.at(i, q);
  }
  return d;
}

Spm paired_spm(const Table& a, const Table& b, const SpmSettings& settings) {
  const Table d = differences(a, b);
  require_curves(d);
  const double n = static_cast<double>(d.rows());
  std::vector<double> t(d.cols(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t q = 0; q < d.cols(); ++q) {
    const auto values = column(d, q);
    const double s = *sd(values);
    if (s > 0) t[q] = *mean(values) / (s / std::sqrt(n));
  }
  Table residuals(d.rows(), d.cols());
  put_residuals(d, residuals, 0);
  return infer(std::move(t), n - 1, residuals, settings);
}

Spm two_sample_spm(const Table& a, const Table& b, const SpmSettings& settings) {
  require_curves(a);
  require_curves(b);
  if (a.cols() != b.cols()) throw std::invalid_argument("curves of different length");
  std::vector<double> t(a.cols(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t q = 0; q < a.cols(); ++q) {
    const auto test = two_sample_t_test(column(a, q), column(b, q), Tails::two);
    if (test) t[q] = test->t;
  }
  Table residuals(a.rows() + b.rows(), a.cols());
  put_residuals(a, residuals, 0);
  put_residuals(b, residuals, a.rows());
  return infer(std::move(t), static_cast<double>(a.rows() + b.rows()) - 2, residuals, settings);
}

}  // namespace solea::statistics
