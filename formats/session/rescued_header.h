#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/hdf5_handle.h"
#include "formats/session/found_damage.h"
#include "formats/session/session_writer.h"

namespace solea {

/// An attribute, or nothing where it is not there or damaged.
[[nodiscard]] std::optional<double> number_attribute(const hdf5::Node& node, const char* name);
[[nodiscard]] std::string text_attribute(const hdf5::Node& node, const char* name);

/// What stands in front of the frames of a trial that may be damaged.
struct RescuedHeader {
  RescuedHeader(const hdf5::Node& trial, const SessionInfo& session, const FoundDamage& found);

  bool counts = false;  ///< raw counts, else pressures
  bool closed = false;  ///< the recorder ended properly
  TrialHeader header;   ///< without channels and mask
  AcquisitionStats stats;
  std::vector<std::string> later_calibrations;  ///< numbers in the history

 private:
  void read_names(const hdf5::Node& trial, const SessionInfo& session, const FoundDamage& found);
  void read_device(const hdf5::Node& trial, const FoundDamage& found);
  void read_calibrations(const hdf5::Node& trial, const FoundDamage& found);
};

}  // namespace solea
