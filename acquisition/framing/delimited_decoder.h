#pragma once

#include <chrono>
#include <cstddef>
#include <span>

#include "acquisition/framing/buffered_decoder.h"

namespace solea {

/// A decoder of packets that stand between delimiters, as SLIP's and HDLC's do.
class DelimitedDecoder : public BufferedDecoder {
 public:
  void restart() override;

 protected:
  /// `longest`: bytes between two delimiters; more cannot be a packet.
  DelimitedDecoder(std::byte delimiter, std::size_t longest)
      : delimiter_(delimiter), longest_(longest) {}

  /// Takes what stands between two delimiters, never empty. False when it is no whole packet: it
  /// then counts as skipped.
  virtual bool take_packet(std::span<const std::byte> stretch, std::chrono::nanoseconds arrival,
                           FrameSink& out) = 0;

 private:
  bool take_one(std::chrono::nanoseconds arrival, FrameSink& out) final;

  std::byte delimiter_;
  std::size_t longest_;
  std::size_t searched_ = 0;  ///< bytes of the stretch in hand without a delimiter
  bool cut_ = false;          ///< the front of the stretch in hand is gone
};

}  // namespace solea
