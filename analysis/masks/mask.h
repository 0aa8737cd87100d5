#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/foot_geometry.h"
#include "analysis/settings.h"
#include "analysis/zones.h"

namespace solea {

/// What a zone of a mask is called.
struct MaskZoneName {
  std::string_view id;  ///< stable, lower case, as in results
  std::string_view label;
};

/// A way to divide a foot into zones. Every loaded cell lies in its zones with weights that sum
/// to 1.
struct Mask {
  std::string_view id;  ///< stable, lower case
  std::string_view name;
  std::string_view source;  ///< section of the metrics specification, or a paper
  std::span<const MaskZoneName> zones;
  /// The cells of each zone, in the order of `zones`.
  std::vector<std::vector<ZoneCell>> (*cut)(const FootGeometry&, const AnalysisSettings&);
};

/// Every built-in mask.
[[nodiscard]] std::span<const Mask* const> builtin_masks();

/// Null when there is none of that id.
[[nodiscard]] const Mask* find_mask(std::string_view id);

/// A zone of a mask on one print.
struct MaskZone {
  std::string id;
  std::string label;
  std::vector<ZoneCell> cells;
};

/// The print's zones by the mask that the settings choose: the user's polygons where there are
/// some, else the built-in one. Throws std::out_of_range for an unknown id.
[[nodiscard]] std::vector<MaskZone> make_mask_zones(const FootGeometry& geometry,
                                                    const AnalysisSettings& settings);

/// Id of the mask that the settings choose.
[[nodiscard]] std::string_view mask_id(const AnalysisSettings& settings) noexcept;

}  // namespace solea
