#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "acquisition/driver.h"
#include "acquisition/virtual_mat/person.h"

namespace solea::station {

/// A virtual mat in this process that speaks a driver's real protocol on a pseudo-terminal or a
/// socket: anyone can try without hardware, and everything above the port is the real thing.
class VirtualTwin {
 public:
  /// `person`: who is on the mat; nothing: nobody. Throws DeviceError.
  VirtualTwin(const DeviceDriver& driver, const std::optional<virtual_mat::Person>& person);
  ~VirtualTwin();
  VirtualTwin(const VirtualTwin&) = delete;
  VirtualTwin& operator=(const VirtualTwin&) = delete;

  /// Where a recorder finds it.
  [[nodiscard]] const std::string& port() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea::station
