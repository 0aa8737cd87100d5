#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "calibration/calibration.h"
#include "core/recording.h"
#include "formats/input_file.h"

namespace solea {

/// How a file is opened.
struct OpenOptions {
  std::string format_id;                   ///< empty: chosen by content
  std::optional<Calibration> calibration;  ///< of files of raw counts; replaces the file's own
  std::optional<std::size_t> recording;    ///< which one of a file that holds several; 0-based

  /// What a file leaves open: an array has no rate. Ignored, with a warning, where the file tells.
  std::optional<double> rate_hz;
  std::optional<double> pitch_x_mm;
  std::optional<double> pitch_y_mm;
  std::string unit;  ///< "kPa", "N/cm2", "mmHg", "psi", "kg/cm2", "N", "count"
};

using Sources = std::vector<std::unique_ptr<FrameSource>>;

/// A kind of file with pressure in it. To add one: a file in readers/ with one of these, and its
/// line in readers/builtin.cpp.
struct RecordingFormat {
  std::string_view id;    ///< stable, lower case; stored in sessions
  std::string_view name;  ///< for people
  /// How sure the format is that a file beginning with `head` is its own: 0 not mine, 100 certain.
  int (*confidence)(std::span<const std::byte> head);
  /// Opens a file: its recordings, one or more. Throws FileError, FormatError.
  Sources (*open)(const InputFile& file, const OpenOptions& options);
};

/// Every format that can be read.
[[nodiscard]] std::span<const RecordingFormat* const> builtin_formats();

/// Opens any file that a format claims, by its content, through zip, gzip, zstd, xz and bzip2:
/// every recording in it, or the one asked for. Throws FileError when it cannot be read,
/// FormatError when no format claims it, it is damaged, or has no such recording.
[[nodiscard]] Sources open_recordings(const InputFile& file, const OpenOptions& options = {});

/// The first recording of a file, or the one asked for. Throws what open_recordings throws.
[[nodiscard]] std::unique_ptr<FrameSource> open_recording(const InputFile& file,
                                                          const OpenOptions& options = {});

}  // namespace solea
