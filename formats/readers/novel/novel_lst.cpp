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

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/number_table.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

int confidence(std::span<const std::byte> head) {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  const auto has = [&](std::string_view what) { return text.find(what) != std::string_view::npos; };
  if (!has("Matrix:") || !has("Time/picture")) return 0;
  return has("Pict-No.") && has("novel") ? 95 : 60;
}

class Parser {
 public:
  explicit Parser(const InputFile& file) : lines_(file) {}

  std::unique_ptr<FrameSource> parse() {
    while (const auto line = lines_.next()) {
      if (line->find('\f') != std::string_view::npos) {
        if (in_table_) lines_.fail("the page ends inside its table, expected the 'Force' line");
        continue;
      }
      if (in_table_) {
        read_table_line(*line);
      } else {
        read_header_line(*line);
      }
    }
    if (in_table_) lines_.fail("the file ends inside a table, expected the 'Force' line");
    store_frame();
    if (times_.empty())
      lines_.fail("no picture found, expected pages with 'Pict-No.: 1' and a table");
    return finish();
  }

 private:
  void read_header_line(std::string_view line) {
    if (line.find("Page ") != std::string_view::npos) page_picture_ = 0;
    if (const auto v = value_after(line, "Matrix:")) read_matrix(*v);
    if (const auto v = value_after(line, "Sensor size:")) read_size(*v);
    if (const auto v = value_after(line, "Sensor area:")) sensor_area_cm2_ = leading_number(*v);
    if (const auto v = value_after(line, "Time/picture:")) {
      const auto ms = leading_number(*v);
      if (!ms || *ms < 1e-3 || *ms > 1e9)
        lines_.fail("bad 'Time/picture', expected milliseconds above 0");
      period_s_ = *ms / 1000;
    }
    if (const auto v = value_after(line, "Pict-No.:")) {
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

  void read_matrix(std::string_view value) {
    const std::size_t x = value.find('x');
    const auto cols = leading_number(value.substr(0, x));
    const auto rows =
        x == std::string_view::npos ? std::nullopt : leading_number(value.substr(x + 1));
    if (!cols || !rows || *cols < 1 || *rows < 1 || *cols > 10000 || *rows > 10000) {
      lines_.fail("bad 'Matrix', expected COLUMNSxROWS");
    }
    const PlateGeometry before = plate_;
    plate_.cols = static_cast<int>(*cols);
    plate_.rows = static_cast<int>(*rows);
    if (before.rows != 0 && (before.rows != plate_.rows || before.cols != plate_.cols)) {
      lines_.fail("the matrix changes within the file, expected one recording");
    }
  }

  void read_size(std::string_view value) {
    const std::size_t x = value.find('x');
    const auto size_x = leading_number(value.substr(0, x));
    const auto size_y =
        x == std::string_view::npos ? std::nullopt : leading_number(value.substr(x + 1));
    if (!size_x || !size_y || !(*size_x > 1e-3 && *size_x < 1e3) ||
        !(*size_y > 1e-3 && *size_y < 1e3) || value.find("cm") == std::string_view::npos) {
      lines_.fail("bad 'Sensor size', expected e.g. 0.500x0.500 cm");
    }
    plate_.pitch_x_mm = 10 * *size_x;
    plate_.pitch_y_mm = 10 * *size_y;
  }

  /// The number a value begins with: "0.25" of "0.25 cm2".
  static std::optional<double> leading_number(std::string_view value) {
    return parse_number(value.substr(0, value.find_first_not_of("0123456789.,")));
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
    complete_pitch();
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
      has_table_ = true;
    }
    rows_seen_.assign(static_cast<std::size_t>(plate_.rows), false);
    column_sums_.assign(columns_.size(), 0.0);
    table_rows_ = 0;
    in_table_ = true;
  }

  void complete_pitch() {
    if (plate_.pitch_x_mm > 0) return;
    if (!sensor_area_cm2_ || !(*sensor_area_cm2_ > 1e-6 && *sensor_area_cm2_ < 1e6)) {
      lines_.fail("no sensor size, expected 'Sensor size' or 'Sensor area' in the header");
    }
    plate_.pitch_x_mm = plate_.pitch_y_mm = 10 * std::sqrt(*sensor_area_cm2_);
    info_.warnings.push_back("no 'Sensor size': square cells of 'Sensor area' taken");
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
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const double kpa = number(fields_[i + 1]);
      if (kpa < 0) lines_.fail("a pressure below 0");
      if (kpa > most_kpa) lines_.fail("a pressure beyond any sensor");
      row_sum += kpa;
      column_sums_[i] += kpa;
      if (page_picture_ == 0 || kpa == 0) continue;  // a summary page is no frame
      const int plate_row = plate_.rows - row;
      frame_.push_back({static_cast<std::uint32_t>(plate_row * plate_.cols + columns_[i] - 1),
                        static_cast<float>(kpa)});
    }
    ++table_rows_;
    const double force = number(fields_.back());
    if (page_picture_ != 0) compare(row_check_, force, row_sum, columns_.size());
  }

  void end_table() {
    in_table_ = false;
    if (page_picture_ == 0) return;
    double total = 0;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      compare(column_check_, number(fields_[i + 1]), column_sums_[i], table_rows_);
      total += column_sums_[i];
    }
    compare(total_check_, number(fields_.back()), total, table_rows_ * columns_.size());
  }

  /// `cells`: how many rounded pressures the sum has.
  void compare(VendorComparison& check, double printed_n, double sum_kpa, std::size_t cells) {
    const double area = plate_.cell_area_mm2();
    // Half a unit of the last printed digit, of the force and of every pressure in it.
    const double tolerance_n = 0.005 + 1e-6 + force_n(0.005, area) * static_cast<double>(cells);
    check.compare(printed_n, force_n(sum_kpa, area), tolerance_n, "picture",
                  static_cast<std::size_t>(page_picture_));
  }

  void store_frame() {
    if (picture_ == 0) return;
    if (!has_table_) lines_.fail("picture " + std::to_string(picture_) + " has no table");
    if (period_s_ <= 0) lines_.fail("no 'Time/picture' in the header, expected milliseconds");
    if (first_picture_ == 0) first_picture_ = picture_;
    if (!times_.empty() && picture_ != last_picture_ + 1) {
      info_.warnings.push_back("pictures " + std::to_string(last_picture_ + 1) + " to " +
                               std::to_string(picture_ - 1) + " are missing");
    }
    last_picture_ = picture_;
    times_.push_back((picture_ - first_picture_) * period_s_);
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
    info_.rate_hz = 1 / period_s_;
    info_.frames = times_.size();
    info_.session.driver = "novel_lst";
    info_.conversions.push_back("rows reversed: row 1 is printed at the front of the plate");
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

  LineReader lines_;
  SourceInfo info_;
  PlateGeometry plate_;
  std::optional<double> sensor_area_cm2_;
  double period_s_ = 0;

  int page_picture_ = 0;  // 0: a page without a picture number, a summary
  int picture_ = 0;       // the frame that is being filled
  int first_picture_ = 0;
  int last_picture_ = 0;
  bool in_table_ = false;
  std::size_t table_rows_ = 0;
  std::vector<int> columns_;
  std::vector<bool> columns_seen_;  // of a picture
  std::vector<bool> rows_seen_;     // of a table
  std::vector<double> column_sums_;
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

Sources open(const InputFile& file, const OpenOptions&) {
  Sources sources;
  sources.push_back(Parser(file).parse());
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
