#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "apps/report/model.h"

/// The words and numbers of a report in its language.
namespace solea::report {

/// An English text in a language: itself in English, and where no other is known. "A, B" and "A. B"
/// are A and B by themselves where the whole is not known.
[[nodiscard]] std::string say(Language language, std::string_view english);
/// True where it can be said in a language.
[[nodiscard]] bool is_known(Language language, std::string_view english);

/// A name that may be written from the right, so that it changes nothing beside it.
[[nodiscard]] std::string isolated(const std::string& name);

/// What a report writes with.
class Words {
 public:
  explicit Words(Language language) : language_(language) {}

  [[nodiscard]] Language language() const noexcept { return language_; }
  [[nodiscard]] std::string operator()(std::string_view english) const {
    return say(language_, english);
  }
  /// A text that may be there in English only, which is said behind it then.
  [[nodiscard]] std::string or_english(std::string_view text) const;
  /// A number with its language's decimal mark and a real minus; no minus before zeros.
  [[nodiscard]] std::string number(double value, int decimals) const;
  /// "+3.2", "−1.0", "0.0".
  [[nodiscard]] std::string with_sign(double value, int decimals) const;
  /// As short as it can be: up to `digits` of them.
  [[nodiscard]] std::string plain(double value, int digits = 4) const;
  /// "21 November 2026" from ISO 8601; the text itself where it is none.
  [[nodiscard]] std::string day(std::string_view utc) const;

 private:
  Language language_;
};

/// A dash for what is undefined.
inline constexpr std::string_view dash = "–";

/// Decimals with which a value of a unit is printed.
[[nodiscard]] int decimals_of(std::string_view unit) noexcept;
/// "cm²" for "cm2", nothing for "1": how a unit is printed.
[[nodiscard]] std::string printed_unit(std::string_view unit);

}  // namespace solea::report
