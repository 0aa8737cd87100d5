#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/plate.h"
#include "core/recording.h"
#include "formats/recording_format.h"

/// The text of a zebris raw export, taken apart: what it says, in the file's own units.
namespace solea::readers {

/// The table of one line a frame: time, belt, the vendor's forces.
struct ZebrisTable {
  std::vector<std::string> titles;           ///< "Time,ms", "Li Kraft,N"; UTF-8
  std::vector<std::vector<double>> columns;  ///< NaN where the file has no number
  [[nodiscard]] std::size_t rows() const { return columns.empty() ? 0 : columns.front().size(); }
};

struct ZebrisExercise {
  int number = 0;
  std::string name;
};

/// A frame of a platform.
struct ZebrisFrame {
  int number = 0;
  int exercise = 0;  ///< 0: not told
  std::optional<double> time_ms;
  std::optional<std::pair<int, int>> centre;  ///< the vendor's centre of force: x, y, 1-based
  std::uint64_t line = 0;
  std::size_t first_cell = 0;  ///< in ZebrisPlatform::cells
  std::size_t loaded = 0;
  double sum = 0;       ///< of the pressures, in the file's unit
  double moment_x = 0;  ///< pressure times 1-based column
  double moment_y = 0;
};

struct ZebrisPlatform {
  PlateGeometry plate;           ///< rows are lines; pitches 0 where the file does not tell them
  double pitch_rounding_mm = 0;  ///< half a unit of the last digit of the pitches
  std::string unit;              ///< empty: not told
  double kpa = 0;                ///< of one unit
  double pressure_rounding = 0;  ///< half a unit of the last digit
  double rate_hz = 0;            ///< 0: not told
  std::optional<std::size_t> frame_count;  ///< as told
  std::optional<std::size_t> table;        ///< the one before it
  std::vector<ZebrisFrame> frames;
  std::vector<LoadedCell> cells;
};

struct ZebrisText {
  std::map<std::string, std::string> header;  ///< code, sex, application, creation_date, speed
  double rate_hz = 0;                         ///< 0: not told
  std::vector<ZebrisExercise> exercises;
  std::vector<ZebrisTable> tables;
  std::vector<ZebrisPlatform> platforms;  ///< each with a frame at least
  std::vector<std::string> warnings;
};

/// Throws FormatError where a line is wrong.
[[nodiscard]] ZebrisText read_zebris_text(const InputFile& file, const OpenOptions& options);

/// "Li Kraft,N" is "Li Kraft" and "N".
[[nodiscard]] std::pair<std::string, std::string> title_and_unit(const std::string& text);

}  // namespace solea::readers
