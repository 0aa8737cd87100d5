#include "formats/memory_source.h"

namespace solea {

bool MemorySource::next_block(Recording& out) {
  if (given_) return false;
  given_ = true;
  for (std::size_t frame = 0; frame < recording_.size(); ++frame) {
    out.append(recording_.time_s(frame), recording_.cells(frame));
  }
  return recording_.size() > 0;
}

}  // namespace solea
