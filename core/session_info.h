#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace solea {

/// Who, what and with which device. Never a person's name: a code only.
struct SessionInfo {
  std::string subject_code;
  std::optional<double> mass_kg;
  std::string trial;
  std::string created_utc;  ///< ISO 8601
  std::string driver;       ///< id of the driver, or of the imported format
  std::string port;
  std::string serial = {};  ///< of the mat, where it is known
};

/// How a recording went. What a recorder counts and a session keeps.
struct AcquisitionStats {
  std::uint64_t frames = 0;
  std::uint64_t gaps = 0;            ///< places where the sequence jumped
  std::uint64_t frames_missing = 0;  ///< frames that the jumps left out
  std::uint64_t bad_checksum = 0;
  std::uint64_t bytes_skipped = 0;  ///< bytes that belonged to no whole frame
  std::uint64_t ring_dropped = 0;   ///< frames the host had no room for; they are gaps too
  std::uint64_t link_breaks = 0;    ///< times the mat went away and came back; they are gaps too
  double ring_peak_fill = 0;        ///< 0 to 1
};

}  // namespace solea
