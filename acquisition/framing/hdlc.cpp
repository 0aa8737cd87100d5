#include "acquisition/framing/hdlc.h"

#include "acquisition/framing/checksums.h"

namespace solea::hdlc {

namespace {

constexpr std::byte escape{0x7d};
constexpr std::byte escape_bit{0x20};
constexpr std::byte all_stations{0xff};
constexpr std::size_t header_bytes = 2;
constexpr std::size_t fcs_bytes = 2;

}  // namespace

void encode(std::byte control, std::span<const std::byte> information,
            std::vector<std::byte>& out) {
  std::vector<std::byte> plain = {all_stations, control};
  plain.insert(plain.end(), information.begin(), information.end());
  const unsigned fcs = crc16_x25(plain);
  plain.push_back(static_cast<std::byte>(fcs & 0xffU));
  plain.push_back(static_cast<std::byte>(fcs >> 8U));
  out.push_back(flag);
  for (const std::byte b : plain) {
    if (b == flag || b == escape) {
      out.push_back(escape);
      out.push_back(b ^ escape_bit);
    } else {
      out.push_back(b);
    }
  }
  out.push_back(flag);
}

Result decode(std::span<const std::byte> stretch, Frame& frame) {
  std::vector<std::byte>& plain = frame.information;
  plain.clear();
  bool escaping = false;
  for (const std::byte b : stretch) {
    if (!escaping && b == escape) {
      escaping = true;
      continue;
    }
    plain.push_back(escaping ? b ^ escape_bit : b);
    escaping = false;
  }
  if (escaping || plain.size() < header_bytes + fcs_bytes) return Result::no_frame;
  const std::size_t covered = plain.size() - fcs_bytes;
  const unsigned fcs = std::to_integer<unsigned>(plain[covered]) |
                       (std::to_integer<unsigned>(plain[covered + 1]) << 8U);
  if (crc16_x25(std::span(plain).first(covered)) != fcs) return Result::bad_checksum;
  if (plain[0] != all_stations) return Result::no_frame;
  frame.control = plain[1];
  plain.resize(covered);
  plain.erase(plain.begin(), plain.begin() + header_bytes);
  return Result::frame;
}

}  // namespace solea::hdlc
