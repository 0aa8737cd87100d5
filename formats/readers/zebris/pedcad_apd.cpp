// pedCAD import file (.apd), the file from which insoles are milled: INI text with one maximum
// picture, as zebris writes it, or with every frame of one footfall, as footscan's CadCam export
// does:
//
//     [General]
//     Description=pedcad Importfile
//     Source=<<zebris>>
//     UnitDistance=mm
//     UnitPressure=N/cm2
//     UnitTime=ms                 footscan only, as are the next four keys and [Data0]...
//     FootSide=L
//     [Customer]                  names, which are not kept
//     [Technical]
//     MaxSensorsX=353             the plate
//     StartSensX=71               where the picture lies on it
//     SensCountX=2                lines of the picture
//     SensCountY=3                values of a line
//     LDistX=8.46591
//     LDistY=8.46591
//     TimeDiff=5
//     MinIdx=0
//     MaxIdx=1
//     [Data]                      the maximum over time; -1 is unloaded
//     -1<TAB>12.5<TAB>3.0
//     0.5<TAB>20.0<TAB>-1
//     [Data0]
//     ...
//
// X runs along the plate, so a line of the file is a row of the grid. In the real zebris prints
// the first line is the heel and the first value of a line is at the person's left: prints known as
// right have their big toe at the smaller column, and each foot's big toe points to the other foot.

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/builtin.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/words.h"
#include "formats/readers/zebris/pedcad_text.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

int confidence(std::span<const std::byte> head) {
  const std::string text = lower_case(
      {reinterpret_cast<const char*>(head.data()), std::min<std::size_t>(head.size(), 8192)});
  const auto has = [&](std::string_view what) { return text.find(what) != std::string::npos; };
  if (!has("[technical]") || !has("senscountx")) return 0;
  return has("pedcad") ? 95 : 85;
}

class Reader {
 public:
  Reader(const InputFile& file, const OpenOptions& options)
      : text_(read_pedcad_text(file)), options_(options) {}

  std::unique_ptr<FrameSource> read() {
    check_sizes();
    read_units();
    std::vector<const PedcadPicture*> frames;
    const PedcadPicture* maximum = nullptr;
    for (const PedcadPicture& picture : text_.pictures) {
      if (picture.number) {
        frames.push_back(&picture);
      } else if (maximum == nullptr) {
        maximum = &picture;
      } else {
        throw FormatError::at_line(text_.name, picture.line, "a second [Data], expected one");
      }
    }
    const bool moving = !frames.empty();
    if (moving) read_rate();
    const bool complete = check_numbers(frames);
    if (complete && maximum != nullptr) compare_maximum(*maximum, frames);
    if (!moving) {
      frames.push_back(maximum);
      info_.conversions.emplace_back(
          "the one picture is the maximum over time: a recording of one frame, without a rate");
    }
    info_.conversions.emplace_back(
        "rows are the file's lines (X), the first at the heel; columns as in the file, growing to "
        "the person's right: nothing turned");
    info_.conversions.emplace_back("-1 (unloaded) became 0");
    Recording recording = convert(frames);
    if (moving) warn_of_direction(recording);
    tell();
    info_.plate = plate_;
    info_.frames = recording.size();
    return std::make_unique<MemorySource>(std::move(info_), std::move(recording));
  }

 private:
  [[nodiscard]] Recording convert(const std::vector<const PedcadPicture*>& frames) const {
    Recording recording(plate_);
    std::vector<LoadedCell> cells;
    for (const PedcadPicture* frame : frames) {
      cells.clear();
      for (const PedcadCell& cell : frame->cells) {
        cells.push_back({cell.index, static_cast<float>(cell.pressure * kpa_per_unit_)});
      }
      const int index = frame->number ? *frame->number - *frames.front()->number : 0;
      recording.append(info_.rate_hz > 0 ? index / info_.rate_hz : index, cells);
    }
    return recording;
  }

  void check_sizes() {
    const auto rows = text_.number("senscountx", 1, 10000, true);
    const auto cols = text_.number("senscounty", 1, 10000, true);
    if (text_.pictures.empty()) text_.fail("no pressures, expected a section [Data]");
    const auto expected_rows = rows ? static_cast<std::size_t>(*rows) : text_.pictures.front().rows;
    const auto expected_cols = cols ? static_cast<std::size_t>(*cols) : text_.pictures.front().cols;
    if (expected_rows == 0 || expected_cols == 0) text_.fail("an empty [Data], expected pressures");
    const PedcadPicture& last = text_.pictures.back();
    if (text_.ends_in_data && last.rows < expected_rows) {
      const auto whole = std::count_if(text_.pictures.begin(), text_.pictures.end() - 1,
                                       [](const PedcadPicture& p) { return p.number.has_value(); });
      if (whole == 0) fail_size(last, expected_rows, expected_cols);
      info_.warnings.push_back("the file ends within frame " +
                               std::to_string(last.number.value_or(0)) + ", " +
                               std::to_string(whole) + " whole frames were kept");
      text_.pictures.pop_back();
      cut_ = true;
    } else if (text_.cut) {
      info_.warnings.emplace_back("the end of the file is cut off");
      cut_ = true;
    } else if (!text_.ends_with_line) {
      info_.warnings.emplace_back(
          "the file ends without an end of line: its last value may be cut off");
    }
    for (const PedcadPicture& picture : text_.pictures) {
      if (picture.rows != expected_rows || picture.cols != expected_cols) {
        fail_size(picture, expected_rows, expected_cols);
      }
    }
    plate_.rows = static_cast<int>(expected_rows);
    plate_.cols = static_cast<int>(expected_cols);
  }

