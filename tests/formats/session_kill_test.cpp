// A session at every moment its writer can be killed. Every write the HDF5 library makes is noted
// down; the file is then put together again write by write, and after each it must open with every
// block flushed so far.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <random>

#include "formats/recording_format.h"
#include "formats/session/session_writer.h"
#include "tests/support/files.h"

namespace {

struct Write {
  std::size_t offset;
  std::string bytes;  ///< none: the file is cut or grown to `offset`
  std::uint64_t frames_accepted;
};

std::vector<Write>* noted = nullptr;  ///< where writes are noted down; null: nowhere
std::uint64_t frames_accepted = 0;

}  // namespace

/// Stands before the C library's, for the HDF5 library too.
extern "C" ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t offset) {
  using Function = ssize_t (*)(int, const void*, std::size_t, off_t);
  static const auto original = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "pwrite"));
  if (noted != nullptr) {
    noted->push_back({static_cast<std::size_t>(offset),
                      {static_cast<const char*>(bytes), size},
                      frames_accepted});
  }
  return original(file, bytes, size, offset);
}

extern "C" int ftruncate(int file, off_t size) noexcept {
  using Function = int (*)(int, off_t);
  static const auto original = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "ftruncate"));
  if (noted != nullptr) noted->push_back({static_cast<std::size_t>(size), "", frames_accepted});
  return original(file, size);
}

namespace solea {
namespace {

constexpr PlateGeometry plate{6, 4, 5, 7};
constexpr std::uint64_t block = 25;  // half a second at 50 Hz

/// Counts that do not compress well.
std::vector<std::uint16_t> counts_of(std::uint64_t frame) {
  std::mt19937 random(static_cast<std::uint32_t>(frame));
  std::vector<std::uint16_t> counts(plate.cells());
  for (auto& count : counts) count = static_cast<std::uint16_t>(random() % 4096);
  return counts;
}

/// Every write of a recording that is closed in the end; `begun` is how many come before the first
/// frame.
std::vector<Write> writes_of(std::uint64_t frames, std::size_t& begun) {
  const testing::TempFolder folder;
  TrialHeader header;
  header.plate = plate;
  header.rate_hz = 50;
  header.device_clock = true;
  header.calibration.emplace().kpa_per_count = 1;
  std::vector<Write> writes;
  noted = &writes;
  frames_accepted = 0;
  SessionWriter writer(folder / "s.h5", header);
  begun = writes.size();
  for (std::uint64_t k = 0; k < frames; ++k) {
    const std::uint64_t sequence = k + k / 60;  // with gaps
    const std::chrono::milliseconds time(20 * sequence);
    writer.accept({sequence, time, time, counts_of(k)});
    frames_accepted = k + 1;
  }
  writer.close({});
  noted = nullptr;
  return writes;
}

TEST(SessionKill, EveryFlushedBlockIsThereAfterEveryWrite) {
  std::size_t begun = 0;
  const std::vector<Write> writes = writes_of(130 * block + 7, begun);
  ASSERT_GT(begun, 0U) << "HDF5 writes through another function than this test watches";
  ASSERT_GT(writes.size(), 500U);

  const testing::TempFolder folder;
  std::string image;
  std::vector<float> kpa(plate.cells());
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Write& write = writes[i];
    const std::size_t end = write.offset + write.bytes.size();
    if (write.bytes.empty() || image.size() < end) image.resize(end);
    image.replace(write.offset, write.bytes.size(), write.bytes);
    if (i < begun) continue;

    SCOPED_TRACE("write " + std::to_string(i) + " of " + std::to_string(writes.size()));
    testing::write_file(folder / "k.h5", image);
    const auto source = open_recording(folder / "k.h5");
    const std::size_t frames = source->info().frames;
    ASSERT_GE(frames, write.frames_accepted / block * block);
    const Recording recording = read_all(*source);
    ASSERT_EQ(recording.size(), frames);
    for (std::size_t k = frames - std::min<std::size_t>(frames, 2 * block); k < frames; ++k) {
      recording.copy_dense(k, kpa);
      const auto counts = counts_of(k);
      ASSERT_TRUE(std::equal(kpa.begin(), kpa.end(), counts.begin(), counts.end(),
                             [](float a, std::uint16_t b) { return a == static_cast<float>(b); }))
          << "frame " << k;
    }
  }
}

}  // namespace
}  // namespace solea
