#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

#include "core/error.h"
#include "formats/recording_format.h"

/// What every reader owes for any bytes; a target that finds it broken traps.
namespace solea::fuzz {

/// UTF-8 without control characters.
inline bool is_printable(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned char c = byte(i);
    const std::size_t size = c < 0x80   ? 1
                             : c < 0xC2 ? 0
                             : c < 0xE0 ? 2
                             : c < 0xF0 ? 3
                             : c < 0xF5 ? 4
                                        : 0;
    if (size == 0 || c < 0x20 || c == 0x7F || size > text.size() - i) return false;
    for (std::size_t k = 1; k < size; ++k) {
      if ((byte(i + k) & 0xC0) != 0x80) return false;
    }
    i += size;
  }
  return true;
}

inline void expect(bool good) {
  if (!good) __builtin_trap();
}

/// Texts go to terminals, JSON and sessions.
inline void check(const SourceInfo& info) {
  for (const auto& line : info.conversions) expect(is_printable(line));
  for (const auto& line : info.warnings) expect(is_printable(line));
  for (const auto& [key, value] : info.provenance) {
    expect(is_printable(key) && is_printable(value));
  }
  for (const VendorCheck& check : info.vendor_checks) {
    expect(is_printable(check.what) && is_printable(check.first_disagreement));
  }
  for (const Channel& channel : info.channels) {
    expect(is_printable(channel.name) && is_printable(channel.unit) &&
           is_printable(channel.description));
  }
  expect(is_printable(info.name) && is_printable(info.unit) && is_printable(info.session.trial) &&
         is_printable(info.session.subject_code) && is_printable(info.session.driver));
  expect(std::isfinite(info.rate_hz) && info.rate_hz >= 0);
  expect(info.plate.pitch_x_mm >= 0 && info.plate.pitch_y_mm >= 0);
  expect(info.sensor_mask.empty() || info.sensor_mask.size() == info.plate.cells());
}

/// Opens and reads: whole recordings, or one error of Solea's in one short line.
inline void read_and_check(const InputFile& file, const OpenOptions& options) {
  const auto head = file.bytes().first(std::min<std::size_t>(file.bytes().size(), 64 * 1024));
  for (const RecordingFormat* format : builtin_formats()) {
    const int confidence = format->confidence(head);
    expect(confidence >= 0 && confidence <= 100);
  }
  try {
    for (const auto& source : open_recordings(file, options)) {
      const Recording recording = read_all(*source);
      check(source->info());
      for (std::size_t k = 0; k < recording.size(); ++k) expect(std::isfinite(recording.time_s(k)));
      for (const LoadedCell& cell : recording.all_cells()) expect(std::isfinite(cell.kpa));
    }
  } catch (const Error& error) {
    constexpr std::size_t longest = 500;
    const std::string_view message = error.what();
    expect(!message.empty() && message.size() < longest && is_printable(message));
  }
}

}  // namespace solea::fuzz