  [[noreturn]] void fail_size(const PedcadPicture& picture, std::size_t rows,
                              std::size_t cols) const {
    throw FormatError::at_line(text_.name, picture.line,
                               "a picture of " + std::to_string(picture.rows) + " lines of " +
                                   std::to_string(picture.cols) + " values, expected " +
                                   std::to_string(rows) + " of " + std::to_string(cols));
  }

  void read_units() {
    const auto unit = text_.value("unitpressure");
    const std::string used = unit ? to_utf8(*unit) : options_.unit;
    if (unit && !options_.unit.empty() && options_.unit != used) warn_ignored(info_, "unit");
    if (used.empty()) text_.fail("no 'UnitPressure', expected e.g. N/cm2; the unit can be given");
    const auto kpa = kpa_per_unit(used);
    if (!kpa) text_.fail("unknown 'UnitPressure' " + in_quotes(used) + ", expected e.g. N/cm2");
    info_.unit = used;
    kpa_per_unit_ = *kpa;
    if (*kpa != 1) {
      info_.conversions.push_back("pressures multiplied by " + printed(*kpa) + ": " + used +
                                  " to kPa");
    }
    const std::string distance = lower_case(text_.value("unitdistance").value_or("mm"));
    const double mm = distance == "mm" ? 1 : distance == "cm" ? 10 : distance == "m" ? 1000 : 0;
    if (mm == 0) text_.fail("unknown 'UnitDistance' " + in_quotes(distance) + ", expected mm");
    // X runs along the person, Solea's y.
    plate_.pitch_y_mm = text_.number("ldistx", 1e-6, 1e6, false).value_or(0) * mm;
    plate_.pitch_x_mm = text_.number("ldisty", 1e-6, 1e6, false).value_or(0) * mm;
    take_option(plate_.pitch_x_mm, options_.pitch_x_mm, "pitch along x", info_);
    take_option(plate_.pitch_y_mm, options_.pitch_y_mm, "pitch along y", info_);
  }

  void read_rate() {
    const auto step = text_.number("timediff", 0, 1e9, false);
    const std::string unit = lower_case(text_.value("unittime").value_or("ms"));
    const double seconds = unit == "ms" ? 1e-3 : unit == "s" ? 1 : unit == "us" ? 1e-6 : 0;
    if (seconds == 0) text_.fail("unknown 'UnitTime' " + in_quotes(unit) + ", expected ms");
    if (step && *step > 0 && *step * seconds < 1e-6) {
      text_.fail("bad 'TimeDiff', expected the time between two frames");
    }
    info_.rate_hz = step && *step > 0 ? 1 / (*step * seconds) : 0;
    take_option(info_.rate_hz, options_.rate_hz, "rate", info_);
    if (info_.rate_hz <= 0) {
      info_.rate_hz = 0;
      info_.warnings.emplace_back(
          "no 'TimeDiff': the rate is unknown, frames are counted one a second");
    }
  }

  /// Frames must rise; whether every one from MinIdx to MaxIdx is there.
  bool check_numbers(const std::vector<const PedcadPicture*>& frames) {
    bool complete = true;
    for (std::size_t k = 1; k < frames.size(); ++k) {
      const int before = *frames[k - 1]->number;
      const int number = *frames[k]->number;
      if (number <= before) {
        throw FormatError::at_line(text_.name, frames[k]->line,
                                   "[Data" + std::to_string(number) + "] after [Data" +
                                       std::to_string(before) + "], expected rising numbers");
      }
      if (number != before + 1) {
        info_.warnings.push_back("frames " + std::to_string(before + 1) + " to " +
                                 std::to_string(number - 1) + " are missing");
        complete = false;
      }
    }
    const auto first = text_.number("minidx", 0, 1e8, true);
    const auto last = text_.number("maxidx", 0, 1e8, true);
    if (frames.empty()) {
      if (last && *last > 0) {
        info_.warnings.emplace_back("'MaxIdx' tells of frames, there is only the maximum picture");
      }
      return false;
    }
    const auto tell_of = [&](const char* which, double told, int there) {
      if (told == there) return;
      info_.warnings.push_back("the file tells frame " + std::to_string(static_cast<int>(told)) +
                               " as its " + which + ", it is " + std::to_string(there));
      complete = false;
    };
    if (first) tell_of("first", *first, *frames.front()->number);
    if (last) tell_of("last", *last, *frames.back()->number);
    return complete && !cut_;
  }

