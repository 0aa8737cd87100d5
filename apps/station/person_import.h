#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace solea::station {

/// A file that becomes a person's.
struct ImportOrder {
  std::filesystem::path file;
  std::filesystem::path data;  ///< folder of the sessions
  std::string person_code;
  std::optional<double> mass_kg;  ///< where the file tells none
};

/// What it became.
struct ImportedSession {
  std::filesystem::path session;
  std::string recorded_utc;  ///< as the file tells; else that of the import
  std::vector<std::string> warnings;
};

/// Turns any readable file into a session of a person, as `solea import` does: under the person's
/// code, so that corrections can be kept and no name comes along. An entry of the journal is there
/// until end_journal(): what the catalogue does not know yet is offered at the next start. Throws
/// FileError, FormatError, CalibrationError; then nothing is left.
[[nodiscard]] ImportedSession import_for_person(const ImportOrder& order);

}  // namespace solea::station
