#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/hdf5_handle.h"

namespace solea {

/// What is added to a trial after it was recorded.
enum class DocumentKind : std::uint8_t {
  result,       ///< of an analysis, with the settings that made it; each stays
  corrections,  ///< the user's, of steps; the last one counts
};

/// A JSON document of a trial.
struct TrialDocument {
  std::string json;
  std::string added_utc;
  std::string software;
};

/// Adds a document to trial `trial` (0-based) of a session. The session is copied, changed and put
/// in its own place: a process that dies on the way leaves the old one. Throws FileError, also
/// where the file is no session, has no such trial, or is being written by another program.
void add_document(const std::filesystem::path& session, std::size_t trial, DocumentKind kind,
                  std::string_view json, const std::string& now_utc);

/// Changes trial `trial` (0-based) of a session in the same way, with room for `bytes` more. Throws
/// FileError, and the CalibrationErrors of `change` as they are.
void change_trial(const std::filesystem::path& session, std::size_t trial, std::uintmax_t bytes,
                  const std::function<void(hdf5::Node& trial)>& change);

/// For readers of sessions: the documents of an open trial, oldest first. Throws
/// std::runtime_error with HDF5's words where one is damaged.
[[nodiscard]] std::vector<TrialDocument> read_documents(const hdf5::Node& trial, DocumentKind kind);

/// For writers of sessions.
void write_document(hdf5::Node& trial, DocumentKind kind, const TrialDocument& document);

}  // namespace solea
