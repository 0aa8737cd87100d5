#include "visualization/export/webm_file.h"

#include <bit>
#include <cmath>

#include "core/version.h"

namespace solea {

namespace {

/// The lowest `bytes` bytes of a number, the highest of them first.
std::string big_endian(std::uint64_t value, int bytes) {
  std::string text;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    text += static_cast<char>(value >> shift & 255U);
  }
  return text;
}

/// The bytes of an element's name as the specification prints them, without zeros in front.
std::string id_of(std::uint32_t id) {
  return big_endian(id, id > 0xFFFFFFU ? 4 : id > 0xFFFFU ? 3 : id > 0xFFU ? 2 : 1);
}

/// Sizes and numbers always take eight bytes: a head written again later is as long as before.
std::string begin(std::uint32_t id, std::uint64_t size) {
  return id_of(id) + big_endian(std::uint64_t{1} << 56U | size, 8);
}

std::string element(std::uint32_t id, const std::string& content) {
  return begin(id, content.size()) + content;
}

std::string number(std::uint32_t id, std::uint64_t value) {
  return element(id, big_endian(value, 8));
}

std::string real(std::uint32_t id, double value) {
  return element(id, big_endian(std::bit_cast<std::uint64_t>(value), 8));
}

constexpr std::uint32_t segment_id = 0x18538067;
constexpr std::uint32_t cues_id = 0x1C53BB6B;
constexpr std::uint64_t track = 1;

/// BT.709 of 16 to 235 with sRGB's own curve (13 of H.273): what WebmFilm's pictures are.
std::string colour() {
  return element(0x55B0, number(0x55B1, 1) + number(0x55B2, 8) + number(0x55B9, 1) +
                             number(0x55BA, 13) + number(0x55BB, 1));
}

}  // namespace

WebmFile::WebmFile(const std::filesystem::path& file, const FilmShape& shape)
    : out_(file, std::ios::binary | std::ios::trunc), shape_(shape) {
  const std::string first = head(0, 0);
  segment_begin_ = first.find(begin(segment_id, 0)) + begin(segment_id, 0).size();
  out_ << first;
  written_ = first.size();
}

std::int64_t WebmFile::time_ms(int picture) const {
  return std::llround(1000.0 * picture / shape_.fps);
}

std::string WebmFile::head(std::uint64_t cues_at, std::uint64_t segment_size) const {
  const std::string kind = number(0x4286, 1) + number(0x42F7, 1) + number(0x42F2, 4) +
                           number(0x42F3, 8) + element(0x4282, "webm") + number(0x4287, 4) +
                           number(0x4285, 2);
  const std::string seek =
      element(0x4DBB, element(0x53AB, id_of(cues_id)) + number(0x53AC, cues_at));
  constexpr std::uint64_t ns_per_ms = 1000000;
  const std::string program = std::string("Solea ").append(software_version);
  const std::string info = number(0x2AD7B1, ns_per_ms) +
                           real(0x4489, static_cast<double>(time_ms(count_))) +
                           element(0x4D80, program) + element(0x5741, program);
  const std::string video = number(0xB0, static_cast<std::uint64_t>(shape_.width)) +
                            number(0xBA, static_cast<std::uint64_t>(shape_.height)) + colour();
  const auto ns_per_picture = static_cast<std::uint64_t>(std::llround(1e9 / shape_.fps));
  const std::string entry = number(0xD7, track) + number(0x73C5, track) + number(0x83, 1) +
                            number(0x9C, 0) + element(0x86, "V_VP9") +
                            number(0x23E383, ns_per_picture) + element(0xE0, video);
  return element(0x1A45DFA3, kind) + begin(segment_id, segment_size) + element(0x114D9B74, seek) +
         element(0x1549A966, info) + element(0x1654AE6B, element(0xAE, entry));
}

void WebmFile::add(const char* data, std::size_t size, bool key) {
  const std::int64_t now_ms = time_ms(count_++);
  if (key) {
    write_cluster();
    cluster_ms_ = now_ms;
  }
  // Track, time within the cluster as a signed 16-bit number, whether it is a key picture.
  cluster_ += begin(0xA3, 4 + size);
  cluster_ += static_cast<char>(0x80U | track);
  cluster_ += big_endian(static_cast<std::uint64_t>(now_ms - cluster_ms_), 2);
  cluster_ += static_cast<char>(key ? 0x80U : 0U);
  cluster_.append(data, size);
}

void WebmFile::write_cluster() {
  if (cluster_.empty()) return;
  cues_.emplace_back(cluster_ms_, written_ - segment_begin_);
  const std::string whole =
      element(0x1F43B675, number(0xE7, static_cast<std::uint64_t>(cluster_ms_)) + cluster_);
  out_ << whole;
  written_ += whole.size();
  cluster_.clear();
}

bool WebmFile::finish() {
  write_cluster();
  std::string points;
  for (const auto& [ms, place] : cues_) {
    points += element(0xBB, number(0xB3, static_cast<std::uint64_t>(ms)) +
                                element(0xB7, number(0xF7, track) + number(0xF1, place)));
  }
  const std::string cues = element(cues_id, points);
  const std::uint64_t cues_at = written_ - segment_begin_;
  out_ << cues;
  out_.seekp(0);
  out_ << head(cues_at, cues_at + cues.size());
  out_.close();
  return !out_.fail();
}

}  // namespace solea
