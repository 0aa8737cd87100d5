#include <array>

#include "analysis/masks/builtin.h"
#include "analysis/masks/foot_parts.h"

namespace solea::masks {

namespace {

constexpr std::array zones = {
    MaskZoneName{"heel", "Heel"},
    MaskZoneName{"midfoot", "Midfoot"},
    MaskZoneName{"mtpj1", "Metatarsophalangeal joint 1"},
    MaskZoneName{"mtpj2", "Metatarsophalangeal joint 2"},
    MaskZoneName{"mtpj3_5", "Metatarsophalangeal joints 3 to 5"},
    MaskZoneName{"hallux", "Hallux"},
    MaskZoneName{"toes", "Lesser toes"},
};

std::vector<std::vector<ZoneCell>> cut(const FootGeometry& geometry,
                                       const AnalysisSettings& settings) {
  static const std::vector<PartGroup> groups = {
      PartGroup{FootPart::heel_medial, FootPart::heel_lateral},
      PartGroup{FootPart::midfoot_medial, FootPart::midfoot_lateral},
      PartGroup{FootPart::mth1},
      PartGroup{FootPart::mth2},
      PartGroup{FootPart::mth3, FootPart::mth4, FootPart::mth5},
      PartGroup{FootPart::hallux},
      PartGroup{FootPart::toe2, FootPart::toes3_5},
  };
  return join_parts(cut_foot(geometry, settings), groups);
}

}  // namespace

extern const Mask matscan7 = {"matscan7", "Seven zones, as in MatScan studies",
                              "Zammit 2010; metrics.md 7.1", zones, cut};

}  // namespace solea::masks
