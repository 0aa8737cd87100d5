// novel emed ASCII (.lst, written by emascii): one page a picture; a page has a few header lines
// and the loaded box of the plate as a table, with force margins:
//
//           26     27    ...   47   Force        1-based plate columns
//     30   0.00   0.00   ...  0.00   0.00        1-based plate row, pressures in kPa, row force in
//     N
//     ...
//   Force   0.00   1.13  ...  0.00  39.63        column forces in N, total
//
// "Matrix: 64x95" is columns x rows. Row 1 is printed first and lies at the front of the plate.
// A page begins at a form feed, at 'Page 2' or, without both, at the next header.

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/novel/novel_lst_header.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/support/words.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

int confidence(std::span<const std::byte> head) {
  const InputFile as_text = head_as_text(head);
  const std::string_view text = as_text.text();
  const auto has = [&](std::string_view what) { return text.find(what) != std::string_view::npos; };
  const bool has_pictures = has("Pict-No.") && has("novel");
  if (!has("Matrix:") || !(has("Time/picture") || has_pictures)) return 0;
  return has_pictures ? 95 : 60;
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options)
      : options_(options), cut_(ends_within_line(file.as_text())), lines_(file) {}

  std::unique_ptr<FrameSource> parse() {
    while (const auto line = lines_.next()) {
      std::string_view rest = *line;
      for (std::size_t feed = 0; (feed = rest.find('\f')) != std::string_view::npos;) {
        read_line(rest.substr(0, feed), true);
        if (in_table_) lines_.fail("the page ends inside its table, expected the 'Force' line");
        begin_page();
        rest.remove_prefix(feed + 1);
      }
      read_line(rest, rest.size() < line->size());
    }
    end_file();
    if (times_.empty())
      lines_.fail("no picture found, expected pages with 'Pict-No.: 1' and a table");
    return finish();
  }

 private:
  /// `part`: of a line that a form feed divides.
  void read_line(std::string_view line, bool part) {
    if (part && trimmed(line).empty()) return;
    // The last line of a text that does not end in a line may have lost anything.
    torn_ = cut_ && lines_.at_end();
    if (in_table_) {
      read_table_line(line);
    } else if (!torn_) {
      read_header_line(line);
    } else if (!trimmed(line).empty()) {
      page_open_ = true;
    }
  }

  void begin_page() {
    page_picture_ = 0;
    after_table_ = false;
  }

  /// What a file that was cut off has whole.
  void end_file() {
    const bool of_picture = in_table_ || (picture_ != 0 && !has_table_) ||
                            (page_open_ && page_picture_ != 0 && page_picture_ == picture_);
    if (of_picture && times_.empty()) {
      lines_.fail(in_table_ ? "the file ends inside a table, expected the 'Force' line"
                            : "the file ends within its first picture, no whole one found");
    }
    if (of_picture && !(in_table_ && page_picture_ == 0)) {
      info_.warnings.push_back("the file ends within picture " + std::to_string(picture_) + ", " +
                               std::to_string(times_.size()) + " whole pictures were kept");
      return;
    }
    store_frame();
    if ((page_open_ || in_table_) && !times_.empty()) {
      info_.warnings.push_back("the file ends within a page, " + std::to_string(times_.size()) +
                               " whole pictures were kept");
    }
  }

  void read_header_line(std::string_view line) {
    const bool begins_page = line.find("Page ") != std::string_view::npos;
    const bool is_header = begins_page || line.find("Matrix:") != std::string_view::npos ||
                           line.find("Time/picture:") != std::string_view::npos;
    if (begins_page || (is_header && after_table_)) begin_page();
    page_open_ = page_open_ || is_header;
    header_.read_line(line);
    if (const auto v = value_after(line, "Pict-No.:")) {
      after_table_ = false;
      const auto number = leading_number(*v);
      constexpr double most = 1e9;
      if (number && *number > most) lines_.fail("bad 'Pict-No.', expected a number up to 1e9");
      if (number && *number >= 1) begin_picture(static_cast<int>(*number));
    }
    split_fields(line, fields_);
    if (fields_.size() >= 2 && fields_.back() == "Force" && parse_number(fields_.front())) {
      begin_table();
    }
  }

  void begin_picture(int number) {
    page_picture_ = number;
    if (number == picture_) return;  // another part of a wide matrix
    if (number < picture_) {
      lines_.fail("picture " + std::to_string(number) + " after " + std::to_string(picture_) +
                  ", expected rising numbers");
    }
    store_frame();
    picture_ = number;
    columns_seen_.assign(static_cast<std::size_t>(plate_.cols), false);
  }

  void begin_table() {
    if (plate_.rows == 0) lines_.fail("a table before 'Matrix', expected the page's header first");
    header_.complete_pitch(options_, info_);
    columns_.clear();
    for (std::size_t i = 0; i + 1 < fields_.size(); ++i) {
      columns_.push_back(index_in(fields_[i], plate_.cols, "column"));
    }
    if (page_picture_ != 0) {
      columns_seen_.resize(static_cast<std::size_t>(plate_.cols), false);
      for (const int column : columns_) {
        if (columns_seen_[static_cast<std::size_t>(column - 1)]) {
          lines_.fail("column " + std::to_string(column) + " twice in picture " +
                      std::to_string(page_picture_));
        }
        columns_seen_[static_cast<std::size_t>(column - 1)] = true;
      }
    }
    rows_seen_.assign(static_cast<std::size_t>(plate_.rows), false);
    column_sums_.assign(columns_.size(), 0.0);
    column_loaded_.assign(columns_.size(), 0);
    in_table_ = true;
  }

  int index_in(std::string_view field, int limit, const char* what) {
    const auto number = parse_number(field);
    if (!number || *number < 1 || *number > limit || *number != std::floor(*number)) {
      lines_.fail("bad " + std::string(what) + " number '" + std::string(field) +
                  "', expected 1 to " + std::to_string(limit));
    }
    return static_cast<int>(*number);
  }

  double number(std::string_view field) {
    const auto value = parse_number(field);
    if (!value) lines_.fail("'" + std::string(field) + "', expected a number");
    return *value;
  }

  void read_table_line(std::string_view line) {
    split_fields(line, fields_);
    // A table whose last line has not all of its fields, or letters, stays unfinished.
    if (torn_ && (fields_.size() != columns_.size() + 2 || fields_.front() != "Force")) return;
    if (fields_.empty()) lines_.fail("an empty line inside a table, expected a row or 'Force'");
    if (fields_.size() != columns_.size() + 2) {
      lines_.fail(std::to_string(fields_.size()) + " fields, expected " +
                  std::to_string(columns_.size() + 2) + ": row, pressures, force");
    }
    if (fields_.front() == "Force") {
      end_table();
      return;
    }
    const int row = index_in(fields_.front(), plate_.rows, "row");
    if (rows_seen_[static_cast<std::size_t>(row - 1)]) {
      lines_.fail("row " + std::to_string(row) + " twice in a table");
    }
    rows_seen_[static_cast<std::size_t>(row - 1)] = true;
    double row_sum = 0;
    std::size_t loaded = 0;
    cell_half_unit_kpa_ = half_unit(fields_[1]);
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const double kpa = number(fields_[i + 1]);
      if (kpa < 0) lines_.fail("a pressure below 0");
      if (kpa > most_kpa) lines_.fail("a pressure beyond any sensor");
      row_sum += kpa;
      column_sums_[i] += kpa;
      if (kpa > 0) {
        ++loaded;
        ++column_loaded_[i];
      }
      if (page_picture_ == 0 || kpa == 0) continue;  // a summary page is no frame
      const int plate_row = plate_.rows - row;
      frame_.push_back({static_cast<std::uint32_t>(plate_row * plate_.cols + columns_[i] - 1),
                        static_cast<float>(kpa)});
    }
    if (page_picture_ != 0) compare(row_check_, fields_.back(), row_sum, loaded);
  }

  void end_table() {
    in_table_ = false;
    page_open_ = false;
    after_table_ = true;
    if (page_picture_ == 0) return;
    has_table_ = true;
    double total = 0;
    std::size_t loaded = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      compare(column_check_, fields_[i + 1], column_sums_[i], column_loaded_[i]);
      total += column_sums_[i];
      loaded += column_loaded_[i];
    }
    if (!torn_) compare(total_check_, fields_.back(), total, loaded);
  }

  /// `loaded`: how many pressures above 0 the sum has.
  void compare(VendorComparison& check, std::string_view printed_n, double sum_kpa,
               std::size_t loaded) {
    const double area = plate_.cell_area_mm2();
    // What rounding makes: of the force itself, and of its pressures, whose errors spread evenly
    // over half a unit up and down. Five standard deviations of their sum, at most all of them.
    const auto n = static_cast<double>(loaded);
    const double all = std::min(n, 5 * std::sqrt(n / 3));
    const double tolerance_n =
        half_unit(printed_n) + 1e-6 + force_n(cell_half_unit_kpa_, area) * all;
    check.compare(number(printed_n), force_n(sum_kpa, area), tolerance_n, "picture",
                  static_cast<std::size_t>(page_picture_));
  }

  void store_frame() {
    if (picture_ == 0) return;
    if (!has_table_) lines_.fail("picture " + std::to_string(picture_) + " has no table");
    if (header_.period_s <= 0) {
      if (!options_.rate_hz) {
        lines_.fail("no 'Time/picture' in the header, expected it there or the rate as an option");
      }
      header_.period_s = 1 / *options_.rate_hz;
      period_told_ = false;
    }
    if (first_picture_ == 0) first_picture_ = picture_;
    if (!times_.empty() && picture_ != last_picture_ + 1) {
      info_.warnings.push_back("pictures " + std::to_string(last_picture_ + 1) + " to " +
                               std::to_string(picture_ - 1) + " are missing");
    }
    last_picture_ = picture_;
    times_.push_back((picture_ - first_picture_) * header_.period_s);
    std::sort(frame_.begin(), frame_.end(),
              [](const LoadedCell& a, const LoadedCell& b) { return a.index < b.index; });
    cells_.insert(cells_.end(), frame_.begin(), frame_.end());
    first_cell_.push_back(cells_.size());
    frame_.clear();
    has_table_ = false;
  }

  std::unique_ptr<FrameSource> finish() {
    info_.format = "novel_lst";
    info_.plate = plate_;
    info_.rate_hz = 1 / header_.period_s;
    info_.frames = times_.size();
    info_.session.driver = "novel_lst";
    info_.conversions.push_back("rows reversed: row 1 is printed at the front of the plate");
    if (options_.rate_hz && period_told_) warn_ignored(info_, "rate");
    if ((options_.pitch_x_mm || options_.pitch_y_mm) && header_.pitch_told)
      warn_ignored(info_, "pitch");
    if (!options_.unit.empty() && plain_unit(options_.unit) != "kPa") {
      warn_ignored(info_, "unit", "the format is in kPa");
    }
    for (const VendorComparison* check : {&column_check_, &total_check_, &row_check_}) {
      check->report(info_);
    }
    Recording recording(plate_);
    for (std::size_t k = 0; k < times_.size(); ++k) {
      recording.append(times_[k], std::span<const LoadedCell>(cells_).subspan(
                                      first_cell_[k], first_cell_[k + 1] - first_cell_[k]));
    }
    return std::make_unique<MemorySource>(std::move(info_), std::move(recording));
  }

  const OpenOptions& options_;
  bool cut_;
  LineReader lines_;
  SourceInfo info_;
  NovelLstHeader header_{lines_};
  const PlateGeometry& plate_ = header_.plate;
  bool period_told_ = true;

  int page_picture_ = 0;  // 0: a page without a picture number, a summary
  int picture_ = 0;       // the frame that is being filled
  int first_picture_ = 0;
  int last_picture_ = 0;
  bool in_table_ = false;
  bool page_open_ = false;    // a header was read, and no whole table since
  bool after_table_ = false;  // no header yet after a table
  bool torn_ = false;         // the line that is read is the last one and has no end
  std::vector<int> columns_;
  std::vector<bool> columns_seen_;  // of a picture
  std::vector<bool> rows_seen_;     // of a table
  std::vector<double> column_sums_;
  std::vector<std::size_t> column_loaded_;
  double cell_half_unit_kpa_ = 0.005;
  bool has_table_ = false;         // of the frame that is being filled
  std::vector<LoadedCell> frame_;  // only what is loaded: the file tells the grid's size
  std::vector<std::string_view> fields_;

  std::vector<double> times_;
  std::vector<LoadedCell> cells_;
  std::vector<std::size_t> first_cell_{0};
  VendorComparison column_check_{"column force margins", "N"};
  VendorComparison total_check_{"frame force totals", "N"};
  VendorComparison row_check_{"row force margins", "N"};
};

Sources open(const InputFile& file, const OpenOptions& options) {
  Sources sources;
  sources.push_back(Parser(file, options).parse());
  return sources;
}

}  // namespace

extern const RecordingFormat novel_lst = {
    "novel_lst",
    "novel emed ASCII (.lst)",
    confidence,
    open,
};

}  // namespace solea::readers
