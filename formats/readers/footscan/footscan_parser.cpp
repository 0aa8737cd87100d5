#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "formats/readers/footscan/footscan_header.h"
#include "formats/readers/footscan/footscan_rows.h"
#include "formats/readers/footscan/footscan_section.h"
#include "formats/readers/footscan/footscan_timing.h"
#include "formats/text_scan.h"

namespace solea::readers::footscan {

namespace {

constexpr std::size_t most_rows = 10000;
constexpr std::size_t most_cols = 10000;
constexpr double most_value = 1e6;  // of a sensor; footscan's own end at some hundred N

std::string side_name(Side side) {
  return side == Side::left ? "left" : side == Side::right ? "right" : "";
}

class Parser {
 public:
  Parser(RowSource& rows, std::string_view format_id, const OpenOptions& options, Untitled untitled)
      : rows_(rows),
        format_id_(format_id),
        options_(options),
        untitled_(untitled),
        scale_(kpa_per_value(options)) {}

  Sources parse() {
    while (const auto row = rows_.next()) {
      switch (row->kind) {
        case Row::Kind::blank:
          if (!titled_) end_frame();  // under a title, only the next title ends it
          blank_after_ = true;
          break;
        case Row::Kind::text:
          read_text(*row);
          break;
        case Row::Kind::numbers:
          read_numbers(*row);
          break;
      }
      if (cut_) break;
    }
    end_file();
    return finish();
  }

 private:
  [[nodiscard]] Section& section() { return sections_.back(); }

  // Titles, sides, rectangles, the lines at the top.

  void read_text(const Row& row) {
    if (const auto title = frame_title(row.text)) {
      use_pending_text();
      end_frame();
      begin_frame(*title);
      return;
    }
    const bool in_frames = in_frame_ || !section().frames.empty();
    if (in_frames) {
      if (const Side side = side_in(row.text); side != Side::unknown && row.bad_field.empty()) {
        end_frame();
        sections_.emplace_back();
        section().side = side;
        titled_ = false;
        return;
      }
      if (rows_.is_cut()) {
        cut_ = true;
        return;
      }
      if (!row.bad_field.empty()) rows_.fail(in_quotes(row.bad_field) + ", expected a number");
      rows_.fail(in_quotes(row.text) + ", expected " + (in_frame_ ? "a row of numbers or " : "") +
                 "a title such as 'Frame 1 (7.94 ms)'");
    }
    use_pending_text();
    const std::size_t tab = row.text.rfind('\t');
    if (tab != std::string_view::npos && section().side != Side::unknown) {
      if (const auto value = parse_number(row.text.substr(tab + 1))) {
        add_rectangle(row.text.substr(0, tab), *value);
        return;
      }
    }
    pending_text_ = row.text.substr(0, 1000);
  }

  /// "Rectangle left" is a label when a lone number follows, "Left foot data" is not.
  void use_pending_text() {
    const std::string text = std::exchange(pending_text_, {});
    if (text.empty()) return;
    const Side side = side_in(text);
    if (side == Side::unknown) {
      header_.add_line(text);
    } else if (section().side == Side::unknown) {
      section().side = side;
    } else if (section().side != side) {  // the one before had no frames
      sections_.emplace_back();
      section().side = side;
    }
  }

  void add_rectangle(std::string_view label, double value) {
    Rectangle& rectangle = section().rectangle;
    const std::vector<std::string> words = words_of(label.substr(0, 200));
    std::size_t part = Rectangle::parts;
    for (std::size_t i = 0; i < Rectangle::parts; ++i) {
      if (std::find(words.begin(), words.end(), Rectangle::names[i]) != words.end()) part = i;
    }
    for (std::size_t i = 0; part == Rectangle::parts && i < Rectangle::parts; ++i) {
      if (!rectangle.values[i]) part = i;  // in another language: in their order
    }
    if (part < Rectangle::parts) rectangle.values[part] = value;
  }

  // Frames.

  void begin_frame(const FrameTitle& title) {
    const std::vector<FrameTime>& before = section().frames;
    FrameTime time{title.number.value_or(before.size()), title.ms, title.rounding_ms};
    if (!before.empty() && (time.number <= before.back().number || time.ms <= before.back().ms)) {
      rows_.fail("a frame " + std::to_string(time.number) + " after frame " +
                 std::to_string(before.back().number) + ", expected rising numbers and times");
    }
    time_ = time;
    titled_ = true;
    in_frame_ = true;
    frame_rows_ = 0;
  }

  void read_numbers(const Row& row) {
    if (!in_frame_) {
      const bool in_header = section().frames.empty();
      if (row.fields == 1 && in_header && !pending_text_.empty()) {
        add_rectangle(std::exchange(pending_text_, {}), row.last);
        return;
      }
      if (row.fields == 1 && in_header && !header_.is_empty()) return;  // of the header
      if (untitled_ == Untitled::no_frames) return;
      use_pending_text();
      time_ = {section().frames.size(), 0, 0};
      in_frame_ = true;
      frame_rows_ = 0;
    }
    blank_after_ = false;
    add_row(row);
  }

