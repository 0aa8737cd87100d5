#include "formats/readers/zebris/zebris_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "core/units.h"
#include "formats/readers/support/words.h"
#include "formats/readers/zebris/zebris_frames.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

constexpr std::size_t most_columns = 1000;

/// The word a text begins with, in lower case: "frame" of "Frame 12".
std::string first_word(std::string_view text) {
  return lower_case(text.substr(0, text.find_first_of(" \t0123456789")));
}

/// The first speed in a text: "4.5 km/h" of "Monday 4,5km/h barefoot"; empty where there is none.
std::string speed_in(std::string_view text) {
  const std::string lower = lower_case(text);
  for (const std::string_view unit : {"km/h", "m/s", "mph"}) {
    const std::size_t at = lower.find(unit);
    if (at == std::string::npos) continue;
    const std::string_view before = trimmed(std::string_view(lower).substr(0, at));
    const auto value = parse_number(before.substr(before.find_last_not_of("0123456789.,") + 1));
    constexpr double fastest = 100;
    if (value && *value > 0 && *value < fastest)
      return short_number(*value) + " " + std::string(unit);
  }
  return {};
}

class Parser {
 public:
  Parser(const InputFile& file, const OpenOptions& options) : lines_(file), options_(options) {}

  ZebrisText parse() {
    while (const auto line = lines_.next()) {
      const std::string_view text = trimmed(*line);
      if (text.empty()) continue;
      if (text.back() == '{') {
        open_block(trimmed(text.substr(0, text.size() - 1)));
      } else if (text == "}") {
        platform_ = nullptr;
      } else if (platform_ != nullptr && platform_->frames.empty()) {
        read_platform_key(*line);
      } else {
        read_general(*line);
      }
      if (cut_) break;
    }
    return finish();
  }

 private:
  ZebrisText finish() {
    for (const ZebrisPlatform& platform : text_.platforms) {
      const std::size_t there = platform.frames.size();
      if (platform.frame_count && *platform.frame_count != there && !cut_) {
        text_.warnings.push_back("the file tells " + std::to_string(*platform.frame_count) +
                                 " frames, it has " + std::to_string(there));
      }
    }
    std::erase_if(text_.platforms, [](const ZebrisPlatform& p) { return p.frames.empty(); });
    if (text_.platforms.empty()) {
      lines_.fail("no whole frame found, expected 'Platform {' with 'Frame 1 {' in it");
    }
    if (cut_) {
      std::size_t kept = 0;
      for (const ZebrisPlatform& platform : text_.platforms) kept += platform.frames.size();
      text_.warnings.push_back("the file ends within frame " + std::to_string(cut_frame_) + ", " +
                               std::to_string(kept) + " whole frames were kept");
    }
    return std::move(text_);
  }

  void open_block(std::string_view name) {
    const std::string word = first_word(name);
    const auto number = number_at_end(name);
    if (platform_ != nullptr && word != platform_word_ && number) {
      if (platform_->frames.empty()) begin_frames();
      cut_frame_ = *number;
      cut_ = !frames_->read(*number);
    } else if ((word.starts_with("plat") || word.starts_with("piat"))) {
      platform_word_ = word;
      text_.platforms.emplace_back();
      platform_ = &text_.platforms.back();
      platform_->rate_hz = text_.rate_hz;
      if (!text_.tables.empty()) platform_->table = text_.tables.size() - 1;
      in_table_ = false;
    } else {
      read_other_block();
    }
  }

  /// "Exercises {": a table of number, name, start, length; in another block nothing is sought.
  void read_other_block() {
    while (const auto line = lines_.next()) {
      const std::string_view text = trimmed(*line);
      if (text == "}") return;
      split_at(*line, '\t', fields_);
      const auto number = parse_number(fields_.front());
      if (fields_.size() < 3 || !number || *number < 1 || *number > 1e6) continue;
      text_.exercises.push_back({static_cast<int>(*number), to_utf8(fields_[1])});
    }
  }

  /// Header lines, and the table of one line a frame.
  void read_general(std::string_view line) {
    split_at(line, '\t', fields_);
    const std::string_view key = fields_.front();
    if (fields_.size() >= 2 && title_and_unit(std::string(key)).second == "ms" &&
        !parse_number(fields_[1])) {
      begin_table();
    } else if (in_table_ && fields_.size() >= 2 && parse_number(key)) {
      read_table_line();
    } else if (in_table_ && text_.tables.back().rows() == 0) {
      return;  // "Calibr": positions of markers, which are no pressures
    } else {
      in_table_ = false;
      if (fields_.size() >= 2) read_header_key(lower_case(key), fields_[1]);
    }
  }

  void read_header_key(const std::string& key, std::string_view value) {
    if (value.empty()) return;
    if (key.starts_with("freq")) {
      text_.rate_hz = read_rate(value);
      return;
    }
    // Neither the person nor the birth date is kept, nor what is not known.
    static constexpr std::array<std::pair<std::string_view, const char*>, 6> kept = {
        {{"code", "code"},
         {"sex", "sex"},
         {"geschlecht", "sex"},
         {"application", "application"},
         {"anwendung", "application"},
         {"creation", "creation_date"}}};
    for (const auto& [beginning, name] : kept) {
      if (key.starts_with(beginning)) text_.header[name] = to_utf8(value);
    }
    // What users call a recording may be anything, also a person's name: its speed alone is kept.
    for (const std::string_view record : {"record", "aufnahme", "aufzeichnung"}) {
      if (key.starts_with(record)) text_.header["speed"] = speed_in(value);
    }
  }

