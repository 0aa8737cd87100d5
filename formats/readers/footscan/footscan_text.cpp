// RSscan / Materialise footscan text exports (often named .xls, or without an extension): rows of
// numbers parted by tabs, N per sensor, with a decimal point or comma; lines end with CR LF or LF.
//
// "Entire plate roll off": the whole plate, frame by frame. Older versions begin with the first
// frame's title, newer ones with a few lines about the measurement; the title's word depends on the
// program's language ("Frame", "Beeld"), its end "(7.94 ms)" does not. Without titles, an empty
// line parts the frames.
//
//     Entire Plate Roll Offfor measurement: walk_10
//     Patient name: ...
//     Measurement done on 21-7-2014
//     Scanning speed;  for the left foot: 126.00 Hertz, for the right foot: 126.00 Hertz
//
//     Frame 0 (0.00 ms)
//     0.0  0.0  0.3 ... 63 numbers
//     ... 64, 128, 192 or 256 rows
//
//     Frame 1 (7.94 ms)
//
// "Dynamic Roll off": the rectangle around one foot, or one after the other around several; the
// rectangle's place on the plate is told in sensors.
//
//     Right foot data
//
//     Right rectangle position
//     Rectangle bottom
//     6.0
//     Rectangle left
//     40.0
//     Rectangle width
//     20.0
//     Rectangle height
//     38.0
//
//     Frame 0 (0.00 ms)
//     ... 38 rows of 20 numbers
//
// Where is left, where is the heel? No file says it, so real ones decide. In both exports the first
// row is where the foot's contact begins and the centre of pressure moves to later rows: the first
// row is posterior, rows stay. (Others who draw rows from top to bottom turn them over for that.)
// The "Dynamic Roll off" sample calls itself a right foot; its hallux is in the first columns and
// its lateral band in the last ones, as seen from above: its columns stay as well. The "Entire
// plate" samples are known to be right, left, right and left, right, left, right, left seen from
// above; read as they are, arch and hallux of the first foot lie on its right, which is a left
// foot. So there the columns are reversed. A mirrored walk is a possible walk too: the files alone
// cannot prove this, the knowledge of the feet does.

#include <cstring>
#include <vector>

#include "formats/readers/builtin.h"
#include "formats/readers/footscan/footscan_header.h"
#include "formats/readers/footscan/footscan_rows.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

using footscan::LoadedField;
using footscan::Row;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

class TextRows final : public footscan::RowSource {
 public:
  explicit TextRows(const InputFile& file) : text_(file.as_text()), lines_(text_) {}

  std::optional<Row> next() override {
    const auto line = lines_.next();
    if (!line) return std::nullopt;
    end_ = line->data() + line->size();
    Row row;
    std::string_view text = *line;
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    if (text.empty()) return row;
    const char c = text.front();
    if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == ',') {
      read_numbers(text, row);
      if (row.bad_field.empty()) return row;
    }
    // Spreadsheets put texts into quotes when they save them.
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') {
      text = text.substr(1, text.size() - 2);
    }
    row.kind = Row::Kind::text;
    row.text = text;
    return row;
  }

  [[nodiscard]] bool is_cut() const override {
    return end_ == text_.text().data() + text_.text().size();
  }
  [[nodiscard]] bool may_be_cut() const override { return true; }
  [[noreturn]] void fail(const std::string& what) const override { lines_.fail(what); }

 private:
  void read_numbers(std::string_view text, Row& row) {
    loaded_.clear();
    const char* at = text.data();
    const char* const end = at + text.size();
    std::uint32_t col = 0;
    double value = 0;
    for (;; ++col) {
      // Most of a plate is not loaded: "0.0", tab, twice.
      while (end - at > 8 && std::memcmp(at, unloaded_, 8) == 0) {
        at += 8;
        col += 2;
      }
      const char* const begin = at;
      if (!scan_number(at, end, value, unloaded_[1])) {
        const bool is_other = at != end && (*at == '.' || *at == ',');
        if (!is_other || !scan_with_other_sign(at, end, value)) return bad_field(begin, end, row);
      } else if (at != end && (*at == '.' || *at == ',')) {
        at = begin;
        if (!scan_with_other_sign(at, end, value)) return bad_field(begin, end, row);
      }
      if (at == end && is_cut() && !is_whole(begin, end, text)) {  // as if it were not there
        if (col == 0) return bad_field(begin, end, row);
        break;
      }
      if (value != 0) loaded_.push_back({col, value});
      if (at == end) {
        ++col;
        break;
      }
      // One tab, with or without blanks around it, or blanks.
      const char* const number_end = at;
      while (at != end && *at == ' ') ++at;
      if (at != end && *at == '\t') ++at;
      while (at != end && *at == ' ') ++at;
      if (at == number_end || at == end) return bad_field(begin, end, row);
    }
    row.kind = Row::Kind::numbers;
    row.fields = col;
    row.last = value;
    row.loaded = loaded_;
  }

  /// Files have a decimal point or a comma; which one, their first number tells.
  bool scan_with_other_sign(const char*& at, const char* end, double& value) {
    const char other = unloaded_[1] == '.' ? ',' : '.';
    if (!scan_number(at, end, value, other)) return false;
    unloaded_[1] = unloaded_[5] = other;
    return true;
  }

  /// Whether the last number of a file that ends in it has its decimals, as its neighbour has.
  [[nodiscard]] bool is_whole(const char* begin, const char* end, std::string_view row) const {
    const char sign = unloaded_[1];
    const std::string_view number(begin, static_cast<std::size_t>(end - begin));
    const std::string_view before = row.substr(0, row.size() - number.size());
    return !number.ends_with(sign) && (number.find(sign) != std::string_view::npos ||
                                       before.find(sign) == std::string_view::npos);
  }

  static void bad_field(const char* begin, const char* end, Row& row) {
    const std::string_view rest(begin, static_cast<std::size_t>(end - begin));
    row.bad_field = rest.substr(0, rest.find('\t'));
    if (row.bad_field.empty()) row.bad_field = "(empty)";
  }

  InputFile text_;
  LineReader lines_;
  const char* end_ = nullptr;
  std::vector<LoadedField> loaded_;
  char unloaded_[9] = "0.0\t0.0\t";
};

