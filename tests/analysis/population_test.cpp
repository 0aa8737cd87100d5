// Random people on the virtual mat, against what it knows to be true. 20 of them, or as many as
// SOLEA_POPULATION says, on a perfect sensor and on the usual one (noise, steps of 1 kPa,
// crosstalk); the table is printed with each run:
//
//   SOLEA_POPULATION=200 build/headless/tests/population_test
//
// which is the CTest test population_of_200.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "tests/analysis/instant_errors.h"
#include "tests/analysis/zone_peak_errors.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using virtual_mat::FootType;
using virtual_mat::Loading;
using virtual_mat::Person;
using virtual_mat::Script;
using virtual_mat::StepTruth;
using virtual_mat::Strike;

constexpr PlateGeometry plate{240, 200, 5, 5};
constexpr double rate_hz = 100;
constexpr double duration_s = 3;

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
Person random_person(std::uint64_t seed) {
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

struct Tally {
  int right = 0;
  int of = 0;
  void add(bool good) { right += good, ++of; }
  [[nodiscard]] double pct() const { return of == 0 ? 100 : 100.0 * right / of; }
};

/// Errors of one kind, to be told by their middle and their tail.
struct Errors {
  std::vector<double> values;
  [[nodiscard]] double at(double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
  }
};

/// The foot is on the plate with all of its cells and stays within the recording.
bool is_whole(const StepTruth& truth, const Person& person) {
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

double cop_rms_mm(const StepResult& step, const StepTruth& truth) {
  double square = 0;
  int n = 0;
  for (std::size_t k = 0; k < step.curves.cop.size(); ++k) {
    const std::size_t frame = step.step.frames.first + k;
    if (!step.curves.cop[k] || frame < truth.first_frame) continue;
    const std::size_t t = frame - truth.first_frame;
    if (t >= truth.frames.size() || !truth.frames[t].cop) continue;
    const PointMm d = *step.curves.cop[k] - *truth.frames[t].cop;
    square += dot(d, d);
    ++n;
  }
  return n == 0 ? 0 : std::sqrt(square / n);
}

int population() {
  const char* const asked = std::getenv("SOLEA_POPULATION");
  return asked != nullptr ? std::max(1, std::atoi(asked)) : 20;
}

/// The middle quarter of a plate: half as long, half as wide.
Recording middle_of(const Recording& recording) {
  const PlateGeometry& all = recording.plate();
  PlateGeometry part = all;
  part.rows /= 2;
  part.cols /= 2;
  const int row0 = all.rows / 4;
  const int col0 = all.cols / 4;
  Recording result(part);
  std::vector<float> kpa(part.cells());
  for (std::size_t k = 0; k < recording.size(); ++k) {
    std::fill(kpa.begin(), kpa.end(), 0.0F);
    for (const LoadedCell& cell : recording.cells(k)) {
      const int row = static_cast<int>(cell.index) / all.cols - row0;
      const int col = static_cast<int>(cell.index) % all.cols - col0;
      if (row < 0 || col < 0 || row >= part.rows || col >= part.cols) continue;
      kpa[static_cast<std::size_t>(row * part.cols + col)] = cell.kpa;
    }
    result.append(recording.time_s(k), std::span<const float>(kpa));
  }
  return result;
}

/// The true step that was going on in the middle of an analysed one, at its place; null without
/// one. `shift` is where the analysed plate's corner is.
const StepTruth* true_step(const StepResult& step, const std::vector<StepTruth>& truth,
                           PointMm shift) {
  const CellBox& box = step.step.box;
  const PointMm middle{shift.x + 0.5 * (box.col0 + box.col1) * plate.pitch_x_mm,
                       shift.y + 0.5 * (box.row0 + box.row1) * plate.pitch_y_mm};
  const double t = step.curves.times_s[step.curves.times_s.size() / 2];
  for (const StepTruth& one : truth) {
    const PointMm foot = one.placement.to_foot(middle);
    if (t >= one.start_s && t <= one.end_s && foot.y > 0 && foot.y < one.length_mm &&
        std::abs(foot.x) < 0.2 * one.length_mm) {
      return &one;
    }
  }
  return nullptr;
}

bool near_cut_off(double arch_index) {
  return std::abs(arch_index - 0.21) <= 0.01 || std::abs(arch_index - 0.26) <= 0.01;
}

struct SensorChoice {
  const char* name;
  virtual_mat::SensorModel model;
};

class Population : public ::testing::TestWithParam<SensorChoice> {};

INSTANTIATE_TEST_SUITE_P(Sensor, Population,
                         ::testing::Values(SensorChoice{"perfect", testing::perfect_sensor()},
                                           SensorChoice{"usual", virtual_mat::SensorModel{}}),
                         [](const auto& sensor) { return std::string(sensor.param.name); });

TEST_P(Population, StepsSidesAndMeasuresMatchTheTruth) {
  const int people = population();
  Tally found;
  Tally extra;  // people without a step too many
  Tally side;
  Tally sure;  // sides told with a confidence of 0.8 and more
  Tally arch;
  Errors cop;
  testing::ZonePeakErrors zone_peaks;
  testing::InstantErrors instants;        // of rearfoot strikes
  testing::InstantErrors other_instants;  // of the others
  for (int i = 0; i < people; ++i) {
    const Person person = random_person(1000 + static_cast<std::uint64_t>(i));
    const auto v = testing::record_virtual(person, plate, rate_hz, duration_s, GetParam().model);
    const AnalysisResult result = analyze(v.recording, AnalysisSettings{});
    std::vector<char> used(result.steps.size(), 0);
    for (const StepTruth& truth : v.steps) {
      if (!is_whole(truth, person)) continue;
      // The step that begins with the true one, and where it is.
      const StepResult* match = nullptr;
      for (std::size_t s = 0; s < result.steps.size(); ++s) {
        const StepResult& step = result.steps[s];
        const PointMm heel = truth.placement.heel;
        const CellBox& box = step.step.box;
        const double x = heel.x / plate.pitch_x_mm;
        const double y = heel.y / plate.pitch_y_mm;
        constexpr double cells = 6;
        if (used[s] != 0 || std::abs(step.curves.times_s.front() - truth.start_s) > 0.06 ||
            std::abs(step.curves.times_s.back() - truth.end_s) > 0.06 || x < box.col0 - cells ||
            x > box.col1 + cells || y < box.row0 - cells || y > box.row1 + cells) {
          continue;
        }
        used[s] = 1;
        match = &step;
        break;
      }
      found.add(match != nullptr && match->step.valid());
      if (match == nullptr) {
        std::printf("person %d: no step at %.2f s\n", i, truth.start_s);
        continue;
      }
      side.add(match->side == truth.placement.side);
      if (match->side_confidence >= 0.8) sure.add(match->side == truth.placement.side);
      if (truth.arch_index && !near_cut_off(*truth.arch_index)) {
        arch.add(match->arch == arch_class(*truth.arch_index));
      }
      if (match->side != truth.placement.side) {
        std::printf("person %d at %.2f s: %s, confidence %.2f, is wrong\n", i, truth.start_s,
                    std::string(to_string(match->side)).c_str(), match->side_confidence);
      }
      if (match->step.valid()) {
        const bool rearfoot = person.strike == Strike::rearfoot;
        (rearfoot ? instants : other_instants)
            .add(*match, truth, 4,
                 "person " + std::to_string(i) + " at " + std::to_string(truth.start_s) + " s");
      }
      cop.values.push_back(cop_rms_mm(*match, truth) / plate.pitch_x_mm);
      zone_peaks.add(*match, truth);
    }
    extra.add(result.steps.size() <= v.steps.size());
    if (result.steps.size() > v.steps.size()) {
      std::printf("person %d: %zu steps, %zu true ones\n", i, result.steps.size(), v.steps.size());
    }
  }
  std::printf("%d people, %d whole steps\n", people, found.of);
  std::printf("steps found                     %6.1f %%\n", found.pct());
  std::printf("people without a step too many  %6.1f %%\n", extra.pct());
  std::printf("side right                      %6.1f %%\n", side.pct());
  std::printf("side right where sure (>= 0.8)  %6.1f %% of %d\n", sure.pct(), sure.of);
  std::printf("arch class right                %6.1f %% of %d\n", arch.pct(), arch.of);
  double square = 0;
  for (const double error : cop.values) square += error * error;
  const double cop_rms = std::sqrt(square / std::max(1.0, static_cast<double>(cop.values.size())));
  std::printf("CoP RMS error, pitches          %6.3f of all, %.3f of the worst step\n", cop_rms,
              cop.at(1));
  zone_peaks.print();
  instants.print("rearfoot strikes");
  other_instants.print("other strikes");
  EXPECT_EQ(found.pct(), 100);
  EXPECT_EQ(extra.pct(), 100);
  EXPECT_GE(side.pct(), 99);
  EXPECT_GE(sure.pct(), 99);
  EXPECT_GE(arch.pct(), 95);
  EXPECT_LT(cop_rms, 0.4);
  // The contract's "zone peaks within 5 %": as it stands where the peak lies away from the zone's
  // border; elsewhere within 5 % of what the border's cells allow, see zone_peak_errors.h.
  EXPECT_GE(zone_peaks.away_within_pct(), 98);
  EXPECT_GE(zone_peaks.between_pct(), 98);
  EXPECT_GE(zone_peaks.within_pct(), 90);
  EXPECT_EQ(instants.all_within_pct(2), 100);
  EXPECT_GE(other_instants.all_within_pct(2), 95);
}

/// Right and wrong sides by the confidence they are told with.
class Confidences {
 public:
  void add(double confidence, bool right) {
    std::size_t bin = 0;
    while (bin + 1 < from.size() && confidence >= from[bin + 1]) ++bin;
    bins_[bin].add(right);
    if (confidence >= 0.8) sure_.add(right);
  }
  void print(const char* of, const char* which) const {
    std::printf("sides of %s, %s, by confidence\n", of, which);
    for (std::size_t i = 0; i < from.size(); ++i) {
      std::printf("  from %.2f %5d steps, right %6.1f %%\n", from[i], bins_[i].of, bins_[i].pct());
    }
  }
  [[nodiscard]] const Tally& sure() const { return sure_; }

 private:
  static constexpr std::array from = {0.0, 0.2, 0.4, 0.6, 0.8, 0.95};
  std::array<Tally, from.size()> bins_;
  Tally sure_;
};

// Of prints alone, without the others of the walk, and in order: what 0.8 means (metrics.md 7.5).
// On a part of the plate many prints are cut.
TEST(PopulationSides, ConfidenceIsHonest) {
  const int people = population();
  AnalysisSettings alone;
  alone.sides.same_walk_gap_mm = 0;
  struct Case {
    const char* what;
    bool small;
    AnalysisSettings settings;
    Confidences whole;
    Confidences cut;
  };
  std::array cases = {Case{"prints alone", false, alone, {}, {}},
                      Case{"prints alone, part of the plate", true, alone, {}, {}},
                      Case{"steps in order, part of the plate", true, {}, {}, {}}};
  for (int i = 0; i < people; ++i) {
    const Person person = random_person(5000 + static_cast<std::uint64_t>(i));
    const auto v = testing::record_virtual(person, plate, rate_hz, duration_s);
    const Recording part = middle_of(v.recording);
    const PointMm corner{0.25 * plate.width_mm(), 0.25 * plate.length_mm()};
    for (Case& c : cases) {
      for (const StepResult& step : analyze(c.small ? part : v.recording, c.settings).steps) {
        const StepTruth* const truth = true_step(step, v.steps, c.small ? corner : PointMm{});
        if (truth == nullptr || step.step.invalid_reason == "too small" ||
            step.step.invalid_reason == "too short") {
          continue;
        }
        (step.step.valid() ? c.whole : c.cut)
            .add(step.side_confidence, step.side == truth->placement.side);
      }
    }
  }
  for (const Case& c : cases) {
    c.whole.print(c.what, "whole");
    c.cut.print(c.what, "cut");
    EXPECT_GE(c.whole.sure().pct(), 99) << c.what;
    EXPECT_GE(c.cut.sure().pct(), 99) << c.what;
  }
}

}  // namespace
}  // namespace solea