  double read_rate(std::string_view value) {
    const auto rate = parse_number(value);
    if (!rate || *rate < 1e-3 || *rate > 1e6) {
      lines_.fail("bad frequency " + in_quotes(value) + ", expected Hz above 0");
    }
    return *rate;
  }

  void begin_table() {
    while (!fields_.empty() && fields_.back().empty()) fields_.pop_back();
    if (fields_.size() > most_columns) lines_.fail("a table of more than 1000 columns");
    ZebrisTable& table = text_.tables.emplace_back();
    for (const std::string_view title : fields_) table.titles.push_back(to_utf8(title));
    table.columns.resize(fields_.size());
    in_table_ = true;
  }

  void read_table_line() {
    ZebrisTable& table = text_.tables.back();
    if (fields_.size() == table.columns.size() + 1 && fields_.back().empty()) fields_.pop_back();
    if (fields_.size() != table.columns.size()) {
      if (lines_.at_end()) return;  // cut
      lines_.fail(std::to_string(fields_.size()) + " fields, expected " +
                  std::to_string(table.columns.size()) + " as the titles have");
    }
    for (std::size_t i = 0; i < fields_.size(); ++i) {
      auto number = parse_number(fields_[i]);
      if (!number) {
        const std::string word = lower_case(fields_[i]);
        if (!word.empty() && word != "-" && !has_any(word, {"nan", "ind", "inf"})) {
          lines_.fail(in_quotes(fields_[i]) + ", expected a number or NaN");
        }
        number = std::numeric_limits<double>::quiet_NaN();
      }
      table.columns[i].push_back(*number);
    }
  }

  void read_platform_key(std::string_view line) {
    split_at(line, '\t', fields_);
    if (fields_.size() < 2 || fields_[1].empty()) return;
    const auto [key, unit] = title_and_unit(lower_case(to_utf8(fields_[0])));
    const std::string_view value = fields_[1];
    if (has_any(key, {"width", "breite"})) {
      platform_->plate.pitch_x_mm = read_length(value, unit);
    } else if (has_any(key, {"height", "h\u00F6he", "hoehe"})) {
      platform_->plate.pitch_y_mm = read_length(value, unit);
    } else if (has_any(key, {"count", "anzahl"})) {
      platform_->frame_count = static_cast<std::size_t>(read_whole(value, 1000000000));
    } else if (has_any(key, {"column", "spalte"})) {
      platform_->plate.cols = read_whole(value, most_cells_a_side);
    } else if (has_any(key, {"line", "zeile", "row"})) {
      platform_->plate.rows = read_whole(value, most_cells_a_side);
    } else if (has_any(key, {"unit", "einheit"})) {
      platform_->unit = to_utf8(value);
    } else if (key.starts_with("freq")) {
      platform_->rate_hz = read_rate(value);
      if (text_.rate_hz > 0 && std::abs(platform_->rate_hz / text_.rate_hz - 1) > 0.01) {
        text_.warnings.push_back("the platform's frequency " + to_utf8(value) +
                                 " Hz differs from the header's, the platform's was taken");
      }
    }
  }

  int read_whole(std::string_view value, int most) {
    const auto number = parse_number(value);
    if (!number || *number < 1 || *number > most || *number != std::floor(*number)) {
      lines_.fail(in_quotes(value) + ", expected a whole number from 1 to " + std::to_string(most));
    }
    return static_cast<int>(*number);
  }

  double read_length(std::string_view value, std::string_view unit) {
    const double mm = unit.empty() || unit == "mm" ? 1 : unit == "cm" ? 10 : 0;
    const auto number = parse_number(value);
    if (!number || *number <= 0 || *number > 1e4 || mm == 0) {
      lines_.fail("bad size of a cell " + in_quotes(value) + ", expected mm above 0");
    }
    platform_->pitch_rounding_mm = std::max(platform_->pitch_rounding_mm, mm * half_unit(value));
    return mm * *number;
  }

  void begin_frames() {
    if (platform_->plate.cols == 0 || platform_->plate.rows == 0) {
      lines_.fail("a frame before 'Columns' and 'Lines' of its platform");
    }
    const std::string unit = platform_->unit.empty() ? options_.unit : platform_->unit;
    if (unit.empty()) lines_.fail("no 'Units' in the platform, expected e.g. N/cm^2");
    const auto kpa = kpa_per_unit(unit);
    if (!kpa) lines_.fail("unknown 'Units' " + in_quotes(unit) + ", expected e.g. N/cm^2");
    platform_->kpa = *kpa;
    frames_.emplace(lines_, *platform_);
  }

  LineReader lines_;
  const OpenOptions& options_;
  ZebrisText text_;
  ZebrisPlatform* platform_ = nullptr;  ///< the open one; null outside
  std::string platform_word_;
  std::optional<ZebrisFrames> frames_;  ///< of the open platform
  bool in_table_ = false;
  bool cut_ = false;
  int cut_frame_ = 0;
  std::vector<std::string_view> fields_;
};

}  // namespace

std::pair<std::string, std::string> title_and_unit(const std::string& text) {
  const std::size_t comma = text.rfind(',');
  if (comma == std::string::npos) return {text, {}};
  return {std::string(trimmed(std::string_view(text).substr(0, comma))),
          std::string(trimmed(std::string_view(text).substr(comma + 1)))};
}

ZebrisText read_zebris_text(const InputFile& file, const OpenOptions& options) {
  return Parser(file, options).parse();
}

}  // namespace solea::readers
