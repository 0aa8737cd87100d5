#pragma once

#include <string>
#include <vector>

#include "apps/report/model.h"
#include "apps/report/pages/pdf_flow.h"

/// For the PDF writer only.
namespace solea::report {

/// A table in a width of the page. Views the flow and the table.
class PdfTable {
 public:
  /// `large`: cells in the size of the body, as a store has them.
  PdfTable(PdfFlow& flow, const Table& table, double width, bool large);

  /// With its titles and its note.
  [[nodiscard]] double height() const;
  /// Draws it from the flow's place on, at `x`, and moves the place below it. `may_break`: goes on
  /// on the next page, its titles again, where it does not fit.
  void draw(double x, bool may_break) const;

 private:
  [[nodiscard]] std::vector<double> widths() const;
  /// Where words follow numbers they stand off.
  [[nodiscard]] double indent(std::size_t column) const;
  /// The room for words in a column.
  [[nodiscard]] double room_in(const std::vector<double>& widths, std::size_t column) const;
  [[nodiscard]] Type cell_type(const Column& column, bool strong) const;
  [[nodiscard]] bool is_heading(std::size_t row) const;
  [[nodiscard]] double row_height(std::size_t row) const;
  [[nodiscard]] double titles_height() const;
  void draw_titles(double x) const;
  void draw_row(std::size_t row, double x) const;

  PdfFlow& flow_;
  const Table& table_;
  double width_;
  bool large_;
  std::vector<std::string> reasons_;
  std::string note_;  ///< the table's and the reasons of its dashes
};

}  // namespace solea::report
