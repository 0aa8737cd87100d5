// A session at every moment its writer can be killed. Every write the HDF5 library makes is noted
// down; the file is then put together again write by write, and after each it must open with every
// block flushed so far.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <random>

#include "core/error.h"
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
int writes_left = -1;  ///< until the disk is full; -1: it never is

bool disk_is_full() {
  if (writes_left < 0) return false;
  if (writes_left > 0) --writes_left;
  return writes_left == 0;
}

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
  if (disk_is_full()) {
    errno = ENOSPC;
    return -1;
  }
  return original(file, bytes, size, offset);
}

extern "C" int ftruncate(int file, off_t size) noexcept {
  using Function = int (*)(int, off_t);
  static const auto original = reinterpret_cast<Function>(::dlsym(RTLD_NEXT, "ftruncate"));
  if (noted != nullptr) noted->push_back({static_cast<std::size_t>(size), "", frames_accepted});
  if (disk_is_full()) {
    errno = ENOSPC;
    return -1;
  }
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

/// A recording with a gap after every 60 frames. `accepted` learns how far it came.
void record(SessionWriter& writer, std::uint64_t frames, std::uint64_t& accepted) {
  for (std::uint64_t k = 0; k < frames; ++k) {
    const std::uint64_t sequence = k + k / 60;
    const std::chrono::milliseconds time(20 * sequence);
    writer.accept({sequence, time, time, counts_of(k)});
    accepted = k + 1;
  }
}

TrialHeader trial_header() {
  TrialHeader header;
  header.plate = plate;
  header.rate_hz = 50;
  header.device_clock = true;
  header.calibration.emplace().kpa_per_count = 1;
  return header;
}

/// Every write of a recording that is closed in the end; `begun` is how many come before the first
/// frame.
std::vector<Write> writes_of(std::uint64_t frames, std::size_t& begun) {
  const testing::TempFolder folder;
  std::vector<Write> writes;
  noted = &writes;
  frames_accepted = 0;
  SessionWriter writer(folder / "s.h5", trial_header());
  begun = writes.size();
  record(writer, frames, frames_accepted);
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

/// A disk that is full before the recorder could see it coming: from some write on, whichever it
/// is, none succeeds. Nothing crashes, the file keeps every block flushed before, and the writer
/// knows how many frames these are.
TEST(SessionKill, AFailedWriteLeavesEveryFlushedBlock) {
  constexpr std::uint64_t frames = 12 * block + 7;
  std::size_t begun = 0;
  const std::size_t writes = writes_of(frames, begun).size();
  for (std::size_t failing = 1; failing <= writes; ++failing) {
    SCOPED_TRACE("write " + std::to_string(failing) + " of " + std::to_string(writes));
    const testing::TempFolder folder;
    std::uint64_t accepted = 0;
    std::uint64_t kept = 0;
    std::string message;
    std::unique_ptr<SessionWriter> writer;
    writes_left = static_cast<int>(failing);
    try {
      writer = std::make_unique<SessionWriter>(folder / "f.h5", trial_header());
      record(*writer, frames, accepted);
      writer->close({});
    } catch (const FileError& e) {
      message = e.what();
      if (writer) kept = writer->frames();
    }
    writer.reset();  // as on the disk that is still full
    writes_left = -1;
    if (message.empty()) {  // everything was written, the file was being closed
      ASSERT_GE(failing, writes - 2);
      kept = frames;
    } else {
      ASSERT_NE(message.find("the disk is full"), std::string::npos) << message;
    }
    if (failing <= begun) {
      EXPECT_FALSE(std::filesystem::exists(folder / "f.h5"));
      continue;
    }
    const auto source = open_recording(folder / "f.h5");
    ASSERT_EQ(source->info().frames, kept);
    ASSERT_GE(kept, accepted / block * block);
    const Recording recording = read_all(*source);
    std::vector<float> kpa(plate.cells());
    for (std::size_t k = 0; k < kept; ++k) {
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
