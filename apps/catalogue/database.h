#pragma once

#include <soci/soci.h>

#include <span>
#include <string>
#include <string_view>

/// What differs between databases. For this folder only.
namespace solea::catalogue {

/// A kind of database. To add one (PostgreSQL): an entry in database.cpp with its own migrations;
/// nothing that uses the catalogue changes.
struct Backend {
  std::string_view scheme;  ///< "sqlite", in front of the colon
  /// Connects, with what makes it safe against crashes.
  void (*open)(soci::session& sql, const std::string& place);
  int (*schema_version)(soci::session& sql);
  void (*set_schema_version)(soci::session& sql, int version);
  /// Statements of each version, oldest first: the n-th leads from version n to n + 1.
  std::span<const std::span<const char* const>> migrations;
  /// Condition on `p.id` for `:words`, words of people by their beginnings.
  std::string_view search;
  /// The words of a text in the form that `search` takes; empty: no word.
  std::string (*search_words)(const std::string& text);
};

/// The backend of a connection string, and what follows the scheme. Throws Error.
struct Place {
  const Backend* backend = nullptr;
  std::string rest;
};
[[nodiscard]] Place find_backend(const std::string& where);

/// Brings the schema up to date in one transaction. Throws Error for a newer one.
void migrate(soci::session& sql, const Backend& backend, const std::string& where);

/// The schema of SQLite.
[[nodiscard]] std::span<const std::span<const char* const>> sqlite_migrations();

}  // namespace solea::catalogue
