#include "acquisition/framing/frame_format.h"

#include <algorithm>
#include <utility>

#include "acquisition/framing/buffered_decoder.h"
#include "acquisition/framing/bytes.h"
#include "acquisition/framing/checksums.h"
#include "acquisition/framing/sequence_counter.h"

namespace solea {

namespace {

constexpr std::size_t bytes_of(FrameSum sum) noexcept {
  switch (sum) {
    case FrameSum::none:
      return 0;
    case FrameSum::sum8:
    case FrameSum::xor8:
      return 1;
    case FrameSum::crc16_x25:
      return 2;
    case FrameSum::crc32:
      return 4;
  }
  return 0;
}

std::uint32_t compute(FrameSum sum, std::span<const std::byte> bytes) noexcept {
  switch (sum) {
    case FrameSum::none:
      return 0;
    case FrameSum::sum8:
      return sum8(bytes);
    case FrameSum::xor8:
      return xor8(bytes);
    case FrameSum::crc16_x25:
      return crc16_x25(bytes);
    case FrameSum::crc32:
      return crc32(bytes);
  }
  return 0;
}

std::uint64_t read(const Field& field, std::span<const std::byte> frame) noexcept {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < field.bytes; ++i) {
    const std::size_t place = field.big_endian ? i : field.bytes - 1 - i;
    value = (value << 8U) | std::to_integer<std::uint64_t>(frame[field.offset + place]);
  }
  return value;
}

void write(const Field& field, std::uint64_t value, std::span<std::byte> frame) noexcept {
  for (std::size_t i = 0; i < field.bytes; ++i) {
    const std::size_t place = field.big_endian ? field.bytes - 1 - i : i;
    frame[field.offset + place] = static_cast<std::byte>((value >> (8 * i)) & 0xff);
  }
}

/// What all formats share: a frame that has been found is checked, counted and handed on.
class FormatDecoder : public BufferedDecoder {
 public:
  explicit FormatDecoder(const FrameFormat& format)
      : format_(format),
        counter_(static_cast<unsigned>(8 * format.sequence.bytes), format.rate_hz) {}
  [[nodiscard]] Announcement announcement() const noexcept final { return announcement_; }

 protected:
  /// The checksum fits, if there is one.
  [[nodiscard]] bool sum_fits(std::span<const std::byte> frame) {
    const std::size_t size = bytes_of(format_.sum);
    if (size == 0) return true;
    const std::size_t at = frame.size() - format_.tail.size() - size;
    const auto covered = frame.subspan(format_.sum_from, at - format_.sum_from);
    if (compute(format_.sum, covered) == read(Field{at, size}, frame)) return true;
    count_bad_checksum();
    return false;
  }

  /// Hands on a whole frame; false when its cells cannot be.
  bool accept(const FrameLayout& layout, std::span<const std::byte> frame,
              std::chrono::nanoseconds arrival, FrameSink& out) {
    if (counts_.empty()) {
      counts_.resize(layout.cells());
      places_ = wire_places(layout.rows, layout.cols, format_.order);
      on_wire_.resize(places_.empty() ? 0 : counts_.size());
    }
    if (!take_cells(layout, frame.subspan(layout.header_bytes, layout.cell_bytes()))) return false;
    if (!advance(frame, arrival)) {
      count_repeated();
      return true;
    }
    rows_ = layout.rows;
    cols_ = layout.cols;
    if (format_.read_layout != nullptr) {
      announcement_.rows = static_cast<std::size_t>(rows_);
      announcement_.cols = static_cast<std::size_t>(cols_);
    }
    if (format_.announce != nullptr) {
      format_.announce(frame.first(layout.header_bytes), announcement_);
    }
    count_frame();
    set_in_step();
    std::optional<std::chrono::nanoseconds> device_time;
    if (format_.device_time.bytes > 0) {
      device_time =
          format_.device_tick * static_cast<std::int64_t>(read(format_.device_time, frame));
    }
    out.accept({sequence_, arrival, device_time, counts_});
    return true;
  }

