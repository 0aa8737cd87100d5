// novel emed ASCII (.lst), as emascii lays it out: a page a frame, ended by a form feed, Latin-1.
// Pressures in kPa and margins in N with two decimals; the margins are those of the printed
// pressures. Row 1 is printed first and lies at the front of the plate, so rows are reversed.
// Every page has the same box: what is loaded in any frame. The distance of lines within a page is
// kept, for programs count them. A gap in time is a gap in the picture numbers.

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/units.h"
#include "formats/text_scan.h"
#include "formats/writers/builtin.h"
#include "formats/writers/text_file.h"
#include "formats/writers/writer_support.h"

namespace solea::writers {

namespace {

class Pages {
 public:
  Pages(const ExportRecording& from, const ExportOptions& options,
        const std::filesystem::path& file)
      : out_(file),
        from_(from),
        options_(options),
        plate_(from.info.plate),
        box_(loaded_box(from.recording)),
        numbers_(frame_numbers(from)) {}

  void write() {
    out_.put('\n');
    for (std::size_t frame = 0; frame < from_.recording.size(); ++frame) {
      write_head(frame);
      write_table(frame);
      out_.put("\f\n");
    }
    out_.put('\f');
    out_.close();
  }

 private:
  void write_head(std::size_t frame) {
    out_.put("\t\t\t\tPage ");
    out_.put_integer(static_cast<std::int64_t>(frame) + 1);
    out_.put("\n\n\tFile: export \tMatrix: ");
    out_.put_integer(plate_.cols);
    out_.put('x');
    out_.put_integer(plate_.rows);
    out_.put(" \n\tSensor area: ");
    out_.put_trimmed(cm2_from_mm2(plate_.cell_area_mm2()), 2, 6);
    out_.put(" cm\xB2\tTime/picture:");
    out_.put_trimmed(1000 / from_.info.rate_hz, 1, 9);
    out_.put(" ms\n\tMV over frames\n\tSensor size: ");
    out_.put_trimmed(plate_.pitch_x_mm / 10, 3, 9);
    out_.put('x');
    out_.put_trimmed(plate_.pitch_y_mm / 10, 3, 9);
    out_.put(" cm\n\twritten by ");
    out_.put(software());
    out_.put(" as novel emascii does\n\t");
    out_.put(options_.with_identity ? identity_line() : "pseudonymous");
    out_.put("\n\tPict-No.: ");
    out_.put_integer(numbers_[frame] + 1);
    out_.put("  Force[N]=sum*sensor_area in row/column\n\n");
  }

  /// Subject and date on the one line there is for them, in Latin-1 as the rest.
  [[nodiscard]] std::string identity_line() const {
    std::string line = "subject " + from_.info.session.subject_code;
    const Measured when = measured(from_.info);
    if (!when.date.empty()) line += ", " + when.date;
    if (!when.time.empty()) line += " " + when.time;
    std::string ascii;
    for (const char c : to_utf8(line)) ascii += static_cast<unsigned char>(c) < 0x80 ? c : '?';
    return ascii;
  }

  void write_table(std::size_t frame) {
    for (int col = 0; col < box_.cols; ++col) {
      out_.put('\t');
      out_.put_integer(box_.first_col + col + 1);
    }
    out_.put("\tForce\n");

    hundredths_.assign(static_cast<std::size_t>(box_.rows) * static_cast<std::size_t>(box_.cols),
                       0);
    for (const LoadedCell& cell : from_.recording.cells(frame)) {
      const int row = static_cast<int>(cell.index) / plate_.cols - box_.first_row;
      const int col = static_cast<int>(cell.index) % plate_.cols - box_.first_col;
      hundredths_[at(row, col)] = std::llround(100.0 * static_cast<double>(cell.kpa));
    }
    std::vector<std::int64_t> column_sums(static_cast<std::size_t>(box_.cols), 0);
    std::int64_t total = 0;
    for (int row = box_.rows - 1; row >= 0; --row) {
      out_.put_integer(plate_.rows - (box_.first_row + row));
      std::int64_t row_sum = 0;
      for (int col = 0; col < box_.cols; ++col) {
        const std::int64_t value = hundredths_[at(row, col)];
        out_.put('\t');
        out_.put_scaled(value, 2);
        row_sum += value;
        column_sums[static_cast<std::size_t>(col)] += value;
      }
      write_force(row_sum);
      out_.put('\n');
      total += row_sum;
    }
    out_.put("Force");
    for (const std::int64_t sum : column_sums) write_force(sum);
    write_force(total);
    out_.put('\n');
  }

  [[nodiscard]] std::size_t at(int row, int col) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(box_.cols) +
           static_cast<std::size_t>(col);
  }

  void write_force(std::int64_t hundredths_of_kpa) {
    out_.put('\t');
    // Half a unit goes up, as novel prints it.
    const double n = force_n(static_cast<double>(hundredths_of_kpa) / 100, plate_.cell_area_mm2());
    out_.put_scaled(std::llround(100 * n + 1e-9), 2);
  }

  TextFile out_;
  const ExportRecording& from_;
  const ExportOptions& options_;
  PlateGeometry plate_;
  LoadedBox box_;
  std::vector<std::int64_t> numbers_;
  std::vector<std::int64_t> hundredths_;
};

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  const ExportRecording& from = only_one(recordings);
  require_plate(from, "lst");
  require_heel_first(from, "lst");
  require_rate(from, "lst");
  Pages(from, options, file).write();
}

}  // namespace

extern const ExportFormat lst = {
    "lst", "novel emed ASCII", ".lst", {}, false, write,
};

}  // namespace solea::writers
