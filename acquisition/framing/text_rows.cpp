#include "acquisition/framing/text_rows.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <utility>

#include "acquisition/framing/buffered_decoder.h"
#include "acquisition/framing/bytes.h"

namespace solea {

namespace {

std::size_t rows_of(const TextFormat& format) {
  return format.frame_a_line ? 1 : static_cast<std::size_t>(format.rows);
}
std::size_t numbers_a_line(const TextFormat& format) {
  const auto cells = static_cast<std::size_t>(format.rows) * static_cast<std::size_t>(format.cols);
  return cells / rows_of(format);
}

std::string_view trimmed(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

std::optional<std::uint16_t> parse_count(std::string_view text, std::uint16_t max_count) {
  std::uint16_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value <= max_count ? std::optional(value) : std::nullopt;
}

/// Reads a line of numbers into `counts`; false when it is no such line.
bool parse_row(std::string_view line, const TextFormat& format, std::span<std::uint16_t> counts) {
  if (format.cell_chars > 0 && line.size() != counts.size() * format.cell_chars) return false;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    std::size_t end = format.cell_chars;
    if (end == 0) {
      if (format.separator == ' ') line = trimmed(line);
      end = std::min(line.find(format.separator), line.size());
    }
    const auto count = parse_count(trimmed(line.substr(0, end)), format.max_count);
    if (!count) return false;
    counts[i] = *count;
    line.remove_prefix(end);
    const bool last = i + 1 == counts.size();
    if (format.cell_chars > 0 || last) continue;
    if (line.empty()) return false;
    line.remove_prefix(1);
  }
  return line.empty();
}

class TextDecoder final : public BufferedDecoder {
 public:
  explicit TextDecoder(const TextFormat& format)
      : format_(format),
        places_(wire_places(format.rows, format.cols, format.order)),
        on_wire_(rows_of(format) * numbers_a_line(format)),
        counts_(on_wire_.size()) {}
  void restart() override {
    count_skipped(frame_bytes_);
    BufferedDecoder::restart();
    begin_frame();
    overlong_ = false;
  }

 private:
  /// Takes one line.
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) override {
    const std::size_t end = find_bytes(bytes(), "\n");
    const std::size_t longest =
        numbers_a_line(format_) * std::max<std::size_t>(8, format_.cell_chars) + 2;
    if (end == bytes().size()) {
      if (end > longest) {  // no line of this mat: need not be kept
        overlong_ = true;
        skip(end);
      }
      return false;
    }
    const bool readable = !std::exchange(overlong_, false) && end <= longest;
    std::string_view line(reinterpret_cast<const char*>(bytes().data()), readable ? end : 0);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t size = end + 1;
    if (readable && line.empty() && !format_.frame_a_line) {
      end_frame(size, arrival, out);
    } else if (!readable || !take_row(line, size)) {
      drop_frame();
      skip(size);
    } else if (format_.frame_a_line) {
      end_frame(0, arrival, out);
    }
    return true;
  }

  bool take_row(std::string_view line, std::size_t size) {
    const std::size_t numbers = numbers_a_line(format_);
    // Rows beyond the last are looked at too, and kept nowhere.
    const std::size_t row = std::min(rows_seen_, rows_of(format_) - 1);
    if (!parse_row(line, format_, std::span(on_wire_).subspan(row * numbers, numbers)))
      return false;
    ++rows_seen_;
    frame_bytes_ += size;
    consume(size);
    return true;
  }

  void end_frame(std::size_t end_bytes, std::chrono::nanoseconds arrival, FrameSink& out) {
    consume(end_bytes);
    frame_bytes_ += end_bytes;
    if (rows_seen_ != rows_of(format_)) {
      drop_frame();
      return;
    }
    const std::uint64_t missing = frames_skipped(frame_bytes_);
    if (missing > 0) count_gap(missing);
    sequence_ = any_frame() ? sequence_ + missing + 1 : 0;
    count_frame();
    set_in_step();
    begin_frame();
    for (std::size_t i = 0; i < places_.size(); ++i) counts_[places_[i]] = on_wire_[i];
    out.accept({sequence_, arrival, std::nullopt, places_.empty() ? on_wire_ : counts_});
  }

  void drop_frame() {
    count_skipped(frame_bytes_);
    begin_frame();
  }
  void begin_frame() {
    rows_seen_ = 0;
    frame_bytes_ = 0;
  }

  const TextFormat& format_;
  std::vector<std::uint32_t> places_;
  std::vector<std::uint16_t> on_wire_;
  std::vector<std::uint16_t> counts_;
  std::uint64_t sequence_ = 0;
  std::size_t rows_seen_ = 0;    ///< of the frame in hand
  std::size_t frame_bytes_ = 0;  ///< that were consumed for it
  bool overlong_ = false;        ///< the line in hand has lost its beginning
};

}  // namespace

std::unique_ptr<FrameDecoder> make_text_decoder(const TextFormat& format) {
  return std::make_unique<TextDecoder>(format);
}

void encode_text(const TextFormat& format, const RawFrameView& frame, std::vector<std::byte>& out) {
  const auto places = wire_places(format.rows, format.cols, format.order);
  const std::size_t numbers = numbers_a_line(format);
  for (std::size_t i = 0; i < frame.counts.size(); ++i) {
    const std::uint16_t count = frame.counts[places.empty() ? i : places[i]];
    const std::string digits = std::to_string(std::min(count, format.max_count));
    const bool last = (i + 1) % numbers == 0;
    if (digits.size() < format.cell_chars) {
      append(as_bytes(std::string(format.cell_chars - digits.size(), ' ')), out);
    }
    append(as_bytes(digits), out);
    if (format.cell_chars == 0 && !last) out.push_back(static_cast<std::byte>(format.separator));
    if (last) append(as_bytes(format.line_end), out);
  }
  if (!format.frame_a_line) append(as_bytes(format.line_end), out);
}

}  // namespace solea
