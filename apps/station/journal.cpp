#include "apps/station/journal.h"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "apps/results/output_file.h"
#include "formats/input_file.h"
#include "formats/session/session_check.h"

namespace solea::station {

namespace fs = std::filesystem;

fs::path journal_file(const fs::path& session) {
  fs::path file = session;
  file += ".unfinished";
  return file;
}

void begin_journal(const JournalEntry& entry) {
  const nlohmann::ordered_json json = {{"schema", "solea.capture/1"},
                                       {"person", entry.person_code},
                                       {"protocol", entry.protocol},
                                       {"started_utc", entry.started_utc}};
  write_text_file(journal_file(entry.session), json.dump(2) + '\n');
}

void end_journal(const fs::path& session) {
  std::error_code none;
  fs::remove(journal_file(session), none);
}

namespace {

JournalEntry read_entry(const fs::path& file) {
  JournalEntry entry;
  entry.session = file;
  entry.session.replace_extension();  // .unfinished
  std::ifstream in(file);
  const auto json = nlohmann::ordered_json::parse(in, nullptr, false);
  if (!json.is_object()) return entry;
  const auto text = [&](const char* key) {
    const auto it = json.find(key);
    return it != json.end() && it->is_string() ? it->get<std::string>() : std::string();
  };
  entry.person_code = text("person");
  entry.protocol = text("protocol");
  entry.started_utc = text("started_utc");
  return entry;
}

}  // namespace

std::vector<Unfinished> find_unfinished(const fs::path& folder) {
  std::vector<Unfinished> found;
  std::error_code none;
  std::vector<fs::path> files;
  for (const auto& item : fs::recursive_directory_iterator(folder, none)) {
    if (item.path().extension() == ".unfinished") files.push_back(item.path());
  }
  std::ranges::sort(files);
  for (const fs::path& file : files) {
    Unfinished capture;
    capture.entry = read_entry(file);
    try {
      const SessionReport report = check_session(InputFile(capture.entry.session));
      capture.trials = report.trials;
      capture.frames = report.frames;
      capture.frames_lost = report.frames_lost;
      capture.whole = report.whole();
    } catch (const std::exception&) {
      // No session, or nothing in it that could be read.
    }
    if (capture.frames > 0) {
      found.push_back(capture);
    } else if (!fs::exists(capture.entry.session, none)) {
      fs::remove(file, none);
    }
  }
  std::ranges::stable_sort(found, {},
                           [](const Unfinished& capture) { return capture.entry.started_utc; });
  return found;
}

fs::path recover(const Unfinished& capture) {
  if (capture.whole) return capture.entry.session;
  fs::path out = capture.entry.session;
  out.replace_filename(out.stem().string() + "_recovered.h5");
  std::error_code none;
  if (fs::exists(out, none)) keep_earlier_file(out);
  repair_session(InputFile(capture.entry.session), out);
  return out;
}

}  // namespace solea::station
