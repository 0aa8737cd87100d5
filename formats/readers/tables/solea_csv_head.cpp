#include "formats/readers/tables/solea_csv_head.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/units.h"
#include "formats/readers/support/given_options.h"
#include "formats/readers/support/words.h"

namespace solea::readers {

namespace {

constexpr std::string_view tidy_titles = "frame,time_s,row,col,x_mm,y_mm,kpa";
constexpr std::string_view wide_titles = "frame,time_s,force_n,cop_x_mm,cop_y_mm";

}  // namespace

SoleaCsvHead::SoleaCsvHead(LineReader& lines, const OpenOptions& options, SourceInfo& info)
    : lines_(lines), options_(options), info_(info) {
  while (const auto line = lines_.next()) {
    const std::string_view content = trimmed(*line);
    if (content.empty()) continue;
    if (content.front() != '#') {
      read_titles(content);
      tell();
      return;
    }
    const std::size_t colon = content.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key(trimmed(content.substr(1, colon - 1)));
    const std::string_view value = trimmed(content.substr(colon + 1));
    if (key == "converted") {
      info_.conversions.push_back("before the export: " + to_utf8(value));
    } else {
      values_.emplace(key, to_utf8(value));
    }
  }
  lines_.fail("no table found, expected titles that begin with 'frame,time_s'");
}

std::string SoleaCsvHead::told(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::string() : found->second;
}

/// A number of the head; 0 where it is unknown.
double SoleaCsvHead::number_of(const std::string& key, double least, double most) {
  const std::string text = told(key);
  if (text.empty() || text == "unknown") return 0;
  const auto value = parse_number(text);
  if (!value || *value < least || *value > most) {
    lines_.fail("'" + key + "' is " + in_quotes(text) + " in the lines above, expected a number");
  }
  return *value;
}

int SoleaCsvHead::count_of(const std::string& key, int most) {
  const double value = number_of(key, 1, most);
  if (value != std::floor(value)) lines_.fail("'" + key + "' is no whole number");
  return static_cast<int>(value);
}

double SoleaCsvHead::take(const std::string& key, double least, double most,
                          const std::optional<double>& option, std::string_view what) {
  double value = number_of(key, least, most);
  take_option(value, option, what, info_);
  return value;
}

void SoleaCsvHead::read_titles(std::string_view line) {
  constexpr int most = 10000;
  PlateGeometry& plate = info_.plate;
  plate.rows = count_of("rows", most);
  plate.cols = count_of("cols", most);
  if ((plate.rows == 0) != (plate.cols == 0)) lines_.fail("rows without columns above");
  cells_a_frame = plate.cells();
  if (cells_a_frame > 100'000'000) lines_.fail("more than 100 million cells in a frame");
  plate.pitch_x_mm = take("pitch_x_mm", 1e-3, 1e4, options_.pitch_x_mm, "pitch along x");
  plate.pitch_y_mm = take("pitch_y_mm", 1e-3, 1e4, options_.pitch_y_mm, "pitch along y");
  rate_told = number_of("rate_hz", 1e-6, 1e9) > 0;
  info_.rate_hz = take("rate_hz", 1e-6, 1e9, options_.rate_hz, "rate");
  constexpr double most_frames = 1e7;
  frames_told = static_cast<std::size_t>(number_of("frames", 0, most_frames));
  if (const std::string unit = told("unit"); unit != "kPa") {
    lines_.fail("the unit " + in_quotes(unit) + " above, expected kPa");
  }
  if (!options_.unit.empty() && plain_unit(options_.unit) != "kPa") {
    warn_ignored(info_, "unit");
  }
  is_tidy = line == tidy_titles;
  if (!is_tidy) read_wide_titles(line);
}

void SoleaCsvHead::read_wide_titles(std::string_view line) {
  std::vector<std::string_view> titles;
  split_at(line, ',', titles);
  if (!line.starts_with(wide_titles) || titles.size() < leading + cells_a_frame) {
    lines_.fail("other titles than those of a table of " + std::to_string(cells_a_frame) +
                " cells, expected " + std::string(wide_titles) + ",r0c0,...");
  }
  const auto width = static_cast<std::size_t>(std::max(info_.plate.cols, 1));
  for (std::size_t i = 0; i < cells_a_frame; ++i) {
    if (titles[leading + i] != "r" + std::to_string(i / width) + "c" + std::to_string(i % width)) {
      lines_.fail("the title " + in_quotes(titles[leading + i]) + ", expected r" +
                  std::to_string(i / width) + "c" + std::to_string(i % width));
    }
  }
  for (std::size_t i = leading + cells_a_frame; i < titles.size(); ++i) {
    constexpr std::string_view front = "channel_";
    if (!titles[i].starts_with(front)) {
      lines_.fail("the column " + in_quotes(titles[i]) + " behind the cells, expected channel_...");
    }
    Channel channel;
    channel.name = to_utf8(titles[i].substr(front.size()));
    const std::string about = told(std::string(titles[i]));
    const std::size_t end = about.find(';');
    channel.unit = about.substr(0, end) == "-" ? "" : about.substr(0, end);
    if (end != std::string::npos) channel.description = to_utf8(about.substr(end + 1));
    info_.channels.push_back(std::move(channel));
  }
}

void SoleaCsvHead::tell() {
  info_.format = "solea_csv";
  info_.session.driver = "solea_csv";
  info_.has_grid = told("places") != "unknown" && cells_a_frame > 0;
  info_.side = told("side") == "left"    ? Side::left
               : told("side") == "right" ? Side::right
                                         : Side::unknown;
  info_.name = told("recording");
  info_.session.subject_code = told("subject");
  info_.session.trial = told("trial");
  for (const char* key : {"software", "origin", "walking_direction", "measured"}) {
    if (!told(key).empty()) info_.provenance[key] = told(key);
  }
}

}  // namespace solea::readers
