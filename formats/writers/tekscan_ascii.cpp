// Tekscan ASCII (.asf): lines "KEY value", then a frame after the other, its rows comma-separated
// and toes first, 'B' where the sensor has no cell. kPa, in the shortest decimal that reads back to
// the same float. A gap in time is a gap in the frame numbers.

#include <string>
#include <vector>

#include "formats/writers/builtin.h"
#include "formats/writers/text_file.h"
#include "formats/writers/writer_support.h"

namespace solea::writers {

namespace {

void write_head(TextFile& out, const ExportRecording& from, const ExportOptions& options,
                std::int64_t last_frame) {
  const PlateGeometry& plate = from.info.plate;
  const auto number = [&](std::string_view before, double value, int least, int most,
                          std::string_view after) {
    out.put(before);
    out.put_trimmed(value, least, most);
    out.put(after);
  };
  out.put("DATA_TYPE MOVIE\nVERSION " + software() + " in the layout of Tekscan ASCII\n");
  out.put("ROWS " + std::to_string(plate.rows) + "\nCOLS " + std::to_string(plate.cols) + '\n');
  number("ROW_SPACING ", plate.pitch_y_mm, 2, 9, " mm\n");
  number("COL_SPACING ", plate.pitch_x_mm, 2, 9, " mm\n");
  number("SENSEL_AREA ", plate.cell_area_mm2(), 2, 6, " mm2\n");
  number("SECONDS_PER_FRAME ", 1 / from.info.rate_hz, 3, 12, "\n");
  const Measured when = measured(from.info);
  if (options.with_identity && !when.date.empty()) {
    out.put("TIME " + when.date + (when.time.empty() ? "" : " " + when.time) + '\n');
  }
  out.put("COMMENTS:\nrows toes first, columns from the person's left to right\n");
  if (options.with_identity && !from.info.session.subject_code.empty()) {
    out.put("subject " + from.info.session.subject_code + '\n');
  }
  out.put("START_FRAME 1\nEND_FRAME " + std::to_string(last_frame) +
          "\nUNITS KPa\nMIRROR_ROW 0\nMIRROR_COL 0\nASCII_DATA @@\n\n");
}

void write(std::span<const ExportRecording> recordings, const ExportOptions& options,
           const std::filesystem::path& file) {
  const ExportRecording& from = only_one(recordings);
  require_plate(from, "tekscan_ascii");
  require_heel_first(from, "tekscan_ascii");
  require_rate(from, "tekscan_ascii");
  const auto numbers = frame_numbers(from);
  const auto rows = static_cast<std::size_t>(from.info.plate.rows);
  const auto cols = static_cast<std::size_t>(from.info.plate.cols);
  const auto& mask = from.info.sensor_mask;
  TextFile out(file);
  write_head(out, from, options, numbers.back() + 1);
  std::vector<float> kpa(from.info.plate.cells());
  for (std::size_t frame = 0; frame < from.recording.size(); ++frame) {
    if (frame > 0) out.put('\n');
    out.put("Frame ");
    out.put_integer(numbers[frame] + 1);
    out.put('\n');
    from.recording.copy_dense(frame, kpa);
    for (std::size_t row = rows; row-- > 0;) {
      for (std::size_t col = 0; col < cols; ++col) {
        if (col > 0) out.put(',');
        const std::size_t i = row * cols + col;
        if (mask.empty() || mask[i] != 0) {
          out.put_shortest(kpa[i]);
        } else {
          out.put('B');
        }
      }
      out.put('\n');
    }
  }
  out.put("@@\n");
  out.close();
}

}  // namespace

extern const ExportFormat tekscan_ascii = {
    "tekscan_ascii", "Tekscan ASCII", ".asf", {}, false, write,
};

}  // namespace solea::writers
