#include "acquisition/framing/delimited_decoder.h"

#include <algorithm>

namespace solea {

void DelimitedDecoder::restart() {
  BufferedDecoder::restart();
  searched_ = 0;
  cut_ = false;
}

bool DelimitedDecoder::take_one(std::chrono::nanoseconds arrival, FrameSink& out) {
  const auto waiting = bytes();
  const auto found = std::find(waiting.begin() + static_cast<std::ptrdiff_t>(searched_),
                               waiting.end(), delimiter_);
  if (found == waiting.end()) {
    searched_ = waiting.size();
    if (searched_ > longest_) {
      skip(searched_);
      searched_ = 0;
      cut_ = true;
    }
    return false;
  }
  const auto length = static_cast<std::size_t>(found - waiting.begin());
  if (length == 0 && !cut_) {
    consume(1);
  } else if (!cut_ && take_packet(waiting.first(length), arrival, out)) {
    consume(length + 1);
  } else {
    skip(length + 1);
  }
  searched_ = 0;
  cut_ = false;
  return true;
}

}  // namespace solea
