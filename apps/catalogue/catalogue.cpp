#include "apps/catalogue/catalogue.h"

#include <array>
#include <cstdio>
#include <utility>

#include "apps/catalogue/catalogue_impl.h"

// The catalogue itself, and its people.

namespace solea::catalogue {

using soci::into;
using soci::use;

namespace {

constexpr const char* person_columns =
    "p.id, p.code, p.name, p.birth_year, p.mass_kg, p.height_cm, p.pain_side, p.pain_place, "
    "p.note, "
    "p.trials, p.last_utc";

/// Runs a statement about people and gives its rows.
class PersonRows {
 public:
  template <class Prepare>
  std::vector<PersonRow> read(Prepare&& prepare) {
    soci::statement statement =
        (prepare(), into(row_.person.id), into(row_.person.code), into(row_.person.name),
         into(birth_year_.value, birth_year_.there), into(mass_kg_.value, mass_kg_.there),
         into(height_cm_.value, height_cm_.there), into(row_.person.pain_side),
         into(row_.person.pain_place), into(row_.person.note), into(row_.trials),
         into(row_.last_utc));
    statement.execute();
    std::vector<PersonRow> rows;
    while (statement.fetch()) {
      row_.person.birth_year = birth_year_.get();
      row_.person.mass_kg = mass_kg_.get();
      row_.person.height_cm = height_cm_.get();
      rows.push_back(row_);
    }
    return rows;
  }

 private:
  PersonRow row_;
  Maybe<int> birth_year_;
  Maybe<double> mass_kg_, height_cm_;
};

std::vector<PersonRow> people_where(soci::session& sql, const std::string& condition,
                                    std::string words, std::int64_t most) {
  const std::string text = std::string("select ") + person_columns +
                           " from people p where p.removed_utc is null" +
                           (condition.empty() ? "" : " and " + condition) +
                           " order by p.last_utc desc, p.id desc limit :most";
  PersonRows rows;
  if (condition.empty()) {
    return rows.read([&] { return (sql.prepare << text, use(most, "most")); });
  }
  return rows.read([&] { return (sql.prepare << text, use(words, "words"), use(most, "most")); });
}

std::optional<Person> one(soci::session& sql, const std::string& condition,
                          const std::string& value) {
  PersonRows rows;
  const auto found = rows.read([&] {
    return (sql.prepare << "select " << person_columns << " from people p where " << condition,
            use(value));
  });
  return found.empty() ? std::nullopt : std::optional(found.front().person);
}

}  // namespace

bool is_code(const std::string& text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") ==
             std::string::npos;
}

Catalogue::Catalogue(const std::string& where) : impl_(std::make_unique<Impl>()) {
  const Place place = find_backend(where);
  impl_->where = place.rest;
  impl_->backend = place.backend;
  impl_->said([&] {
    place.backend->open(impl_->sql, place.rest);
    migrate(impl_->sql, *place.backend, place.rest);
  });
}

Catalogue::~Catalogue() = default;

Person Catalogue::save(const Person& person) {
  Person p = person;
  if (p.name.find_first_not_of(' ') == std::string::npos) {
    throw Error("a person needs a name, or any other words to be found by");
  }
  if (!p.code.empty() && !is_code(p.code)) {
    throw Error("code '" + p.code + "': expected letters, digits and _ . -");
  }
  if (!p.code.empty()) {
    const auto other = impl_->said([&] { return one(impl_->sql, "p.code = :code", p.code); });
    if (other && other->id != p.id) throw Error("code " + p.code + " is another person's");
  }
  return impl_->said([&] {
    soci::session& sql = impl_->sql;
    soci::transaction all(sql);
    Maybe<int> year(p.birth_year);
    Maybe<double> mass(p.mass_kg), height(p.height_cm);
    if (p.id == 0) {
      // A new code counts on from the last row there ever was: codes are never given twice.
      const bool given = !p.code.empty();
      const std::string first = given ? p.code : "new";
      sql << "insert into people (code, name, birth_year, mass_kg, height_cm, pain_side, "
             "pain_place, note) values (:c, :n, :y, :m, :h, :s, :l, :t)",
          use(first), use(p.name), use(year.value, year.there), use(mass.value, mass.there),
          use(height.value, height.there), use(p.pain_side), use(p.pain_place), use(p.note);
      p.id = impl_->last_id();
      if (!given) {
        std::array<char, 32> code{};
        std::snprintf(code.data(), code.size(), "P%05lld", static_cast<long long>(p.id));
        p.code = code.data();
        sql << "update people set code = :c where id = :i", use(p.code), use(p.id);
      }
    } else {
      sql << "update people set code = :c, name = :n, birth_year = :y, mass_kg = :m, "
             "height_cm = :h, pain_side = :s, pain_place = :l, note = :t where id = :i",
          use(p.code), use(p.name), use(year.value, year.there), use(mass.value, mass.there),
          use(height.value, height.there), use(p.pain_side), use(p.pain_place), use(p.note),
          use(p.id);
    }
    all.commit();
    return p;
  });
}

Person Catalogue::person(Id id) {
  const auto found = impl_->said(
      [&] { return one(impl_->sql, "p.id = cast(:id as integer)", std::to_string(id)); });
  if (!found) throw Error(impl_->where + ": no person " + std::to_string(id));
  return *found;
}

std::optional<Person> Catalogue::person_of_code(const std::string& code) {
  return impl_->said([&] { return one(impl_->sql, "p.code = :code", code); });
}

std::vector<PersonRow> Catalogue::find(const std::string& text, std::size_t most) {
  return impl_->said([&] {
    const std::string words = impl_->backend->search_words(text);
    const bool all = text.find_first_not_of(' ') == std::string::npos;
    if (!all && words.empty()) return std::vector<PersonRow>();
    return people_where(impl_->sql, all ? "" : std::string(impl_->backend->search), words,
                        static_cast<std::int64_t>(most));
  });
}

std::int64_t Catalogue::people() {
  std::int64_t n = 0;
  impl_->said(
      [&] { impl_->sql << "select count(*) from people where removed_utc is null", into(n); });
  return n;
}

void Catalogue::remove(Id person) {
  impl_->said([&] {
    impl_->sql << "update people set removed_utc = datetime('now') where id = :i", use(person);
  });
}

void Catalogue::restore(Id person) {
  impl_->said(
      [&] { impl_->sql << "update people set removed_utc = null where id = :i", use(person); });
}

void Catalogue::erase(Id person) {
  impl_->said([&] { impl_->sql << "delete from people where id = :i", use(person); });
}

}  // namespace solea::catalogue
