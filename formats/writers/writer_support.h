#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/export_format.h"

/// What several writers need.
namespace solea::writers {

/// "solea 0.1.0", as files name their maker.
[[nodiscard]] std::string software();

/// The one recording of a format that holds one. Throws Error where there are more.
[[nodiscard]] const ExportRecording& only_one(std::span<const ExportRecording> recordings);
/// The variant asked for, or the first. Throws Error for one the format does not have.
[[nodiscard]] std::string_view variant_of(const ExportFormat& format, const ExportOptions& options);

/// Throws Error unless the recording has frames on a grid whose pitch is known.
void require_plate(const ExportRecording& from, std::string_view format);
/// Throws Error unless the recording has a rate.
void require_rate(const ExportRecording& from, std::string_view format);

/// Where people walk, as the source tells: "+x", "-x", "+y", "-y"; empty: it does not.
[[nodiscard]] std::string walking_direction(const SourceInfo& info);
/// What rows and columns mean, in words.
[[nodiscard]] std::string orientation(const SourceInfo& info);
/// Throws Error where people walk in another direction than from row 0 on.
void require_heel_first(const ExportRecording& from, std::string_view format);

/// The rows and columns that are loaded in any frame; one cell where nothing ever is.
struct LoadedBox {
  int first_row = 0;
  int first_col = 0;
  int rows = 1;
  int cols = 1;
};
[[nodiscard]] LoadedBox loaded_box(const Recording& recording);

/// A text as part of a column's or an array's name: letters, digits, '_'.
[[nodiscard]] std::string as_name(std::string_view text);

/// Frames counted from 0 in periods of the rate, rising: a gap in time is a gap in them.
[[nodiscard]] std::vector<std::int64_t> frame_numbers(const ExportRecording& from);

/// When it was measured: the date that the file told, else that of the session, which of an
/// imported file is that of the import.
struct Measured {
  std::string date;  ///< as the file has it, or "2025-04-23T10:49:07Z"
  std::string time;  ///< empty where the date has it
};
[[nodiscard]] Measured measured(const SourceInfo& info);

/// What each recording is called: its name, with identity. Without, for a name may be a person's,
/// its side where no other has it, else "recording1"; a single recording without one has no name.
[[nodiscard]] std::vector<std::string> names_of(std::span<const ExportRecording> recordings,
                                                const ExportOptions& options);

/// What tells who and when: subject, trial, date, and what else the file said; one line each.
/// Empty unless the options ask for it.
using NamedTexts = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] NamedTexts identity(const SourceInfo& info, const ExportOptions& options);

}  // namespace solea::writers
