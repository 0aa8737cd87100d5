#include "apps/report/pages/pdf_table.h"

#include <algorithm>

namespace solea::report {

namespace {

constexpr double pad_x = 3;
constexpr double pad_y = 1.6;

/// What stands above a column.
std::string title_of(const Column& column) {
  if (column.unit.empty()) return column.title;
  return column.title + (column.title.empty() ? "" : ", ") + column.unit;
}

}  // namespace

PdfTable::PdfTable(PdfFlow& flow, const Table& table, double width, bool large)
    : flow_(flow),
      table_(table),
      width_(width),
      large_(large),
      reasons_(footnotes(table)),
      note_(table.note) {
  for (std::size_t i = 0; i < reasons_.size(); ++i) {
    note_ += (note_.empty() ? "" : "  ") + footnote_mark(i) + " " + reasons_[i] + ".";
  }
}

std::vector<double> PdfTable::widths() const {
  double total = 0;
  for (const Column& c : table_.columns) total += c.share;
  std::vector<double> out;
  for (const Column& c : table_.columns) out.push_back(width_ * c.share / total);
  return out;
}

double PdfTable::indent(std::size_t column) const {
  const auto& columns = table_.columns;
  return column > 0 && columns[column].align == Align::left &&
                 columns[column - 1].align == Align::right
             ? 8
             : 0;
}

double PdfTable::room_in(const std::vector<double>& widths, std::size_t column) const {
  return widths[column] - (column + 1 < widths.size() ? pad_x : 0) - indent(column);
}

Type PdfTable::cell_type(const Column& column, bool strong) const {
  Type type = large_ ? flow_.body(strong) : flow_.small(strong, Tone::ink);
  type.align = column.align;
  return type;
}

bool PdfTable::is_heading(std::size_t row) const {
  return table_.rows[row].size() == 1 && table_.columns.size() > 1;
}

double PdfTable::row_height(std::size_t row) const {
  PdfCanvas& canvas = flow_.canvas();
  const auto& cells = table_.rows[row];
  if (is_heading(row)) {
    return canvas.height_of(cells[0].text, width_, flow_.small(true, Tone::ink)) + 2 * pad_y + 3;
  }
  const auto w = widths();
  double height = 0;
  for (std::size_t c = 0; c < cells.size() && c < w.size(); ++c) {
    height = std::max(height, canvas.height_of(cell_text(cells[c], reasons_), room_in(w, c),
                                               cell_type(table_.columns[c], cells[c].strong)));
  }
  return height + 2 * pad_y;
}

double PdfTable::titles_height() const {
  const auto w = widths();
  double height = 0;
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    height = std::max(height, flow_.canvas().height_of(title_of(table_.columns[c]), room_in(w, c),
                                                       flow_.small(true)));
  }
  return height > 0 ? height + 2 * pad_y : 0;
}

double PdfTable::height() const {
  double height = titles_height();
  for (std::size_t row = 0; row < table_.rows.size(); ++row) height += row_height(row);
  return height + (note_.empty() ? 0 : 2 + flow_.canvas().height_of(note_, width_, flow_.small()));
}

void PdfTable::draw_titles(double x) const {
  const double height = titles_height();
  if (height <= 0) return;
  PdfCanvas& canvas = flow_.canvas();
  const auto w = widths();
  double at = x;
  for (std::size_t c = 0; c < table_.columns.size(); ++c) {
    const Column& column = table_.columns[c];
    const std::string words = title_of(column);
    const double room = room_in(w, c);
    Type type = flow_.small(true);
    type.align = column.align;
    const double own = canvas.height_of(words, room, type);
    canvas.write(words, at + indent(c), flow_.y + height - 2 * pad_y - own, room, type);
    at += w[c];
  }
  flow_.y += height;
  const double y = flow_.y - pad_y / 2;
  canvas.rule(x, y, x + width_, y, Tone::quiet, 0.6);
}

void PdfTable::draw_row(std::size_t row, double x) const {
  PdfCanvas& canvas = flow_.canvas();
  const auto& cells = table_.rows[row];
  const double y = flow_.y + pad_y;
  if (is_heading(row)) {
    canvas.write(cells[0].text, x, y + 3, width_, flow_.small(true, Tone::ink));
    return;
  }
  const auto w = widths();
  double at = x;
  for (std::size_t c = 0; c < cells.size() && c < w.size(); ++c) {
    Type type = cell_type(table_.columns[c], cells[c].strong);
    if (!cells[c].why.empty()) type.tone = Tone::quiet;
    canvas.write(cell_text(cells[c], reasons_), at + indent(c), y, room_in(w, c), type);
    at += w[c];
  }
}

void PdfTable::draw(double x, bool may_break) const {
  PdfCanvas& canvas = flow_.canvas();
  if (may_break) flow_.need(titles_height() + 24);
  draw_titles(x);
  for (std::size_t row = 0; row < table_.rows.size(); ++row) {
    const double height = row_height(row);
    // A heading stays with the row below it.
    const bool with_next = is_heading(row) && row + 1 < table_.rows.size();
    if (may_break && flow_.y + height + (with_next ? row_height(row + 1) : 0) > flow_.bottom()) {
      flow_.turn_page();
      draw_titles(x);
    }
    draw_row(row, x);
    flow_.y += height;
    canvas.rule(x, flow_.y, x + width_, flow_.y, Tone::rule, 0.35);
  }
  if (note_.empty()) return;
  flow_.y += 2;
  if (may_break) flow_.need(canvas.height_of(note_, width_, flow_.small()));
  flow_.y += canvas.write(note_, x, flow_.y, width_, flow_.small());
}

}  // namespace solea::report
