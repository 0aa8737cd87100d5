#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "acquisition/virtual_mat/truth.h"
#include "analysis/analyze.h"

namespace solea::testing {

/// How far the instants of stance (metrics.md 4.7) are from the virtual mat's, in frames.
class InstantErrors {
 public:
  /// A step's instants beside the true ones, `is`, of the step `truth`; prints those that are
  /// `tell_from` and more off.
  void add(const StepResult& step, const virtual_mat::StepTruth& truth,
           const virtual_mat::InstantFrames& is, int tell_from, const std::string& who) {
    const StanceFrames& found = step.phases.frames;
    const std::array pairs = {std::pair(found.ffc, is.ffc), std::pair(found.fmc, is.fmc),
                              std::pair(found.fff, is.fff), std::pair(found.ho, is.ho),
                              std::pair(found.lfc, is.lfc)};
    int worst = 0;
    for (std::size_t i = 0; i < names.size(); ++i) {
      int error = 0;
      if (pairs[i].first.has_value() != pairs[i].second.has_value()) {
        error = undefined;
      } else if (pairs[i].first) {
        error = static_cast<int>(step.step.frames.first + *pairs[i].first) -
                static_cast<int>(truth.first_frame + *pairs[i].second);
      }
      errors_[i].push_back(error);
      worst = std::max(worst, std::abs(error));
      if (std::abs(error) >= tell_from) {
        std::printf("%s: %s %+d frames\n", who.c_str(), names[i], error);
      }
    }
    worst_.push_back(worst);
  }
  /// Share of steps with all five instants within so many frames, in percent.
  [[nodiscard]] double all_within_pct(int frames) const { return within_pct(worst_, frames); }
  [[nodiscard]] std::size_t steps() const { return worst_.size(); }

  void print(const char* of) const {
    std::printf("instants of %zu %s, %% within     1 frame   2       3       median\n",
                worst_.size(), of);
    const auto line = [](const char* name, const std::vector<int>& errors) {
      std::vector<int> sorted = errors;
      std::sort(sorted.begin(), sorted.end());
      std::printf("  %-3s %35.1f %7.1f %7.1f %+7d\n", name, within_pct(errors, 1),
                  within_pct(errors, 2), within_pct(errors, 3),
                  sorted.empty() ? 0 : sorted[sorted.size() / 2]);
    };
    for (std::size_t i = 0; i < names.size(); ++i) line(names[i], errors_[i]);
    line("all", worst_);
  }

 private:
  static constexpr std::array<const char*, 5> names = {"FFC", "FMC", "FFF", "HO", "LFC"};
  static constexpr int undefined = 999;  ///< on one side only

  static double within_pct(const std::vector<int>& errors, int frames) {
    if (errors.empty()) return 100;
    const auto n = std::count_if(errors.begin(), errors.end(),
                                 [frames](int e) { return std::abs(e) <= frames; });
    return 100.0 * static_cast<double>(n) / static_cast<double>(errors.size());
  }

  std::array<std::vector<int>, 5> errors_;
  std::vector<int> worst_;
};

}  // namespace solea::testing
