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

std::vector<MaskZone> make_mask_zones(const FootGeometry& geometry,
                                      const AnalysisSettings& settings) {
  std::vector<MaskZone> zones;
  if (settings.polygon_mask) {
    auto cells = cut_polygons(geometry.print, *settings.polygon_mask);
    for (std::size_t z = 0; z < settings.polygon_mask->zones.size(); ++z) {
      const PolygonZone& zone = settings.polygon_mask->zones[z];
      zones.push_back({zone.id, zone.label, std::move(cells[z])});
    }
    zones.push_back({std::string(unassigned_zone), "In no polygon", std::move(cells.back())});
    return zones;
  }
  const Mask* mask = find_mask(settings.mask);
  if (mask == nullptr) throw std::out_of_range("no mask " + settings.mask);
  auto cells = mask->cut(geometry, settings);
  for (std::size_t z = 0; z < mask->zones.size(); ++z) {
    zones.push_back(
        {std::string(mask->zones[z].id), std::string(mask->zones[z].label), std::move(cells[z])});
  }
  return zones;
}

}  // namespace solea