  /// The first frame settles the grid.
  [[nodiscard]] bool same_grid(const FrameLayout& layout) const noexcept {
    return rows_ == 0 || (layout.rows == rows_ && layout.cols == cols_);
  }

  const FrameFormat& format_;

 private:
  bool take_cells(const FrameLayout& layout, std::span<const std::byte> wire) {
    const std::span<std::uint16_t> read_into = places_.empty() ? counts_ : on_wire_;
    if (!read_cells(wire, layout.cell, format_.counts_per_unit, read_into)) return false;
    if (format_.zero_count > 0) {
      for (std::uint16_t& count : read_into) {
        if (count < format_.zero_count) return false;
        count = static_cast<std::uint16_t>(count - format_.zero_count);
      }
    }
    for (std::size_t i = 0; i < places_.size(); ++i) counts_[places_[i]] = on_wire_[i];
    return true;
  }

  /// Numbers the frame and counts what is missing before it. False for one that came before.
  bool advance(std::span<const std::byte> frame, std::chrono::nanoseconds arrival) {
    if (format_.sequence.bytes > 0) {
      const auto step = counter_.advance(read(format_.sequence, frame), arrival);
      if (step.repeated) return false;
      if (step.missing > 0) count_gap(step.missing);
      sequence_ = counter_.sequence();
      return true;
    }
    const std::uint64_t missing = frames_skipped(frame.size());
    if (missing > 0) count_gap(missing);
    sequence_ = any_frame() ? sequence_ + missing + 1 : 0;
    return true;
  }

  SequenceCounter counter_;
  std::uint64_t sequence_ = 0;
  int rows_ = 0;
  int cols_ = 0;
  Announcement announcement_;
  std::vector<std::uint16_t> counts_;
  std::vector<std::uint32_t> places_;   ///< empty: the order of the wire is the plate's
  std::vector<std::uint16_t> on_wire_;  ///< cells to be put in their places
};

/// Frames that begin with a head.
class HeadDecoder final : public FormatDecoder {
 public:
  using FormatDecoder::FormatDecoder;
  void restart() override {
    FormatDecoder::restart();
    whole_since_.reset();
  }

 private:
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) override {
    const std::string_view head = format_.head;
    const std::size_t start = find_bytes(bytes(), head);
    if (start == bytes().size()) {
      skip(start - std::min(start, head.size() - 1));  // a head may be cut
      return false;
    }
    if (start > 0) skip(start);
    std::optional<FrameLayout> layout = format_.layout;
    if (format_.read_layout != nullptr) {
      if (bytes().size() < layout->header_bytes) return false;
      layout = format_.read_layout(bytes().first(layout->header_bytes));
      if (!layout || !same_grid(*layout)) {
        skip(1);
        return true;
      }
    }
    const std::size_t size = layout->frame_bytes();
    if (bytes().size() < size) return false;
    const auto frame = bytes().first(size);
    if (!starts_with(frame.last(format_.tail.size()), format_.tail) || !sum_fits(frame)) {
      skip(1);  // a whole frame may begin inside this one
      return true;
    }
    if (format_.next_head_confirms) {
      if (bytes().size() < size + head.size()) {
        if (!whole_since_) whole_since_ = arrival;
        return false;
      }
      arrival = std::exchange(whole_since_, std::nullopt).value_or(arrival);
      if (!starts_with(bytes().subspan(size), head)) {
        skip(1);
        return true;
      }
    }
    if (accept(*layout, frame, arrival, out)) {
      consume(size);
    } else {
      skip(1);
    }
    return true;
  }

  std::optional<std::chrono::nanoseconds> whole_since_;  ///< arrival of a frame to be confirmed
};

/// Frames of one length that end with a tail.
class TailDecoder final : public FormatDecoder {
 public:
  using FormatDecoder::FormatDecoder;
  void restart() override {
    FormatDecoder::restart();
    untouched_ = true;
    tail_seen_ = false;
    cut_ = false;
  }

