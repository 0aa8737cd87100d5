#include "apps/station/person_import.h"

#include "apps/recording/session_import.h"
#include "apps/results/clock.h"
#include "apps/station/journal.h"
#include "apps/station/station.h"
#include "formats/recording_format.h"

namespace solea::station {

namespace {

/// "2026-11-20T12:00:00Z" or with a fraction; what a file tells may be anything.
bool is_moment(const std::string& utc) {
  constexpr std::size_t to_the_second = 19;
  return utc.size() >= to_the_second && utc[4] == '-' && utc[7] == '-' && utc[10] == 'T' &&
         utc.find_first_not_of("0123456789-:.TZ+") == std::string::npos;
}

}  // namespace

ImportedSession import_for_person(const ImportOrder& order) {
  const Sources sources = open_recordings(InputFile(order.file));
  ImportedSession imported;
  imported.session = new_session_file(order.data, order.person_code, "import");
  imported.recorded_utc = sources.front()->info().session.created_utc;
  if (!is_moment(imported.recorded_utc)) imported.recorded_utc = utc_now();
  begin_journal({imported.session, order.person_code, "import", imported.recorded_utc});
  try {
    SessionImport import(imported.session);
    import.set_subject(order.person_code, order.mass_kg);
    import.add(order.file, sources, {}, imported.warnings);
    import.finish();
  } catch (...) {
    end_journal(imported.session);
    throw;
  }
  return imported;
}

}  // namespace solea::station
