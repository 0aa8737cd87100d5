#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "calibration/calibration.h"
#include "core/recording.h"

namespace solea {

/// A kind of file with pressure in it. To add one: a file in readers/ with one of these, and its
/// line in readers/builtin.cpp.
struct RecordingFormat {
  std::string_view id;    ///< stable, lower case; stored in sessions
  std::string_view name;  ///< for people
  /// How sure the format is that a file beginning with `head` is its own: 0 not mine, 100 certain.
  int (*confidence)(std::span<const std::byte> head);
  /// Opens a file. Throws FileError, FormatError. `calibration` matters to files of raw counts.
  std::unique_ptr<FrameSource> (*open)(const std::filesystem::path& file,
                                       const std::optional<Calibration>& calibration);
};

/// Every format that can be read.
[[nodiscard]] std::span<const RecordingFormat* const> builtin_formats();

/// How a file is opened.
struct OpenOptions {
  std::string_view format_id;              ///< empty: chosen by content
  std::optional<Calibration> calibration;  ///< replaces the one in the file
};

/// Opens any file that a format claims, by its content. Throws FileError when it cannot be read,
/// FormatError when no format claims it or it is damaged.
[[nodiscard]] std::unique_ptr<FrameSource> open_recording(const std::filesystem::path& file,
                                                          const OpenOptions& options = {});

}  // namespace solea
