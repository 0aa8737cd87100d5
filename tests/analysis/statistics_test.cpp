#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>

#include "analysis/statistics/permutation.h"
#include "analysis/statistics/random_field.h"
#include "analysis/statistics/reliability.h"
#include "analysis/statistics/samples.h"

// Golden values: metrics.md 9. Distributions were also compared with published tables.
namespace solea::statistics {
namespace {

void expect_close(double value, double golden, double relative = 1e-4) {
  EXPECT_NEAR(value, golden, relative * std::abs(golden) + 1e-12);
}

TEST(StatisticsSamples, Distributions) {
  EXPECT_NEAR(normal_upper_tail(1.959963985), 0.025, 1e-10);
  EXPECT_NEAR(t_upper_tail(2.228138852, 10), 0.025, 1e-9);
  EXPECT_NEAR(t_upper_tail(-2.228138852, 10), 0.975, 1e-9);
  EXPECT_NEAR(t_quantile(0.025, 10), 2.228138852, 1e-8);
  EXPECT_NEAR(t_upper_tail(1, 1), 0.25, 1e-12) << "Cauchy";
  // F(2, d): closed form of metrics.md 5.3.
  for (const double d : {3.0, 18.0, 98.0, 2998.0}) {
    expect_close(f_quantile(0.05, 2, d), d / 2 * (std::pow(0.05, -2 / d) - 1), 1e-9);
  }
  expect_close(f_quantile(0.05, 5, 10), 3.325835, 1e-6);
}

TEST(StatisticsSamples, TTests) {
  const std::vector<double> ya = {210, 205, 193, 182, 259, 239, 164, 197,
                                  222, 211, 187, 175, 186, 243, 246};
  const std::vector<double> yb = {197, 195, 191, 174, 236, 226, 157, 196,
                                  201, 196, 181, 164, 181, 229, 231};
  const auto paired = paired_t_test(ya, yb, Tails::two);
  expect_close(paired->t, 6.6896995, 1e-7);
  EXPECT_EQ(paired->df, 14);
  expect_close(paired->p, 1.028e-5, 1e-3);
  const std::vector<double> a = {101, 110, 103, 93, 99, 104};
  const std::vector<double> b = {91, 87, 99, 77, 88, 91};
  const auto two = two_sample_t_test(a, b, Tails::one);
  expect_close(two->t, 3.4456);
  EXPECT_EQ(two->df, 10);
  expect_close(two->p, 0.003136, 2e-4);
  EXPECT_FALSE(paired_t_test(a, a, Tails::two)) << "no variance";
  EXPECT_THROW((void)paired_t_test(ya, a, Tails::two), std::invalid_argument);
}

TEST(StatisticsField, HeightsAndProbabilities) {
  const auto z = [](double u, double fwhm) {
    return field_maximum_p(u, {}, field_size(101, fwhm));
  };
  expect_close(z(2, 10), 0.317097);
  expect_close(z(2, 100), 0.056931);
  expect_close(z(2, 1000), 0.025993);
  expect_close(z(3, 1.5), 0.179315);
  expect_close(z(3, 5), 0.058452);
  expect_close(critical_height(0.05, {}, field_size(101, 10)), 2.825560, 1e-6);
  expect_close(critical_height(0.05, {}, field_size(101, 20)), 2.588554, 1e-6);
  expect_close(critical_height(0.05, {}, field_size(101, 25)), 2.511268, 1e-6);
  const double one[] = {4.114592, 3.916791, 3.281700};
  const double two[] = {4.739916, 4.473424, 3.639825};
  const double df[] = {8, 9, 18};
  for (int i = 0; i < 3; ++i) {
    expect_close(critical_height(0.05, {df[i]}, field_size(101, 10)), one[i], 1e-6);
    expect_close(critical_height(0.025, {df[i]}, field_size(101, 10)), two[i], 1e-6);
  }
}

TEST(StatisticsField, Clusters) {
  const FieldSize size = field_size(101, 10);
  expect_close(cluster_p(0.25, 2.825560, {}, size), 0.040683);
  expect_close(cluster_p(0.5, 2.825560, {}, size), 0.021809);
  expect_close(cluster_p(1.0, 2.825560, {}, size), 0.001750, 3e-4);
}

TEST(StatisticsField, ExtentsByInterpolation) {
  const std::vector<double> t = {0, 1, 3, 3, 1, 0, -4, 0};
  const auto both = find_clusters(t, 2, Tails::two, false);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_DOUBLE_EQ(both[0].start, 1.5);
  EXPECT_DOUBLE_EQ(both[0].end, 3.5);
  EXPECT_DOUBLE_EQ(both[1].start, 5.5);
  EXPECT_DOUBLE_EQ(both[1].end, 6.5);
  EXPECT_DOUBLE_EQ(both[1].peak_t, -4);
  EXPECT_EQ(find_clusters(t, 2, Tails::one, false).size(), 1U);
  // A circular field: the cluster runs over the end.
  const std::vector<double> ring = {3, 0, 0, 0, 1, 3};
  EXPECT_EQ(find_clusters(ring, 2, Tails::one, false).size(), 2U);
  const auto wrapped = find_clusters(ring, 2, Tails::one, true);
  ASSERT_EQ(wrapped.size(), 1U);
  EXPECT_DOUBLE_EQ(wrapped[0].start, 4.5);
  EXPECT_NEAR(wrapped[0].end, 1.0 / 3, 1e-12);
}

/// Smooth noise: white noise under a Gaussian kernel of known width.
Table smooth_noise(std::size_t rows, std::size_t nodes, double fwhm, std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  const double sigma = fwhm / std::sqrt(8 * std::log(2.0));
  const int reach = static_cast<int>(std::ceil(4 * sigma));
  std::vector<double> kernel;
  double power = 0;
  for (int k = -reach; k <= reach; ++k) {
    kernel.push_back(std::exp(-k * k / (2 * sigma * sigma)));
    power += kernel.back() * kernel.back();
  }
  Table table(rows, nodes);
  for (std::size_t i = 0; i < rows; ++i) {
    std::vector<double> white(nodes + kernel.size());
    for (double& w : white) w = normal(random);
    for (std::size_t q = 0; q < nodes; ++q) {
      for (std::size_t k = 0; k < kernel.size(); ++k) {
        table.at(i, q) += kernel[k] * white[q + k] / std::sqrt(power);
      }
    }
  }
  return table;
}

TEST(StatisticsField, SmoothnessOfKnownNoise) {
  std::mt19937_64 random(7);
  for (const double fwhm : {10.0, 20.0}) {
    const auto s = smoothness(smooth_noise(400, 201, fwhm, random));
    ASSERT_TRUE(s);
    EXPECT_NEAR(s->fwhm, fwhm, 0.04 * fwhm);
    EXPECT_EQ(s->segments, 1U);
  }
  Table broken = smooth_noise(20, 101, 10, random);
  for (std::size_t i = 0; i < broken.rows(); ++i) broken.at(i, 50) = 0;
  const auto s = smoothness(broken);
  EXPECT_EQ(s->segments, 2U);
  EXPECT_EQ(s->nodes, 100U);
  EXPECT_FALSE(smoothness(Table(5, 10)));
}

/// The promised error rate: of curves without a difference, 5 % show one.
TEST(StatisticsField, FalsePositivesAreFivePercent) {
  std::mt19937_64 random(11);
  int found = 0;
  constexpr int trials = 1500;
  for (int k = 0; k < trials; ++k) {
    const Table a = smooth_noise(10, 101, 15, random);
    const Table b = smooth_noise(10, 101, 15, random);
    found += two_sample_spm(a, b, {}).clusters.empty() ? 0 : 1;
  }
  EXPECT_NEAR(found / static_cast<double>(trials), 0.05, 0.02);
}

TEST(StatisticsField, FindsWhereCurvesDiffer) {
  std::mt19937_64 random(3);
  Table a = smooth_noise(12, 101, 15, random);
  const Table b = smooth_noise(12, 101, 15, random);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t q = 40; q < 60; ++q) a.at(i, q) += 6;
  }
  const Spm spm = paired_spm(a, b, {});
  ASSERT_EQ(spm.clusters.size(), 1U);
  EXPECT_NEAR(spm.clusters[0].start, 39.5, 1);
  EXPECT_NEAR(spm.clusters[0].end, 59.5, 1);
  EXPECT_LT(spm.clusters[0].p, 0.01);
  const Spm other = paired_spm(b, a, {});
  EXPECT_DOUBLE_EQ(other.clusters[0].peak_t, -spm.clusters[0].peak_t) << "signs swap";
  EXPECT_THROW((void)paired_spm(a, Table(11, 101), {}), std::invalid_argument);
  EXPECT_THROW((void)two_sample_spm(Table(5, 10), Table(5, 10), {}), std::invalid_argument);
}

