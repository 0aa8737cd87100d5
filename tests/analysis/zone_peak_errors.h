#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "acquisition/virtual_mat/truth.h"
#include "analysis/analyze.h"
#include "core/foot_zone.h"

namespace solea::testing {

/// Zone peaks of an analysis against the truth: what an ideal mat of the same grid shows in the
/// true zone (acquisition/virtual_mat/truth_zones.h).
///
/// A zone's peak is its largest cell at least half in it (metrics.md 0.2, 1.8). Where the zone's
/// own hill is its highest place, a border that is found some millimetres off changes nothing: the
/// cells wholly in the zone and those with any part in it give the same peak within 5 %. Such a
/// peak lies away from the border. Else the neighbour's hill leans into the zone (most heels, whose
/// top is on their bisector; MTH5 beside MTH4), and the peak is that of whichever cell of the slope
/// is still counted: it is known only to lie between these two.
class ZonePeakErrors {
 public:
  static constexpr double least_kpa = 50;  // smaller true peaks are not judged
  static constexpr double tolerance = 0.05;

  void add(const StepResult& step, const virtual_mat::StepTruth& truth) {
    for (std::size_t z = 0; z < step.zones.size(); ++z) {
      const double true_kpa = truth.zone_peak_kpa[z];
      if (true_kpa < least_kpa) continue;
      const std::vector<double>& curve = step.zone_curves[z].peak_kpa;
      const double kpa = curve.empty() ? 0 : *std::max_element(curve.begin(), curve.end());
      const double least = truth.zone_peak_inside_kpa[z];
      const double most = truth.zone_peak_touching_kpa[z];
      of_[z].push_back({kpa / true_kpa - 1, most <= (1 + tolerance) * least,
                        kpa >= (1 - tolerance) * least && kpa <= (1 + tolerance) * most});
    }
  }

  /// Share of the peaks within 5 % of the true one.
  [[nodiscard]] double within_pct() const { return summary(false).within_pct; }
  /// The same of the peaks away from a border.
  [[nodiscard]] double away_within_pct() const { return summary(true).within_pct; }
  /// Share of the peaks within 5 % of what the border's cells allow.
  [[nodiscard]] double between_pct() const { return summary(false).between_pct; }

  void print() const {
    std::printf(
        "zone peaks        n  bias %%   sd %%  |error| median  95 %%  within 5 %%  between | "
        "away from borders  within 5 %%\n");
    for (std::size_t z = 0; z <= foot_zone_count; ++z) {
      const Summary all = summary(false, z);
      const Summary away = summary(true, z);
      const std::string name =
          z < foot_zone_count ? std::string(to_string(static_cast<FootZone>(z))) : "all";
      std::printf("%-13s %5zu %7.2f %6.2f %15.2f %5.1f %11.1f %8.1f | %17zu %11.1f\n", name.c_str(),
                  all.n, all.bias_pct, all.sd_pct, all.median_pct, all.p95_pct, all.within_pct,
                  all.between_pct, away.n, away.within_pct);
    }
  }

 private:
  struct Peak {
    double error = 0;  ///< of the true peak
    bool away_from_border = false;
    bool between = false;
  };
  struct Summary {
    std::size_t n = 0;
    double bias_pct = 0, sd_pct = 0, median_pct = 0, p95_pct = 0;
    double within_pct = 100, between_pct = 100;
  };

  /// Of one zone, or of all.
  [[nodiscard]] Summary summary(bool away_from_border, std::size_t zone = foot_zone_count) const {
    std::vector<Peak> peaks;
    for (std::size_t z = 0; z < foot_zone_count; ++z) {
      if (zone < foot_zone_count && z != zone) continue;
      std::copy_if(of_[z].begin(), of_[z].end(), std::back_inserter(peaks),
                   [&](const Peak& p) { return p.away_from_border || !away_from_border; });
    }
    Summary s;
    s.n = peaks.size();
    if (peaks.empty()) return s;
    const auto n = static_cast<double>(s.n);
    std::vector<double> size;
    double sum = 0;
    double square = 0;
    double within = 0;
    double between = 0;
    for (const Peak& p : peaks) {
      sum += p.error;
      square += p.error * p.error;
      size.push_back(std::abs(p.error));
      within += size.back() <= tolerance ? 1 : 0;
      between += p.between ? 1 : 0;
    }
    std::sort(size.begin(), size.end());
    const auto at = [&](double share) {
      return 100 * size[static_cast<std::size_t>(share * static_cast<double>(size.size() - 1))];
    };
    s.bias_pct = 100 * sum / n;
    s.sd_pct = 100 * std::sqrt(std::max(0.0, square / n - sum / n * sum / n));
    s.median_pct = at(0.5);
    s.p95_pct = at(0.95);
    s.within_pct = 100 * within / n;
    s.between_pct = 100 * between / n;
    return s;
  }

  std::array<std::vector<Peak>, foot_zone_count> of_;
};

}  // namespace solea::testing
