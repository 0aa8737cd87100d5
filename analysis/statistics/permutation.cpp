#include "analysis/statistics/permutation.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <random>
#include <stdexcept>

namespace solea::statistics {

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double tie = 1e-9;

/// A labelling of the rows: +1 and -1, flipped or not, first group or second.
using Labels = std::vector<int>;

std::vector<PermutationCluster> clusters_of(const std::vector<double>& t, const NodeGrid& grid,
                                            const PermutationSettings& settings) {
  std::vector<PermutationCluster> clusters;
  if (settings.cluster_t <= 0) return clusters;
  std::vector<char> seen(t.size());
  std::vector<std::size_t> open;
  for (const double sign : {1.0, -1.0}) {
    if (sign < 0 && settings.tails == Tails::one) break;
    std::fill(seen.begin(), seen.end(), 0);
    for (std::size_t start = 0; start < t.size(); ++start) {
      if (seen[start] != 0 || !(sign * t[start] > settings.cluster_t)) continue;
      PermutationCluster c;
      c.positive = sign > 0;
      open.assign(1, start);
      seen[start] = 1;
      while (!open.empty()) {
        const std::size_t node = open.back();
        open.pop_back();
        c.nodes.push_back(node);
        c.mass += std::abs(t[node]);
        const std::size_t row = node / grid.cols;
        const std::size_t col = node % grid.cols;
        for (std::size_t r = row > 0 ? row - 1 : 0; r <= std::min(row + 1, grid.rows - 1); ++r) {
          for (std::size_t k = col > 0 ? col - 1 : 0; k <= std::min(col + 1, grid.cols - 1); ++k) {
            const std::size_t next = r * grid.cols + k;
            if (seen[next] != 0 || !(sign * t[next] > settings.cluster_t)) continue;
            seen[next] = 1;
            open.push_back(next);
          }
        }
      }
      std::sort(c.nodes.begin(), c.nodes.end());
      clusters.push_back(std::move(c));
    }
  }
  return clusters;
}

/// Share of the relabellings that reach a value, ties counted.
double p_of(const std::vector<double>& maxima, double observed) {
  const auto reach =
      std::count_if(maxima.begin(), maxima.end(), [&](double m) { return m >= observed - tie; });
  return static_cast<double>(reach) / static_cast<double>(maxima.size());
}

/// Runs the relabellings; `t_of` gives the field of one.
class Runner {
 public:
  Runner(const NodeGrid& grid, const PermutationSettings& settings,
         std::function<void(const Labels&, std::vector<double>&)> t_of)
      : grid_(grid), settings_(settings), t_of_(std::move(t_of)) {}

  void observed(const Labels& labels) {
    result_.settings = settings_;
    result_.t.resize(grid_.rows * grid_.cols);
    t_of_(labels, result_.t);
    result_.clusters = clusters_of(result_.t, grid_, settings_);
  }

  void add(const Labels& labels) {
    t_.resize(result_.t.size());
    t_of_(labels, t_);
    double largest = 0;
    bool any = false;
    for (const double t : t_) {
      if (std::isnan(t)) continue;
      const double value = settings_.tails == Tails::two ? std::abs(t) : t;
      largest = any ? std::max(largest, value) : value;
      any = true;
    }
    max_t_.push_back(largest);
    double size = 0;
    double mass = 0;
    for (const PermutationCluster& c : clusters_of(t_, grid_, settings_)) {
      size = std::max(size, static_cast<double>(c.nodes.size()));
      mass = std::max(mass, c.mass);
    }
    max_size_.push_back(size);
    max_mass_.push_back(mass);
  }

  PermutationResult finish(bool exhaustive) {
    PermutationResult& r = result_;
    r.relabellings = max_t_.size();
    r.exhaustive = exhaustive;
    std::vector<double> sorted = max_t_;
    std::sort(sorted.begin(), sorted.end());
    const double n = static_cast<double>(sorted.size());
    const auto rank = static_cast<std::size_t>(std::ceil((1 - settings_.alpha) * n - tie));
    r.threshold = sorted[std::clamp<std::size_t>(rank, 1, sorted.size()) - 1];
    r.p_node.assign(r.t.size(), nan);
    for (std::size_t q = 0; q < r.t.size(); ++q) {
      if (std::isnan(r.t[q])) continue;
      r.p_node[q] = p_of(max_t_, settings_.tails == Tails::two ? std::abs(r.t[q]) : r.t[q]);
      r.p_max = std::min(r.p_max, r.p_node[q]);
    }
    for (PermutationCluster& c : r.clusters) {
      c.p_size = p_of(max_size_, static_cast<double>(c.nodes.size()));
      c.p_mass = p_of(max_mass_, c.mass);
    }
    return std::move(result_);
  }

 private:
  const NodeGrid& grid_;
  const PermutationSettings& settings_;
  std::function<void(const Labels&, std::vector<double>&)> t_of_;
  PermutationResult result_;
  std::vector<double> t_;
  std::vector<double> max_t_;
  std::vector<double> max_size_;
  std::vector<double> max_mass_;
};

void require_fit(const Table& table, const NodeGrid& grid) {
  const std::size_t nodes = grid.rows * grid.cols;
  if (nodes == 0 || table.cols() != nodes || (!grid.mask.empty() && grid.mask.size() != nodes)) {
    throw std::invalid_argument("the rows do not fit the grid of nodes");
  }
}

bool counts(const NodeGrid& grid, std::size_t node) {
  return grid.mask.empty() || grid.mask[node] != 0;
}

/// Binomial coefficient, as far as a double tells it.
double choose(std::size_t n, std::size_t k) {
  double value = 1;
  for (std::size_t i = 1; i <= k; ++i) {
    value = value * static_cast<double>(n - k + i) / static_cast<double>(i);
  }
  return std::round(value);
}

}  // namespace

