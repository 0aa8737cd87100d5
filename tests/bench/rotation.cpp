// How far arch index and CPEI of one foot are from their values at 0 degrees when it is put down in
// other directions on cells of 5 mm (metrics.md 13): 10 to 80 degrees, which a square grid repeats.
// Beside the measures as they are: the arch index of whole cells under the same axis and lines
// (those of 0 degrees), and of cells of a quarter of the side within the contour of half the
// pressure around, which is no measure of Solea's.
// A measurement, not a test: build/release/tests/bench/rotation [VIRTUAL FEET]

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/arch.h"
#include "analysis/foot_geometry.h"
#include "analysis/pressure_image.h"
#include "analysis/registration.h"
#include "tests/analysis/rotated_feet.h"

namespace {

using namespace solea;
using solea::testing::AgainstZero;
using solea::testing::FootOnPlate;

/// A Gaussian sum along rows or columns.
std::vector<float> blurred(const std::vector<float>& values, int cols, bool along_rows,
                           double sigma_cells) {
  const int reach = static_cast<int>(std::ceil(2.5 * sigma_cells));
  const int rows = static_cast<int>(values.size()) / cols;
  std::vector<float> out(values.size(), 0);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      for (int d = -reach; d <= reach; ++d) {
        const int rr = along_rows ? r : r + d;
        const int cc = along_rows ? c + d : c;
        if (rr < 0 || cc < 0 || rr >= rows || cc >= cols) continue;
        const double weight = std::exp(-0.5 * d * d / (sigma_cells * sigma_cells));
        out[static_cast<std::size_t>(r * cols + c)] +=
            static_cast<float>(weight * values[static_cast<std::size_t>(rr * cols + cc)]);
      }
    }
  }
  return out;
}

/// The maximum picture on cells of a quarter of the side, bilinear, within the contour where it is
/// half of what is around: the mean there, each pressure weighted by itself and by a Gaussian.
Footprint between_cells(const Footprint& print, double threshold_kpa) {
  constexpr int parts = 4;
  constexpr double reach_mm = 7.5;
  std::vector<float> active = print.peak_kpa;
  for (float& kpa : active) kpa = kpa < threshold_kpa ? 0 : kpa;
  std::vector<float> square = active;
  for (float& kpa : square) kpa *= kpa;
  const int cols = print.box.cols();
  const auto smooth = [&](const std::vector<float>& values) {
    return blurred(blurred(values, cols, true, reach_mm / print.plate.pitch_x_mm), cols, false,
                   reach_mm / print.plate.pitch_y_mm);
  };
  const std::vector<float> sum = smooth(active);
  std::vector<float> around = smooth(square);
  for (std::size_t i = 0; i < around.size(); ++i) around[i] = sum[i] > 0 ? around[i] / sum[i] : 0;
  const PressureImage here(print, active);
  const PressureImage there(print, around);
  Footprint fine;
  fine.plate = {print.plate.rows * parts, print.plate.cols * parts, print.plate.pitch_x_mm / parts,
                print.plate.pitch_y_mm / parts};
  fine.box = {print.box.row0 * parts, print.box.col0 * parts, print.box.row1 * parts,
              print.box.col1 * parts};
  fine.peak_kpa.resize(print.cells() * parts * parts);
  for (std::size_t i = 0; i < fine.peak_kpa.size(); ++i) {
    const PointMm p = fine.cell_centre(i);
    const double kpa = here.at(p);
    fine.peak_kpa[i] = kpa < 0.5 * there.at(p) ? 0.0F : static_cast<float>(kpa);
  }
  return fine;
}

std::optional<double> arch_of(const std::optional<FootGeometry>& geometry) {
  if (!geometry) return std::nullopt;
  const auto thirds = arch_thirds(geometry->print);
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

using Values = std::map<std::string, std::optional<double>>;

Values values_of(const StepResult& step, const StepResult& zero, double deg) {
  AnalysisSettings settings;
  settings.side = step.side;
  const Footprint fine = between_cells(step.footprint, settings.contact_threshold_kpa);
  const FootFrame frame =
      turned(zero.geometry->frame, zero.footprint.plate, step.footprint.plate, deg);
  const auto under_lines_of_zero = [&](const Footprint& print) {
    return arch_of(geometry_from_template(print, *zero.geometry, frame, settings));
  };
  return {
      {"1 arch index", step.metric("arch_index")},
      {"2 arch index, axis and lines of 0 degrees", under_lines_of_zero(step.footprint)},
      {"3 arch index between the cells", arch_of(measure_geometry(fine, step.curves, settings))},
      {"4 the same, axis and lines of 0 degrees", under_lines_of_zero(fine)},
      {"5 CPEI", step.metric("cpei_pct")}};
}

void print(const char* feet, const std::vector<FootOnPlate>& list, bool real) {
  std::map<std::string, AgainstZero> all;
  for (const FootOnPlate& foot : list) {
    const StepResult zero = solea::testing::step_at(foot, 0, real);
    const Values at_zero = values_of(zero, zero, 0);
    for (int deg = 10; deg < 90; deg += 10) {
      for (const auto& [name, v] : values_of(solea::testing::step_at(foot, deg, real), zero, deg)) {
        if (v && at_zero.at(name)) all[name].add(*v, *at_zero.at(name));
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
}

}  // namespace

int main(int argc, char** argv) {
  const int virtual_feet = argc > 1 ? std::atoi(argv[1]) : 9;
  std::puts("| feet | measure | directions | median | 95 % | largest | contract |");
  std::puts("|---|---|---:|---:|---:|---:|---|");
  std::vector<FootOnPlate> feet;
  for (int i = 0; i < virtual_feet; ++i) feet.push_back(solea::testing::fine_virtual_foot(i));
  print("virtual", feet, false);
  feet.clear();
  for (const char* name : solea::testing::real_walks) {
    for (FootOnPlate& foot : solea::testing::real_feet(name)) feet.push_back(std::move(foot));
  }
  print("real", feet, true);
}
