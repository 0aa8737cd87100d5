#include "apps/catalogue/database.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <array>
#include <cctype>

#include "core/error.h"

namespace solea::catalogue {

namespace {

void open_sqlite(soci::session& sql, const std::string& place) {
  soci::connection_parameters how(soci::sqlite3, "dbname=\"" + place + "\" timeout=10");
  sql.open(how);
  // What is committed survives a kill and a power cut, and readers never wait for a writer.
  std::string mode;
  sql << "pragma journal_mode = wal", soci::into(mode);
  sql << "pragma synchronous = full";
  sql << "pragma foreign_keys = on";
}

int sqlite_version(soci::session& sql) {
  int version = 0;
  sql << "pragma user_version", soci::into(version);
  return version;
}

void set_sqlite_version(soci::session& sql, int version) {
  sql << "pragma user_version = " << version;
}

/// "Ann-Marie O" to "ann"* "marie"* "o"*: as FTS5 cuts words, and nothing of its own language.
std::string fts5_words(const std::string& text) {
  std::string words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words += (words.empty() ? "\"" : " \"") + word + "\"*";
    word.clear();
  };
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80 || std::isalnum(byte) != 0) {
      word += c;
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

}  // namespace

Place find_backend(const std::string& where) {
  static const std::array<Backend, 1> backends = {Backend{
      "sqlite", open_sqlite, sqlite_version, set_sqlite_version, sqlite_migrations(),
      "p.id in (select rowid from people_words where people_words match :words)", fts5_words}};
  const std::size_t colon = where.find(':');
  const std::string scheme = where.substr(0, colon);
  for (const Backend& backend : backends) {
    if (colon != std::string::npos && scheme == backend.scheme) {
      return {&backend, where.substr(colon + 1)};
    }
  }
  if (colon != std::string::npos && scheme.find('/') == std::string::npos) {
    throw Error("catalogue '" + scheme + ":': no such database, expected sqlite:FILE");
  }
  return {&backends.front(), where};
}

void migrate(soci::session& sql, const Backend& backend, const std::string& where) {
  const int newest = static_cast<int>(backend.migrations.size());
  // Another program may be at it too: look again within the transaction.
  int version = backend.schema_version(sql);
  if (version > newest) {
    throw Error(where + ": made by a newer Solea (catalogue version " + std::to_string(version) +
                "), expected at most version " + std::to_string(newest));
  }
  if (version == newest) return;
  sql << "begin immediate";
  try {
    for (version = backend.schema_version(sql); version < newest; ++version) {
      for (const char* statement : backend.migrations[static_cast<std::size_t>(version)]) {
        sql << statement;
      }
      backend.set_schema_version(sql, version + 1);
    }
    sql << "commit";
  } catch (...) {
    sql << "rollback";
    throw;
  }
}

}  // namespace solea::catalogue
