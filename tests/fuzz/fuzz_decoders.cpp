// Any bytes, split by the bytes themselves, into every decoder.

#include <algorithm>

#include "acquisition/driver.h"

namespace {
struct Discard final : solea::FrameSink {
  void accept(const solea::RawFrameView& frame) override {
    if (frame.counts.empty()) __builtin_trap();
  }
};
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span bytes(reinterpret_cast<const std::byte*>(data), size);
  for (const solea::DeviceDriver* driver : solea::builtin_drivers()) {
    const auto decoder = driver->make_decoder();
    Discard sink;
    for (std::size_t at = 0; at < size;) {
      const std::size_t n = std::min<std::size_t>(1 + data[at] * 16U, size - at);
      decoder->feed(bytes.subspan(at, n), {}, sink);
      at += n;
    }
    if (decoder->stats().bytes_skipped > size) __builtin_trap();
  }
  return 0;
}
