#include <array>

#include "analysis/masks/builtin.h"
#include "analysis/masks/foot_parts.h"

namespace solea::masks {

namespace {

constexpr std::array zones = {
    MaskZoneName{"heel", "Heel (M01)"},
    MaskZoneName{"midfoot", "Midfoot (M02)"},
    MaskZoneName{"mth1", "Metatarsal head 1 (M03)"},
    MaskZoneName{"mth2", "Metatarsal head 2 (M04)"},
    MaskZoneName{"mth3", "Metatarsal head 3 (M05)"},
    MaskZoneName{"mth4", "Metatarsal head 4 (M06)"},
    MaskZoneName{"mth5", "Metatarsal head 5 (M07)"},
    MaskZoneName{"hallux", "Hallux (M08)"},
    MaskZoneName{"toe2", "Second toe (M09)"},
    MaskZoneName{"toes3_5", "Third to fifth toe (M10)"},
};

std::vector<std::vector<ZoneCell>> cut(const FootGeometry& geometry,
                                       const AnalysisSettings& settings) {
  static const std::vector<PartGroup> groups = {
      PartGroup{FootPart::heel_medial, FootPart::heel_lateral},
      PartGroup{FootPart::midfoot_medial, FootPart::midfoot_lateral},
      PartGroup{FootPart::mth1},
      PartGroup{FootPart::mth2},
      PartGroup{FootPart::mth3},
      PartGroup{FootPart::mth4},
      PartGroup{FootPart::mth5},
      PartGroup{FootPart::hallux},
      PartGroup{FootPart::toe2},
      PartGroup{FootPart::toes3_5},
  };
  return join_parts(cut_foot(geometry, settings), groups);
}

}  // namespace

extern const Mask novel10 = {"novel10", "Ten zones, as in novel's automask", "metrics.md 7.1, 7.3",
                             zones, cut};

}  // namespace solea::masks
