#include "analysis/masks/mask.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "analysis/masks/builtin.h"
#include "analysis/masks/polygon_cut.h"

namespace solea {

namespace {

constexpr std::array<const Mask*, 5> table = {
    &masks::three, &masks::matscan7, &masks::footscan10, &masks::novel10, &masks::novel12,
};

}  // namespace

std::span<const Mask* const> builtin_masks() {
  return table;
}

const Mask* find_mask(std::string_view id) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const Mask* mask) { return mask->id == id; });
  return found == table.end() ? nullptr : *found;
}

std::string_view mask_id(const AnalysisSettings& settings) noexcept {
  return settings.polygon_mask ? std::string_view(settings.polygon_mask->id) : settings.mask;
}

std::vector<Zone> make_zones(const FootParts& parts) {
  std::vector<Zone> zones;
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    zones.push_back(
        {static_cast<FootZone>(z), join_parts(parts, masks::footscan10.zones[z].parts)});
  }
  return zones;
}

std::vector<MaskZone> make_mask_zones(const PrintCells& print, const FootParts& parts,
                                      const AnalysisSettings& settings) {
  std::vector<MaskZone> zones;
  if (settings.polygon_mask) {
    auto cells = cut_polygons(print, *settings.polygon_mask);
    for (std::size_t z = 0; z < settings.polygon_mask->zones.size(); ++z) {
      const PolygonZone& zone = settings.polygon_mask->zones[z];
      zones.push_back({zone.id, zone.label, zone.id, std::move(cells[z])});
    }
    zones.push_back({std::string(unassigned_zone), "In no polygon", "", std::move(cells.back())});
    return zones;
  }
  const Mask* mask = find_mask(settings.mask);
  if (mask == nullptr) throw std::out_of_range("no mask " + settings.mask);
  for (const ZoneOfParts& zone : mask->zones) {
    zones.push_back({std::string(zone.id), std::string(zone.label), std::string(zone.mark),
                     join_parts(parts, zone.parts)});
  }
  return zones;
}

}  // namespace solea
