#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/recording.h"
#include "formats/hdf5_array.h"

namespace solea::hdf5 {

/// The loaded cells of some frames: a frame's cells end where `ends` says, the next one's begin.
/// What is named kpa is still a count.
struct SparseFrames {
  std::vector<LoadedCell> cells;
  std::vector<std::size_t> ends;
};

/// Reads the loaded cells of a dataset uint16 [frames, rows, columns] chunk by chunk, unpacking
/// several chunks at once on as many threads as the machine has (at most 4). Only what was written
/// by HDF5's own filters shuffle and deflate, or none, and in chunks of whole frames.
class SparseReader {
 public:
  /// Null where the dataset is not like that; read_box reads it.
  [[nodiscard]] static std::shared_ptr<SparseReader> open(const Dataset& dataset,
                                                          const ArrayLayout& layout);
  virtual ~SparseReader() = default;
  SparseReader(const SparseReader&) = delete;
  SparseReader& operator=(const SparseReader&) = delete;

  /// Frames that one read gives at most.
  [[nodiscard]] virtual std::size_t frames_a_read() const = 0;
  /// Cells of at least `least` (1 or more) of frames first .. first + count - 1; `first` is a
  /// multiple of frames_a_read(), `count` not larger. Throws std::runtime_error.
  virtual void read(std::size_t first, std::size_t count, std::uint16_t least,
                    SparseFrames& out) = 0;

 protected:
  SparseReader() = default;
};

}  // namespace solea::hdf5
