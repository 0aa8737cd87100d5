#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "core/plate.h"
#include "core/recording.h"

/// Several plates made into one.
namespace solea::calibration {

/// Where a plate lies and when its clock began.
struct PlacedPlate {
  std::filesystem::path file;  ///< its recording; as the description names it
  PointMm origin;              ///< of its own plate frame, in the whole's frame, mm
  double time_offset_s = 0;    ///< added to its times
  friend bool operator==(const PlacedPlate&, const PlacedPlate&) = default;
};

enum class Overlap : std::uint8_t {
  average,  ///< mean of the plates there, by the part of the cell that each covers
  first,    ///< the plate that comes first in the list
};

/// Plates that lie side by side, as a JSON file tells it ("solea.tiling/1").
struct Tiling {
  std::vector<PlacedPlate> plates;
  Overlap overlap = Overlap::average;
  friend bool operator==(const Tiling&, const Tiling&) = default;
};

[[nodiscard]] std::string tiling_to_json(const Tiling& tiling);
/// Throws CalibrationError with what is wrong.
[[nodiscard]] Tiling tiling_from_json(const std::string& text);
/// Throws FileError, CalibrationError naming the file. Files are found beside it.
[[nodiscard]] Tiling read_tiling(const std::filesystem::path& file);

/// The plate that covers all plates, with the cells of the first; its origin is at the smallest x
/// and y. Throws CalibrationError where pitches differ or are not known, or it would be huge.
[[nodiscard]] PlateGeometry tiled_plate(std::span<const PlateGeometry> plates,
                                        const Tiling& tiling);

/// One recording of all plates on the tiled plate: pressures by the area that old and new cells
/// share, so that force and centre of pressure stay what they were, also where a plate does not lie
/// on the first one's grid. Frames are at the first plate's period, from the earliest frame to the
/// latest; between a plate's own frames its pressures are interpolated linearly, before and after
/// them it is unloaded. `recordings`: one a plate. Throws CalibrationError.
[[nodiscard]] Recording tile(std::span<const Recording> recordings, const Tiling& tiling);

}  // namespace solea::calibration
