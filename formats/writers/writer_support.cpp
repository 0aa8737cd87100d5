#include "formats/writers/writer_support.h"

#include <algorithm>
#include <cmath>

#include "core/error.h"
#include "core/version.h"
#include "formats/text_scan.h"

namespace solea::writers {

std::string software() {
  return "solea " + std::string(software_version);
}

const ExportRecording& only_one(std::span<const ExportRecording> recordings) {
  if (recordings.size() != 1) {
    throw Error(std::to_string(recordings.size()) +
                " recordings, expected one: choose with --recording N");
  }
  return recordings.front();
}

std::string_view variant_of(const ExportFormat& format, const ExportOptions& options) {
  if (options.variant.empty()) return format.variants.front();
  for (const std::string_view variant : format.variants) {
    if (variant == options.variant) return variant;
  }
  throw Error("unknown variant '" + options.variant + "' of " + std::string(format.id));
}

void require_plate(const ExportRecording& from, std::string_view format) {
  const std::string id(format);
  if (!from.info.has_grid) {
    throw Error("the places of the sensors are unknown, " + id + " needs a grid: use csv or npz");
  }
  if (!(from.info.plate.pitch_x_mm > 0 && from.info.plate.pitch_y_mm > 0)) {
    throw Error("the size of a cell is unknown, " + id + " needs it: give --pitch-mm");
  }
  if (from.recording.size() == 0) throw Error("no frame, " + id + " needs at least one");
}

void require_rate(const ExportRecording& from, std::string_view format) {
  if (from.info.rate_hz > 0) return;
  throw Error("the rate is unknown, " + std::string(format) + " needs it: give --rate-hz");
}

std::string walking_direction(const SourceInfo& info) {
  const auto told = info.provenance.find("walking_direction");
  if (told == info.provenance.end()) return {};
  for (const char* known : {"+x", "-x", "+y", "-y"}) {
    if (told->second == known) return known;
  }
  return {};
}

std::string orientation(const SourceInfo& info) {
  if (!info.has_grid) return "the places of the sensors are unknown";
  const std::string walking = walking_direction(info);
  const std::string meaning =
      walking == "+x"   ? "people walk along x, towards larger columns; row 0 is at their right, "
                          "rows grow to their left"
      : walking == "-x" ? "people walk along x, towards smaller columns; row 0 is at their left, "
                          "rows grow to their right"
      : walking == "-y" ? "people walk along y, towards smaller rows; col 0 is at their right, "
                          "columns grow to their left"
                        : "row 0 is the posterior edge, col 0 the person's left";
  return meaning + ", seen from above; cells stand for their centres";
}

void require_heel_first(const ExportRecording& from, std::string_view format) {
  const std::string walking = walking_direction(from.info);
  if (walking.empty() || walking == "+y") return;
  throw Error("people walk along " + walking.substr(1) + ", towards " +
              (walking[0] == '+' ? "larger " : "smaller ") +
              (walking[1] == 'x' ? "columns" : "rows") + ", in this recording, and " +
              std::string(format) + " has the heel first: use csv, json or npz");
}

LoadedBox loaded_box(const Recording& recording) {
  const auto cells = recording.all_cells();
  if (cells.empty()) return {};
  const auto width = static_cast<std::uint32_t>(recording.plate().cols);
  std::uint32_t row_min = UINT32_MAX;
  std::uint32_t row_max = 0;
  std::uint32_t col_min = UINT32_MAX;
  std::uint32_t col_max = 0;
  for (const LoadedCell& cell : cells) {
    row_min = std::min(row_min, cell.index / width);
    row_max = std::max(row_max, cell.index / width);
    col_min = std::min(col_min, cell.index % width);
    col_max = std::max(col_max, cell.index % width);
  }
  return {static_cast<int>(row_min), static_cast<int>(col_min),
          static_cast<int>(row_max - row_min + 1), static_cast<int>(col_max - col_min + 1)};
}

std::string as_name(std::string_view text) {
  std::string name;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain) {
      name += c;
    } else if (!name.empty() && name.back() != '_') {
      name += '_';
    }
  }
  while (!name.empty() && name.back() == '_') name.pop_back();
  return name;
}

std::vector<std::int64_t> frame_numbers(const ExportRecording& from) {
  std::vector<std::int64_t> numbers;
  for (std::size_t frame = 0; frame < from.recording.size(); ++frame) {
    const double periods =
        std::round((from.recording.time_s(frame) - from.recording.time_s(0)) * from.info.rate_hz);
    const std::int64_t least = numbers.empty() ? 0 : numbers.back() + 1;
    // Times that jitter by more than half a period, or are no times at all, only count.
    const bool usable = periods > static_cast<double>(least) && periods < 1e12;
    numbers.push_back(usable ? static_cast<std::int64_t>(periods) : least);
  }
  return numbers;
}

Measured measured(const SourceInfo& info) {
  const auto told = [&](const char* key) {
    const auto found = info.provenance.find(key);
    return found == info.provenance.end() ? std::string() : to_utf8(found->second);
  };
  if (const std::string date = told("date"); !date.empty()) return {date, told("time")};
  if (const std::string date = told("creation_date"); !date.empty()) return {date, {}};
  return {to_utf8(info.session.created_utc), {}};
}

std::vector<std::string> names_of(std::span<const ExportRecording> recordings,
                                  const ExportOptions& options) {
  std::vector<std::string> names;
  for (const ExportRecording& from : recordings) {
    const Side side = from.info.side;
    const auto alike = std::count_if(recordings.begin(), recordings.end(),
                                     [side](const auto& r) { return r.info.side == side; });
    if (options.with_identity && !from.info.name.empty()) {
      names.push_back(to_utf8(from.info.name));
    } else if (side != Side::unknown && alike == 1) {
      names.emplace_back(to_string(side));
    } else {
      names.push_back(recordings.size() == 1 ? "" : "recording" + std::to_string(names.size() + 1));
    }
  }
  return names;
}

NamedTexts identity(const SourceInfo& info, const ExportOptions& options) {
  NamedTexts texts;
  if (!options.with_identity) return texts;
  const auto add = [&](const std::string& key, const std::string& value) {
    if (!value.empty()) texts.emplace_back(to_utf8(key), to_utf8(value));
  };
  add("subject", info.session.subject_code);
  add("trial", info.session.trial);
  if (const Measured when = measured(info); when.date != info.session.created_utc) {
    add("measured", when.date + (when.time.empty() ? "" : " " + when.time));
  }
  add("created_utc", info.session.created_utc);
  add("calibration", info.calibration.value_or(""));
  for (const auto& [key, value] : info.provenance) add(key, value);
  return texts;
}

}  // namespace solea::writers
