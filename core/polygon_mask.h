#pragma once

#include <string>
#include <vector>

#include "core/plate.h"

namespace solea {

/// A zone that a user drew: corners in the foot frame (x' lateral, y' from heel to toe, mm), in
/// either direction; may be concave, may not cross itself.
struct PolygonZone {
  std::string id;  ///< lower case, as in results
  std::string label;
  std::vector<PointMm> polygon;
};

/// A mask that a user drew. What lies in no polygon is the zone `unassigned`.
struct PolygonMask {
  std::string id;
  std::string name;
  std::vector<PolygonZone> zones;
};

}  // namespace solea
