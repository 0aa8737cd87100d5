// pedCAD import file (.apd), for programs that make insoles. INI text, CR LF, N/cm2, -1 where
// nothing was loaded. X runs along the walking: SensCountX lines, heel first, of SensCountY values
// from the person's left to right. Only the loaded box is written; StartSensX counts the lines of
// the plate before it, StartSensY those at its right: in zebris's own files a right foot, whose
// columns run from left to right, has the smaller StartSensY of the two feet.
//
// "zebris": one image, each cell's maximum, with one decimal as zebris prints it.
// "footscan": also every frame as [Data0], [Data1], ...; two decimals. A gap in time is a gap in
// these numbers.
//
// The person's names are never written; the keys stay, for programs expect them.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "formats/writers/builtin.h"
#include "formats/writers/text_file.h"
#include "formats/writers/writer_support.h"

namespace solea::writers {

namespace {

constexpr std::array<std::string_view, 2> variants = {"zebris", "footscan"};

/// "2025-04-23T10:49:07Z" as the file has it: 23/04/2025, 10.49.07. Other dates stay as they are.
struct Moment {
  std::string date;
  std::string time;
};

Moment moment_of(const Measured& when) {
  const std::string& utc = when.date;
  if (utc.size() < 19 || utc[4] != '-' || utc[7] != '-' || utc[13] != ':' || utc[16] != ':') {
    return {when.date, when.time};
  }
  return {utc.substr(8, 2) + "/" + utc.substr(5, 2) + "/" + utc.substr(0, 4),
          utc.substr(11, 2) + "." + utc.substr(14, 2) + "." + utc.substr(17, 2)};
}

class PedcadFile {
 public:
  PedcadFile(const ExportRecording& from, const ExportOptions& options,
             const std::filesystem::path& file, bool movie)
      : out_(file),
        from_(from),
        with_identity_(options.with_identity),
        movie_(movie),
        box_(loaded_box(from.recording)) {}

  void write() {
    std::vector<std::int64_t> numbers;
    if (movie_) numbers = frame_numbers(from_);
    write_head(numbers);
    write_maxima();
    std::vector<float> kpa(from_.info.plate.cells());
    for (std::size_t frame = 0; frame < numbers.size(); ++frame) {
      out_.put("\r\n[Data" + std::to_string(numbers[frame]) + "]\r\n");
      from_.recording.copy_dense(frame, kpa);
      write_image(kpa);
    }
    out_.close();
  }

 private:
  void line(std::string_view key, std::string_view value) {
    out_.put(key);
    out_.put('=');
    out_.put(value);
    out_.put("\r\n");
  }
  void line(std::string_view key, std::int64_t value) { line(key, std::to_string(value)); }
  void line_mm(std::string_view key, double value) {
    out_.put(key);
    out_.put('=');
    out_.put_trimmed(value, 2, 9);
    out_.put("\r\n");
  }

  void write_head(const std::vector<std::int64_t>& numbers) {
    const SourceInfo& info = from_.info;
    const Moment moment = with_identity_ ? moment_of(measured(info)) : Moment{};
    out_.put("[General]\r\n");
    line("Description", "pedcad Importfile");
    line("Source", "<<solea>>");
    line("Date", moment.date);
    line("Time", moment.time);
    line("UnitDistance", "mm");
    line("UnitPressure", "N/cm2");
    if (movie_) line("UnitTime", "ms");
    out_.put("\r\n[Customer]\r\nFirstName=\r\nLastName=\r\nSex=\r\n");
    if (with_identity_ && !info.session.subject_code.empty()) {
      line("Code", info.session.subject_code);
    }
    out_.put("\r\n[Technical]\r\n");
    line("MaxSensorsX", info.plate.rows);
    line("MaxSensorsY", info.plate.cols);
    line("StartSensX", box_.first_row);
    line("StartSensY", info.plate.cols - box_.first_col - box_.cols);
    line("SensCountX", box_.rows);
    line("SensCountY", box_.cols);
    line_mm("LDistX", info.plate.pitch_y_mm);
    line_mm("LDistY", info.plate.pitch_x_mm);
    if (movie_) {
      line_mm("TimeDiff", 1000 / info.rate_hz);
      if (info.side != Side::unknown) line("FootSide", info.side == Side::left ? "L" : "R");
      line("MinIdx", numbers.front());
      line("MaxIdx", numbers.back());
    }
  }

  void write_maxima() {
    std::vector<float> maxima(from_.info.plate.cells(), 0.0F);
    for (const LoadedCell& cell : from_.recording.all_cells()) {
      maxima[cell.index] = std::max(maxima[cell.index], cell.kpa);
    }
    out_.put("\r\n[Data]\r\n");
    write_image(maxima);
  }

  void write_image(const std::vector<float>& kpa) {
    const int decimals = movie_ ? 2 : 1;
    const double per_kpa = movie_ ? 10 : 1;  // last digits in a kPa, which is 0.1 N/cm2
    for (int row = box_.first_row; row < box_.first_row + box_.rows; ++row) {
      for (int col = box_.first_col; col < box_.first_col + box_.cols; ++col) {
        if (col > box_.first_col) out_.put('\t');
        const auto cell = static_cast<std::size_t>(row * from_.info.plate.cols + col);
        const std::int64_t value = std::llround(per_kpa * static_cast<double>(kpa[cell]));
        if (value > 0) {
          out_.put_scaled(value, decimals);
        } else {
          out_.put("-1");
        }
      }
      out_.put("\r\n");
    }
  }

  TextFile out_;
  const ExportRecording& from_;
  bool with_identity_;
  bool movie_;
  LoadedBox box_;
};

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  const ExportRecording& from = only_one(recordings);
  const bool movie = variant_of(apd, options) == "footscan";
  require_plate(from, "apd");
  require_heel_first(from, "apd");
  if (movie) require_rate(from, "apd footscan");
  PedcadFile(from, options, file, movie).write();
}

}  // namespace

extern const ExportFormat apd = {
    "apd", "pedCAD import file", ".apd", variants, false, write,
};

}  // namespace solea::writers
