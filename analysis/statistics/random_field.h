#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "analysis/statistics/samples.h"

/// Curves compared node by node with one error rate for all: 1-D statistical parametric mapping by
/// random field theory (Friston 1994; Pataky; metrics.md 9.1).
namespace solea::statistics {

/// A field of z values, or of t values with `df` degrees of freedom.
struct FieldStatistic {
  std::optional<double> df;  ///< empty: z
};

/// Size of a field in resels: R0 unbroken segments, R1 = (nodes - segments) / FWHM.
struct FieldSize {
  double r0 = 1;
  double r1 = 0;
};

[[nodiscard]] FieldSize field_size(std::size_t nodes, double fwhm, std::size_t segments = 1);

/// Smoothness of residual curves (a row each): full width at half maximum, in nodes. Nodes where
/// all residuals are 0 or one is not finite break the curve. Empty where nothing is left or where
/// the curves do not change along their nodes.
struct Smoothness {
  double fwhm = 0;
  std::size_t nodes = 0;     ///< that count
  std::size_t segments = 0;  ///< unbroken stretches of them
};
[[nodiscard]] std::optional<Smoothness> smoothness(const Table& residuals);

/// P(largest value of the field > u) = 1 - exp(-(R0 rho0 + R1 rho1)).
[[nodiscard]] double field_maximum_p(double u, FieldStatistic statistic, FieldSize size);
/// The height that the field's maximum exceeds with probability alpha.
[[nodiscard]] double critical_height(double alpha, FieldStatistic statistic, FieldSize size);
/// P(a cluster of at least `extent_resels` above u).
[[nodiscard]] double cluster_p(double extent_resels, double u, FieldStatistic statistic,
                               FieldSize size);

struct SpmSettings {
  double alpha = 0.05;
  Tails tails = Tails::two;
  bool circular = false;          ///< the last node is next to the first
  bool allow_bonferroni = false;  ///< take the lower of the two heights
};

/// Nodes whose t is beyond the threshold.
struct SpmCluster {
  double start = 0;  ///< crossing of the threshold, in nodes; of a wrapped cluster above end
  double end = 0;
  double extent_resels = 0;
  double peak_t = 0;  ///< signed
  double p = 0;       ///< of the whole field, doubled for two tails
};

struct Spm {
  SpmSettings settings;
  std::vector<double> t;  ///< a node each; NaN where a node has no variance
  double df = 0;
  double fwhm = 0;
  FieldSize size;
  double threshold = 0;
  std::vector<SpmCluster> clusters;
};

/// Curves a row each, equal lengths. Paired: row i of both is the same subject, differences a - b.
/// Throws std::invalid_argument for tables that do not fit or are too small, or constant curves.
[[nodiscard]] Spm paired_spm(const Table& a, const Table& b, const SpmSettings& settings);
[[nodiscard]] Spm two_sample_spm(const Table& a, const Table& b, const SpmSettings& settings);

/// The clusters of |t| beyond a threshold; both signs apart. Without p and resels.
[[nodiscard]] std::vector<SpmCluster> find_clusters(std::span<const double> t, double threshold,
                                                    Tails tails, bool circular);

/// A row of differences a - b each.
[[nodiscard]] Table differences(const Table& a, const Table& b);

}  // namespace solea::statistics
