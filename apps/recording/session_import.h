#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "calibration/calibration.h"
#include "formats/recording_format.h"
#include "formats/session/session_writer.h"

namespace solea {

/// A recording that came into a session.
struct Imported {
  std::string format;  ///< id of the file's format
  std::string name;
  bool copied = false;     ///< a session's trial, as it was
  std::size_t frames = 0;  ///< of one that was converted
};

/// Writes recordings of files into one session, a trial each: trials of sessions are copied as they
/// are, anything else is read and converted. Made under another name and renamed at the end: a
/// damaged input leaves no half session behind.
class SessionImport {
 public:
  explicit SessionImport(std::filesystem::path out);
  ~SessionImport();  ///< without finish(), nothing is left
  SessionImport(const SessionImport&) = delete;
  SessionImport& operator=(const SessionImport&) = delete;

  /// Whose the session is, instead of the person whom the files tell. A mass that they tell stays.
  void set_subject(const std::string& code, std::optional<double> mass_kg);
  /// Every recording of `sources`, which were opened from `file`. `calibration`: for counts that
  /// are copied. Appends what is to be known to `warnings`. Throws FileError where the file is of
  /// another person than those before, and what reading and writing throw.
  std::vector<Imported> add(const std::filesystem::path& file, const Sources& sources,
                            const std::optional<Calibration>& calibration,
                            std::vector<std::string>& warnings);
  /// The session takes its name; one that was there is kept under another. Throws FileError.
  void finish();

 private:
  std::vector<Imported> add_all(const std::filesystem::path& file, const Sources& sources,
                                const std::optional<Calibration>& calibration,
                                std::vector<std::string>& warnings);
  void take_subject(const std::filesystem::path& file, SessionInfo info,
                    std::vector<std::string>& warnings);
  std::size_t convert(FrameSource& source, const std::string& sha256);

  std::filesystem::path out_;
  std::filesystem::path part_;
  std::unique_ptr<SessionWriter> session_;
  std::optional<SessionInfo> given_;  ///< whose it is, as the caller says
  SessionInfo subject_;               ///< the session's
};

}  // namespace solea
