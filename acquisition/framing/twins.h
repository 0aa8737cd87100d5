#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "acquisition/driver.h"
#include "acquisition/framing/bytes.h"

/// What twins are put together from.
namespace solea {

/// Appends the wire form of a frame.
using EncodeFrame = void (*)(const RawFrameView& frame, std::vector<std::byte>& out);

/// A mat that sends from the moment it has power, whatever the host says.
[[nodiscard]] std::unique_ptr<DeviceTwin> make_free_running_twin(EncodeFrame encode);

/// A mat that answers each of the host's bytes that is in `polls` (empty: any byte) with one frame;
/// `banner` is what it says by itself when the port is opened.
[[nodiscard]] std::unique_ptr<DeviceTwin> make_polled_twin(EncodeFrame encode,
                                                           std::string_view polls,
                                                           std::string_view banner = {});

/// Splits the host's bytes into lines for a twin.
class CommandLines {
 public:
  /// Calls `obey` with each line that is complete, without its end.
  template <class Obey>
  void receive(std::span<const std::byte> bytes, Obey obey) {
    for (const std::byte b : bytes) {
      const char c = std::to_integer<char>(b);
      if (c != '\n') {
        line_ += c;
        continue;
      }
      obey(line_);
      line_.clear();
    }
  }

 private:
  std::string line_;
};

}  // namespace solea
