#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

/// Messages between a batch and its workers.
namespace solea::batch {

/// Sends a message as its length and its bytes; false when the other end is gone.
[[nodiscard]] bool send_message(int descriptor, std::string_view bytes);

enum class Heard : std::uint8_t { message, gone, stopped };
/// Waits for a message; every now and then asks `stop` whether to go on waiting.
[[nodiscard]] Heard receive_message(int descriptor, std::string& bytes,
                                    const std::function<bool()>& stop = {});

}  // namespace solea::batch
