#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "acquisition/virtual_mat/person.h"
#include "acquisition/virtual_mat/truth.h"
#include "analysis/analyze.h"
#include "core/plate.h"

/// Random people who walk over the virtual mat (the contract's 200 are those from seed 1000 on).
namespace solea::testing {

using virtual_mat::FootType;
using virtual_mat::Loading;
using virtual_mat::Person;
using virtual_mat::Script;
using virtual_mat::StepTruth;
using virtual_mat::Strike;

inline constexpr PlateGeometry plate{240, 200, 5, 5};
inline constexpr double rate_hz = 100;
inline constexpr double duration_s = 3;

class Dice {
 public:
  explicit Dice(std::uint64_t seed) : random_(seed) {}
  double between(double least, double most) {
    return least + (most - least) * static_cast<double>(random_() >> 11U) / 9007199254740992.0;
  }
  bool chance(double p) { return between(0, 1) < p; }

 private:
  std::mt19937_64 random_;
};

/// Height by age and sex, mass by a body mass index, foot length 15 % of height.
inline Person random_person(std::uint64_t seed) {
  Dice dice(seed);
  Person person;
  const double age = dice.chance(0.3) ? dice.between(2.5, 16) : dice.between(16, 85);
  const bool male = dice.chance(0.5);
  const double adult_m = (male ? 1.77 : 1.64) + dice.between(-0.15, 0.15);
  const double height_m = age < 16 ? 0.90 + (adult_m - 0.90) * (age - 2.5) / (16 - 2.5) : adult_m;
  const double bmi = age < 16 ? dice.between(14, 22) : dice.between(18, 36);
  person.mass_kg = std::clamp(bmi * height_m * height_m, 12.0, 120.0);
  person.foot_length_mm = 150 * height_m * dice.between(0.96, 1.04);
  person.foot = dice.chance(0.5)   ? FootType::normal
                : dice.chance(0.5) ? FootType::flat
                                   : FootType::high;
  person.loading = dice.chance(0.6)   ? Loading::neutral
                   : dice.chance(0.5) ? Loading::medial
                                      : Loading::lateral;
  person.script = age > 6 && dice.chance(0.25) ? Script::run : Script::walk;
  person.strike = dice.chance(0.75)  ? Strike::rearfoot
                  : dice.chance(0.5) ? Strike::midfoot
                                     : Strike::forefoot;
  person.cadence_per_min = dice.between(85, 135);
  person.toe_out_deg = dice.between(-3, 15);
  constexpr std::array headings = {0.0, 180.0, 90.0, 270.0};
  person.heading_deg =
      headings[static_cast<std::size_t>(dice.between(0, 4))] + dice.between(-30, 30);
  if (dice.chance(0.2)) {  // one step alone
    person.script = Script::rollover;
    person.side = dice.chance(0.5) ? Side::left : Side::right;
  }
  person.seed = seed;
  return person;
}

/// The foot is on the plate with all of its cells and stays within the recording.
inline bool is_whole(const StepTruth& truth, const Person& person) {
  if (truth.end_s > duration_s - 0.05) return false;
  for (const double along : {0.0, 1.0}) {
    for (const double across : {-0.2, 0.2}) {
      const PointMm p =
          truth.placement.to_plate({across * person.foot_length_mm, along * person.foot_length_mm});
      if (p.x < 10 || p.y < 10 || p.x > plate.width_mm() - 10 || p.y > plate.length_mm() - 10) {
        return false;
      }
    }
  }
  return true;
}

/// The step that begins with the true one, and where it is; null without one. Each is given once:
/// `used` has one entry a step.
inline const StepResult* step_of(const StepTruth& truth, const AnalysisResult& result,
                                 std::vector<char>& used) {
  constexpr double cells = 6;
  constexpr double seconds = 0.06;
  const double x = truth.placement.heel.x / plate.pitch_x_mm;
  const double y = truth.placement.heel.y / plate.pitch_y_mm;
  for (std::size_t s = 0; s < result.steps.size(); ++s) {
    const StepResult& step = result.steps[s];
    const CellBox& box = step.step.box;
    if (used[s] != 0 || std::abs(step.curves.times_s.front() - truth.start_s) > seconds ||
        std::abs(step.curves.times_s.back() - truth.end_s) > seconds || x < box.col0 - cells ||
        x > box.col1 + cells || y < box.row0 - cells || y > box.row1 + cells) {
      continue;
    }
    used[s] = 1;
    return &step;
  }
  return nullptr;
}

}  // namespace solea::testing
