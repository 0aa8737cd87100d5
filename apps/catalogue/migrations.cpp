#include <array>

#include "apps/catalogue/database.h"

namespace solea::catalogue {

namespace {

// Version 1. `removed_utc` takes a person out of the lists until it is undone or erased.
constexpr auto people_and_trials = std::to_array<const char*>({
    R"(create table people (
  id integer primary key autoincrement,
  code text not null unique,
  name text not null,
  birth_year integer,
  mass_kg real,
  height_cm real,
  pain_side text not null default '' check (pain_side in ('', 'left', 'right', 'both')),
  pain_place text not null default '',
  note text not null default '',
  last_utc text not null default '',
  trials integer not null default 0,
  removed_utc text))",
    "create index people_by_last on people (removed_utc, last_utc desc, id desc)",
    R"(create table appointments (
  id integer primary key autoincrement,
  person integer not null references people on delete cascade,
  begins_utc text not null,
  reason text not null default ''))",
    "create index appointments_by_time on appointments (begins_utc)",
    R"(create table trials (
  id integer primary key autoincrement,
  person integer not null references people on delete cascade,
  session text not null unique,
  protocol text not null,
  recorded_utc text not null,
  valid_left integer,
  valid_right integer))",
    "create index trials_by_person on trials (person, recorded_utc desc)",
    R"(create table notes (
  id integer primary key autoincrement,
  person integer not null references people on delete cascade,
  trial integer references trials on delete cascade,
  written_utc text not null,
  text text not null))",
    "create index notes_by_person on notes (person, written_utc desc)",
    R"(create table corrections (
  id integer primary key autoincrement,
  trial integer not null references trials on delete cascade,
  made_utc text not null,
  json text not null))",
    "create index corrections_by_trial on corrections (trial, id)",
    // Names and codes by their words, without case and accents.
    R"(create virtual table people_words using fts5 (name, code, content = 'people',
  content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'))",
    R"(create trigger people_words_add after insert on people begin
  insert into people_words (rowid, name, code) values (new.id, new.name, new.code); end)",
    R"(create trigger people_words_remove after delete on people begin
  insert into people_words (people_words, rowid, name, code)
  values ('delete', old.id, old.name, old.code); end)",
    R"(create trigger people_words_change after update of name, code on people begin
  insert into people_words (people_words, rowid, name, code)
  values ('delete', old.id, old.name, old.code);
  insert into people_words (rowid, name, code) values (new.id, new.name, new.code); end)",
    // How many and when last, kept with the person so that lists need no counting.
    R"(create trigger trials_counted after insert on trials begin
  update people set trials = trials + 1, last_utc = max(last_utc, new.recorded_utc)
  where id = new.person; end)",
});

// Version 2: how captures go, for a clinic to change.
constexpr auto protocols = std::to_array<const char*>({
    R"(create table protocols (
  id text primary key,
  name text not null,
  kind text not null check (kind in ('static', 'walk', 'run')),
  seconds real,
  steps_per_foot integer))",
    R"(insert into protocols values
  ('static', 'Standing, 10 s', 'static', 10, null),
  ('walk', 'Walking, 5 steps a foot', 'walk', null, 5),
  ('run', 'Running, 3 steps a foot', 'run', null, 3))",
});

// Version 3: protocols can be taken out of the list; those with the names they were made with are
// called in the user's language.
constexpr auto removed_protocols = std::to_array<const char*>({
    "alter table protocols add column removed_utc text",
    R"(update protocols set name = '' where name in
  ('Standing, 10 s', 'Walking, 5 steps a foot', 'Running, 3 steps a foot'))",
});

}  // namespace

std::span<const std::span<const char* const>> sqlite_migrations() {
  static const std::array<std::span<const char* const>, 3> all = {people_and_trials, protocols,
                                                                  removed_protocols};
  return all;
}

}  // namespace solea::catalogue
