// Any bytes into a decoder, which the first one chooses, as one piece and split by the bytes
// themselves: the same frames and the same counts must come out. A polled decoder asks once and
// hears the bytes as the answer. Since random bytes are no frames, the input is taken a second
// time, as edits of true frames.

#include <algorithm>
#include <vector>

#include "acquisition/driver.h"

namespace {

struct Frames final : solea::FrameSink {
  void accept(const solea::RawFrameView& frame) override {
    if (frame.counts.empty()) __builtin_trap();
    sequences.push_back(frame.sequence);
    counts.insert(counts.end(), frame.counts.begin(), frame.counts.end());
  }
  std::vector<std::uint64_t> sequences;
  std::vector<std::uint16_t> counts;
};

template <class NextSize>
solea::DecodeStats decode(const solea::DeviceDriver& driver, std::span<const std::byte> bytes,
                          NextSize next_size, Frames& out) {
  const auto decoder = driver.make_decoder();
  std::vector<std::byte> words;
  decoder->speak({}, words);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t n = std::min<std::size_t>(next_size(at), bytes.size() - at);
    decoder->feed(bytes.subspan(at, n), {}, out);
    at += n;
  }
  const solea::DecodeStats stats = decoder->stats();
  if (stats.bytes_skipped > bytes.size()) __builtin_trap();
  // And a link that breaks here, with the rest of its time.
  decoder->restart();
  for (int i = 1; i < 4; ++i) {
    if (const auto word = decoder->next_word()) decoder->speak(*word, words);
  }
  decoder->feed(bytes, std::chrono::seconds(9), out);
  return stats;
}

/// Everything about a stream that does not depend on where its last bytes still wait.
bool same(const solea::DecodeStats& a, const solea::DecodeStats& b) {
  return a.frames == b.frames && a.bad_checksum == b.bad_checksum && a.gaps == b.gaps &&
         a.frames_missing == b.frames_missing;
}

/// Split-invariance of one decoder; sizes of the pieces come from `sizes`.
void check(const solea::DeviceDriver& driver, std::span<const std::byte> bytes,
           std::span<const std::uint8_t> sizes) {
  Frames whole;
  const auto stats = decode(
      driver, bytes, [&](std::size_t) { return bytes.size(); }, whole);
  Frames split;
  const auto split_stats = decode(
      driver, bytes, [&](std::size_t at) { return 1 + sizes[at % sizes.size()] * 16U; }, split);
  Frames single;
  const auto single_stats = decode(
      driver, bytes, [](std::size_t) { return 1; }, single);
  for (const Frames* other : {&split, &single}) {
    if (other->sequences != whole.sequences || other->counts != whole.counts) __builtin_trap();
  }
  if (!same(stats, split_stats) || !same(stats, single_stats)) __builtin_trap();
}

/// Three frames, overwritten, shortened and lengthened where the input says.
std::vector<std::byte> edited_frames(const solea::DeviceDriver& driver,
                                     std::span<const std::uint8_t> data) {
  const auto twin = driver.make_twin(driver.own_settings());
  std::vector<std::byte> bytes;
  std::vector<std::uint16_t> counts(driver.plate.cells());
  for (std::uint64_t k = 0; k < 3; ++k) {
    for (std::size_t i = 0; i < counts.size(); i += 3) {
      counts[i] = static_cast<std::uint16_t>((i + 37 * k) % (driver.max_count + 1U));
    }
    twin->encode({k, {}, {}, counts}, bytes);
  }
  for (std::size_t i = 0; i + 4 <= data.size() && i < 64; i += 4) {
    const std::size_t place = data[i] * 256U + data[i + 1];
    const auto at = bytes.begin() + static_cast<std::ptrdiff_t>(place % (bytes.size() + 1));
    const auto count = static_cast<std::ptrdiff_t>(data[i + 3]);
    switch (data[i + 2] % 3) {
      case 0:
        if (at != bytes.end()) *at = static_cast<std::byte>(data[i + 3]);
        break;
      case 1:
        bytes.erase(at, at + std::min(count, bytes.end() - at));
        break;
      default:
        bytes.insert(at, data.size() % 7 + 1, static_cast<std::byte>(data[i + 3]));
    }
  }
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto drivers = solea::builtin_drivers();
  const solea::DeviceDriver& driver = *drivers[data[0] % drivers.size()];
  const auto input = std::span(data, size).subspan(1);
  if (input.empty()) return 0;
  check(driver, std::as_bytes(input), input);
  check(driver, edited_frames(driver, input), input);
  return 0;
}
