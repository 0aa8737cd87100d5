#include "formats/readers/support/count_source.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "core/error.h"

namespace solea::readers {

bool CountSource::next_block(Recording& out) {
  if (next_ >= counts_.size()) return false;
  if (!calibration_) {
    throw CalibrationError(file_.string() +
                           ": the file has raw counts, expected a calibration with --calibration "
                           "FILE to turn them into kPa");
  }
  std::vector<std::uint16_t> counts(info_.plate.cells());
  std::vector<float> kpa(counts.size());
  for (; next_ < counts_.size(); ++next_) {
    std::fill(counts.begin(), counts.end(), std::uint16_t{0});
    for (const LoadedCell& cell : counts_.cells(next_)) {
      counts[cell.index] = static_cast<std::uint16_t>(cell.kpa);
    }
    calibration_->apply(counts, kpa);
    for (std::size_t i = 0; i < info_.sensor_mask.size(); ++i) {
      if (info_.sensor_mask[i] == 0) kpa[i] = 0;
    }
    out.append(counts_.time_s(next_), kpa);
  }
  return true;
}

}  // namespace solea::readers
