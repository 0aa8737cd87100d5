#include "apps/report/model.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace solea::report {

namespace {

template <class Value, std::size_t count>
Value find(const std::array<std::pair<std::string_view, Value>, count>& table,
           std::string_view id) {
  std::string known;
  for (const auto& [name, value] : table) {
    if (name == id) return value;
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  throw std::invalid_argument("'" + std::string(id) + "', expected " + known);
}

}  // namespace

Kind kind_of(std::string_view id) {
  static constexpr std::array<std::pair<std::string_view, Kind>, 3> kinds = {
      {{"clinic", Kind::clinic}, {"store", Kind::store}, {"research", Kind::research}}};
  return find(kinds, id);
}

Paper paper_of(std::string_view id) {
  static constexpr std::array<std::pair<std::string_view, Paper>, 2> papers = {
      {{"a4", Paper::a4}, {"letter", Paper::letter}}};
  return find(papers, id);
}

Language language_of(std::string_view id) {
  static constexpr std::array<std::pair<std::string_view, Language>, 2> languages = {
      {{"en", Language::en}, {"de", Language::de}}};
  return find(languages, id);
}

std::vector<std::string> footnotes(const Table& table) {
  std::vector<std::string> reasons;
  for (const auto& row : table.rows) {
    for (const Cell& cell : row) {
      if (cell.why.empty()) continue;
      if (std::find(reasons.begin(), reasons.end(), cell.why) == reasons.end()) {
        reasons.push_back(cell.why);
      }
    }
  }
  return reasons;
}

std::string footnote_mark(std::size_t number) {
  static constexpr std::array marks = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  std::string text;
  for (const char digit : std::to_string(number + 1)) {
    text += marks[static_cast<std::size_t>(digit - '0')];
  }
  return text;
}

std::string cell_text(const Cell& cell, const std::vector<std::string>& reasons) {
  if (cell.why.empty()) return cell.text;
  const auto at = std::find(reasons.begin(), reasons.end(), cell.why);
  return cell.text + footnote_mark(static_cast<std::size_t>(at - reasons.begin()));
}

}  // namespace solea::report
