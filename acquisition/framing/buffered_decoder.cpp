#include "acquisition/framing/buffered_decoder.h"

namespace solea {

void BufferedDecoder::feed(std::span<const std::byte> bytes, std::chrono::nanoseconds arrival,
                           FrameSink& out) {
  constexpr std::size_t smallest_piece = 4096;
  // The cut-off piece is completed by as little as it takes; the rest is read where it lies.
  while (!waiting_.empty() && !bytes.empty()) {
    const std::size_t before = waiting_.size();
    const auto piece = bytes.first(std::min(bytes.size(), std::max(smallest_piece, before)));
    waiting_.insert(waiting_.end(), piece.begin(), piece.end());
    window_ = waiting_;
    while (take_one(arrival, out)) {
    }
    const std::size_t taken = waiting_.size() - window_.size();
    if (taken >= before) {
      bytes = bytes.subspan(taken - before);
      waiting_.clear();
    } else {
      bytes = bytes.subspan(piece.size());
      waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(taken));
    }
  }
  window_ = bytes;
  if (waiting_.empty()) {
    while (take_one(arrival, out)) {
    }
    waiting_.assign(window_.begin(), window_.end());
  }
  window_ = {};
}

void BufferedDecoder::settle(std::chrono::nanoseconds now, FrameSink& out) {
  window_ = waiting_;
  take_settled(now, out);
  const auto taken = static_cast<std::ptrdiff_t>(waiting_.size() - window_.size());
  waiting_.erase(waiting_.begin(), waiting_.begin() + taken);
  window_ = {};
}

void BufferedDecoder::restart() {
  stats_.bytes_skipped += waiting_.size();
  waiting_.clear();
  skipped_since_frame_ = 0;
  in_step_ = false;
}

}  // namespace solea
