#include "formats/readers/footscan/footscan_section.h"

#include <string>
#include <utility>

#include "core/error.h"
#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/number_text.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers::footscan {

namespace {

// Of every footscan plate; no file tells it.
constexpr double pitch_x_mm = 5.08;
constexpr double pitch_y_mm = 7.62;

/// Whether the file says that this is a foot.
bool is_foot(const Section& s, const Header& header) {
  return s.side != Side::unknown || s.rectangle.is_known() || header.is_dynamic();
}

/// Exports of a foot are cut to its rectangle. Their header may have been lost, and its words be
/// of any language; then the size tells: plates are 64, 128, 192 or 256 rows of 63 or 64 sensors.
bool is_whole_plate(const Section& s, const Header& header) {
  const bool plate_sized = s.rows % 64 == 0 && s.rows <= 256 && (s.cols == 63 || s.cols == 64);
  return !is_foot(s, header) && (plate_sized || header.is_entire_plate());
}

void describe_unit(const OpenOptions& options, SourceInfo& info) {
  info.conversions.push_back(options.pitch_x_mm || options.pitch_y_mm
                                 ? "sensors of " + short_number(info.plate.pitch_x_mm) +
                                       " mm across and " + short_number(info.plate.pitch_y_mm) +
                                       " mm along, as asked for"
                                 : "sensors of 5.08 mm across and 7.62 mm along: those of every "
                                   "footscan plate, the file does not tell");
  if (options.unit.empty() || options.unit == "N") {
    info.unit = "N";
    info.conversions.push_back("N per sensor divided by the sensor's area " +
                               printed(info.plate.cell_area_mm2(), 2) + " mm2");
  } else {
    info.unit = options.unit;
    info.conversions.push_back("values times " + short_number(kpa_per_value(options)) +
                               ", as asked for");
  }
}

void describe_orientation(bool is_plate, SourceInfo& info) {
  info.conversions.emplace_back(
      is_plate ? "columns reversed: the export of the whole plate has the walker's right side "
                 "first; rows as they are, the first one is where the walk begins"
               : "rows and columns as they are: the first row is at the heel, the first column at "
                 "the person's left");
}

void describe_rectangle(const Section& s, SourceInfo& info) {
  const auto& values = s.rectangle.values;
  for (std::size_t i = 0; i < Rectangle::parts; ++i) {
    if (!values[i]) continue;
    info.provenance[std::string("rectangle_") + Rectangle::names[i]] = short_number(*values[i]);
  }
  if (values[Rectangle::left] && values[Rectangle::bottom]) {
    // x, y of the first row and column
    info.provenance["plate_offset_mm"] =
        printed(*values[Rectangle::left] * info.plate.pitch_x_mm, 2) + ", " +
        printed(*values[Rectangle::bottom] * info.plate.pitch_y_mm, 2);
  }
  VendorComparison size("rectangle width and height", "sensors");
  if (values[Rectangle::width]) {
    size.compare(*values[Rectangle::width], static_cast<double>(s.cols), 0, "rectangle", 1);
  }
  if (values[Rectangle::height]) {
    size.compare(*values[Rectangle::height], static_cast<double>(s.rows), 0, "rectangle", 1);
  }
  size.report(info);
}

void reverse_columns(Section& s) {
  const auto cols = static_cast<std::uint32_t>(s.cols);
  auto at = s.cells.begin();
  for (std::size_t k = 0; k < s.frames.size(); ++k) {
    const auto end = s.cells.begin() + static_cast<std::ptrdiff_t>(s.first_cell[k + 1]);
    while (at != end) {
      const std::uint32_t first = at->index / cols * cols;
      const auto begin = at;
      for (; at != end && at->index < first + cols; ++at) {
        at->index = first + (first + cols - 1 - at->index);
      }
      std::reverse(begin, at);
    }
  }
}

}  // namespace

double kpa_per_value(const OpenOptions& options) {
  if (options.unit.empty() || options.unit == "N") {
    return 1 / force_n(1, options.pitch_x_mm.value_or(pitch_x_mm) *
                              options.pitch_y_mm.value_or(pitch_y_mm));
  }
  const auto kpa = kpa_per_unit(options.unit);
  if (!kpa) {
    throw Error("unknown unit " + in_quotes(options.unit) + ", expected N, kPa, N/cm2 ...");
  }
  return *kpa;
}

std::unique_ptr<FrameSource> make_source(Section s, const Header& header,
                                         std::string_view format_id, const OpenOptions& options,
                                         SourceInfo info) {
  info.format = format_id;
  info.session.driver = format_id;
  info.side = s.side;
  info.plate = {static_cast<int>(s.rows), static_cast<int>(s.cols),
                options.pitch_x_mm.value_or(pitch_x_mm), options.pitch_y_mm.value_or(pitch_y_mm)};
  info.frames = s.frames.size();
  header.describe(info);
  describe_unit(options, info);
  describe_rectangle(s, info);
  const bool is_plate = is_whole_plate(s, header);
  info.one_foot = !is_plate;
  describe_orientation(is_plate, info);
  if (!is_plate && !is_foot(s, header)) {
    info.warnings.push_back(
        "neither a header nor a rectangle tells what this grid of " + std::to_string(s.rows) +
        " x " + std::to_string(s.cols) +
        " is: taken as one foot's, columns from the person's left, which is assumed");
  }
  if (is_plate) reverse_columns(s);
  const std::vector<double> times = place_in_time(s.frames, s.frames[0].rounding_ms > 0,
                                                  header.rate_hz(s.side), options.rate_hz, info);

  Recording recording(info.plate);
  const std::span<const LoadedCell> cells(s.cells);
  for (std::size_t k = 0; k < times.size(); ++k) {
    recording.append(times[k],
                     cells.subspan(s.first_cell[k], s.first_cell[k + 1] - s.first_cell[k]));
  }
  return std::make_unique<MemorySource>(std::move(info), std::move(recording));
}

}  // namespace solea::readers::footscan
