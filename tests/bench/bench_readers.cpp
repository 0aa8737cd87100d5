// Times the reading of files, for readers.py: each is opened and every frame of it read, RUNS
// times. A line of JSON a file: the shortest and the median run in s, and what was read.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "core/error.h"
#include "formats/recording_format.h"

namespace {

struct Content {
  std::size_t frames = 0;
  double sum_kpa = 0;
};

/// What `solea import` and `solea analyze` do before anything else.
Content read_file(const char* file) {
  Content content;
  for (const auto& source : solea::open_recordings(std::filesystem::path(file))) {
    const solea::Recording recording = solea::read_all(*source);
    content.frames += recording.size();
    for (std::size_t k = 0; k < recording.size(); ++k) {
      for (const solea::LoadedCell& cell : recording.cells(k)) {
        content.sum_kpa += static_cast<double>(cell.kpa);
      }
    }
  }
  return content;
}

}  // namespace

int main(int argc, char** argv) {
  const int runs = argc > 1 ? std::atoi(argv[1]) : 0;
  if (runs < 1 || argc < 3) {
    std::fputs("usage: bench_readers RUNS FILE...\n", stderr);
    return 2;
  }
  for (int i = 2; i < argc; ++i) {
    try {
      Content content = read_file(argv[i]);  // warms the file cache
      std::vector<double> seconds;
      for (int run = 0; run < runs; ++run) {
        const auto begin = std::chrono::steady_clock::now();
        content = read_file(argv[i]);
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
      }
      std::sort(seconds.begin(), seconds.end());
      fmt::print(R"({{"best_s": {}, "median_s": {}, "frames": {}, "sum_kpa": {}}})"
                 "\n",
                 seconds.front(), seconds[seconds.size() / 2], content.frames, content.sum_kpa);
    } catch (const solea::Error& e) {
      fmt::print(stderr, "bench_readers: {}\n", e.what());
      return 1;
    }
  }
}
