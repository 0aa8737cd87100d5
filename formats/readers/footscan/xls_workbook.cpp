#include "formats/readers/footscan/xls_workbook.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>
#include <string_view>

#include "core/error.h"
#include "formats/readers/footscan/ole2_stream.h"
#include "formats/utf8.h"

namespace solea::readers {

namespace {

/// Types of records, [MS-XLS] 2.3.
enum : std::uint16_t {
  formula = 0x0006,
  end_of_part = 0x000A,
  file_pass = 0x002F,
  continued = 0x003C,
  bound_sheet = 0x0085,
  many_rk = 0x00BD,
  shared_texts = 0x00FC,
  label_shared = 0x00FD,
  number = 0x0203,
  label = 0x0204,
  formula_text = 0x0207,
  rk = 0x027E,
  begin_of_part = 0x0809,
};

/// A record's bytes and those of the records that continue it.
class Segments {
 public:
  void add(std::string_view bytes) { segments_.push_back(bytes); }

  [[nodiscard]] std::optional<std::uint32_t> number(std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i) {
      if (!find_byte()) return std::nullopt;
      value |= std::uint32_t{take()} << (8 * i);
    }
    return value;
  }

  void skip(std::uint64_t size) {
    while (size > 0 && find_byte()) {
      const std::uint64_t here = std::min<std::uint64_t>(size, segments_[segment_].size() - at_);
      at_ += here;
      size -= here;
    }
  }

  /// `count` characters of one byte or two; a continuation begins with a byte that says which.
  void text(std::size_t count, bool is_wide, std::string& out) {
    for (std::size_t i = 0; i < count; ++i) {
      if (segment_ < segments_.size() && at_ == segments_[segment_].size()) {
        if (!find_byte()) return;
        is_wide = (take() & 1) != 0;
      }
      const auto code = number(is_wide ? 2 : 1);
      if (!code) return;
      append_utf8(*code, out);
    }
  }

 private:
  /// Goes to the segment where the next byte lies; false at the end.
  bool find_byte() {
    while (segment_ < segments_.size() && at_ == segments_[segment_].size()) {
      ++segment_;
      at_ = 0;
    }
    return segment_ < segments_.size();
  }
  unsigned char take() { return static_cast<unsigned char>(segments_[segment_][at_++]); }

  std::vector<std::string_view> segments_;
  std::size_t segment_ = 0;
  std::size_t at_ = 0;
};

double rk_value(std::uint32_t bits) {
  const bool is_hundredth = (bits & 1) != 0;
  const double value = (bits & 2) != 0
                           ? static_cast<double>(static_cast<std::int32_t>(bits) >> 2)
                           : std::bit_cast<double>(std::uint64_t{bits & 0xFFFFFFFC} << 32);
  return is_hundredth ? value / 100 : value;
}

class Parser {
 public:
  Parser(const InputFile& file)
      : name_(file.name()), stream_(read_ole2_stream(file, {"Workbook", "Book"})) {}

  XlsWorkbook parse() {
    std::vector<std::uint32_t> places;
    std::size_t at = 0;
    for (auto record = next(at, true); record; record = next(at)) {
      if (record->type == end_of_part) break;
      if (record->type == file_pass) {
        throw FormatError(name_, "the workbook is protected by a password");
      }
      if (record->type == bound_sheet) {
        constexpr std::uint32_t worksheet = 0;
        if (get(record->body, 5, 1) == worksheet) places.push_back(get(record->body, 0, 4));
      }
      if (record->type == shared_texts) read_shared_texts(record->body, at);
    }
    std::sort(places.begin(), places.end());
    for (const std::uint32_t place : places) {
      // Sheets follow each other; one within another would be read over and over.
      if (place < at) throw FormatError(name_, "the workbook is damaged: its sheets overlap");
      at = place;
      read_sheet(at);
    }
    return std::move(book_);
  }

 private:
  struct Record {
    std::uint16_t type = 0;
    std::string_view body;
  };

  /// The record at `at`, which moves behind it; nothing at the end of the stream.
  std::optional<Record> next(std::size_t& at, bool is_first = false) {
    const std::string_view all = stream_;
    const auto type = little_endian(all, at, 2);
    const auto size = little_endian(all, at + 2, 2);
    if (!type || !size || all.size() - at - 4 < *size) return std::nullopt;
    const Record record{static_cast<std::uint16_t>(*type), all.substr(at + 4, *size)};
    at += 4 + *size;
    if (is_first) {
      is_biff8_ = record.type == begin_of_part && get(record.body, 0, 2) == 0x0600;
      if (!is_biff8_ && (record.type != begin_of_part || get(record.body, 0, 2) != 0x0500)) {
        throw FormatError(name_, "no workbook of Excel 5 to 2003 (BIFF5, BIFF8)");
      }
    }
    return record;
  }

