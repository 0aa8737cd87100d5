#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "apps/catalogue/records.h"

namespace solea::catalogue {

/// People, appointments, trials, notes, corrections and protocols in a database. Every change is a
/// transaction that is on the disk when the call returns. Use from one thread; several may have one
/// each. Errors: Error, one line.
class Catalogue {
 public:
  /// `where`: "sqlite:FILE", or a FILE alone; "sqlite::memory:". The scheme chooses the backend
  /// (database.h). Makes what is missing and brings an older schema up to date; refuses a newer
  /// one.
  explicit Catalogue(const std::string& where);
  ~Catalogue();
  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  /// Stores a person, new where id is 0. Gives what was stored, with id and code. Throws Error for
  /// a code that another person has or that is no code, and for an empty name.
  Person save(const Person& person);
  /// Throws Error when there is none.
  [[nodiscard]] Person person(Id id);
  [[nodiscard]] std::optional<Person> person_of_code(const std::string& code);
  /// People whose name or code have words that begin with the words of `text`, however they are
  /// written (case, accents); the last seen first. Empty text: all.
  [[nodiscard]] std::vector<PersonRow> find(const std::string& text, std::size_t most);
  [[nodiscard]] std::int64_t people();
  /// Out of all lists, with everything of the person; restore() undoes it.
  void remove(Id person);
  void restore(Id person);
  /// For good: the name and all that was written are gone, sessions stay under their code.
  void erase(Id person);

  /// Stores a trial. A session that is there already, of the same person, is updated.
  Trial save(const Trial& trial);
  /// Newest first.
  [[nodiscard]] std::vector<Trial> trials_of(Id person);
  [[nodiscard]] std::optional<Trial> trial_of_session(const std::string& session);

  Appointment save(const Appointment& appointment);
  /// From `from_utc` until before `to_utc`, in order.
  [[nodiscard]] std::vector<Appointment> appointments(const std::string& from_utc,
                                                      const std::string& to_utc);
  /// The latest first.
  [[nodiscard]] std::vector<Appointment> appointments_of(Id person);
  /// For good; saved again with the id 0 it is there again.
  void remove_appointment(Id appointment);
  Note save(const Note& note);
  /// Newest first.
  [[nodiscard]] std::vector<Note> notes_of(Id person);
  /// As remove_appointment.
  void remove_note(Id note);
  Correction save(const Correction& correction);
  [[nodiscard]] std::vector<Correction> corrections_of(Id trial);

  /// In the order they were made.
  [[nodiscard]] std::vector<StoredProtocol> protocols(bool with_removed = false);
  /// Stores a protocol, new where the id is empty: the catalogue gives one ("walk-2"). Throws Error
  /// for an id that does not begin with the kind, and for no seconds or steps.
  StoredProtocol save(const StoredProtocol& protocol);
  /// Out of the list; its trials keep its name. restore_protocol() undoes it.
  void remove_protocol(const std::string& id);
  void restore_protocol(const std::string& id);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether it may stand for a person: 1 to 64 letters, digits and _ . -
[[nodiscard]] bool is_code(const std::string& text);

}  // namespace solea::catalogue
