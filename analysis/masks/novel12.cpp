#include <array>

#include "analysis/masks/builtin.h"
#include "analysis/masks/foot_parts.h"

namespace solea::masks {

namespace {

constexpr std::array zones = {
    MaskZoneName{"heel_medial", "Medial heel"},
    MaskZoneName{"heel_lateral", "Lateral heel"},
    MaskZoneName{"midfoot_medial", "Medial midfoot"},
    MaskZoneName{"midfoot_lateral", "Lateral midfoot"},
    MaskZoneName{"mth1", "Metatarsal head 1"},
    MaskZoneName{"mth2", "Metatarsal head 2"},
    MaskZoneName{"mth3", "Metatarsal head 3"},
    MaskZoneName{"mth4", "Metatarsal head 4"},
    MaskZoneName{"mth5", "Metatarsal head 5"},
    MaskZoneName{"hallux", "Hallux"},
    MaskZoneName{"toe2", "Second toe"},
    MaskZoneName{"toes3_5", "Third to fifth toe"},
};

std::vector<std::vector<ZoneCell>> cut(const FootGeometry& geometry,
                                       const AnalysisSettings& settings) {
  static const std::vector<PartGroup> groups = {
      PartGroup{FootPart::heel_medial},    PartGroup{FootPart::heel_lateral},
      PartGroup{FootPart::midfoot_medial}, PartGroup{FootPart::midfoot_lateral},
      PartGroup{FootPart::mth1},           PartGroup{FootPart::mth2},
      PartGroup{FootPart::mth3},           PartGroup{FootPart::mth4},
      PartGroup{FootPart::mth5},           PartGroup{FootPart::hallux},
      PartGroup{FootPart::toe2},           PartGroup{FootPart::toes3_5},
  };
  return join_parts(cut_foot(geometry, settings), groups);
}

}  // namespace

extern const Mask novel12 = {"novel12", "Twelve zones: heel and midfoot halved",
                             "metrics.md 7.1, 7.3", zones, cut};

}  // namespace solea::masks