/// Rows of one node, far from 0.
Table far_from_zero(std::size_t n, double from) {
  Table table(n, 1);
  for (std::size_t i = 0; i < n; ++i) table.at(i, 0) = from + 0.1 * static_cast<double>(i);
  return table;
}

TEST(StatisticsPermutation, SmallestAttainableP) {
  const NodeGrid one{1, 1, {}};
  PermutationSettings two;
  PermutationSettings single;
  single.tails = Tails::one;
  const std::size_t n[] = {4, 5, 6, 8};
  const double p_two[] = {0.125, 0.0625, 0.03125, 0.0078125};
  const double p_one[] = {0.0625, 0.03125, 0.015625, 0.00390625};
  for (int i = 0; i < 4; ++i) {
    const auto r2 = paired_permutation(far_from_zero(n[i], 10), one, two);
    EXPECT_DOUBLE_EQ(r2.p_max, p_two[i]);
    EXPECT_DOUBLE_EQ(r2.smallest_p, p_two[i]);
    EXPECT_TRUE(r2.exhaustive);
    const auto r1 = paired_permutation(far_from_zero(n[i], 10), one, single);
    EXPECT_DOUBLE_EQ(r1.p_max, p_one[i]);
  }
  const auto equal = two_sample_permutation(far_from_zero(3, 10), far_from_zero(3, 0), one, two);
  EXPECT_DOUBLE_EQ(equal.p_max, 0.1);
  const auto unequal = two_sample_permutation(far_from_zero(3, 10), far_from_zero(4, 0), one, two);
  EXPECT_NEAR(unequal.p_max, 1.0 / 35, 1e-12);
  EXPECT_NEAR(unequal.smallest_p, 0.028571, 1e-6);
}