/// The head of a file as 8-bit text.
std::string_view head_text(std::span<const std::byte> head, std::string& buffer) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  const bool is_little = text.starts_with("\xFF\xFE");
  if (!is_little && !text.starts_with("\xFE\xFF")) return text;
  for (std::size_t i = is_little ? 2 : 3; i < text.size(); i += 2) buffer += text[i];
  return buffer;
}

/// How a row of a plate looks: 0 where it is none.
std::size_t plate_fields(std::string_view line) {
  std::size_t fields = 0;
  const char* at = line.data();
  const char* const end = at + line.size();
  double value = 0;
  while (at != end && fields < 10000) {
    const char* const begin = at;
    if (!scan_number(at, end, value) && *at != ',') return 0;
    if (at != end && *at == ',') {
      at = begin;
      if (!scan_number(at, end, value, ',')) return 0;
    }
    ++fields;
    while (at != end && *at == ' ') ++at;
    if (at == end) break;
    if (*at != '\t') return 0;
    ++at;
    while (at != end && *at == ' ') ++at;
  }
  return fields;
}

int confidence(std::span<const std::byte> head) {
  std::string buffer;
  std::string_view text = head_text(head, buffer);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (text.find('\0') != std::string_view::npos) return 0;

  bool after_title = false;
  bool names_export = false;
  std::size_t lines = 0;
  std::size_t plate_rows = 0;  // rows of a plate from the first line on
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    const bool is_whole = end < text.size();
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!text.empty() && is_whole && line.data()[end] == '\r' && text.front() == '\n') {
      text.remove_prefix(1);
    }
    while (!line.empty() && (is_blank(line.back()) || line.back() == '"')) line.remove_suffix(1);
    ++lines;
    if (lines == 1) {
      names_export = line.find("Roll off") != std::string_view::npos ||
                     line.find("Roll Off") != std::string_view::npos;
    }
    if (line.empty()) {
      if (plate_rows > 0) break;
      continue;
    }
    if (after_title) return plate_fields(line) >= 2 ? (names_export ? 95 : 90) : 0;
    if (footscan::frame_title(line)) {
      after_title = true;
      plate_rows = 0;
      continue;
    }
    if (names_export && is_whole && plate_fields(line) >= 8) return 80;
    if (plate_rows + 1 == lines) {
      // Without a title only the plate's own width tells it.
      const std::size_t fields = is_whole ? plate_fields(line) : 0;
      if (fields == 63 || fields == 64) {
        ++plate_rows;
        continue;
      }
      if (plate_rows > 0) break;
    }
    if (lines > 60) return 0;
  }
  if (after_title) return names_export ? 80 : 0;
  const bool is_plate = plate_rows == 64 || plate_rows == 128 || plate_rows == 192 ||
                        plate_rows == 256 || (plate_rows > 200 && text.empty());
  return is_plate ? 60 : 0;
}

Sources open(const InputFile& file, const OpenOptions& options) {
  TextRows rows(file);
  Sources sources = footscan::parse(rows, "footscan_text", options, footscan::Untitled::frames);
  if (sources.empty()) {
    rows.fail("no frame found, expected titles such as 'Frame 0 (0.00 ms)' and rows of numbers");
  }
  return sources;
}

}  // namespace

extern const RecordingFormat footscan_text = {
    "footscan_text",
    "footscan roll off text",
    confidence,
    open,
};

}  // namespace solea::readers
