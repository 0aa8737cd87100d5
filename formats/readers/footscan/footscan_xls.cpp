// RSscan / Materialise footscan exports saved as a true Excel workbook (OLE2, BIFF8): the rows of
// the text export (footscan_text.cpp, with the layout and how left and right were found), one sheet
// row a line, a line's text in the first cell:
//
//     A                              B     C
//     Dynamic Roll offfor measurement: walk_2
//     ...
//     Right foot data
//     Rectangle width
//     20
//     Frame 0 (0.00 ms)
//     0                              0.8   1.6  ...
//
// Files that are only named .xls and hold text are footscan_text.

#include <string>
#include <vector>

#include "core/error.h"
#include "formats/readers/builtin.h"
#include "formats/readers/footscan/footscan_rows.h"
#include "formats/readers/footscan/ole2_stream.h"
#include "formats/readers/footscan/xls_workbook.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

using footscan::LoadedField;
using footscan::Row;

/// The rows of a sheet; empty ones in a row count as one.
class SheetRows final : public footscan::RowSource {
 public:
  SheetRows(const InputFile& file, const XlsWorkbook& book, std::size_t sheet)
      : name_(file.name()), book_(book), cells_(book.sheets[sheet]) {}

  std::optional<Row> next() override {
    if (at_ == cells_.size()) return std::nullopt;
    if (cells_[at_].row > next_row_) {
      next_row_ = cells_[at_].row;
      return Row{};
    }
    next_row_ = cells_[at_].row + 1;
    const std::size_t end = end_of_row();
    loaded_.clear();
    Row row;
    std::uint32_t filled = 0;  // cells up to the last that is not empty
    bool has_gap = false;      // an empty one before it
    for (; at_ != end; ++at_) {
      const XlsCell& cell = cells_[at_];
      double value = cell.value;
      if (cell.text != XlsCell::no_text) {
        const std::string_view text = book_.texts[cell.text];
        if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) continue;
        // A number that was not seen as one when it was brought into the sheet.
        const auto number = parse_number(text);
        if (!number) {
          at_ = end;
          return text_row(text, filled, row);
        }
        value = *number;
      }
      if (filled > 0 && cell.col < filled) fail("a cell twice");
      has_gap = has_gap || cell.col != filled;
      filled = cell.col + 1;
      row.last = value;
      if (value != 0) loaded_.push_back({cell.col, value});
    }
    if (filled == 0) return row;
    if (has_gap) return text_row("an empty cell", filled, row);
    row.kind = Row::Kind::numbers;
    row.fields = filled;
    row.loaded = loaded_;
    return row;
  }

  [[nodiscard]] bool is_cut() const override { return false; }
  [[nodiscard]] bool may_be_cut() const override { return false; }
  [[noreturn]] void fail(const std::string& what) const override {
    throw FormatError::at_line(name_, next_row_, what);
  }

 private:
  [[nodiscard]] std::size_t end_of_row() const {
    std::size_t end = at_;
    while (end < cells_.size() && cells_[end].row == cells_[at_].row) ++end;
    return end;
  }

  static Row text_row(std::string_view text, std::uint32_t cells_before, Row& row) {
    row.kind = Row::Kind::text;
    row.text = text;
    if (cells_before > 0) row.bad_field = text;
    return row;
  }

  std::filesystem::path name_;
  const XlsWorkbook& book_;
  const std::vector<XlsCell>& cells_;
  std::size_t at_ = 0;
  std::uint32_t next_row_ = 0;
  std::vector<LoadedField> loaded_;
};

/// A text as a workbook keeps it: a byte a character, or two.
bool holds(std::string_view bytes, std::string_view text) {
  if (bytes.find(text) != std::string_view::npos) return true;
  std::string wide;
  for (const char c : text) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != std::string_view::npos;
}

int confidence(std::span<const std::byte> head) {
  const std::string_view bytes(reinterpret_cast<const char*>(head.data()), head.size());
  if (!bytes.starts_with(ole2_signature)) return 0;
  if (holds(bytes, " ms)")) return 95;
  if (holds(bytes, "Roll off") || holds(bytes, "Roll Off")) return 90;
  // Its texts may lie further back, and no other format is a workbook.
  return holds(bytes, "Workbook") ? 20 : 0;
}

Sources open(const InputFile& file, const OpenOptions& options) {
  const XlsWorkbook book = XlsWorkbook::read(file);
  Sources sources;
  for (std::size_t i = 0; i < book.sheets.size(); ++i) {
    SheetRows rows(file, book, i);
    Sources found = footscan::parse(rows, "footscan_xls", options, footscan::Untitled::no_frames);
    for (auto& source : found) sources.push_back(std::move(source));
  }
  if (sources.empty()) {
    throw FormatError(file.name(),
                      "no frame found in the workbook, expected titles such as "
                      "'Frame 0 (0.00 ms)' and rows of numbers");
  }
  return sources;
}

}  // namespace

extern const RecordingFormat footscan_xls = {
    "footscan_xls",
    "footscan roll off workbook (.xls)",
    confidence,
    open,
};

}  // namespace solea::readers
