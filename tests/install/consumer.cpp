#include <cstdio>

#include "acquisition/driver.h"
#include "analysis/analyze.h"
#include "formats/recording_format.h"

int main() {
  const solea::Recording recording({10, 10, 5, 5});
  const auto result = solea::analyze(recording, {});
  std::printf("%zu steps, %zu drivers, %zu formats\n", result.steps.size(),
              solea::builtin_drivers().size(), solea::builtin_formats().size());
  return result.steps.empty() ? 0 : 1;
}
