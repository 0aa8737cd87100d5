#include "apps/catalogue/catalogue.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "apps/catalogue/database.h"
#include "core/error.h"

namespace solea::catalogue {

using soci::into;
using soci::use;

namespace {

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

}  // namespace

bool is_code(const std::string& text) {
  return !text.empty() && text.size() <= 64 &&
         text.find_first_not_of(
             "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") ==
             std::string::npos;
}

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

  std::vector<PersonRow> people_where(const std::string& condition, std::string words,
                                      std::int64_t most) {
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

  std::optional<Person> one(const std::string& condition, const std::string& value) {
    PersonRows rows;
    const auto found = rows.read([&] {
      return (sql.prepare << "select " << person_columns << " from people p where " << condition,
              use(value));
    });
    return found.empty() ? std::nullopt : std::optional(found.front().person);
  }
};

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
    const auto other = impl_->said([&] { return impl_->one("p.code = :code", p.code); });
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
  const auto found =
      impl_->said([&] { return impl_->one("p.id = cast(:id as integer)", std::to_string(id)); });
  if (!found) throw Error(impl_->where + ": no person " + std::to_string(id));
  return *found;
}

std::optional<Person> Catalogue::person_of_code(const std::string& code) {
  return impl_->said([&] { return impl_->one("p.code = :code", code); });
}

