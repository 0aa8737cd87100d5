#include "apps/catalogue/catalogue.h"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>

#include "core/error.h"
#include "tests/support/files.h"

namespace solea::catalogue {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// What the sqlite3 program reads in a catalogue: a reader that is not ours.
std::string sqlite3(const std::filesystem::path& file, const std::string& statement) {
  const std::string command = "sqlite3 '" + file.string() + "' \"" + statement + "\" 2>&1";
  std::string out;
  FILE* pipe = ::popen(command.c_str(), "r");
  std::array<char, 256> part{};
  while (std::fgets(part.data(), part.size(), pipe) != nullptr) out += part.data();
  ::pclose(pipe);
  if (out.ends_with('\n')) out.pop_back();
  return out;
}

Person somebody(const std::string& name) {
  Person p;
  p.name = name;
  return p;
}

std::vector<std::string> names(const std::vector<PersonRow>& rows) {
  std::vector<std::string> all;
  for (const PersonRow& row : rows) all.push_back(row.person.name);
  return all;
}

class CatalogueTest : public ::testing::Test {
 protected:
  solea::testing::TempFolder folder_;
  std::filesystem::path file_ = folder_ / "catalogue.sqlite";
  std::string where_ = "sqlite:" + file_.string();
};

TEST_F(CatalogueTest, KeepsAPersonWholeAsSqlite3ReadsIt) {
  Catalogue catalogue(where_);
  Person p = somebody("Jörg Ößmann");
  p.birth_year = 1980;
  p.mass_kg = 71.5;
  p.pain_side = "left";
  p.pain_place = "heel";
  p.note = "it's \"quoted\"; drop table people";
  const Person stored = catalogue.save(p);
  EXPECT_EQ(stored.code, "P00001");
  EXPECT_EQ(sqlite3(file_,
                    "select code, name, birth_year, mass_kg, height_cm is null, pain_side, "
                    "pain_place from people"),
            "P00001|Jörg Ößmann|1980|71.5|1|left|heel");
  EXPECT_EQ(sqlite3(file_, "select note from people"), p.note);
  EXPECT_EQ(sqlite3(file_, "pragma integrity_check"), "ok");
  const Person again = catalogue.person(stored.id);
  EXPECT_EQ(again.note, p.note);
  EXPECT_EQ(again.height_cm, std::nullopt);
  EXPECT_EQ(again.mass_kg, 71.5);
}

TEST_F(CatalogueTest, ReadsWhatSqlite3Wrote) {
  { Catalogue made(where_); }
  sqlite3(file_, "insert into people (code, name, mass_kg) values ('X1', 'Ann Other', 60)");
  Catalogue catalogue(where_);
  const auto found = catalogue.find("oth", 10);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].person.code, "X1");
  EXPECT_EQ(found[0].person.mass_kg, 60);
  EXPECT_EQ(found[0].person.birth_year, std::nullopt);
}

TEST_F(CatalogueTest, FindsByTheBeginningsOfWords) {
  Catalogue catalogue("sqlite::memory:");
  catalogue.save(somebody("Müller, Änne"));
  catalogue.save(somebody("Mueller, Bob"));
  catalogue.save(somebody("Smith-Müller, Carl"));
  EXPECT_THAT(names(catalogue.find("mul", 9)), ElementsAre("Smith-Müller, Carl", "Müller, Änne"));
  EXPECT_THAT(names(catalogue.find("MÜLLER anne", 9)), ElementsAre("Müller, Änne"));
  EXPECT_THAT(names(catalogue.find("P00002", 9)), ElementsAre("Mueller, Bob"));
  EXPECT_THAT(catalogue.find("nobody", 9), IsEmpty());
  EXPECT_THAT(catalogue.find("", 2), SizeIs(2));
  for (const char* odd : {"\"", "*", "mul*", "a OR b", "name:bob", "(", "-", "'; --"}) {
    EXPECT_NO_THROW((void)catalogue.find(odd, 9)) << odd;
  }
}

TEST_F(CatalogueTest, ARenamedPersonIsFoundByTheNewNameOnly) {
  Catalogue catalogue("sqlite::memory:");
  Person p = catalogue.save(somebody("Old Name"));
  p.name = "New Words";
  catalogue.save(p);
  EXPECT_THAT(catalogue.find("old", 9), IsEmpty());
  EXPECT_THAT(catalogue.find("words", 9), SizeIs(1));
}

TEST_F(CatalogueTest, CodesAreOnePersonsAndNeverGivenTwice) {
  Catalogue catalogue(where_);
  const Person a = catalogue.save(somebody("A"));
  catalogue.erase(a.id);
  EXPECT_EQ(catalogue.save(somebody("B")).code, "P00002");
  Person c = somebody("C");
  c.code = "P00002";
  EXPECT_THROW(catalogue.save(c), Error);
  c.code = "not a code";
  EXPECT_THROW(catalogue.save(c), Error);
  EXPECT_THROW(catalogue.save(somebody("  ")), Error);
}