  void compare_maximum(const PedcadPicture& maximum,
                       const std::vector<const PedcadPicture*>& frames) {
    std::vector<double> told(plate_.cells());
    std::vector<double> computed(plate_.cells());
    for (const PedcadCell& cell : maximum.cells) told[cell.index] = cell.pressure;
    for (const PedcadPicture* frame : frames) {
      for (const PedcadCell& cell : frame->cells) {
        computed[cell.index] = std::max(computed[cell.index], cell.pressure);
      }
    }
    VendorComparison check("cells of the maximum picture", info_.unit);
    for (std::size_t i = 0; i < told.size(); ++i) {
      // The same digits, so the same number.
      check.compare(told[i], computed[i], 1e-9, "its line",
                    i / static_cast<std::size_t>(plate_.cols) + 1);
    }
    check.report(info_);
  }

  /// A foot rolls from the heel to the toes. That the first line is the heel is known from still
  /// pictures only, so a file that rolls the other way is worth a word.
  void warn_of_direction(const Recording& recording) {
    const auto mean_row = [&](std::size_t frame) {
      double sum = 0;
      double moment = 0;
      for (const LoadedCell& cell : recording.cells(frame)) {
        sum += static_cast<double>(cell.kpa);
        moment += static_cast<double>(cell.kpa) *
                  static_cast<double>(cell.index / static_cast<std::uint32_t>(plate_.cols));
      }
      return sum > 0 ? std::optional(moment / sum) : std::nullopt;
    };
    std::vector<double> rows;
    for (std::size_t k = 0; k < recording.size(); ++k) {
      if (const auto row = mean_row(k)) rows.push_back(*row);
    }
    if (rows.size() < 4 || rows.back() >= rows.front() - plate_.rows / 3.0) return;
    info_.warnings.emplace_back(
        "the load moves from the last lines to the first: the lines may run from the toes to the "
        "heel, or the person walked backwards; nothing was turned");
  }

  void tell() {
    info_.format = "pedcad_apd";
    info_.session.driver = "pedcad_apd";
    info_.one_foot = true;  // each file is cut out around one print
    if (const auto side = text_.value("footside")) {
      const std::string word = lower_case(*side);
      info_.side = word == "l" || word == "left"    ? Side::left
                   : word == "r" || word == "right" ? Side::right
                                                    : Side::unknown;
      if (info_.side == Side::unknown) {
        info_.warnings.push_back("unknown 'FootSide' " + in_quotes(*side) + ", expected L or R");
      }
    }
    for (const char* key : {"description", "date", "time", "sex"}) {
      if (const auto text = text_.value(key)) info_.provenance[key] = to_utf8(*text);
    }
    if (const auto source = text_.value("source")) {
      std::string_view name = *source;
      while (name.starts_with('<')) name.remove_prefix(1);
      while (name.ends_with('>')) name.remove_suffix(1);
      info_.provenance["software"] = to_utf8(name);
    }
    offset("startsensx", plate_.pitch_y_mm, "offset_on_plate_along_mm");
    offset("startsensy", plate_.pitch_x_mm, "offset_on_plate_across_mm");
    for (const auto& [key, name] : {std::pair{"maxsensorsx", "plate_sensors_along"},
                                    std::pair{"maxsensorsy", "plate_sensors_across"}}) {
      if (const auto text = text_.value(key)) info_.provenance[name] = to_utf8(*text);
    }
  }

  /// First sensor times pitch, as the file counts: its Y begins at the walker's right.
  void offset(const std::string& key, double pitch_mm, const char* name) {
    const auto sensors = text_.number(key, -1e6, 1e6, false);
    if (!sensors || pitch_mm <= 0) return;
    info_.provenance[name] = printed(*sensors * pitch_mm, 2);
  }

  PedcadText text_;
  const OpenOptions& options_;
  SourceInfo info_;
  PlateGeometry plate_;
  double kpa_per_unit_ = 1;
  bool cut_ = false;  ///< something at the end is missing
};

Sources open(const InputFile& file, const OpenOptions& options) {
  Sources sources;
  sources.push_back(Reader(file, options).read());
  return sources;
}

}  // namespace

extern const RecordingFormat pedcad_apd = {
    "pedcad_apd",
    "pedCAD import file of zebris and footscan (.apd)",
    confidence,
    open,
};

}  // namespace solea::readers
