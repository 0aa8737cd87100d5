#include "formats/readers/xsensor/xsensor_sensor.h"

#include <algorithm>
#include <utility>

#include "core/units.h"
#include "formats/memory_source.h"
#include "formats/readers/support/given_options.h"
#include "formats/text_scan.h"
#include "formats/vendor_comparison.h"

namespace solea::readers {

namespace {

/// Half a unit of the last printed digit.
double half_unit(int decimals) {
  return 0.5 * std::pow(10.0, -decimals);
}

/// The foot a label names: the "LF" of "HX210.11.31.M11-DFM-LF S0073".
Side side_of(std::string_view label) {
  bool left = false;
  bool right = false;
  for (const std::string& word : words_of(label)) {
    left = left || word == "lf" || word == "left";
    right = right || word == "rf" || word == "right";
  }
  if (left == right) return Side::unknown;
  return left ? Side::left : Side::right;
}

}  // namespace

std::optional<XsensorNumberLine> xsensor_number(const KeyLine& line) {
  using Number = XsensorNumber;
  constexpr std::array<std::pair<std::string_view, Number>, xsensor_numbers> known = {
      {{"peak pressure", Number::peak},
       {"average pressure", Number::average},
       {"minimum pressure", Number::minimum},
       {"contact area", Number::area_cm2},
       {"est. load", Number::load_n},
       {"cop row", Number::cop_row},
       {"cop column", Number::cop_col}}};
  const auto* const found =
      std::find_if(known.begin(), known.end(), [&](const auto& k) { return k.first == line.key; });
  if (found == known.end()) return std::nullopt;
  XsensorNumberLine result{found->second, 1};
  if (result.which == Number::area_cm2) {
    const double mm = mm_per_unit(line.unit.empty() ? "cm" : line.unit).value_or(0);
    result.factor = cm2_from_mm2(mm * mm);
  }
  if (result.which == Number::load_n) {
    constexpr double kg_per_pound = 0.45359237;
    const std::string unit = lower_case(line.unit);
    result.factor = unit == "n" || unit.empty() ? 1
                    : unit.starts_with("kg")    ? standard_gravity_m_s2
                    : unit.starts_with("lb")    ? kg_per_pound * standard_gravity_m_s2
                                                : 0;
  }
  return result;
}

XsensorSensor::XsensorSensor(std::string label, const XsensorGrid& grid)
    : label_(std::move(label)), grid_(grid) {
  grid_frames_.set({grid.rows, grid.cols, 0, 0}, {true, false});
}

std::optional<double> XsensorSensor::last_clock_s() const {
  if (clocks_.empty() || std::isnan(clocks_.back())) return std::nullopt;
  return clocks_.back();
}

void XsensorSensor::add(int row, int col, double value, const XsensorFile& file) {
  if (value <= 0) return;
  grid_frames_.add(row, col, static_cast<float>(value * file.kpa));
  // The vendor counts what reaches its threshold; exports usually hold nothing below it.
  if (value < file.threshold - half_unit(file.cell_decimals)) return;
  frame_.minimum = frame_.loaded == 0 ? value : std::min(frame_.minimum, value);
  frame_.peak = std::max(frame_.peak, value);
  ++frame_.loaded;
  frame_.sum += value;
  frame_.row_moment += value * row;
  frame_.col_moment += value * col;
}

void XsensorSensor::keep_frame(std::int64_t number, const std::optional<ClockTime>& time,
                               const XsensorSummary& printed) {
  grid_frames_.keep_frame();
  numbers_.push_back(number);
  clocks_.push_back(time ? time->seconds : std::nan(""));
  if (time) clock_decimals_ = std::max(clock_decimals_, time->decimals);
  printed_.push_back(printed);
  computed_.push_back(std::exchange(frame_, {}));
}

void XsensorSensor::drop_frame() {
  grid_frames_.drop_frame();
  frame_ = {};
}

std::unique_ptr<FrameSource> XsensorSensor::finish(SourceInfo info, const XsensorFile& file,
                                                   const OpenOptions& options) {
  info.name = label_;
  info.side = side_of(label_);
  info.one_foot = info.side != Side::unknown;
  info.frames = numbers_.size();
  info.plate = {grid_.rows, grid_.cols, grid_.width_mm, grid_.height_mm};
  take_option(info.plate.pitch_x_mm, options.pitch_x_mm, "pitch along x", info);
  take_option(info.plate.pitch_y_mm, options.pitch_y_mm, "pitch along y", info);
  grid_frames_.set(info.plate, {true, false});
  if (!label_.empty()) info.provenance["sensor"] = label_;
  info.conversions.emplace_back("rows reversed: the toes' end is printed first");
  info.conversions.emplace_back("columns kept: the print is seen from above");
  if (file.kpa != 1) {
    info.conversions.push_back(info.unit + " to kPa: times " + short_number(file.kpa));
  }

  FrameTimes times;
  if (std::none_of(clocks_.begin(), clocks_.end(), [](double t) { return std::isnan(t); })) {
    times = times_of_clock(numbers_, clocks_, clock_decimals_);
  }
  const bool told = times.rate_hz > 0;
  take_option(times.rate_hz, options.rate_hz, "rate", info);
  if (!told) {
    times = times_at_period(numbers_, times.rate_hz > 0 ? 1 / times.rate_hz : 0);
    if (times.rate_hz <= 0) {
      info.warnings.emplace_back("the file tells neither a rate nor usable frame times");
    }
  }
  info.rate_hz = times.rate_hz;
  if (!times.how.empty()) info.conversions.push_back(times.how);
  if (const std::string gaps = missing_frames(numbers_); !gaps.empty()) {
    info.warnings.push_back(gaps);
  }
  tell_cell_area(info);
  compare(file, info);
  compare_centre(file, info);
  add_channels(info);
  Recording recording = grid_frames_.recording(times.times_s);
  return std::make_unique<MemorySource>(std::move(info), std::move(recording));
}

/// The printed pitch is rounded; the vendor's areas show the cell as it is.
void XsensorSensor::tell_cell_area(SourceInfo& info) const {
  if (grid_.width_mm <= 0 || grid_.height_mm <= 0) return;
  std::size_t most = 0;
  for (std::size_t k = 1; k < computed_.size(); ++k) {
    if (computed_[k].loaded > computed_[most].loaded) most = k;
  }
  const double area_cm2 = printed_[most].at(XsensorNumber::area_cm2);
  constexpr std::size_t enough_cells = 10;
  if (!(area_cm2 > 0) || computed_[most].loaded < enough_cells) return;
  const double cell_mm2 = 100 * area_cm2 / static_cast<double>(computed_[most].loaded);
  const double pitch_mm2 = grid_.width_mm * grid_.height_mm;
  if (std::abs(cell_mm2 / pitch_mm2 - 1) < 5e-4) return;
  info.conversions.push_back("pitch as printed, which is rounded: it gives " +
                             short_number(pitch_mm2) + " mm2 a cell, the file's contact areas " +
                             short_number(cell_mm2) + " mm2; forces and areas follow the pitch");
}

void XsensorSensor::compare(const XsensorFile& file, SourceInfo& info) const {
  VendorComparison peak("peak pressures", info.unit);
  VendorComparison average("average pressures", info.unit);
  VendorComparison minimum("minimum pressures", info.unit);
  VendorComparison area("contact areas", "cm2");
  VendorComparison load("loads", "N");
  const double cell_mm2 = grid_.width_mm * grid_.height_mm;
  const double cell_half = half_unit(file.cell_decimals);
  const double area_rounding = grid_.width_rounding + grid_.height_rounding;
  for (std::size_t k = 0; k < numbers_.size(); ++k) {
    const Computed& cells = computed_[k];
    const auto count = static_cast<double>(cells.loaded);
    const auto check = [&](VendorComparison& comparison, XsensorNumber n, double computed,
                           double tolerance) {
      const double value = printed_[k].at(n);
      if (std::isnan(value)) return;
      comparison.compare(value, computed, tolerance + 1e-6, "frame",
                         static_cast<std::size_t>(std::max<std::int64_t>(numbers_[k], 0)));
    };
    const auto half = [&](XsensorNumber n) {
      return half_unit(file.decimals[static_cast<std::size_t>(n)]);
    };
    // A copy of a cell, to as many digits as both have.
    const auto copied = [&](XsensorNumber n) {
      const double half_n = half(n);
      return half_n == cell_half ? 0 : half_n + cell_half;
    };
    check(peak, XsensorNumber::peak, cells.peak, copied(XsensorNumber::peak));
    check(minimum, XsensorNumber::minimum, cells.minimum, copied(XsensorNumber::minimum));
    check(average, XsensorNumber::average, cells.loaded == 0 ? 0 : cells.sum / count,
          half(XsensorNumber::average) + cell_half);
    if (cell_mm2 <= 0) continue;
    const double area_cm2 = cm2_from_mm2(cell_mm2) * count;
    check(area, XsensorNumber::area_cm2, area_cm2,
          area_cm2 * area_rounding + half(XsensorNumber::area_cm2));
    const double load_n = force_n(cells.sum * file.kpa, cell_mm2);
    check(load, XsensorNumber::load_n, load_n,
          load_n * area_rounding + half(XsensorNumber::load_n) +
              force_n(cell_half * count * file.kpa, cell_mm2));
  }
  for (const VendorComparison* comparison : {&peak, &average, &minimum, &load, &area}) {
    comparison->report(info);
  }
}

/// The vendor's centre of pressure is in rows and columns from the upper left corner. Whether it
/// counts from 0, from 1, or from the corner itself is an option of the export: what fits is taken.
void XsensorSensor::compare_centre(const XsensorFile& file, SourceInfo& info) const {
  constexpr std::array bases = {1.0, 0.5, 0.0};
  std::array<VendorComparison, bases.size()> results = {
      VendorComparison("centres of pressure", "cell"),
      VendorComparison("centres of pressure", "cell"),
      VendorComparison("centres of pressure", "cell")};
  std::array<std::size_t, bases.size()> agree{};
  std::size_t compared = 0;
  for (std::size_t k = 0; k < numbers_.size(); ++k) {
    const Computed& cells = computed_[k];
    if (cells.loaded == 0) continue;
    const auto count = static_cast<double>(cells.loaded);
    const double cell_half = half_unit(file.cell_decimals);
    for (const bool is_row : {true, false}) {
      const auto which = is_row ? XsensorNumber::cop_row : XsensorNumber::cop_col;
      const double value = printed_[k].at(which);
      if (std::isnan(value)) continue;
      const double centre = (is_row ? cells.row_moment : cells.col_moment) / cells.sum;
      const double extent = is_row ? grid_.rows : grid_.cols;
      const double tolerance = half_unit(file.decimals[static_cast<std::size_t>(which)]) +
                               extent * cell_half * count / cells.sum + 1e-6;
      ++compared;
      for (std::size_t b = 0; b < bases.size(); ++b) {
        results[b].compare(value, centre + bases[b], tolerance, "frame",
                           static_cast<std::size_t>(std::max<std::int64_t>(numbers_[k], 0)));
        if (std::abs(value - centre - bases[b]) <= tolerance) ++agree[b];
      }
    }
  }
  if (compared == 0) return;
  const auto best =
      static_cast<std::size_t>(std::max_element(agree.begin(), agree.end()) - agree.begin());
  results[best].report(info);
  info.conversions.push_back("the file's centre of pressure counts the first row and column as " +
                             short_number(bases[best]) + (agree[best] == 0 ? " (a guess)" : ""));
}

void XsensorSensor::add_channels(SourceInfo& info) const {
  struct Told {
    XsensorNumber number;
    const char* name;
    const char* unit;
    const char* description;
  };
  constexpr std::array<Told, 4> told = {{
      {XsensorNumber::load_n, "vendor_load_n", "N", "estimated load, as the file prints it"},
      {XsensorNumber::area_cm2, "vendor_contact_area_cm2", "cm2",
       "contact area, as the file prints it"},
      {XsensorNumber::cop_row, "vendor_cop_row", "cell",
       "row of the centre of pressure from the top of the print, as the file prints it"},
      {XsensorNumber::cop_col, "vendor_cop_col", "cell",
       "column of the centre of pressure, as the file prints it"},
  }};
  for (const Told& t : told) {
    Channel channel{t.name, t.unit, t.description, {}};
    bool any = false;
    for (const XsensorSummary& frame : printed_) {
      channel.values.push_back(frame.at(t.number));
      any = any || !std::isnan(frame.at(t.number));
    }
    if (any) info.channels.push_back(std::move(channel));
  }
}

}  // namespace solea::readers