TEST(StatisticsPermutation, AgreesWithTheTTestAndRepeats) {
  std::mt19937_64 random(5);
  const Table a = smooth_noise(20, 1, 2, random);
  const Table b = smooth_noise(20, 1, 2, random);
  std::vector<double> va;
  std::vector<double> vb;
  for (std::size_t i = 0; i < 20; ++i) {
    va.push_back(a.at(i, 0));
    vb.push_back(b.at(i, 0));
  }
  const NodeGrid grid{1, 1, {}};
  const auto r = paired_permutation(differences(a, b), grid, {});
  EXPECT_FALSE(r.exhaustive);
  EXPECT_EQ(r.relabellings, 10000U);
  const auto t = paired_t_test(va, vb, Tails::two);
  EXPECT_NEAR(r.t[0], t->t, 1e-9);
  EXPECT_NEAR(r.p_max, t->p, 0.02);
  EXPECT_EQ(paired_permutation(differences(a, b), grid, {}).p_max, r.p_max) << "same seed";
  const auto r2 = two_sample_permutation(a, b, grid, {});
  const auto t2 = two_sample_t_test(va, vb, Tails::two);
  EXPECT_NEAR(r2.t[0], t2->t, 1e-9);
  EXPECT_NEAR(r2.p_max, t2->p, 0.02);
}

