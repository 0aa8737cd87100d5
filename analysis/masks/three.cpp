#include <array>

#include "analysis/masks/builtin.h"
#include "analysis/masks/foot_parts.h"

namespace solea::masks {

namespace {

constexpr std::array zones = {
    MaskZoneName{"heel", "Heel"},
    MaskZoneName{"midfoot", "Midfoot"},
    MaskZoneName{"forefoot", "Forefoot with toes"},
};

std::vector<std::vector<ZoneCell>> cut(const FootGeometry& geometry,
                                       const AnalysisSettings& settings) {
  static const std::vector<PartGroup> groups = {
      PartGroup{FootPart::heel_medial, FootPart::heel_lateral},
      PartGroup{FootPart::midfoot_medial, FootPart::midfoot_lateral},
      PartGroup{FootPart::mth1, FootPart::mth2, FootPart::mth3, FootPart::mth4, FootPart::mth5,
                FootPart::hallux, FootPart::toe2, FootPart::toes3_5},
  };
  return join_parts(cut_foot(geometry, settings), groups);
}

}  // namespace

extern const Mask three = {"three", "Heel, midfoot, forefoot with toes", "metrics.md 7.1", zones,
                           cut};

}  // namespace solea::masks
