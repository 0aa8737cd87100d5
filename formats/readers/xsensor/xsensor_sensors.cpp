#include "formats/readers/xsensor/xsensor_sensors.h"

#include <algorithm>

namespace solea::readers {

const XsensorSensor* XsensorSensors::find(const std::string& label) const {
  const auto found = std::find_if(sensors_.begin(), sensors_.end(),
                                  [&](const XsensorSensor& s) { return s.label() == label; });
  return found == sensors_.end() ? nullptr : &*found;
}

bool XsensorSensors::has_frame() const {
  return std::any_of(sensors_.begin(), sensors_.end(),
                     [](const XsensorSensor& s) { return s.frames() > 0; });
}

XsensorSensor& XsensorSensors::of_block(const std::string& block_label, const XsensorGrid& grid,
                                        std::int64_t number, const std::optional<ClockTime>& time) {
  const int before = labels_in_frame_[block_label]++;
  const std::string label =
      before == 0 ? block_label : block_label + " #" + std::to_string(before + 1);
  const auto found = std::find_if(sensors_.begin(), sensors_.end(),
                                  [&](const XsensorSensor& s) { return s.label() == label; });
  if (found == sensors_.end()) {
    constexpr std::size_t most_sensors = 1000;
    if (sensors_.size() == most_sensors) lines_.fail("more than 1000 sensors, expected a few");
    return sensors_.emplace_back(label, grid);
  }
  if (found->grid() != grid) {
    lines_.fail("the sensor's grid changes, expected " + std::to_string(found->grid().rows) +
                " x " + std::to_string(found->grid().cols) + " cells of the same size");
  }
  if (found->frames() == 0) return *found;
  if (number <= found->last_number()) {
    lines_.fail("frame " + std::to_string(number) + " after " +
                std::to_string(found->last_number()) + ", expected rising numbers");
  }
  const auto last = found->last_clock_s();
  if (time && last && time->seconds < *last && *last - time->seconds < 43200) {
    lines_.fail("the time of frame " + std::to_string(number) +
                " goes back, expected rising times");
  }
  return *found;
}

}  // namespace solea::readers
