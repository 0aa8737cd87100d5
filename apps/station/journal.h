#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace solea::station {

/// What is known of a capture before its first frame: a small file beside the session that is there
/// until the catalogue knows the session. A code, never a name.
struct JournalEntry {
  std::filesystem::path session;
  std::string person_code;  ///< empty: nobody's
  std::string protocol;
  std::string started_utc;
};

/// Where the entry of a session lies: SESSION.unfinished.
[[nodiscard]] std::filesystem::path journal_file(const std::filesystem::path& session);

/// Throws FileError.
void begin_journal(const JournalEntry& entry);
/// The catalogue has it. Nothing where there is no entry.
void end_journal(const std::filesystem::path& session);

/// A capture that did not end: the program, the machine or the power did.
struct Unfinished {
  JournalEntry entry;
  std::uint64_t trials = 0;
  std::uint64_t frames = 0;       ///< that can be read
  std::uint64_t frames_lost = 0;  ///< that were stored and cannot
  bool whole = false;             ///< as it is; else recover() writes what can be read anew
};

/// The captures under a folder that did not end and have frames, oldest first. Entries without any
/// frame are removed: there is nothing to lose.
[[nodiscard]] std::vector<Unfinished> find_unfinished(const std::filesystem::path& folder);

/// The session with everything that can be read: itself, or a repaired copy beside it
/// (NAME_recovered.h5). Throws FileError, FormatError.
[[nodiscard]] std::filesystem::path recover(const Unfinished& capture);

}  // namespace solea::station
