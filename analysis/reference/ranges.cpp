#include "analysis/reference/ranges.h"

#include <charconv>
#include <cmath>
#include <stdexcept>

namespace solea {

extern const std::string_view reference_ranges_csv;  // ranges.csv, compiled in

namespace {

constexpr std::string_view titles =
    "device_class,task,footwear,population,healthy,age_low,age_high,n,measure,region,side,mean,sd,"
    "low,high,band,unit,source,tag,note";

/// Fields of a line of CSV; commas within double quotes belong to the field.
std::vector<std::string> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

[[noreturn]] void fail(std::size_t line, const std::string& what) {
  throw std::invalid_argument("reference ranges, line " + std::to_string(line) + ": " + what);
}

std::optional<double> number_or_none(const std::string& text, std::size_t line) {
  if (text.empty()) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    fail(line, "'" + text + "', expected a number");
  }
  return value;
}

ReferenceRange parse_range(std::string_view text, std::size_t line) {
  const auto f = fields_of(text);
  if (f.size() != 20) fail(line, std::to_string(f.size()) + " fields, expected 20");
  ReferenceRange r;
  r.device_class = f[0];
  r.task = f[1];
  r.footwear = f[2];
  r.population = f[3];
  r.healthy = f[4] == "yes";
  r.age_low_years = number_or_none(f[5], line);
  r.age_high_years = number_or_none(f[6], line);
  if (const auto n = number_or_none(f[7], line)) r.n = static_cast<int>(*n);
  r.measure = f[8];
  r.region = f[9];
  r.side = f[10] == "left" ? Side::left : f[10] == "right" ? Side::right : Side::unknown;
  r.mean = number_or_none(f[11], line);
  r.sd = number_or_none(f[12], line);
  r.low = number_or_none(f[13], line);
  r.high = number_or_none(f[14], line);
  r.band = f[15];
  r.unit = f[16];
  r.source = f[17];
  r.tag = f[18];
  r.note = f[19];
  if (!r.mean && !(r.low && r.high)) fail(line, "neither a mean nor a band");
  if (r.sd && *r.sd <= 0) fail(line, "an SD of 0 or less");
  if (r.source.empty() || r.tag.empty()) fail(line, "no source or no tag");
  return r;
}

/// Whether what is known of a measurement contradicts what a range was made with.
bool contradicts(const ReferenceRange& r, Side side, const MeasuringConditions& c) {
  if (!c.footwear.empty() && r.footwear != "any" && r.footwear != c.footwear) return true;
  if (r.side != Side::unknown && r.side != side) return true;
  if (!c.age_years) return false;
  return (r.age_low_years && *c.age_years < *r.age_low_years) ||
         (r.age_high_years && *c.age_years >= *r.age_high_years + 1);
}

}  // namespace

std::vector<ReferenceRange> parse_reference_ranges(std::string_view csv) {
  std::vector<ReferenceRange> ranges;
  std::size_t number = 0;
  while (!csv.empty()) {
    const std::size_t end = csv.find('\n');
    const std::string_view line = csv.substr(0, end);
    csv.remove_prefix(end == std::string_view::npos ? csv.size() : end + 1);
    ++number;
    if (number == 1) {
      if (line != titles) fail(1, "titles, expected " + std::string(titles));
    } else if (!line.empty()) {
      ranges.push_back(parse_range(line, number));
    }
  }
  return ranges;
}

std::span<const ReferenceRange> reference_ranges() {
  static const std::vector<ReferenceRange> table = parse_reference_ranges(reference_ranges_csv);
  return table;
}

std::string_view device_class_of(const SourceInfo& info) noexcept {
  // A session keeps the format that it was imported from as its driver.
  for (const std::string_view id :
       {std::string_view(info.session.driver), std::string_view(info.format)}) {
    if (id == "novel_lst") return "emed";
    if (id == "novel_asc") return "pedar";
    if (id == "footscan_text" || id == "footscan_xls") return "footscan";
    if (id == "zebris_raw" || id == "pedcad_text" || id == "pedcad_apd") return "zebris";
    if (id == "xsensor_csv") return "xsensor";
  }
  return "";
}

std::vector<const ReferenceRange*> matching_ranges(std::string_view measure,
                                                   std::string_view region, Side side,
                                                   const MeasuringConditions& conditions) {
  std::vector<const ReferenceRange*> found;
  if (conditions.device_class.empty() || conditions.task.empty()) return found;
  for (const ReferenceRange& r : reference_ranges()) {
    if (r.measure != measure || r.region != region || !r.healthy || r.task != conditions.task ||
        r.device_class == "not_stated") {
      continue;
    }
    if (r.device_class != "any" && r.device_class != conditions.device_class) continue;
    if (!contradicts(r, side, conditions)) found.push_back(&r);
  }
  return found;
}

std::string_view to_string(ReferenceBand band) noexcept {
  switch (band) {
    case ReferenceBand::within_1_sd:
      return "within 1 SD";
    case ReferenceBand::within_2_sd:
      return "within 2 SD";
    case ReferenceBand::beyond_2_sd:
      return "beyond 2 SD";
    case ReferenceBand::within_band:
      return "within the band";
    case ReferenceBand::outside_band:
      break;
  }
  return "outside the band";
}

std::optional<double> reference_z(double value, const ReferenceRange& range) {
  if (!range.mean || !range.sd || !std::isfinite(value)) return std::nullopt;
  return (value - *range.mean) / *range.sd;
}

std::string_view to_string(Spread spread) noexcept {
  return spread == Spread::normal ? "normal" : "log-normal";
}

Spread spread_of(const ReferenceRange& range) noexcept {
  const bool skewed = range.unit == "kPa" || range.unit == "kPa s";
  return skewed && range.mean && *range.mean > 0 ? Spread::log_normal : Spread::normal;
}

std::optional<double> reference_z_log_normal(double value, const ReferenceRange& range) {
  if (!range.mean || !range.sd || !(*range.mean > 0) || !(*range.sd > 0) || !(value > 0) ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  const double variance = std::log1p(std::pow(*range.sd / *range.mean, 2));
  return (std::log(value / *range.mean) + 0.5 * variance) / std::sqrt(variance);
}

ReferenceShown show_reference(double value, Side side, const ReferenceRange& range) {
  const auto z = spread_of(range) == Spread::normal ? reference_z(value, range)
                                                    : reference_z_log_normal(value, range);
  return {&range, side, z, reference_band(value, range)};
}

std::optional<ReferenceBand> reference_band(double value, const ReferenceRange& range) {
  if (const auto z = reference_z(value, range)) {
    return std::abs(*z) <= 1   ? ReferenceBand::within_1_sd
           : std::abs(*z) <= 2 ? ReferenceBand::within_2_sd
                               : ReferenceBand::beyond_2_sd;
  }
  if (!range.low || !range.high || !std::isfinite(value)) return std::nullopt;
  return value >= *range.low && value < *range.high ? ReferenceBand::within_band
                                                    : ReferenceBand::outside_band;
}

}  // namespace solea
