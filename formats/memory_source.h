#pragma once

#include <memory>
#include <utility>

#include "core/recording.h"

namespace solea {

/// A file that was parsed whole: its info, and its loaded cells in one block.
class MemorySource final : public FrameSource {
 public:
  MemorySource(SourceInfo info, Recording recording)
      : info_(std::move(info)), recording_(std::move(recording)) {}

  [[nodiscard]] const SourceInfo& info() const noexcept override { return info_; }
  bool next_block(Recording& out) override;

 private:
  SourceInfo info_;
  Recording recording_;
  bool given_ = false;
};

}  // namespace solea
