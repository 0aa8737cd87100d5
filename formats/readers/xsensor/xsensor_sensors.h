#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "formats/readers/xsensor/xsensor_sensor.h"
#include "formats/text_scan.h"

namespace solea::readers {

/// The sensors of a file, in the order in which it names them. A label that comes twice in a frame
/// is two sensors, the second one "LABEL #2".
class XsensorSensors {
 public:
  /// `lines` is where errors point at.
  explicit XsensorSensors(const LineReader& lines) : lines_(lines) {}

  void begin_frame() { labels_in_frame_.clear(); }
  /// The sensor of the frame's next block with this label; stays where it is. Throws FormatError
  /// where it had another grid before, a later frame or a later time.
  XsensorSensor& of_block(const std::string& label, const XsensorGrid& grid, std::int64_t number,
                          const std::optional<ClockTime>& time);
  /// Null where there is none.
  [[nodiscard]] const XsensorSensor* find(const std::string& label) const;
  /// Whether any of them has a whole frame.
  [[nodiscard]] bool has_frame() const;
  [[nodiscard]] std::deque<XsensorSensor>& all() { return sensors_; }

 private:
  const LineReader& lines_;
  std::deque<XsensorSensor> sensors_;  // pointers to them stay
  std::map<std::string, int> labels_in_frame_;
};

}  // namespace solea::readers
