#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>
#include <vector>

/// What `solea analyze --json` says of a session, and what a PDF says of the same.
namespace solea::testing {

/// The valid steps of a session, by the program itself.
class ToldSteps {
 public:
  /// Runs the program once for each of the session's `trials`.
  ToldSteps(const QString& session, std::size_t trials);
  /// Why the program failed; empty: it did not.
  [[nodiscard]] const QString& trouble() const { return trouble_; }
  /// Of a side's steps, "left" or "right"; those that have it.
  [[nodiscard]] std::optional<double> mean(const char* side, const char* metric) const;
  [[nodiscard]] std::optional<double> larger_mean(const char* metric) const;
  /// The most frequent class of a side's steps; empty: none.
  [[nodiscard]] QString most(const char* side, const char* kind) const;
  [[nodiscard]] std::size_t count(const char* side) const;

 private:
  std::vector<QJsonObject> steps_;
  QString trouble_;
};

/// A number as it is printed.
struct Printed {
  double value = 0;
  int decimals = 0;
  /// Whether `exact` is printed so.
  [[nodiscard]] bool says(double exact) const;
};

[[nodiscard]] QString text_of_pdf(const QString& file);
/// The numbers of the first line that begins with `label` and has some, without their spreads.
[[nodiscard]] std::vector<Printed> numbers_after(const QString& text, const QString& label);
/// Every "41.5 ± 1.5" of a text, value and spread.
[[nodiscard]] std::vector<std::pair<Printed, Printed>> spreads(const QString& text);

}  // namespace solea::testing