  void add_row(const Row& row) {
    Section& s = section();
    if (s.cols == 0) {
      if (row.fields > most_cols) {
        rows_.fail(std::to_string(row.fields) + " numbers in a row, expected at most " +
                   std::to_string(most_cols));
      }
      s.cols = row.fields;
    }
    if (row.fields != s.cols) {
      if (row.fields < s.cols && rows_.is_cut()) {
        cut_ = true;
        return;
      }
      rows_.fail(std::to_string(row.fields) + " numbers, expected " + std::to_string(s.cols) +
                 " as in the rows before");
    }
    if (frame_rows_ == (s.rows != 0 ? s.rows : most_rows)) {
      rows_.fail("a row too many, expected " + std::to_string(frame_rows_) + " in a frame");
    }
    const std::size_t first = frame_rows_ * s.cols;
    for (const LoadedField& field : row.loaded) {
      if (!(field.value > 0 && field.value <= most_value)) {
        rows_.fail("a sensor with a negative or impossible value, expected 0 to " +
                   std::to_string(static_cast<int>(most_value)));
      }
      s.cells.push_back({static_cast<std::uint32_t>(first + field.col),
                         static_cast<float>(field.value * scale_)});
    }
    ++frame_rows_;
  }

  void end_frame() {
    if (!in_frame_) return;
    in_frame_ = false;
    Section& s = section();
    if (frame_rows_ == 0 || (s.rows != 0 && frame_rows_ != s.rows)) {
      rows_.fail("frame " + std::to_string(time_.number) + " has " + std::to_string(frame_rows_) +
                 " rows, expected " + (s.rows != 0 ? std::to_string(s.rows) : "at least 1"));
    }
    s.rows = frame_rows_;
    s.frames.push_back(time_);
    s.first_cell.push_back(s.cells.size());
  }

  void end_file() {
    if (!in_frame_ && !cut_) return;
    Section& s = section();
    if (in_frame_ && !cut_) cut_ = s.rows != 0 ? frame_rows_ < s.rows : is_first_frame_cut();
    if (!cut_) {
      end_frame();
      return;
    }
    s.cells.resize(s.first_cell.back());
    std::size_t whole = 0;
    for (const Section& each : sections_) whole += each.frames.size();
    if (whole == 0) rows_.fail("the file ends within its first frame, no whole frame found");
    cut_warning_ = "the file ends within frame " +
                   std::to_string(in_frame_ ? time_.number : s.frames.size()) + ", " +
                   std::to_string(whole) + " whole frames were kept";
  }

  /// No other frame tells how many rows the only one should have.
  [[nodiscard]] bool is_first_frame_cut() {
    const auto& height = section().rectangle.values[Rectangle::height];
    if (height && *height > 0) return static_cast<double>(frame_rows_) < *height;
    // Plates are 64, 128, 192 or 256 rows long, and a frame ends with an empty line.
    return frame_rows_ == 0 || (rows_.may_be_cut() && !blank_after_ && frame_rows_ % 64 != 0);
  }

  // Results.

  Sources finish() {
    Sources sources;
    std::map<Side, int> seen;
    std::vector<std::string> empty;
    for (const Section& s : sections_) {
      if (!s.frames.empty()) continue;
      const auto& width = s.rectangle.values[Rectangle::width];
      if (width && *width > 0) empty.push_back(side_name(s.side));
    }
    for (Section& s : sections_) {
      if (s.frames.empty()) continue;
      SourceInfo info;
      const int nth = ++seen[s.side];
      info.name = side_name(s.side) + (nth > 1 ? " " + std::to_string(nth) : "");
      for (const std::string& side : empty) {
        info.warnings.push_back("the " + side + " foot has a rectangle and no frames");
      }
      if (!cut_warning_.empty() && &s == last_with_frames()) info.warnings.push_back(cut_warning_);
      sources.push_back(make_source(std::move(s), header_, format_id_, options_, std::move(info)));
    }
    return sources;
  }

  [[nodiscard]] const Section* last_with_frames() const {
    const Section* last = nullptr;
    for (const Section& s : sections_) {
      if (!s.frames.empty()) last = &s;
    }
    return last;
  }

  RowSource& rows_;
  std::string format_id_;
  const OpenOptions& options_;
  Untitled untitled_;
  double scale_;

  Header header_;
  std::string pending_text_;
  std::vector<Section> sections_ = std::vector<Section>(1);

  bool titled_ = false;
  bool in_frame_ = false;
  bool cut_ = false;
  bool blank_after_ = false;  // an empty line after the last row
  std::string cut_warning_;
  FrameTime time_;
  std::size_t frame_rows_ = 0;
};

}  // namespace

std::optional<FrameTitle> frame_title(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t");
  if (last == std::string_view::npos || text[last] != ')') return std::nullopt;
  text = text.substr(0, last);
  const std::size_t open = text.rfind('(');
  if (open == std::string_view::npos || text.size() - open > 40) return std::nullopt;
  std::string_view time = text.substr(open + 1);
  const auto trim_end = [&time] { time = time.substr(0, time.find_last_not_of(' ') + 1); };
  trim_end();
  if (time.size() < 2 || !time.ends_with("ms")) return std::nullopt;
  time.remove_suffix(2);
  trim_end();
  const auto ms = parse_number(time);
  if (!ms || *ms < 0 || *ms > 1e12) return std::nullopt;
  FrameTitle title{std::nullopt, *ms, 1};
  if (const std::size_t point = time.find_first_of(".,"); point != std::string_view::npos) {
    title.rounding_ms = std::pow(10.0, -static_cast<double>(time.size() - point - 1));
  }
  // The number before the bracket.
  std::string_view words = text.substr(0, open);
  words = words.substr(0, words.find_last_not_of(" \t:") + 1);
  const std::size_t digits = words.find_last_not_of("0123456789") + 1;
  if (digits < words.size() && words.size() - digits <= 9) {
    title.number = static_cast<std::uint64_t>(*parse_number(words.substr(digits)));
  }
  return title;
}

Sources parse(RowSource& rows, std::string_view format_id, const OpenOptions& options,
              Untitled untitled) {
  return Parser(rows, format_id, options, untitled).parse();
}

}  // namespace solea::readers::footscan
