#pragma once

#include <QString>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/classes.h"
#include "apps/station/protocol.h"
#include "core/step.h"

/// What the libraries say in ids and English, in the user's language.
namespace solea::workstation {

/// With the language's decimal sign; a dash where undefined.
[[nodiscard]] QString number(const std::optional<double>& value, int decimals);
[[nodiscard]] inline QString number(double value, int decimals) {
  return number(std::optional(value), decimals);
}
[[nodiscard]] QString text_of(const std::string& utf8);

[[nodiscard]] QString side_word(Side side);  ///< "left"
[[nodiscard]] QString side_mark(Side side);  ///< "L"
/// What is done in it, by its id: "Walking" of "walk" and "walk-2".
[[nodiscard]] QString protocol_word(const std::string& id);
[[nodiscard]] QString cue_words(station::Cue cue, const station::Protocol& protocol);
/// Why a step does not count.
[[nodiscard]] QString reason_words(const std::string& reason);
[[nodiscard]] QString arch_word(std::optional<ArchClass> arch);
[[nodiscard]] QString short_arch_word(ArchClass arch);  ///< "high"
[[nodiscard]] QString strike_word(std::optional<StrikeClass> strike);
[[nodiscard]] QString loading_word(std::optional<LoadingClass> loading);
/// A day and a time as the language writes them; a dash of an empty text.
[[nodiscard]] QString moment_words(const std::string& utc);
[[nodiscard]] QString day_words(const std::string& utc);

/// A measure as tables show it.
struct ShownMeasure {
  std::string_view id;
  QString label;
  QString unit;
  int decimals = 0;
  QString group;  ///< heading over the first of a group
};
/// "peak pressure, kPa"; a ratio has no unit.
[[nodiscard]] QString label_with_unit(const ShownMeasure& measure);
/// Those that review and comparison show, in order.
[[nodiscard]] std::vector<ShownMeasure> shown_measures();

}  // namespace solea::workstation