std::vector<PersonRow> Catalogue::find(const std::string& text, std::size_t most) {
  return impl_->said([&] {
    const std::string words = impl_->backend->search_words(text);
    const bool all = text.find_first_not_of(' ') == std::string::npos;
    if (!all && words.empty()) return std::vector<PersonRow>();
    return impl_->people_where(all ? "" : std::string(impl_->backend->search), words,
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

Trial Catalogue::save(const Trial& trial) {
  return impl_->said([&] {
    Trial t = trial;
    Maybe<int> left(t.valid_left), right(t.valid_right);
    soci::session& sql = impl_->sql;
    soci::transaction all(sql);
    if (const auto known = trial_of_session(t.session)) {
      if (known->person != t.person) {
        throw Error("session " + t.session + " is another person's");
      }
      t.id = known->id;
      sql << "update trials set protocol = :p, recorded_utc = :u, valid_left = :l, "
             "valid_right = :r where id = :i",
          use(t.protocol), use(t.recorded_utc), use(left.value, left.there),
          use(right.value, right.there), use(t.id);
    } else {
      sql << "insert into trials (person, session, protocol, recorded_utc, valid_left, "
             "valid_right) values (:p, :s, :k, :u, :l, :r)",
          use(t.person), use(t.session), use(t.protocol), use(t.recorded_utc),
          use(left.value, left.there), use(right.value, right.there);
      t.id = impl_->last_id();
    }
    all.commit();
    return t;
  });
}

std::vector<Trial> Catalogue::trials_of(Id person) {
  return impl_->said([&] {
    Trial t;
    Maybe<int> left, right;
    soci::statement rows =
        (impl_->sql.prepare << "select id, person, session, protocol, recorded_utc, valid_left, "
                               "valid_right from trials where person = :p order by recorded_utc "
                               "desc, id desc",
         use(person), into(t.id), into(t.person), into(t.session), into(t.protocol),
         into(t.recorded_utc), into(left.value, left.there), into(right.value, right.there));
    rows.execute();
    std::vector<Trial> found;
    while (rows.fetch()) {
      t.valid_left = left.get();
      t.valid_right = right.get();
      found.push_back(t);
    }
    return found;
  });
}

std::optional<Trial> Catalogue::trial_of_session(const std::string& session) {
  return impl_->said([&]() -> std::optional<Trial> {
    Trial t;
    Maybe<int> left, right;
    impl_->sql << "select id, person, session, protocol, recorded_utc, valid_left, valid_right "
                  "from trials where session = :s",
        use(session), into(t.id), into(t.person), into(t.session), into(t.protocol),
        into(t.recorded_utc), into(left.value, left.there), into(right.value, right.there);
    if (!impl_->sql.got_data()) return std::nullopt;
    t.valid_left = left.get();
    t.valid_right = right.get();
    return t;
  });
}

Appointment Catalogue::save(const Appointment& appointment) {
  return impl_->said([&] {
    Appointment a = appointment;
    if (a.id == 0) {
      impl_->sql << "insert into appointments (person, begins_utc, reason) values (:p, :b, :r)",
          use(a.person), use(a.begins_utc), use(a.reason);
      a.id = impl_->last_id();
    } else {
      impl_->sql << "update appointments set begins_utc = :b, reason = :r where id = :i",
          use(a.begins_utc), use(a.reason), use(a.id);
    }
    return a;
  });
}

std::vector<Appointment> Catalogue::appointments(const std::string& from_utc,
                                                 const std::string& to_utc) {
  return impl_->said([&] {
    Appointment a;
    soci::statement rows =
        (impl_->sql.prepare << "select a.id, a.person, a.begins_utc, a.reason from appointments a "
                               "join people p on p.id = a.person where p.removed_utc is null and "
                               "a.begins_utc >= :f and a.begins_utc < :t order by a.begins_utc",
         use(from_utc), use(to_utc), into(a.id), into(a.person), into(a.begins_utc),
         into(a.reason));
    rows.execute();
    std::vector<Appointment> found;
    while (rows.fetch()) found.push_back(a);
    return found;
  });
}

Note Catalogue::save(const Note& note) {
  return impl_->said([&] {
    Note n = note;
    Maybe<Id> trial(n.trial);
    if (n.id == 0) {
      impl_->sql << "insert into notes (person, trial, written_utc, text) values (:p, :t, :w, :x)",
          use(n.person), use(trial.value, trial.there), use(n.written_utc), use(n.text);
      n.id = impl_->last_id();
    } else {
      impl_->sql << "update notes set text = :x where id = :i", use(n.text), use(n.id);
    }
    return n;
  });
}

std::vector<Note> Catalogue::notes_of(Id person) {
  return impl_->said([&] {
    Note n;
    Maybe<Id> trial;
    soci::statement rows =
        (impl_->sql.prepare << "select id, person, trial, written_utc, text from notes where "
                               "person = :p order by written_utc desc, id desc",
         use(person), into(n.id), into(n.person), into(trial.value, trial.there),
         into(n.written_utc), into(n.text));
    rows.execute();
    std::vector<Note> found;
    while (rows.fetch()) {
      n.trial = trial.get();
      found.push_back(n);
    }
    return found;
  });
}

Correction Catalogue::save(const Correction& correction) {
  return impl_->said([&] {
    Correction c = correction;
    impl_->sql << "insert into corrections (trial, made_utc, json) values (:t, :m, :j)",
        use(c.trial), use(c.made_utc), use(c.json);
    c.id = impl_->last_id();
    return c;
  });
}

std::vector<Correction> Catalogue::corrections_of(Id trial) {
  return impl_->said([&] {
    Correction c;
    soci::statement rows =
        (impl_->sql.prepare << "select id, trial, made_utc, json from corrections where trial = :t "
                               "order by id",
         use(trial), into(c.id), into(c.trial), into(c.made_utc), into(c.json));
    rows.execute();
    std::vector<Correction> found;
    while (rows.fetch()) found.push_back(c);
    return found;
  });
}

std::vector<StoredProtocol> Catalogue::protocols() {
  return impl_->said([&] {
    StoredProtocol p;
    Maybe<double> seconds;
    Maybe<int> steps;
    soci::statement rows = (impl_->sql.prepare << "select id, name, kind, seconds, steps_per_foot "
                                                  "from protocols order by rowid",
                            into(p.id), into(p.name), into(p.kind),
                            into(seconds.value, seconds.there), into(steps.value, steps.there));
    rows.execute();
    std::vector<StoredProtocol> found;
    while (rows.fetch()) {
      p.seconds = seconds.get();
      p.steps_per_foot = steps.get();
      found.push_back(p);
    }
    return found;
  });
}

void Catalogue::save(const StoredProtocol& protocol) {
  impl_->said([&] {
    Maybe<double> seconds(protocol.seconds);
    Maybe<int> steps(protocol.steps_per_foot);
    impl_->sql << "insert into protocols values (:i, :n, :k, :s, :f) on conflict (id) do update "
                  "set name = excluded.name, kind = excluded.kind, seconds = excluded.seconds, "
                  "steps_per_foot = excluded.steps_per_foot",
        use(protocol.id), use(protocol.name), use(protocol.kind), use(seconds.value, seconds.there),
        use(steps.value, steps.there);
  });
}

}  // namespace solea::catalogue