PermutationResult paired_permutation(const Table& differences, const NodeGrid& grid,
                                     const PermutationSettings& settings) {
  require_fit(differences, grid);
  const std::size_t n = differences.rows();
  if (n < 2) throw std::invalid_argument("expected at least 2 subjects");
  const double count = static_cast<double>(n);
  // Flipping signs leaves the sum of squares of a node as it is.
  std::vector<double> squares(differences.cols());
  for (std::size_t q = 0; q < squares.size(); ++q) {
    for (std::size_t i = 0; i < n; ++i) squares[q] += differences.at(i, q) * differences.at(i, q);
  }
  Runner run(grid, settings, [&](const Labels& labels, std::vector<double>& t) {
    for (std::size_t q = 0; q < t.size(); ++q) {
      t[q] = nan;
      if (!counts(grid, q)) continue;
      double sum = 0;
      for (std::size_t i = 0; i < n; ++i) sum += labels[i] * differences.at(i, q);
      const double variance = (squares[q] - sum * sum / count) / (count - 1);
      if (variance > 1e-12 * squares[q]) t[q] = sum / count / std::sqrt(variance / count);
    }
  });
  const Labels as_it_is(n, 1);
  run.observed(as_it_is);
  const double all = std::pow(2.0, count);
  const bool exhaustive = all <= static_cast<double>(settings.most_exhaustive);
  Labels labels(n);
  if (exhaustive) {
    for (std::size_t code = 0; code < static_cast<std::size_t>(all); ++code) {
      for (std::size_t i = 0; i < n; ++i) labels[i] = (code >> i & 1U) != 0 ? -1 : 1;
      run.add(labels);
    }
  } else {
    std::mt19937_64 random(settings.seed);
    run.add(as_it_is);
    for (std::size_t k = 1; k < settings.random; ++k) {
      for (int& label : labels) label = (random() >> 63U) != 0 ? -1 : 1;
      run.add(labels);
    }
  }
  PermutationResult result = run.finish(exhaustive);
  const double ties = settings.tails == Tails::two ? 2 : 1;  // the fully flipped labelling
  result.smallest_p = exhaustive ? ties / all : 1 / static_cast<double>(result.relabellings);
  return result;
}

PermutationResult two_sample_permutation(const Table& a, const Table& b, const NodeGrid& grid,
                                         const PermutationSettings& settings) {
  require_fit(a, grid);
  require_fit(b, grid);
  const std::size_t na = a.rows();
  const std::size_t n = na + b.rows();
  if (na < 1 || b.rows() < 1 || n < 3) {
    throw std::invalid_argument("expected at least 3 subjects in two groups");
  }
  const auto value = [&](std::size_t i, std::size_t q) {
    return i < na ? a.at(i, q) : b.at(i - na, q);
  };
  const double ca = static_cast<double>(na);
  const double cb = static_cast<double>(b.rows());
  Runner run(grid, settings, [&](const Labels& labels, std::vector<double>& t) {
    for (std::size_t q = 0; q < t.size(); ++q) {
      t[q] = nan;
      if (!counts(grid, q)) continue;
      double sum_a = 0;
      double sum_b = 0;
      for (std::size_t i = 0; i < n; ++i) (labels[i] > 0 ? sum_a : sum_b) += value(i, q);
      double within = 0;
      double all = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const double rest = value(i, q) - (labels[i] > 0 ? sum_a / ca : sum_b / cb);
        within += rest * rest;
        all += value(i, q) * value(i, q);
      }
      const double variance = within / (ca + cb - 2);
      if (variance > 1e-14 * all) {
        t[q] = (sum_a / ca - sum_b / cb) / std::sqrt(variance * (1 / ca + 1 / cb));
      }
    }
  });
  Labels labels(n, -1);
  std::fill_n(labels.begin(), na, 1);
  run.observed(labels);
  const double all = choose(n, na);
  const bool exhaustive = all <= static_cast<double>(settings.most_exhaustive);
  if (exhaustive) {
    std::sort(labels.begin(), labels.end());
    do {
      run.add(labels);
    } while (std::next_permutation(labels.begin(), labels.end()));
  } else {
    std::mt19937_64 random(settings.seed);
    run.add(labels);
    for (std::size_t k = 1; k < settings.random; ++k) {
      for (std::size_t i = n - 1; i > 0; --i) {  // the same on every machine, unlike std::shuffle
        std::swap(labels[i], labels[random() % (i + 1)]);
      }
      run.add(labels);
    }
  }
  PermutationResult result = run.finish(exhaustive);
  // Swapped groups tie where they are of one size.
  const double ties = settings.tails == Tails::two && ca == cb ? 2 : 1;
  result.smallest_p = exhaustive ? ties / all : 1 / static_cast<double>(result.relabellings);
  return result;
}

}  // namespace solea::statistics
