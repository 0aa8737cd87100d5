#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "analysis/statistics/samples.h"

/// Tests by relabelling, of curves and of images (Nichols & Holmes 2002; metrics.md 9.2).
namespace solea::statistics {

/// Which nodes are neighbours: a line of cols nodes (rows 1), or an image, 8 neighbours each.
struct NodeGrid {
  std::size_t rows = 1;
  std::size_t cols = 0;
  std::vector<char> mask;  ///< 0: left out (no foot there); empty: all nodes count
};

struct PermutationSettings {
  double alpha = 0.05;
  Tails tails = Tails::two;
  double cluster_t = 0;                 ///< primary threshold of clusters; 0: none are sought
  std::size_t most_exhaustive = 10000;  ///< up to so many relabellings all are done
  std::size_t random = 10000;           ///< else so many, the observed one among them
  std::uint64_t seed = 1;
};

struct PermutationCluster {
  std::vector<std::size_t> nodes;
  double mass = 0;    ///< sum of |t|
  double p_size = 0;  ///< against the largest cluster of each relabelling
  double p_mass = 0;
  bool positive = true;
};

struct PermutationResult {
  PermutationSettings settings;
  std::size_t relabellings = 0;
  bool exhaustive = false;
  double smallest_p = 0;       ///< that this many subjects can attain, ties counted
  std::vector<double> t;       ///< a node each; NaN: masked or without variance
  double threshold = 0;        ///< of the largest (absolute) t, for alpha over the whole field
  double p_max = 1;            ///< of the largest (absolute) t
  std::vector<double> p_node;  ///< of each node, for the whole field
  std::vector<PermutationCluster> clusters;
};

/// Differences of pairs, a row a subject: signs are flipped. Throws std::invalid_argument for
/// fewer than 2 subjects or nodes that do not fit the grid.
[[nodiscard]] PermutationResult paired_permutation(const Table& differences, const NodeGrid& grid,
                                                   const PermutationSettings& settings);
/// Two groups, a row a subject: they are dealt anew.
[[nodiscard]] PermutationResult two_sample_permutation(const Table& a, const Table& b,
                                                       const NodeGrid& grid,
                                                       const PermutationSettings& settings);

}  // namespace solea::statistics
