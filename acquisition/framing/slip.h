#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// SLIP (RFC 1055): packets between END bytes.
namespace solea::slip {

inline constexpr std::byte end{0xc0};

/// Appends a packet with an END before and after it.
void encode(std::span<const std::byte> packet, std::vector<std::byte>& out);

/// Puts what stands between two ENDs into `packet`. False when it holds an escape that does not
/// exist.
[[nodiscard]] bool decode(std::span<const std::byte> stretch, std::vector<std::byte>& packet);

}  // namespace solea::slip