TEST_F(CatalogueTest, RemovingCanBeUndoneAndErasingLeavesNoName) {
  Catalogue catalogue(where_);
  const Person p = catalogue.save(somebody("Zebediah Quux"));
  catalogue.save(Note{0, p.id, {}, "2026-01-01T00:00:00Z", "Quuxish"});
  catalogue.save(Trial{0, p.id, "sessions/a.h5", "walk", "2026-01-01T00:00:00Z", 5, 5});
  catalogue.remove(p.id);
  EXPECT_THAT(catalogue.find("quux", 9), IsEmpty());
  catalogue.restore(p.id);
  EXPECT_THAT(catalogue.find("quux", 9), SizeIs(1));
  catalogue.erase(p.id);
  EXPECT_EQ(sqlite3(file_,
                    "select (select count(*) from people) + (select count(*) from notes) + "
                    "(select count(*) from trials)"),
            "0");
}

TEST_F(CatalogueTest, TrialsCountWithThePersonAndASessionIsKnownOnce) {
  Catalogue catalogue(where_);
  const Person a = catalogue.save(somebody("A"));
  const Person b = catalogue.save(somebody("B"));
  catalogue.save(Trial{0, a.id, "s/1.h5", "static", "2026-01-02T00:00:00Z", {}, {}});
  catalogue.save(Trial{0, a.id, "s/2.h5", "walk", "2026-01-03T00:00:00Z", 5, 6});
  catalogue.save(Trial{0, a.id, "s/2.h5", "walk", "2026-01-03T00:00:00Z", 7, 6});
  EXPECT_THROW(catalogue.save(Trial{0, b.id, "s/2.h5", "walk", "2026-01-03T00:00:00Z", 7, 6}),
               Error);
  const auto trials = catalogue.trials_of(a.id);
  ASSERT_THAT(trials, SizeIs(2));
  EXPECT_EQ(trials[0].session, "s/2.h5");
  EXPECT_EQ(trials[0].valid_left, 7);
  EXPECT_EQ(trials[1].valid_left, std::nullopt);
  const auto rows = catalogue.find("", 9);
  EXPECT_THAT(names(rows), ElementsAre("A", "B")) << "last seen first";
  EXPECT_EQ(rows[0].trials, 2);
  EXPECT_EQ(rows[0].last_utc, "2026-01-03T00:00:00Z");
}

TEST_F(CatalogueTest, NotesAppointmentsCorrectionsProtocols) {
  Catalogue catalogue(where_);
  const Person p = catalogue.save(somebody("A"));
  const Trial t = catalogue.save(Trial{0, p.id, "s/1.h5", "walk", "2026-01-02T00:00:00Z", 5, 5});
  catalogue.save(Note{0, p.id, t.id, "2026-01-02T00:00:00Z", "limps"});
  catalogue.save(Correction{0, t.id, "2026-01-02T00:01:00Z", "{}"});
  catalogue.save(Appointment{0, p.id, "2026-02-01T09:00:00Z", "control"});
  catalogue.save(Appointment{0, p.id, "2026-02-02T09:00:00Z", ""});
  EXPECT_THAT(catalogue.notes_of(p.id), SizeIs(1));
  EXPECT_EQ(catalogue.notes_of(p.id)[0].trial, t.id);
  EXPECT_THAT(catalogue.corrections_of(t.id), SizeIs(1));
  const auto day = catalogue.appointments("2026-02-01", "2026-02-02");
  ASSERT_THAT(day, SizeIs(1));
  EXPECT_EQ(day[0].reason, "control");
  ASSERT_THAT(catalogue.protocols(), SizeIs(3));
  EXPECT_EQ(catalogue.protocols()[1].steps_per_foot, 5);
  catalogue.save(StoredProtocol{"walk", "Walking, 8 steps", "walk", {}, 8});
  EXPECT_EQ(catalogue.protocols()[1].steps_per_foot, 8);
}

