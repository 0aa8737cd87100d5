#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "formats/input_file.h"

namespace solea {

/// Something that is not as it should be in a session.
struct SessionFinding {
  enum class Severity : std::uint8_t {
    notice,  ///< nothing recorded is lost: a recorder that was killed, a value that can be rebuilt
    damage,  ///< something that was recorded cannot be read
  };
  Severity severity = Severity::damage;
  std::string trial;  ///< "0001", empty: the file as a whole
  std::string what;
  std::uint64_t first_frame = 0;  ///< 0-based, of the frames that are lost
  std::uint64_t frames = 0;       ///< how many are lost; 0: none
};

/// What a session holds, to the frame.
struct SessionReport {
  std::uint64_t trials = 0;
  std::uint64_t frames = 0;       ///< that can be read
  std::uint64_t frames_lost = 0;  ///< that were stored and cannot
  std::vector<SessionFinding> findings;

  /// Whether everything that was recorded can be read.
  [[nodiscard]] bool whole() const;
};

/// Reads everything in a session: structure, checksums, lengths, sequence, gaps, calibrations.
/// Damage is reported, not thrown. Throws FormatError where the file is no session at all,
/// FileError when it cannot be read.
[[nodiscard]] SessionReport check_session(const InputFile& file);

/// The same, and writes what can be read into a new session `out`: lost frames become gaps, and the
/// trials say what happened to them. Throws FileError also when `out` exists or cannot be written,
/// FormatError when nothing is left to rescue.
SessionReport repair_session(const InputFile& file, const std::filesystem::path& out);

}  // namespace solea
