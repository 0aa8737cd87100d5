#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/masks/foot_parts.h"
#include "analysis/print_cells.h"
#include "analysis/settings.h"
#include "analysis/zones.h"

namespace solea {

/// A zone of a built-in mask.
struct ZoneOfParts {
  std::string_view id;  ///< stable, lower case, as in results
  std::string_view label;
  std::string_view mark;  ///< a few letters, for pictures
  PartSet parts;
};

/// A way to divide a foot into zones: each of the foot's parts lies in one of them, so every loaded
/// cell lies in the zones with weights that sum to 1.
struct Mask {
  std::string_view id;  ///< stable, lower case
  std::string_view name;
  std::string_view source;  ///< section of the metrics specification, or a paper
  std::span<const ZoneOfParts> zones;
};

/// Every built-in mask.
[[nodiscard]] std::span<const Mask* const> builtin_masks();

/// Null when there is none of that id.
[[nodiscard]] const Mask* find_mask(std::string_view id);

/// The ten anatomical zones, in the order of FootZone, which phases and measures use: the mask
/// `footscan10` (metrics.md 2.1, 7.2, 7.3).
[[nodiscard]] std::vector<Zone> make_zones(const FootParts& parts);

/// A zone of a mask on one print.
struct MaskZone {
  std::string id;
  std::string label;
  std::string mark;  ///< a few letters, for pictures
  std::vector<ZoneCell> cells;
};

/// The print's zones by the mask that the settings choose: the user's polygons where there are
/// some, else the built-in one, from the foot's `parts` (cut_foot). Throws std::out_of_range for an
/// unknown id.
[[nodiscard]] std::vector<MaskZone> make_mask_zones(const PrintCells& print, const FootParts& parts,
                                                    const AnalysisSettings& settings);

/// Id of the mask that the settings choose.
[[nodiscard]] std::string_view mask_id(const AnalysisSettings& settings) noexcept;

}  // namespace solea
