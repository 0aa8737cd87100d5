// How far arch index and CPEI of one foot are from their values at 0 degrees when it is put down in
// other directions on cells of 5 mm (metrics.md 13): 10 to 80 degrees, which a square grid repeats.
// Beside the measures as they are: both arch indices under the same axis and lines (those of 0
// degrees). Then how far both are from the truth of the virtual feet, in every direction.
// A measurement, not a test: build/release/tests/bench/rotation [VIRTUAL FEET [FAINT FRACTION]]

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/arch.h"
#include "analysis/fine_arch.h"
#include "analysis/fine_print.h"
#include "analysis/foot_geometry.h"
#include "analysis/registration.h"
#include "tests/analysis/rotated_feet.h"

namespace {

using namespace solea;
using solea::testing::AgainstZero;
using solea::testing::FootOnPlate;

std::optional<double> index_of(const std::optional<ArchThirds>& thirds) {
  return thirds ? arch_index(*thirds) : std::nullopt;
}

/// A frame at 0 degrees as it lies on a plate on which the foot is turned about the plate's middle.
FootFrame turned(const FootFrame& frame, const PlateGeometry& from, const PlateGeometry& to,
                 double deg) {
  const auto middle = [](const PlateGeometry& plate) {
    return PointMm{0.5 * plate.width_mm(), 0.5 * plate.length_mm()};
  };
  const RigidTransform turn{deg, {}};
  return {middle(to) + turn.turned(frame.origin - middle(from)), turn.turned(frame.axis),
          frame.side};
}

std::optional<double> under_lines_of_zero(const StepResult& step, const StepResult& zero,
                                          double deg, bool between_cells) {
  AnalysisSettings settings;
  const FootFrame frame =
      turned(zero.geometry->frame, zero.footprint.plate, step.footprint.plate, deg);
  if (!between_cells) {
    const auto held = geometry_from_template(step.footprint, *zero.geometry, frame, settings);
    return held ? index_of(arch_thirds(held->print)) : std::nullopt;
  }
  const FinePrint fine = make_fine_print(step.footprint, settings.contact_threshold_kpa);
  std::vector<char> toes;
  if (!zero.geometry->toe_line.empty()) {
    toes = cells_beyond(fine.picture, frame, {ZonePath::Runs::across, zero.geometry->toe_line});
  }
  return index_of(arch_thirds(fine, frame, toes));
}

using Values = std::map<std::string, std::optional<double>>;

Values values_of(const StepResult& step, const StepResult& zero, double deg) {
  return {
      {"1 arch index", step.metric("arch_index")},
      {"2 arch index, axis and lines of 0 degrees", under_lines_of_zero(step, zero, deg, false)},
      {"3 arch index between the cells", step.metric("arch_index_subcell")},
      {"4 the same, axis and lines of 0 degrees", under_lines_of_zero(step, zero, deg, true)},
      {"5 CPEI", step.metric("cpei_pct")}};
}

/// Errors against the truth of the virtual feet.
struct Errors {
  std::vector<double> all;
  double sum = 0;
  double squares = 0;
  void add(double error) {
    all.push_back(std::abs(error));
    sum += error;
    squares += error * error;
  }
};

void print(const char* feet, const std::vector<FootOnPlate>& list, bool real, double faint) {
  std::map<std::string, AgainstZero> all;
  std::map<std::string, Errors> errors;
  for (const FootOnPlate& foot : list) {
    const StepResult zero = solea::testing::step_at(foot, 0, real, faint);
    const Values at_zero = values_of(zero, zero, 0);
    for (int deg = 0; deg < 90; deg += 10) {
      for (const auto& [name, v] :
           values_of(solea::testing::step_at(foot, deg, real, faint), zero, deg)) {
        if (deg > 0 && v && at_zero.at(name)) all[name].add(*v, *at_zero.at(name));
        if (v && foot.true_arch_index && (name[0] == '1' || name[0] == '3')) {
          errors[name].add(*v - *foot.true_arch_index);
        }
      }
    }
  }
  const auto row = [&](const std::string& name, const std::vector<double>& v, double scale,
                       double contract) {
    std::printf("| %s | %s | %zu | %.1f | %.1f | %.1f | %.0f %% within %.0f |\n", feet,
                name.c_str() + 2, v.size(), scale * AgainstZero::at(v, 0.5),
                scale * AgainstZero::at(v, 0.95), scale * AgainstZero::at(v, 1),
                100 * AgainstZero::within(v, contract / scale), contract);
  };
  for (const auto& [name, values] : all) {
    const bool cpei = name == "5 CPEI";
    row(name + ", % of itself", values.parts, 100, cpei ? 5 : 3);
    if (cpei) row(name + ", % of the width", values.points, 1, 5);
  }
  for (const auto& [name, e] : errors) {
    const auto n = static_cast<double>(e.all.size());
    std::printf("| %s | error of the %s | %zu | %.4f | %.4f | %.4f | mean %+.4f, RMS %.4f |\n",
                feet, name.c_str() + 2, e.all.size(), AgainstZero::at(e.all, 0.5),
                AgainstZero::at(e.all, 0.95), AgainstZero::at(e.all, 1), e.sum / n,
                std::sqrt(e.squares / n));
  }
}

}  // namespace

int main(int argc, char** argv) {
  const int virtual_feet = argc > 1 ? std::atoi(argv[1]) : 9;
  const double faint = argc > 2 ? std::atof(argv[2]) : AnalysisSettings{}.faint_fraction;
  std::puts("| feet | measure | directions | median | 95 % | largest | contract |");
  std::puts("|---|---|---:|---:|---:|---:|---|");
  std::vector<FootOnPlate> feet;
  for (int i = 0; i < virtual_feet; ++i) feet.push_back(solea::testing::fine_virtual_foot(i));
  print("virtual", feet, false, faint);
  feet.clear();
  for (const char* name : solea::testing::real_walks) {
    for (FootOnPlate& foot : solea::testing::real_feet(name)) feet.push_back(std::move(foot));
  }
  print("real", feet, true, faint);
}
