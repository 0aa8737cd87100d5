#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/source_info.h"
#include "formats/hdf5_handle.h"

namespace solea {

/// The file an imported trial came from.
struct TrialSource {
  std::string format;
  std::string sha256;
  std::string unit;
  std::vector<std::string> conversions;
  std::vector<std::string> warnings;
  std::vector<VendorCheck> vendor_checks;
  std::map<std::string, std::string> provenance;
};

/// For writers and readers of sessions: the group `source` of a trial. Both throw
/// std::runtime_error with HDF5's words.
void write_source(hdf5::Node& trial, const TrialSource& source);
/// What reading the frames told, after write_source.
void add_reading_warnings(hdf5::Node& trial, const std::vector<std::string>& warnings);
[[nodiscard]] TrialSource read_source(const hdf5::Node& trial);

/// Several lines as one text, each ended by a line feed, and back.
[[nodiscard]] std::string joined_lines(const std::vector<std::string>& lines);
[[nodiscard]] std::vector<std::string> split_lines(const std::string& text);

}  // namespace solea
