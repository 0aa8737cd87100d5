#pragma once

#include <cstdint>
#include <optional>
#include <string>

/// What the catalogue keeps, as plain values. Times are ISO 8601 in UTC.
namespace solea::catalogue {

using Id = std::int64_t;  ///< 0: not stored yet

/// Somebody who is measured. The code stands for the person everywhere else; the name is known to
/// the catalogue alone.
struct Person {
  Id id = 0;
  std::string code;  ///< empty in a new one: the catalogue gives one
  std::string name;
  std::optional<int> birth_year;
  std::optional<double> mass_kg;
  std::optional<double> height_cm;
  std::string pain_side;   ///< "", "left", "right", "both"
  std::string pain_place;  ///< "", "heel", "arch", "forefoot", "toes", "ankle", "knee"
  std::string note;
};

/// A person in a list, with what was recorded.
struct PersonRow {
  Person person;
  std::int64_t trials = 0;
  std::string last_utc;  ///< of the newest trial; empty: none
};

struct Appointment {
  Id id = 0;
  Id person = 0;
  std::string begins_utc;
  std::string reason;
};

/// A session file of a person.
struct Trial {
  Id id = 0;
  Id person = 0;
  std::string session;   ///< path, relative to the data folder
  std::string protocol;  ///< id of the protocol; "import" for a file of another program
  std::string recorded_utc;
  std::optional<int> valid_left;
  std::optional<int> valid_right;
};

/// Words about a person, or about one trial.
struct Note {
  Id id = 0;
  Id person = 0;
  std::optional<Id> trial;
  std::string written_utc;
  std::string text;
};

/// That a trial was corrected: what the session keeps, at the time it was made.
struct Correction {
  Id id = 0;
  Id trial = 0;
  std::string made_utc;
  std::string json;
};

/// How a capture goes. Seconds or steps, the other is empty.
struct StoredProtocol {
  std::string id;    ///< stable, begins with the kind; empty in a new one
  std::string name;  ///< the user's own; empty: called by what it does
  std::string kind;  ///< "static", "walk", "run"
  std::optional<double> seconds;
  std::optional<int> steps_per_foot;
  bool removed = false;
};

}  // namespace solea::catalogue
