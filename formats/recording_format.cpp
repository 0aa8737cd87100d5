#include "formats/recording_format.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "core/error.h"

namespace solea {

namespace {

std::vector<std::byte> read_head(const std::filesystem::path& file) {
  constexpr std::streamsize head_bytes = 64 * 1024;
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) {
    throw FileError(file, "is a folder, expected a file");
  }
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileError(file, std::string("cannot be opened: ") + std::strerror(errno));
  std::vector<std::byte> head(head_bytes);
  in.read(reinterpret_cast<char*>(head.data()), head_bytes);
  head.resize(static_cast<std::size_t>(in.gcount()));
  if (head.empty()) throw FormatError(file, "is empty, expected a recording");
  return head;
}

std::string known_formats() {
  std::string names;
  for (const RecordingFormat* format : builtin_formats()) {
    if (!names.empty()) names += ", ";
    names += format->name;
  }
  return names;
}

const RecordingFormat& choose(const std::filesystem::path& file, std::string_view format_id) {
  const std::vector<std::byte> head = read_head(file);
  const RecordingFormat* best = nullptr;
  int best_confidence = 0;
  for (const RecordingFormat* format : builtin_formats()) {
    if (!format_id.empty()) {
      if (format->id == format_id) return *format;
      continue;
    }
    const int confidence = format->confidence(head);
    if (confidence > best_confidence) {
      best = format;
      best_confidence = confidence;
    }
  }
  if (best == nullptr) {
    throw FormatError(file,
                      (format_id.empty() ? std::string("no pressure recording Solea knows")
                                         : "unknown format '" + std::string(format_id) + "'") +
                          ", expected one of: " + known_formats());
  }
  return *best;
}

}  // namespace

std::unique_ptr<FrameSource> open_recording(const std::filesystem::path& file,
                                            const OpenOptions& options) {
  return choose(file, options.format_id).open(file, options.calibration);
}

}  // namespace solea
