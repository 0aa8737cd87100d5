// How far arch index and CPEI of one foot are from their values at 0 degrees when it is put down in
// other directions on cells of 5 mm (metrics.md 13): 10 to 80 degrees, which a square grid repeats.
// A measurement, not a test: build/release/tests/bench/rotation [VIRTUAL FEET]

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/analysis/rotated_feet.h"

namespace {

using namespace solea::testing;

void print(const char* feet, const char* measure, const char* unit, double scale,
           const std::vector<double>& values, double contract) {
  std::printf("| %s | %s | %zu | %.1f | %.1f | %.1f | %.0f %% within %.0f |\n", feet,
              (std::string(measure) + ", " + unit).c_str(), values.size(),
              scale * AgainstZero::at(values, 0.5), scale * AgainstZero::at(values, 0.95),
              scale * AgainstZero::at(values, 1),
              100 * AgainstZero::within(values, contract / scale), contract);
}

void print(const char* feet, const AgainstZero& arch, const AgainstZero& cpei) {
  print(feet, "arch index", "%", 100, arch.parts, 3);
  print(feet, "CPEI", "% of itself", 100, cpei.parts, 5);
  print(feet, "CPEI", "points", 1, cpei.points, 5);
}

}  // namespace

int main(int argc, char** argv) {
  const int virtual_feet = argc > 1 ? std::atoi(argv[1]) : 18;
  std::puts("| feet | measure | directions | median | 95 % | largest | contract |");
  std::puts("|---|---|---:|---:|---:|---:|---|");
  AgainstZero arch;
  AgainstZero cpei;
  for (int i = 0; i < virtual_feet; ++i) compare_with_zero(fine_virtual_foot(i), false, arch, cpei);
  print("virtual", arch, cpei);
  arch = {};
  cpei = {};
  for (const char* name :
       {"emed_walk/emed_test.lst",
        "footscan_barefoot_walk/barefoot_1 - 11-3-2005 - Entire Plate Roll Off.zip",
        "footscan_barefoot_walk/barefoot_2 - 13-3-2005 - Entire Plate Roll Off.zip",
        "footscan_xls/footscan_test.xls", "zebris_treadmill_walk/RawDataGaitAnalysis.txt.zip"}) {
    for (const FootOnPlate& foot : real_feet(name)) compare_with_zero(foot, true, arch, cpei);
  }
  print("real", arch, cpei);
}