  static std::uint32_t get(std::string_view body, std::size_t at, std::size_t size) {
    return static_cast<std::uint32_t>(little_endian(body, at, size).value_or(0));
  }

  static double get_double(std::string_view body, std::size_t at) {
    return std::bit_cast<double>(little_endian(body, at, 8).value_or(0));
  }

  void read_shared_texts(std::string_view body, std::size_t& at) {
    Segments data;
    data.add(body);
    for (;;) {
      std::size_t after = at;
      const auto record = next(after);
      if (!record || record->type != continued) break;
      data.add(record->body);
      at = after;
    }
    data.skip(8);  // how many there are
    while (const auto count = data.number(2)) {
      const std::uint32_t flags = data.number(1).value_or(0);
      const std::uint32_t runs = (flags & 8) != 0 ? data.number(2).value_or(0) : 0;
      const std::uint32_t extra = (flags & 4) != 0 ? data.number(4).value_or(0) : 0;
      std::string text;
      data.text(*count, (flags & 1) != 0, text);
      data.skip(std::uint64_t{runs} * 4 + extra);
      book_.texts.push_back(std::move(text));
    }
  }

  /// A text within a record.
  std::uint32_t own_text(std::string_view body) {
    Segments data;
    data.add(body);
    const std::uint32_t count = data.number(2).value_or(0);
    const std::uint32_t flags = is_biff8_ ? data.number(1).value_or(0) : 0;
    std::string text;
    data.text(count, (flags & 1) != 0, text);
    book_.texts.push_back(std::move(text));
    return static_cast<std::uint32_t>(book_.texts.size() - 1);
  }

  void read_sheet(std::size_t& at) {
    std::vector<XlsCell> cells;
    int depth = 0;  // charts lie within sheets
    bool awaits_text = false;
    while (const auto record = next(at)) {
      const std::string_view body = record->body;
      if (depth == 0 && record->type != begin_of_part) break;
      if (record->type == begin_of_part) ++depth;
      if (record->type == end_of_part && --depth == 0) break;
      if (depth != 1) continue;
      XlsCell cell{get(body, 0, 2), get(body, 2, 2)};
      switch (record->type) {
        case number:
          cell.value = get_double(body, 6);
          break;
        case rk:
          cell.value = rk_value(get(body, 6, 4));
          break;
        case many_rk:
          for (std::size_t i = 4; i + 8 <= body.size(); i += 6, ++cell.col) {
            cell.value = rk_value(get(body, i + 2, 4));
            cells.push_back(cell);
          }
          continue;
        case label_shared:
          cell.text = get(body, 6, 4);
          if (cell.text >= book_.texts.size()) {
            throw FormatError(name_, "the workbook is damaged: a text is missing, row " +
                                         std::to_string(cell.row + 1));
          }
          break;
        case label:
          cell.text = own_text(body.substr(std::min<std::size_t>(6, body.size())));
          break;
        case formula:
          awaits_text = get(body, 12, 2) == 0xFFFF && get(body, 6, 1) == 0;
          if (get(body, 12, 2) == 0xFFFF) {
            if (!awaits_text) continue;  // true, false, an error, nothing
            cell.text = own_text({});
          } else {
            cell.value = get_double(body, 6);
          }
          break;
        case formula_text:
          if (awaits_text && !cells.empty()) cells.back().text = own_text(body);
          awaits_text = false;
          continue;
        default:
          continue;
      }
      cells.push_back(cell);
    }
    const auto before = [](const XlsCell& a, const XlsCell& b) {
      return a.row != b.row ? a.row < b.row : a.col < b.col;
    };
    if (!std::is_sorted(cells.begin(), cells.end(), before)) {
      std::stable_sort(cells.begin(), cells.end(), before);
    }
    book_.sheets.push_back(std::move(cells));
  }

  std::filesystem::path name_;
  std::string stream_;
  XlsWorkbook book_;
  bool is_biff8_ = true;
};

}  // namespace

XlsWorkbook XlsWorkbook::read(const InputFile& file) {
  return Parser(file).parse();
}

}  // namespace solea::readers