TEST_F(CatalogueTest, AppointmentsAndNotesAreChangedRemovedAndPutBack) {
  Catalogue catalogue(where_);
  const Person p = catalogue.save(somebody("A"));
  Appointment a = catalogue.save(Appointment{0, p.id, "2026-02-01T09:00:00Z", "control"});
  catalogue.save(Appointment{0, p.id, "2026-03-01T09:00:00Z", ""});
  a.begins_utc = "2026-02-08T10:30:00Z";
  a.reason = "insoles";
  catalogue.save(a);
  EXPECT_EQ(sqlite3(file_, "select begins_utc, reason from appointments order by begins_utc"),
            "2026-02-08T10:30:00Z|insoles\n2026-03-01T09:00:00Z|");
  ASSERT_THAT(catalogue.appointments_of(p.id), SizeIs(2));
  EXPECT_EQ(catalogue.appointments_of(p.id)[1].id, a.id) << "the latest first";
  catalogue.remove_appointment(a.id);
  EXPECT_THAT(catalogue.appointments("2026-02-01", "2026-02-28"), IsEmpty());
  a.id = 0;
  catalogue.save(a);
  EXPECT_THAT(catalogue.appointments("2026-02-01", "2026-02-28"), SizeIs(1));

  Note n = catalogue.save(Note{0, p.id, {}, "2026-01-02T00:00:00Z", "limps"});
  n.text = "limps a little";
  catalogue.save(n);
  EXPECT_EQ(sqlite3(file_, "select written_utc, text from notes"),
            "2026-01-02T00:00:00Z|limps a little");
  catalogue.remove_note(n.id);
  EXPECT_EQ(sqlite3(file_, "select count(*) from notes"), "0");
  n.id = 0;
  EXPECT_GT(catalogue.save(n).id, 0);
}

TEST_F(CatalogueTest, ProtocolsAreMadeNamedRemovedAndRestored) {
  Catalogue catalogue(where_);
  const StoredProtocol slow = catalogue.save(StoredProtocol{"", "Slow", "walk", {}, 3});
  EXPECT_EQ(slow.id, "walk-2");
  EXPECT_EQ(catalogue.save(StoredProtocol{"", "", "static", 30, {}}).id, "static-2");
  ASSERT_THAT(catalogue.protocols(), SizeIs(5));
  EXPECT_EQ(catalogue.protocols()[0].name, "") << "called by what it does";
  catalogue.remove_protocol("walk-2");
  ASSERT_THAT(catalogue.protocols(), SizeIs(4));
  EXPECT_EQ(catalogue.save(StoredProtocol{"", "Other", "walk", {}, 3}).id, "walk-3")
      << "an id stays that of its trials";
  EXPECT_TRUE(catalogue.protocols(true)[3].removed);
  catalogue.restore_protocol("walk-2");
  EXPECT_EQ(catalogue.protocols()[3].name, "Slow");
  // A trial's name tells its task.
  EXPECT_THROW(catalogue.save(StoredProtocol{"walk", "", "run", {}, 3}), Error);
  EXPECT_THROW(catalogue.save(StoredProtocol{"", "", "jump", {}, 3}), Error);
  EXPECT_THROW(catalogue.save(StoredProtocol{"", "", "walk", {}, 0}), Error);
  EXPECT_THROW(catalogue.save(StoredProtocol{"", "", "static", {}, 3}), Error);
}

TEST_F(CatalogueTest, RefusesANewerSchemaAndLeavesItAlone) {
  { Catalogue made(where_); }
  sqlite3(file_, "pragma user_version = 99");
  try {
    Catalogue catalogue(where_);
    FAIL() << "opened";
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), HasSubstr("made by a newer Solea (catalogue version 99)"));
    EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos);
  }
  EXPECT_EQ(sqlite3(file_, "pragma user_version"), "99");
}

TEST_F(CatalogueTest, BringsTheFirstSchemaUpToDate) {
  {
    Catalogue made(where_);
    made.save(somebody("A"));
  }
  sqlite3(file_, "drop table protocols; pragma user_version = 1");
  Catalogue catalogue(where_);
  EXPECT_THAT(catalogue.protocols(), SizeIs(3));
  EXPECT_EQ(catalogue.people(), 1);
  EXPECT_EQ(sqlite3(file_, "pragma user_version"), "3");
}

TEST_F(CatalogueTest, SaysInOneLineWhatIsNoCatalogue) {
  solea::testing::write_file(file_, std::string(4096, 'x'));
  for (const std::string& where :
       {where_, "sqlite:" + (folder_ / "no/such/folder").string(), std::string("postgresql:db")}) {
    try {
      Catalogue catalogue(where);
      FAIL() << where;
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << e.what();
    }
  }
}

TEST_F(CatalogueTest, EverythingToldAsStoredIsThereAfterAKill) {
  { Catalogue made(where_); }
  for (int round = 0; round < 10; ++round) {
    std::array<int, 2> told{};
    ASSERT_EQ(::pipe(told.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      Catalogue catalogue(where_);
      for (;;) {
        const Id id = catalogue.save(somebody("Somebody")).id;
        if (::write(told[1], &id, sizeof id) != sizeof id) ::_exit(1);
      }
    }
    ::close(told[1]);
    Id last = 0;
    for (int k = 0; k <= 3 * round; ++k) ASSERT_EQ(::read(told[0], &last, sizeof last), 8);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (Id more = 0; ::read(told[0], &more, sizeof more) == sizeof more;) last = more;
    ::close(told[0]);
    Catalogue catalogue(where_);
    EXPECT_NO_THROW((void)catalogue.person(last));
    EXPECT_EQ(sqlite3(file_, "pragma integrity_check"), "ok");
  }
}

}  // namespace
}  // namespace solea::catalogue
