#include "formats/session/session_check.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <stdexcept>

#include "core/error.h"
#include "formats/hdf5_handle.h"
#include "formats/session/schema.h"
#include "formats/session/session_reader.h"
#include "formats/session/trial_rescue.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

using Severity = SessionFinding::Severity;

/// Where the file ends by what its first block says (version 2, as Solea writes it); 0: not told.
std::uint64_t promised_bytes(std::string_view bytes) {
  constexpr std::size_t end_at = 28;
  constexpr std::size_t version_at = 8;
  if (bytes.size() < end_at + sizeof(std::uint64_t) || bytes[version_at] != 2) return 0;
  std::uint64_t end = 0;
  std::memcpy(&end, bytes.data() + end_at, sizeof end);
  return end;
}

/// Opens a session whose end may be missing. What was cut off is taken as a pattern that no
/// checksum accepts, as they do accept zeros.
hdf5::Node open_damaged(const InputFile& file, SessionReport& report) {
  const std::string_view bytes = file.text();
  constexpr std::string_view signature = "\x89HDF\r\n\x1a\n";
  if (!bytes.starts_with(signature)) {
    throw FormatError(file.name(), "no session, expected an HDF5 file");
  }
  // Little of a file may not become without end in memory.
  const std::uint64_t most = std::max<std::uint64_t>(std::uint64_t{64} << 20, 256 * bytes.size());
  const std::uint64_t promised = promised_bytes(bytes);
  try {
    if (promised > bytes.size() && promised < most) {
      report.findings.push_back({Severity::damage,
                                 {},
                                 "the file is cut off: " + std::to_string(bytes.size()) + " of " +
                                     std::to_string(promised) + " bytes are there",
                                 0,
                                 0});
      std::string padded(bytes);
      padded.reserve(promised);
      while (padded.size() < promised) padded += static_cast<char>(padded.size() * 37 + 11);
      return hdf5::open_file(InputFile(file.name(), padded));
    }
    return hdf5::open_file(file);
  } catch (const FileError&) {
    throw;
  } catch (const std::exception& e) {
    throw FormatError(file.name(), std::string("nothing of it can be read: ") + e.what());
  }
}

void require_readable_session(const hdf5::Node& root, const InputFile& file) {
  try {
    require_session(root, file.name());
  } catch (const FormatError&) {
    throw;
  } catch (const std::exception& e) {
    throw FormatError(file.name(), std::string("nothing of it can be read: ") + e.what());
  }
}

SessionInfo read_subject(const hdf5::Node& root, SessionReport& report) {
  SessionInfo info;
  try {
    info.created_utc = root.text(schema::created_utc).value_or("");
    const hdf5::Node subject = root.group(schema::subject);
    info.subject_code = subject.text(schema::code).value_or("");
    info.mass_kg = subject.number(schema::mass_kg);
  } catch (const std::exception& e) {
    const std::string what = std::string("the subject cannot be read: ") + e.what();
    report.findings.push_back({Severity::damage, {}, to_utf8(what), 0, 0});
  }
  return info;
}

std::vector<TrialRescue> read_trials(const hdf5::Node& root, const SessionInfo& info,
                                     SessionReport& report) {
  std::vector<TrialRescue> rescued;
  const auto damaged = [&](const std::string& trial, const std::string& what) {
    report.findings.push_back({Severity::damage, to_utf8(trial), to_utf8(what), 0, 0});
  };
  try {
    const hdf5::Node trials = root.group(schema::trials);
    for (const std::string& number : trials.children()) {
      try {
        rescued.emplace_back(trials, number, info);
        rescued.back().report_to(report);
      } catch (const std::exception& e) {
        damaged(number, std::string("the whole trial cannot be read: ") + e.what());
      }
    }
  } catch (const std::exception& e) {
    damaged({}, std::string("the list of trials cannot be read: ") + e.what());
  }
  return rescued;
}

}  // namespace

bool SessionReport::whole() const {
  return std::all_of(findings.begin(), findings.end(), [](const SessionFinding& finding) {
    return finding.severity == Severity::notice;
  });
}

SessionReport check_session(const InputFile& file) {
  SessionReport report;
  const hdf5::Node root = open_damaged(file, report);
  require_readable_session(root, file);
  (void)read_trials(root, read_subject(root, report), report);
  return report;
}

SessionReport repair_session(const InputFile& file, const std::filesystem::path& out) {
  SessionReport report;
  const hdf5::Node root = open_damaged(file, report);
  require_readable_session(root, file);
  const SessionInfo info = read_subject(root, report);
  const std::vector<TrialRescue> trials = read_trials(root, info, report);
  if (report.frames == 0) throw FormatError(file.name(), "not one whole frame is left in it");
  SessionWriter writer(out, info);
  for (const TrialRescue& trial : trials) trial.write_to(writer);
  writer.close({});
  return report;
}

}  // namespace solea
