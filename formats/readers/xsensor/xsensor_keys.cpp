#include "formats/readers/xsensor/xsensor_keys.h"

#include <algorithm>
#include <cmath>

#include "core/units.h"

namespace solea::readers {

/// A line's number; nothing where it says that there is none.
std::optional<double> XsensorKeys::number(const KeyLine& line) const {
  if (is_no_number(line.value)) return std::nullopt;
  const auto value = parse_number(line.value);
  if (!value) {
    lines_.fail("bad " + in_quotes(line.key) + " " + in_quotes(line.value) + ", expected a number");
  }
  return value;
}

void XsensorKeys::read_unit(std::string_view value) {
  const std::string unit = to_utf8(value);
  if (!file_.unit.empty() && plain_unit(unit) != file_.unit) {
    lines_.fail("unit " + in_quotes(value) + " after " + in_quotes(file_.unit) +
                ", expected one unit in a file");
  }
  const auto kpa = kpa_per_unit(unit);
  if (!kpa) lines_.fail("unknown unit " + in_quotes(value) + ", expected a pressure, e.g. mmHg");
  file_.unit = plain_unit(unit);
  file_.kpa = *kpa;
}

bool XsensorKeys::read_grid(const KeyLine& line, XsensorGrid& grid) const {
  if (line.key == "rows" || line.key == "columns") {
    const auto value = number(line);
    if (!value || *value < 1 || *value > 10000 || *value != std::floor(*value)) {
      lines_.fail("bad " + in_quotes(line.key) + " " + in_quotes(line.value) +
                  ", expected 1 to 10000");
    }
    (line.key == "rows" ? grid.rows : grid.cols) = static_cast<int>(*value);
    return true;
  }
  if (line.key != "sensel width" && line.key != "sensel height") return false;
  read_pitch(line, grid);
  return true;
}

void XsensorKeys::read_pitch(const KeyLine& line, XsensorGrid& grid) const {
  const auto value = number(line);
  const auto mm = mm_per_unit(line.unit.empty() ? "cm" : line.unit);
  if (!value || !(*value > 0 && *value < 1e4)) {
    lines_.fail("bad " + in_quotes(line.key) + " " + in_quotes(line.value) +
                ", expected a length above 0");
  }
  if (!mm) lines_.fail("unknown unit " + in_quotes(line.unit) + ", expected cm, mm or in");
  (line.key == "sensel width" ? grid.width_mm : grid.height_mm) = *value * *mm;
  // At least two digits are printed, zeros at the end left out.
  const double half = 0.5 * std::pow(10.0, -std::max(2, decimals_of(line.value).value_or(9)));
  (line.key == "sensel width" ? grid.width_rounding : grid.height_rounding) = half / *value;
}

/// One of the numbers that the cells give too, in the units of XsensorNumber.
std::pair<std::optional<XsensorNumber>, double> XsensorKeys::summary_number(const KeyLine& line) {
  const auto known = xsensor_number(line);
  if (!known) return {std::nullopt, 0};
  const XsensorNumber which = known->which;
  if (which == XsensorNumber::average && file_.unit.empty() && kpa_per_unit(line.unit)) {
    read_unit(line.unit);  // a file without 'Units:'
  }
  const auto value = number(line);
  if (!value || known->factor == 0) return {std::nullopt, 0};
  // In another unit a digit is worth more or less; two decimals stay two here, which is enough.
  int& decimals = file_.decimals[static_cast<std::size_t>(which)];
  decimals = std::max(decimals, decimals_of(line.value).value_or(9));
  return {which, *value * known->factor};
}

}  // namespace solea::readers
