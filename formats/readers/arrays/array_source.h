#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.h"
#include "formats/hdf5_chunks.h"
#include "formats/readers/arrays/array_facts.h"
#include "formats/recording_format.h"

/// What the readers of arrays [frames, rows, columns] share: NumPy and HDF5.
namespace solea::readers {

/// One recording in an array.
struct ArrayRecording {
  std::string name;   ///< of the recording; empty where the file holds one
  std::string array;  ///< as messages name it: "array 'frames'"; empty: the file's only one
  std::uint64_t frames = 0;
  std::uint64_t rows = 0;
  std::uint64_t cols = 0;
  std::vector<double> times_s;    ///< empty: the file does not tell them
  std::size_t frames_a_read = 1;  ///< frames that one read should take
  /// Writes frames first .. first + count - 1 in the file's unit, row-major.
  std::function<void(std::size_t first, std::size_t count, std::span<float> out)> read;
  /// A faster way to the loaded cells, where the file has one.
  std::function<void(std::size_t first, std::size_t count, std::uint16_t least,
                     hdf5::SparseFrames& out)>
      read_sparse;

  /// What a device is known to have, where neither file nor options tell.
  std::optional<double> device_rate_hz;
  std::optional<double> device_pitch_mm;
  std::string device;  ///< its name, for the conversions

  SourceInfo info;  ///< what is filled already: provenance, warnings, sensor mask
};

/// Throws FormatError when the array's grid is impossible.
void require_grid(const std::filesystem::path& file, const ArrayRecording& recording);

/// Frames to read at once, of this many cells: a few MB, or the chunks of the file as they are.
[[nodiscard]] std::size_t frames_a_read(std::uint64_t cells, std::uint64_t chunk_frames = 1);

/// A source that reads an array block by block. Counts need the options' calibration when the
/// frames are read. Cells that are no number or negative count as 0;
/// how many there were is a warning that appears when the last frame was read. Throws FormatError
/// when the unit is not known, the grid or the times impossible.
[[nodiscard]] std::unique_ptr<FrameSource> make_array_source(std::string_view format,
                                                             const std::filesystem::path& file,
                                                             ArrayRecording recording,
                                                             const ArrayFacts& facts,
                                                             const OpenOptions& options);

}  // namespace solea::readers
