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

#include <freexl.h>

#include <memory>
#include <vector>

#include "core/error.h"
#include "formats/readers/builtin.h"
#include "formats/readers/footscan_rows.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

using footscan::LoadedField;
using footscan::Row;

struct WorkbookClose {
  void operator()(const void* handle) const { freexl_close(handle); }
};
using Workbook = std::unique_ptr<const void, WorkbookClose>;

std::string reason(int code) {
  switch (code) {
    case FREEXL_CFBF_READ_ERROR:
    case FREEXL_CFBF_SEEK_ERROR:
      return "it ends too early";
    case FREEXL_BIFF_WORKBOOK_NOT_FOUND:
      return "it holds no workbook";
    case FREEXL_INSUFFICIENT_MEMORY:
      return "it needs too much memory";
    default:
      return "it is damaged (freexl code " + std::to_string(code) + ")";
  }
}

Workbook open_workbook(const InputFile& file) {
  const void* handle = nullptr;
  const int code = freexl_open(file.path().c_str(), &handle);
  Workbook workbook(handle);
  if (code != FREEXL_OK) {
    throw FormatError(file.name(), "the workbook cannot be read: " + reason(code));
  }
  unsigned int is_protected = 0;
  if (freexl_get_info(handle, FREEXL_BIFF_PASSWORD, &is_protected) == FREEXL_OK &&
      is_protected == FREEXL_BIFF_OBFUSCATED) {
    throw FormatError(file.name(), "the workbook is protected by a password");
  }
  return workbook;
}

/// The rows of the workbook's active sheet.
class SheetRows final : public footscan::RowSource {
 public:
  SheetRows(const InputFile& file, const void* workbook) : name_(file.name()), book_(workbook) {
    freexl_worksheet_dimensions(book_, &rows_, &cols_);
  }

  std::optional<Row> next() override {
    if (row_ == rows_) return std::nullopt;
    loaded_.clear();
    Row row;
    const unsigned int r = row_++;
    std::uint32_t filled = 0;  // cells up to the last that is not empty
    bool has_gap = false;      // an empty one before it
    for (unsigned short c = 0; c < cols_; ++c) {
      FreeXL_CellValue cell{};
      if (freexl_get_cell_value(book_, r, c, &cell) != FREEXL_OK) continue;
      double value = 0;
      switch (cell.type) {
        case FREEXL_CELL_INT:
          value = cell.value.int_value;
          break;
        case FREEXL_CELL_DOUBLE:
          value = cell.value.double_value;
          break;
        case FREEXL_CELL_NULL:
          continue;
        default: {  // freexl gives dates as texts too
          const std::string_view text =
              cell.value.text_value != nullptr ? cell.value.text_value : "";
          if (text.find_first_not_of(" \t") == std::string_view::npos) continue;
          // A number that was not seen as one when it was brought into the sheet.
          const auto number = parse_number(text);
          if (!number) return text_row(text, filled, row);
          value = *number;
        }
      }
      has_gap = has_gap || c != filled;
      filled = c + 1U;
      row.last = value;
      if (value != 0) loaded_.push_back({c, value});
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
    throw FormatError::at_line(name_, row_, what);
  }

 private:
  static Row text_row(std::string_view text, std::uint32_t cells_before, Row& row) {
    row.kind = Row::Kind::text;
    row.text = text;
    if (cells_before > 0) row.bad_field = text;
    return row;
  }

  std::filesystem::path name_;
  const void* book_;
  unsigned int rows_ = 0;
  unsigned short cols_ = 0;
  unsigned int row_ = 0;
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
  if (!bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return 0;
  if (holds(bytes, " ms)")) return 95;
  if (holds(bytes, "Roll off") || holds(bytes, "Roll Off")) return 90;
  // Its texts may lie further back, and no other format is a workbook.
  return holds(bytes, "Workbook") ? 20 : 0;
}

Sources open(const InputFile& file, const OpenOptions& options) {
  const Workbook workbook = open_workbook(file);
  unsigned int sheets = 0;
  freexl_get_info(workbook.get(), FREEXL_BIFF_SHEET_COUNT, &sheets);
  Sources sources;
  for (unsigned int i = 0; i < sheets; ++i) {
    if (freexl_select_active_worksheet(workbook.get(), static_cast<unsigned short>(i)) !=
        FREEXL_OK) {
      continue;
    }
    SheetRows rows(file, workbook.get());
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
