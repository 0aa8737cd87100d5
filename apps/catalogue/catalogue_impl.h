#pragma once

#include <soci/soci.h>

#include <algorithm>
#include <string>

#include "apps/catalogue/catalogue.h"
#include "apps/catalogue/database.h"
#include "core/error.h"

/// What the files of the catalogue share. For this folder only.
namespace solea::catalogue {

/// A value that may be missing, as a column takes and gives it.
template <class T>
struct Maybe {
  Maybe() = default;
  explicit Maybe(const std::optional<T>& given)
      : value(given.value_or(T{})), there(given ? soci::i_ok : soci::i_null) {}
  [[nodiscard]] std::optional<T> get() const {
    return there == soci::i_ok ? std::optional(value) : std::nullopt;
  }
  T value{};
  soci::indicator there = soci::i_null;
};

struct Catalogue::Impl {
  std::string where;
  const Backend* backend = nullptr;
  soci::session sql;

  /// Says in one line what the database says.
  template <class Work>
  auto said(Work&& work) {
    try {
      return work();
    } catch (const soci::soci_error& error) {
      std::string words = error.what();
      std::replace(words.begin(), words.end(), '\n', ' ');
      throw Error(where + ": " + words);
    }
  }

  Id last_id() {
    long long id = 0;
    if (!sql.get_last_insert_id("", id)) throw Error(where + ": gives no id of a new row");
    return id;
  }
};

}  // namespace solea::catalogue
