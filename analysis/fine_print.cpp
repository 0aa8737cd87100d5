#include "analysis/fine_print.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace solea {

namespace {

constexpr int n = FinePrint::parts;
constexpr int rounds = 6;  // of smoothing; more change the figures of docs/virtual_mat.md little
constexpr int pad = 2;     // the ring of faint cells, and one of nothing around it

constexpr std::size_t index(int row, int col, int cols) {
  return static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) +
         static_cast<std::size_t>(col);
}

struct Direction {
  int row;
  int col;
};
constexpr std::array<Direction, 4> directions = {{{0, -1}, {0, 1}, {-1, 0}, {1, 0}}};

/// Smooths the parts of loaded cells and gives every cell its mean back.
class Parts {
 public:
  Parts(const Footprint& footprint, double threshold_kpa)
      : rows_(footprint.box.rows() + 2 * pad),
        cols_(footprint.box.cols() + 2 * pad),
        mean_(index(rows_, 0, cols_), 0.0) {
    take_cells(footprint, threshold_kpa);
    part_.resize(mean_.size() * n * n);
    for (std::size_t i = 0; i < part_.size(); ++i) {
      part_[i] = mean_[index(row_of(i) / n, col_of(i) / n, cols_)];
    }
    smoothed_ = part_;
  }

  void smooth() {
    for (const Cell& cell : cells_) {
      for (int i = 0; i < n * n; ++i) {
        const int row = cell.row * n + i / n;
        const int col = cell.col * n + i % n;
        const double here = part_[index(row, col, n * cols_)];
        double slopes = 0;
        for (std::size_t d = 0; d < directions.size(); ++d) {
          slopes += neighbour(cell, row, col, d) - here;
        }
        smoothed_[index(row, col, n * cols_)] = here + 0.25 * slopes;
      }
    }
    part_.swap(smoothed_);
    for (const Cell& cell : cells_) give_mean_back(cell);
  }

  /// Share of the part that reaches the threshold, from the pressure's slope over it.
  [[nodiscard]] std::vector<float> covered(double threshold_kpa) const {
    std::vector<float> shares(part_.size(), 0.0F);
    for (const Cell& cell : cells_) {
      for (int i = 0; i < n * n; ++i) {
        const int row = cell.row * n + i / n;
        const int col = cell.col * n + i % n;
        const double here = part_[index(row, col, n * cols_)];
        const double across = neighbour(cell, row, col, 1) - neighbour(cell, row, col, 0);
        const double along = neighbour(cell, row, col, 3) - neighbour(cell, row, col, 2);
        const double over_part = 0.5 * (std::abs(across) + std::abs(along));
        const double above = here - threshold_kpa;
        shares[index(row, col, n * cols_)] = static_cast<float>(
            std::abs(above) >= 0.5 * over_part ? (above >= 0 ? 1 : 0) : 0.5 + above / over_part);
      }
    }
    return shares;
  }

  [[nodiscard]] std::vector<float> kpa() const { return {part_.begin(), part_.end()}; }

 private:
  struct Cell {
    int row = 0;
    int col = 0;
    double mean = 0;
    /// Part of a pressure that is left where the next cell feels nothing; 0 to 1. Below 0: it feels
    /// something.
    std::array<double, 4> left{-1, -1, -1, -1};
  };

  [[nodiscard]] int row_of(std::size_t part) const { return static_cast<int>(part) / (n * cols_); }
  [[nodiscard]] int col_of(std::size_t part) const { return static_cast<int>(part) % (n * cols_); }

  void take_cells(const Footprint& footprint, double threshold_kpa) {
    const int cols = footprint.box.cols();
    for (int row = 0; row < footprint.box.rows(); ++row) {
      for (int col = 0; col < cols; ++col) {
        const double kpa = footprint.peak_kpa[index(row, col, cols)];
        if (kpa <= 0 || kpa < threshold_kpa) continue;
        mean_[index(row + pad, col + pad, cols_)] = kpa;
      }
    }
    if (!footprint.faint_kpa.empty()) take_faint_cells(footprint);
    for (int row = 1; row + 1 < rows_; ++row) {
      for (int col = 1; col + 1 < cols_; ++col) {
        const double mean = mean_[index(row, col, cols_)];
        if (mean <= 0) continue;
        Cell& cell = cells_.emplace_back(Cell{row, col, mean});
        for (std::size_t d = 0; d < directions.size(); ++d) {
          const auto [up, right] = directions[d];
          if (mean_[index(row + up, col + right, cols_)] > 0) continue;
          const double before = mean_[index(row - up, col - right, cols_)];
          cell.left[d] = std::clamp(2 - before / mean, 0.0, 1.0);
        }
      }
    }
  }

  void take_faint_cells(const Footprint& footprint) {
    const std::vector<double> active = mean_;
    const auto beside_active = [&](int row, int col) {
      for (int r = row - 1; r <= row + 1; ++r) {
        for (int c = col - 1; c <= col + 1; ++c) {
          if (active[index(r, c, cols_)] > 0) return true;
        }
      }
      return false;
    };
    for (int row = 1; row + 1 < rows_; ++row) {
      for (int col = 1; col + 1 < cols_; ++col) {
        const double kpa = footprint.faint_kpa[index(row - 1, col - 1, cols_ - 2)];
        double& mean = mean_[index(row, col, cols_)];
        if (mean <= 0 && kpa > 0 && beside_active(row, col)) mean = kpa;
      }
    }
  }

  /// The pressure of the next part in a direction.
  [[nodiscard]] double neighbour(const Cell& cell, int row, int col, std::size_t d) const {
    const int up = row + directions[d].row;
    const int right = col + directions[d].col;
    const bool same_cell = up / n == cell.row && right / n == cell.col;
    if (same_cell || cell.left[d] < 0) return part_[index(up, right, n * cols_)];
    return cell.left[d] * part_[index(row, col, n * cols_)];
  }

  void give_mean_back(const Cell& cell) {
    const auto part = [&](int i) -> double& {
      return part_[index(cell.row * n + i / n, cell.col * n + i % n, n * cols_)];
    };
    for (int pass = 0; pass < n; ++pass) {
      double sum = 0;
      int loaded = 0;
      for (int i = 0; i < n * n; ++i) {
        sum += part(i);
        loaded += part(i) > 0;
      }
      const double more = (n * n * cell.mean - sum) / loaded;
      bool below = false;
      for (int i = 0; i < n * n; ++i) {
        if (part(i) <= 0) continue;
        part(i) += more;
        below = below || part(i) < 0;
        part(i) = std::max(part(i), 0.0);
      }
      if (!below) break;
    }
  }

  int rows_;  ///< of cells
  int cols_;
  std::vector<double> mean_;  ///< the cells' pressures
  std::vector<Cell> cells_;   ///< the loaded ones
  std::vector<double> part_;
  std::vector<double> smoothed_;
};

}  // namespace

FinePrint make_fine_print(const Footprint& footprint, double threshold_kpa) {
  Parts parts(footprint, threshold_kpa);
  for (int round = 0; round < rounds; ++round) parts.smooth();
  FinePrint fine;
  const PlateGeometry& plate = footprint.plate;
  fine.picture.plate = {n * plate.rows, n * plate.cols, plate.pitch_x_mm / n, plate.pitch_y_mm / n};
  const CellBox& box = footprint.box;
  fine.picture.box = {n * (box.row0 - pad), n * (box.col0 - pad), n * (box.row1 + pad),
                      n * (box.col1 + pad)};
  fine.picture.peak_kpa = parts.kpa();
  fine.covered = parts.covered(threshold_kpa);
  return fine;
}

}  // namespace solea