 private:
  /// Takes one stretch up to and including its tail.
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) override {
    const std::size_t size = format_.layout.frame_bytes();
    const std::size_t body = size - format_.tail.size();
    const std::size_t end = find_bytes(bytes(), format_.tail);
    if (end == bytes().size()) {
      // Longer than any frame: nothing in it can become one, except what a later tail ends.
      if (end > 2 * size) drop(end - size);
      return false;
    }
    const bool whole = end == body && (tail_seen_ || untouched_) && !cut_;
    if (whole && sum_fits(bytes().first(size)) &&
        accept(format_.layout, bytes().first(size), arrival, out)) {
      consume(size);
    } else {
      drop(end + format_.tail.size());
    }
    cut_ = false;
    tail_seen_ = true;
    return true;
  }
  void drop(std::size_t count) {
    skip(count);
    untouched_ = false;
    cut_ = true;
  }

  bool tail_seen_ = false;  ///< since the link began
  bool untouched_ = true;   ///< nothing was dropped since the link began
  bool cut_ = false;        ///< the front of the stretch in hand is gone
};

/// Frames of one length without a mark: one answer each.
class BareDecoder final : public FormatDecoder {
 public:
  using FormatDecoder::FormatDecoder;

 private:
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) override {
    const std::size_t size = format_.layout.frame_bytes();
    if (!format_.banner.empty()) {
      const auto answer = bytes().first(std::min(size, bytes().size()));
      const std::size_t at = find_bytes(answer, format_.banner);
      if (at < answer.size()) {
        skip(at + format_.banner.size());
        return true;
      }
    }
    if (bytes().size() < size) return false;
    const auto frame = bytes().first(size);
    if (sum_fits(frame) && accept(format_.layout, frame, arrival, out)) {
      consume(size);
    } else {
      skip(size);
    }
    return true;
  }
};

}  // namespace

std::unique_ptr<FrameDecoder> make_frame_decoder(const FrameFormat& format) {
  if (!format.head.empty()) return std::make_unique<HeadDecoder>(format);
  if (!format.tail.empty()) return std::make_unique<TailDecoder>(format);
  return std::make_unique<BareDecoder>(format);
}

void encode_frame(const FrameFormat& format, const RawFrameView& frame, std::vector<std::byte>& out,
                  std::span<const std::byte> header) {
  const FrameLayout& layout = format.layout;
  const std::size_t start = out.size();
  append(header.empty() ? as_bytes(format.head) : header, out);
  out.resize(start + (header.empty() ? layout.header_bytes : header.size()));
  const auto begun = std::span(out).subspan(start);
  write(format.sequence, frame.sequence, begun);
  if (format.device_time.bytes > 0) {
    const auto time = frame.device_time.value_or(std::chrono::nanoseconds{});
    write(format.device_time, static_cast<std::uint64_t>(time / format.device_tick), begun);
  }
  const auto places = wire_places(layout.rows, layout.cols, format.order);
  std::vector<std::uint16_t> on_wire(frame.counts.begin(), frame.counts.end());
  for (std::size_t i = 0; i < places.size(); ++i) on_wire[i] = frame.counts[places[i]];
  for (std::uint16_t& count : on_wire) {
    count = static_cast<std::uint16_t>(std::min(count + format.zero_count, 65535));
  }
  write_cells(on_wire, layout.cell, format.counts_per_unit, out);
  const std::size_t marks = bytes_of(format.sum) + format.tail.size();
  out.resize(out.size() + layout.trailer_bytes - marks);
  if (format.sum != FrameSum::none) {
    const std::uint32_t sum =
        compute(format.sum, std::span<const std::byte>(out).subspan(start + format.sum_from));
    for (std::size_t i = 0; i < bytes_of(format.sum); ++i) {
      out.push_back(static_cast<std::byte>((sum >> (8 * i)) & 0xff));
    }
  }
  append(as_bytes(format.tail), out);
}

}  // namespace solea
