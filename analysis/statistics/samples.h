#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

/// Plain statistics of samples and a table of them. SDs use n - 1 (metrics.md 0.2).
namespace solea::statistics {

/// Nothing without values.
[[nodiscard]] std::optional<double> mean(std::span<const double> values);
/// Nothing with fewer than two values.
[[nodiscard]] std::optional<double> sd(std::span<const double> values);
/// Nothing without values.
[[nodiscard]] std::optional<double> median(std::vector<double> values);
/// Coefficient of variation, 100 SD / mean, %. Nothing where the mean is 0.
[[nodiscard]] std::optional<double> cv_pct(std::span<const double> values);

/// Regularised incomplete beta function I_x(a, b), by its continued fraction.
[[nodiscard]] double incomplete_beta(double a, double b, double x);
/// P(T > t) of Student's t.
[[nodiscard]] double t_upper_tail(double t, double df);
/// P(Z > z) of the standard normal.
[[nodiscard]] double normal_upper_tail(double z);
/// The value that F(df1, df2) exceeds with probability `upper`.
[[nodiscard]] double f_quantile(double upper, double df1, double df2);
/// The value that t(df) exceeds with probability `upper`.
[[nodiscard]] double t_quantile(double upper, double df);

/// Which alternative a test is for.
enum class Tails { two, one };

struct TTest {
  double t = 0;
  double df = 0;
  double p = 0;
  double mean_difference = 0;
};

/// Nothing with fewer than two pairs, or when all differences are the same. One-tailed: a > b.
/// Throws std::invalid_argument for samples of different size.
[[nodiscard]] std::optional<TTest> paired_t_test(std::span<const double> a,
                                                 std::span<const double> b, Tails tails);
/// Two samples, equal variances. Nothing where a variance cannot be estimated.
[[nodiscard]] std::optional<TTest> two_sample_t_test(std::span<const double> a,
                                                     std::span<const double> b, Tails tails);

/// Rows of equal length: subjects or trials by measures or nodes.
class Table {
 public:
  Table(std::size_t rows, std::size_t cols) : cols_(cols), values_(rows * cols) {}
  /// Throws std::invalid_argument for rows of different length.
  explicit Table(const std::vector<std::vector<double>>& rows);
  [[nodiscard]] std::size_t rows() const noexcept {
    return cols_ == 0 ? 0 : values_.size() / cols_;
  }
  [[nodiscard]] std::size_t cols() const noexcept { return cols_; }
  [[nodiscard]] double& at(std::size_t row, std::size_t col) { return values_[row * cols_ + col]; }
  [[nodiscard]] double at(std::size_t row, std::size_t col) const {
    return values_[row * cols_ + col];
  }
  [[nodiscard]] std::span<const double> row(std::size_t r) const& {
    return std::span(values_).subspan(r * cols_, cols_);
  }
  std::span<const double> row(std::size_t r) const&& = delete;

 private:
  std::size_t cols_ = 0;
  std::vector<double> values_;
};

}  // namespace solea::statistics
