#include "formats/writers/c3d_parameters.h"

#include <algorithm>
#include <stdexcept>

#include "formats/writers/binary_file.h"

namespace solea::writers {

namespace {

constexpr std::size_t longest_text = 127;
constexpr char intel = 84;  // 83 and the number of the processor

/// At most 127 bytes, not in the middle of a UTF-8 character.
std::string_view clipped(std::string_view text) {
  if (text.size() <= longest_text) return text;
  std::size_t size = longest_text;
  while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

void append_described(std::string& bytes, std::string_view description) {
  const std::string_view text = clipped(description);
  bytes.push_back(static_cast<char>(text.size()));
  bytes += text;
}

std::string head(std::string_view name, int id, bool locked) {
  const int length = static_cast<int>(name.size());
  std::string bytes;
  bytes.push_back(static_cast<char>(locked ? -length : length));
  bytes.push_back(static_cast<char>(id));
  return bytes + std::string(name);
}

}  // namespace

void C3dParameters::group(std::string_view name, std::string_view description) {
  ++group_id_;
  std::string body;
  append_described(body, description);
  add_record(head(name, -group_id_, false), body);
}

void C3dParameters::integers(std::string_view name, std::span<const std::uint16_t> values,
                             std::initializer_list<std::uint8_t> dimensions,
                             std::string_view description, Lock lock) {
  std::string bytes;
  for (const std::uint16_t value : values) append_le(bytes, value);
  add(name, 2, dimensions, bytes, description, lock);
}

void C3dParameters::floats(std::string_view name, std::span<const float> values,
                           std::initializer_list<std::uint8_t> dimensions,
                           std::string_view description, Lock lock) {
  std::string bytes;
  for (const float value : values) append_le(bytes, value);
  add(name, 4, dimensions, bytes, description, lock);
}

void C3dParameters::text(std::string_view name, std::string_view value,
                         std::string_view description) {
  const std::string_view text = clipped(value);
  const std::array dimensions = {static_cast<std::uint8_t>(text.size())};
  add(name, -1, dimensions, text, description, Lock::open);
}

void C3dParameters::texts(std::string_view name, std::span<const std::string> values,
                          std::string_view description) {
  std::size_t width = 1;
  for (const std::string& value : values) width = std::max(width, clipped(value).size());
  std::string bytes;
  for (const std::string& value : values) {
    const std::string_view text = clipped(value);
    bytes += text;
    bytes.append(width - text.size(), ' ');
  }
  const std::array dimensions = {static_cast<std::uint8_t>(width),
                                 static_cast<std::uint8_t>(values.size())};
  add(name, -1, dimensions, bytes, description, Lock::open);
}

void C3dParameters::add(std::string_view name, std::int8_t type,
                        std::span<const std::uint8_t> dimensions, std::string_view values,
                        std::string_view description, Lock lock) {
  std::string body;
  body.push_back(static_cast<char>(type));
  body.push_back(static_cast<char>(dimensions.size()));
  for (const std::uint8_t dimension : dimensions) body.push_back(static_cast<char>(dimension));
  body += values;
  append_described(body, description);
  add_record(head(name, group_id_, lock == Lock::locked), body);
}

void C3dParameters::add_record(std::string head, std::string_view body) {
  records_ += head;
  last_distance_ = records_.size();
  append_le(records_, static_cast<std::uint16_t>(2 + body.size()));
  records_ += body;
}

std::string C3dParameters::section() const {
  std::string bytes(4, '\0');
  bytes += records_;
  bytes[4 + last_distance_] = 0;
  bytes[4 + last_distance_ + 1] = 0;
  const std::size_t blocks = (bytes.size() + block_bytes - 1) / block_bytes;
  if (blocks > 255) throw std::length_error("C3D parameters over 255 blocks");
  bytes.resize(blocks * block_bytes, '\0');
  bytes[2] = static_cast<char>(blocks);
  bytes[3] = intel;
  return bytes;
}

}  // namespace solea::writers
