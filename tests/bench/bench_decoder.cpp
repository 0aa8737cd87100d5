// Bytes a second that decoders take, beside a plain copy of the same bytes in the same run:
//   decode/FORMAT   fixed framing, as a driver's table describes it
//   driver/ID       every driver that sends by itself, as it is
//   memcpy/BYTES    the same stream copied into another buffer

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "acquisition/driver.h"
#include "acquisition/framing/frame_format.h"

namespace solea {
namespace {

using Bytes = std::vector<std::byte>;

struct Discard final : FrameSink {
  void accept(const RawFrameView& frame) override {
    benchmark::DoNotOptimize(frame.counts.data());
    ++frames;
  }
  std::uint64_t frames = 0;
};

constexpr std::uint64_t frames = 200;

/// Frames of a person walking about, as far as speed is concerned: zeros and counts up to a limit.
template <class Encode>
Bytes stream(std::size_t cells, unsigned max_count, Encode encode) {
  std::vector<std::uint16_t> counts(cells);
  Bytes bytes;
  for (std::uint64_t k = 0; k < frames; ++k) {
    for (std::size_t i = 0; i < cells; ++i) {
      counts[i] = static_cast<std::uint16_t>(i % 8 == 0 ? (i * 7 + k) % (max_count + 1) : 0);
    }
    encode(RawFrameView{k, {}, {}, counts}, bytes);
  }
  return bytes;
}

template <class MakeDecoder>
void decode(benchmark::State& state, const Bytes& bytes, MakeDecoder make_decoder) {
  constexpr std::size_t chunk = 64 * 1024;  // as the transport reads
  Discard sink;
  for (auto _ : state) {
    const auto decoder = make_decoder();
    for (std::size_t at = 0; at < bytes.size(); at += chunk) {
      decoder->feed(std::span(bytes).subspan(at, std::min(chunk, bytes.size() - at)), {}, sink);
    }
  }
  // One frame may wait for the next one's head.
  if (sink.frames < (frames - 1) * state.iterations()) state.SkipWithError("frames were lost");
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

void copy(benchmark::State& state, const Bytes& bytes) {
  Bytes out(bytes.size());
  for (auto _ : state) {
    std::memcpy(out.data(), bytes.data(), bytes.size());
    benchmark::ClobberMemory();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

struct Named {
  const char* name;
  FrameFormat format;
};

constexpr FrameFormat grid(int rows, int cols, CellType cell, std::size_t trailer) {
  return {.head = "\xfe\xca\x01\xff",
          .layout = {.rows = rows,
                     .cols = cols,
                     .cell = cell,
                     .header_bytes = 12,
                     .trailer_bytes = trailer},
          .sequence = {.offset = 4, .bytes = 4}};
}

std::vector<Named> formats() {
  std::vector<Named> all = {
      {"u8_64x64", grid(64, 64, CellType::u8, 0)},
      {"u16le_64x64", grid(64, 64, CellType::u16le, 0)},
      {"u16be_64x64", grid(64, 64, CellType::u16be, 0)},
      {"u16le_720x240", grid(720, 240, CellType::u16le, 0)},
      {"u8_tail_64x64", grid(64, 64, CellType::u8, 4)},
      {"u16le_flipped_64x64", grid(64, 64, CellType::u16le, 0)},
      {"u16le_sum8_64x64", grid(64, 64, CellType::u16le, 1)},
      {"u16le_crc16_64x64", grid(64, 64, CellType::u16le, 2)},
      {"u16le_crc32_64x64", grid(64, 64, CellType::u16le, 4)},
  };
  for (Named& one : all) {
    const std::string_view name = one.name;
    if (name.find("tail") != name.npos) {
      one.format.head = {};
      one.format.tail = "\xff\xfe\xfe\xff";
      one.format.layout.header_bytes = 0;
      one.format.sequence = {};
    }
    if (name.find("flipped") != name.npos) one.format.order.flip_rows = true;
    if (name.find("sum8") != name.npos) one.format.sum = FrameSum::sum8;
    if (name.find("crc16") != name.npos) one.format.sum = FrameSum::crc16_x25;
    if (name.find("crc32") != name.npos) one.format.sum = FrameSum::crc32;
  }
  return all;
}

void add(const std::string& name, const Bytes& bytes,
         const std::function<std::unique_ptr<FrameDecoder>()>& make_decoder) {
  benchmark::RegisterBenchmark(name.c_str(), [&bytes, make_decoder](benchmark::State& state) {
    decode(state, bytes, make_decoder);
  });
  benchmark::RegisterBenchmark(("memcpy/" + std::to_string(bytes.size())).c_str(),
                               [&bytes](benchmark::State& state) { copy(state, bytes); });
}

}  // namespace
}  // namespace solea

int main(int argc, char** argv) {
  using namespace solea;
  const std::vector<Named> fixed = formats();
  std::vector<Bytes> streams;
  streams.reserve(fixed.size() + builtin_drivers().size());
  for (const Named& one : fixed) {
    const FrameFormat& format = one.format;
    const unsigned max_count = format.layout.cell == CellType::u8 ? 207 : 4095;
    streams.push_back(
        stream(format.layout.cells(), max_count,
               [&](const RawFrameView& frame, Bytes& out) { encode_frame(format, frame, out); }));
    add(std::string("decode/") + one.name, streams.back(),
        [&format] { return make_frame_decoder(format); });
  }
  for (const DeviceDriver* driver : builtin_drivers()) {
    if (driver->make_decoder()->next_word()) continue;  // polled: as fast as the mat answers
    const auto twin = driver->make_twin(driver->own_settings());
    streams.push_back(
        stream(driver->plate.cells(), driver->max_count,
               [&](const RawFrameView& frame, Bytes& out) { twin->encode(frame, out); }));
    add("driver/" + std::string(driver->id), streams.back(), driver->make_decoder);
  }
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
}
