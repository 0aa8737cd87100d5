#include "acquisition/framing/slip.h"

namespace solea::slip {

namespace {

constexpr std::byte escape{0xdb};
constexpr std::byte escaped_end{0xdc};
constexpr std::byte escaped_escape{0xdd};

}  // namespace

void encode(std::span<const std::byte> packet, std::vector<std::byte>& out) {
  out.push_back(end);
  for (const std::byte b : packet) {
    if (b == end || b == escape) {
      out.push_back(escape);
      out.push_back(b == end ? escaped_end : escaped_escape);
    } else {
      out.push_back(b);
    }
  }
  out.push_back(end);
}

bool decode(std::span<const std::byte> stretch, std::vector<std::byte>& packet) {
  packet.clear();
  bool escaping = false;
  for (const std::byte b : stretch) {
    if (!escaping) {
      escaping = b == escape;
      if (!escaping) packet.push_back(b);
      continue;
    }
    if (b != escaped_end && b != escaped_escape) return false;
    packet.push_back(b == escaped_end ? end : escape);
    escaping = false;
  }
  return !escaping;
}

}  // namespace solea::slip