TEST(StatisticsPermutation, ClustersOfAnImage) {
  // 6 x 6 nodes, 8 pairs: a diagonal patch differs, one cell of it is masked.
  std::mt19937_64 random(2);
  std::normal_distribution<double> normal(0, 0.2);
  Table d(8, 36);
  NodeGrid grid{6, 6, std::vector<char>(36, 1)};
  const std::vector<std::size_t> patch = {7, 14, 21};  // touch at corners only
  grid.mask[0] = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t q = 0; q < 36; ++q) d.at(i, q) = normal(random);
    for (const std::size_t q : patch) d.at(i, q) += 3;
    d.at(i, 0) = 100 + normal(random);
  }
  PermutationSettings settings;
  settings.cluster_t = 8;
  const auto r = paired_permutation(d, grid, settings);
  EXPECT_TRUE(std::isnan(r.t[0])) << "masked";
  ASSERT_EQ(r.clusters.size(), 1U);
  EXPECT_EQ(r.clusters[0].nodes, patch);
  EXPECT_TRUE(r.clusters[0].positive);
  EXPECT_DOUBLE_EQ(r.clusters[0].p_size, 2.0 / 256);
  EXPECT_DOUBLE_EQ(r.clusters[0].p_mass, 2.0 / 256);
  EXPECT_THROW((void)paired_permutation(d, {5, 6, {}}, settings), std::invalid_argument);
}

const Table shrout_fleiss(
    {{9, 2, 5, 8}, {6, 1, 3, 2}, {8, 4, 6, 8}, {7, 1, 2, 6}, {10, 5, 6, 9}, {6, 2, 4, 7}});

TEST(StatisticsReliability, ShroutAndFleiss) {
  const MeanSquares m = mean_squares(shrout_fleiss);
  expect_close(m.msr, 11.2417);
  expect_close(m.msc, 32.4861);
  expect_close(m.mse, 1.0194);
  expect_close(m.msw, 6.2639);
  const double golden[] = {0.1657, 0.2898, 0.7148, 0.4428, 0.6201, 0.9093};
  // Published intervals, as R's package psych prints them for this table.
  const double low[] = {-0.13, 0.019, 0.34, -0.88, 0.071, 0.68};
  const double high[] = {0.72, 0.76, 0.95, 0.91, 0.93, 0.99};
  for (std::size_t i = 0; i < all_iccs.size(); ++i) {
    const IccValue v = icc(m, all_iccs[i]);
    EXPECT_NEAR(*v.value, golden[i], 5.1e-5) << to_string(all_iccs[i]);
    EXPECT_NEAR(*v.low, low[i], 0.0051) << to_string(all_iccs[i]);
    EXPECT_NEAR(*v.high, high[i], 0.0051) << to_string(all_iccs[i]);
  }
  expect_close(sem_consistency(m), 1.0097);
  expect_close(sem_agreement(m), 2.5028);
  expect_close(mdc95(sem_consistency(m)), 2.7987);
  expect_close(mdc95(sem_agreement(m)), 6.9373);
}

TEST(StatisticsReliability, MeasurementError) {
  const double sem = sem_from_icc(77, 0.90);
  expect_close(sem, 24.35, 2e-4);
  expect_close(mdc95(sem), 67.49);
  // One subject 10 SD 1, the other 20 SD 2: 10 % each.
  EXPECT_NEAR(*within_subject_cv_pct(Table({{9, 10, 11}, {18, 20, 22}})), 10, 1e-12);
  EXPECT_EQ(icc_band(0.5), "moderate");
  EXPECT_EQ(icc_band(0.9), "excellent");
  EXPECT_THROW((void)mean_squares(Table({{1, 2}})), std::invalid_argument);
  EXPECT_THROW((void)mean_squares(Table({{1, 2}, {3, std::nan("")}})), std::invalid_argument);
  EXPECT_THROW((void)Table({{1, 2}, {3}}), std::invalid_argument);
}

TEST(StatisticsReliability, BlandAndAltman) {
  const std::vector<double> a = {300, 320, 280, 350, 310};
  const std::vector<double> b = {310, 315, 290, 340, 330};
  const BlandAltman r = bland_altman(a, b);
  EXPECT_DOUBLE_EQ(r.bias, -5);
  expect_close(r.sd, 12.2474);
  expect_close(r.low, -29.005);
  expect_close(r.high, 19.005);
  expect_close(r.se_limits, std::sqrt(0.6) * 12.2474);
  // b = 2 a: differences grow with size, all of it bias.
  const std::vector<double> twice = {600, 640, 560, 700, 620.5};
  EXPECT_NEAR(*bland_altman(a, twice).slope, -2.0 / 3, 1e-2);
  EXPECT_LT(*bland_altman(a, twice).slope_p, 1e-6);
}

}  // namespace
}  // namespace solea::statistics
