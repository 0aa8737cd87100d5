#include <string>

#include "apps/catalogue/catalogue_impl.h"

// What is kept of people beside themselves: trials, appointments, notes, corrections; and
// protocols.

namespace solea::catalogue {

using soci::into;
using soci::use;

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

namespace {

std::vector<Appointment> fetch_appointments(soci::statement& rows, const Appointment& row) {
  rows.execute();
  std::vector<Appointment> found;
  while (rows.fetch()) found.push_back(row);
  return found;
}

}  // namespace

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
    return fetch_appointments(rows, a);
  });
}

std::vector<Appointment> Catalogue::appointments_of(Id person) {
  return impl_->said([&] {
    Appointment a;
    soci::statement rows =
        (impl_->sql.prepare << "select id, person, begins_utc, reason from appointments where "
                               "person = :p order by begins_utc desc, id desc",
         use(person), into(a.id), into(a.person), into(a.begins_utc), into(a.reason));
    return fetch_appointments(rows, a);
  });
}

void Catalogue::remove_appointment(Id appointment) {
  impl_->said([&] { impl_->sql << "delete from appointments where id = :i", use(appointment); });
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

void Catalogue::remove_note(Id note) {
  impl_->said([&] { impl_->sql << "delete from notes where id = :i", use(note); });
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

namespace {

/// Throws Error where a capture could not go by it.
void check(const StoredProtocol& p) {
  constexpr double most_s = 3600;
  constexpr int most_steps = 99;
  if (p.kind != "static" && p.kind != "walk" && p.kind != "run") {
    throw Error("protocol of kind '" + p.kind + "': expected static, walk or run");
  }
  if (!is_code(p.id) || !p.id.starts_with(p.kind)) {
    throw Error("protocol '" + p.id +
                "': trials are named by it, expected a name that begins with " + p.kind);
  }
  if (p.kind == "static" && !(p.seconds && *p.seconds >= 1 && *p.seconds <= most_s)) {
    throw Error("protocol '" + p.id + "': expected 1 to 3600 seconds of standing");
  }
  if (p.kind != "static" &&
      !(p.steps_per_foot && *p.steps_per_foot >= 1 && *p.steps_per_foot <= most_steps)) {
    throw Error("protocol '" + p.id + "': expected 1 to 99 steps a foot");
  }
}

}  // namespace

std::vector<StoredProtocol> Catalogue::protocols(bool with_removed) {
  return impl_->said([&] {
    StoredProtocol p;
    Maybe<double> seconds;
    Maybe<int> steps;
    int removed = 0;
    const std::string text =
        std::string(
            "select id, name, kind, seconds, steps_per_foot, removed_utc is not null from "
            "protocols ") +
        (with_removed ? "" : "where removed_utc is null ") + "order by rowid";
    soci::statement rows =
        (impl_->sql.prepare << text, into(p.id), into(p.name), into(p.kind),
         into(seconds.value, seconds.there), into(steps.value, steps.there), into(removed));
    rows.execute();
    std::vector<StoredProtocol> found;
    while (rows.fetch()) {
      p.seconds = seconds.get();
      p.steps_per_foot = steps.get();
      p.removed = removed != 0;
      found.push_back(p);
    }
    return found;
  });
}

StoredProtocol Catalogue::save(const StoredProtocol& protocol) {
  StoredProtocol p = protocol;
  if (p.id.empty()) {
    const std::vector<StoredProtocol> all = protocols(true);
    const auto known = [&] {
      return std::ranges::find(all, p.id, &StoredProtocol::id) != all.end();
    };
    int n = 2;
    do {
      p.id = p.kind + "-" + std::to_string(n++);
    } while (known());
  }
  check(p);
  return impl_->said([&] {
    Maybe<double> seconds(p.seconds);
    Maybe<int> steps(p.steps_per_foot);
    impl_->sql << "insert into protocols (id, name, kind, seconds, steps_per_foot) values (:i, :n, "
                  ":k, :s, :f) on conflict (id) do update set name = excluded.name, "
                  "kind = excluded.kind, seconds = excluded.seconds, "
                  "steps_per_foot = excluded.steps_per_foot",
        use(p.id), use(p.name), use(p.kind), use(seconds.value, seconds.there),
        use(steps.value, steps.there);
    return p;
  });
}

void Catalogue::remove_protocol(const std::string& id) {
  impl_->said([&] {
    impl_->sql << "update protocols set removed_utc = datetime('now') where id = :i", use(id);
  });
}

void Catalogue::restore_protocol(const std::string& id) {
  impl_->said(
      [&] { impl_->sql << "update protocols set removed_utc = null where id = :i", use(id); });
}

}  // namespace solea::catalogue
