#pragma once

#include <optional>
#include <string>

#include "core/plate.h"
#include "formats/input_file.h"
#include "formats/recording_format.h"

namespace solea::readers {

/// What stands beside a table of numbers; the keys are described in csv_table.cpp.
struct CsvSidecar {
  enum class Layout { unknown, wide, blocks, tidy };

  PlateGeometry plate;  ///< pitches 0 where they are not told
  double rate_hz = 0;
  std::string unit;
  double kpa = 1;  ///< of one unit
  Layout layout = Layout::unknown;
  std::optional<bool> toes_first;
  int first_index = 0;
  Side side = Side::unknown;
  std::string device;
};

/// Reads the sidecar of a table; fills what it leaves out from the options. Throws FormatError that
/// says what is wrong, or what to write where there is none. Warnings go to `info`.
[[nodiscard]] CsvSidecar read_csv_sidecar(const InputFile& table, const OpenOptions& options,
                                          SourceInfo& info);

}  // namespace solea::readers
