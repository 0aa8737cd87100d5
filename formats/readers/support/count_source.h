#pragma once

#include <filesystem>
#include <optional>

#include "calibration/calibration.h"
#include "core/recording.h"

namespace solea::readers {

/// A file of raw counts that was parsed whole. It opens without a calibration, so that people can
/// see what it is; its frames need one.
class CountSource final : public FrameSource {
 public:
  /// `counts`: a recording with counts where others have kPa.
  CountSource(SourceInfo info, Recording counts, std::optional<Calibration> calibration,
              std::filesystem::path file)
      : info_(std::move(info)),
        counts_(std::move(counts)),
        calibration_(std::move(calibration)),
        file_(std::move(file)) {}

  [[nodiscard]] const SourceInfo& info() const noexcept override { return info_; }

  bool next_block(Recording& out) override;

 private:
  SourceInfo info_;
  Recording counts_;
  std::optional<Calibration> calibration_;
  std::filesystem::path file_;
  std::size_t next_ = 0;
};

}  // namespace solea::readers
