#include "formats/readers/novel/novel_lst_header.h"

#include <cmath>

#include "formats/readers/support/given_options.h"
#include "formats/readers/support/number_table.h"
#include "formats/readers/support/words.h"

namespace solea::readers {

namespace {

/// "cm2" of "0.25 cm2  MV".
std::string_view word_after_number(std::string_view value) {
  value = trimmed(value);
  const std::size_t end = value.find_first_not_of("0123456789.,");
  if (end == std::string_view::npos) return {};
  value = trimmed(value.substr(end));
  return value.substr(0, value.find_first_of(" \t"));
}

}  // namespace

std::optional<double> leading_number(std::string_view value) {
  value = trimmed(value);
  return parse_number(value.substr(0, value.find_first_not_of("0123456789.,")));
}

void NovelLstHeader::read_line(std::string_view line) {
  if (const auto v = value_after(line, "Matrix:")) read_matrix(*v);
  if (const auto v = value_after(line, "Sensor size:")) read_size(*v);
  if (const auto v = value_after(line, "Sensor area:")) read_area(*v);
  if (const auto v = value_after(line, "Time/picture:")) read_period(*v);
}

void NovelLstHeader::read_period(std::string_view value) {
  const auto number = leading_number(value);
  const auto unit_s = seconds_per_unit(lower_case(word_after_number(value)));
  if (!number || !unit_s || !(*number * *unit_s >= 1e-6 && *number * *unit_s <= 1e6)) {
    lines_.fail("bad 'Time/picture', expected a time above 0 in ms or s");
  }
  period_s = *number * *unit_s;
}

void NovelLstHeader::read_area(std::string_view value) {
  const auto number = leading_number(value);
  const std::string_view unit = word_after_number(value);
  const double unit_cm2 = unit.starts_with("cm") ? 1 : unit.starts_with("mm") ? 0.01 : 0;
  if (number && unit_cm2 > 0) sensor_area_cm2_ = *number * unit_cm2;
}

void NovelLstHeader::read_matrix(std::string_view value) {
  const std::size_t x = value.find_first_of("xX");
  const auto cols = leading_number(value.substr(0, x));
  const auto rows =
      x == std::string_view::npos ? std::nullopt : leading_number(value.substr(x + 1));
  if (!cols || !rows || *cols < 1 || *rows < 1 || *cols > 10000 || *rows > 10000) {
    lines_.fail("bad 'Matrix', expected COLUMNSxROWS");
  }
  const PlateGeometry before = plate;
  plate.cols = static_cast<int>(*cols);
  plate.rows = static_cast<int>(*rows);
  if (before.rows != 0 && (before.rows != plate.rows || before.cols != plate.cols)) {
    lines_.fail("the matrix changes within the file, expected one recording");
  }
}

void NovelLstHeader::read_size(std::string_view value) {
  const std::size_t x = value.find_first_of("xX");
  const auto size_x = leading_number(value.substr(0, x));
  const auto size_y =
      x == std::string_view::npos ? std::nullopt : leading_number(value.substr(x + 1));
  const std::string_view unit = size_y ? word_after_number(value.substr(x + 1)) : "";
  const double unit_mm = unit.starts_with("cm") ? 10 : unit.starts_with("mm") ? 1 : 0;
  const auto possible = [unit_mm](double size) {
    return size * unit_mm > 1e-2 && size * unit_mm < 1e4;
  };
  if (!size_x || !size_y || !possible(*size_x) || !possible(*size_y)) {
    lines_.fail("bad 'Sensor size', expected e.g. 0.500x0.500 cm");
  }
  plate.pitch_x_mm = unit_mm * *size_x;
  plate.pitch_y_mm = unit_mm * *size_y;
  pitch_told = true;
}

void NovelLstHeader::complete_pitch(const OpenOptions& options, SourceInfo& info) {
  if (plate.pitch_x_mm > 0) return;
  pitch_told = sensor_area_cm2_.has_value();
  if (!sensor_area_cm2_ && options.pitch_x_mm && options.pitch_y_mm) {
    take_option(plate.pitch_x_mm, options.pitch_x_mm, "pitch along x", info);
    take_option(plate.pitch_y_mm, options.pitch_y_mm, "pitch along y", info);
    return;
  }
  if (!sensor_area_cm2_ || !(*sensor_area_cm2_ > 1e-6 && *sensor_area_cm2_ < 1e6)) {
    lines_.fail("no sensor size, expected 'Sensor size' or 'Sensor area' in the header");
  }
  plate.pitch_x_mm = plate.pitch_y_mm = 10 * std::sqrt(*sensor_area_cm2_);
  info.warnings.push_back("no 'Sensor size': square cells of 'Sensor area' taken");
}

}  // namespace solea::readers
