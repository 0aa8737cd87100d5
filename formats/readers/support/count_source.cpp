#include "formats/readers/support/count_source.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "calibration/count_converter.h"
#include "core/error.h"

namespace solea::readers {

bool CountSource::next_block(Recording& out) {
  if (next_ >= counts_.size()) return false;
  if (!calibration_) {
    throw CalibrationError(file_.string() +
                           ": the file has raw counts, expected a calibration with --calibration "
                           "FILE to turn them into kPa");
  }
  std::vector<std::uint8_t> absent;
  for (const std::uint8_t there : info_.sensor_mask) absent.push_back(there == 0 ? 1 : 0);
  CountConverter converter(*calibration_, info_.plate, absent);
  std::vector<std::uint16_t> counts(info_.plate.cells());
  std::vector<float> kpa(counts.size());
  for (; next_ < counts_.size(); ++next_) {
    std::fill(counts.begin(), counts.end(), std::uint16_t{0});
    for (const LoadedCell& cell : counts_.cells(next_)) {
      counts[cell.index] = static_cast<std::uint16_t>(cell.kpa);
    }
    converter.apply(counts, counts_.time_s(next_), kpa);
    out.append(counts_.time_s(next_), kpa);
  }
  for (std::string& line : converter.warnings()) info_.warnings.push_back(std::move(line));
  return true;
}

}  // namespace solea::readers
