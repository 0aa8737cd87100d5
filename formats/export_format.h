#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/recording.h"

namespace solea {

/// Whole-plate load of one frame.
struct LoadSample {
  double time_s = 0;
  double force_n = 0;
  double cop_x_mm = 0;  ///< NaN where nothing is loaded
  double cop_y_mm = 0;  ///< NaN where nothing is loaded
};

/// One recording on its way into another program's format. Does not own anything.
struct ExportRecording {
  const SourceInfo& info;
  const Recording& recording;
  std::span<const LoadSample> load;  ///< a frame each
};

/// How a file is written.
struct ExportOptions {
  std::string variant;         ///< one of the format's variants; empty: its first
  bool with_identity = false;  ///< subject code and dates too; without it none of them
};

/// A kind of file that is written. To add one: a file in writers/ with one of these, and its line
/// in writers/builtin.cpp.
struct ExportFormat {
  std::string_view id;                         ///< "csv"
  std::string_view name;                       ///< for people
  std::string_view extension;                  ///< ".csv"
  std::span<const std::string_view> variants;  ///< ids; empty: only one way
  bool many = false;                           ///< holds several recordings
  /// Writes the recordings (one, unless `many`) to `file`, which is new. Throws FileError when it
  /// cannot be written, Error when the format cannot hold them.
  void (*write)(std::span<const ExportRecording> recordings, const ExportOptions& options,
                const std::filesystem::path& file);
};

/// Every format that can be written, but sessions.
[[nodiscard]] std::span<const ExportFormat* const> builtin_export_formats();

}  // namespace solea
