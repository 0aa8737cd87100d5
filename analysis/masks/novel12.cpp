#include <array>

#include "analysis/masks/builtin.h"

namespace solea::masks {

namespace {

using enum FootPart;

constexpr std::array zones = {
    ZoneOfParts{"heel_medial", "Medial heel", "HM", PartSet(heel_medial)},
    ZoneOfParts{"heel_lateral", "Lateral heel", "HL", PartSet(heel_lateral)},
    ZoneOfParts{"midfoot_medial", "Medial midfoot", "MFM", PartSet(midfoot_medial)},
    ZoneOfParts{"midfoot_lateral", "Lateral midfoot", "MFL", PartSet(midfoot_lateral)},
    ZoneOfParts{"mth1", "Metatarsal head 1", "M1", PartSet(mth1)},
    ZoneOfParts{"mth2", "Metatarsal head 2", "M2", PartSet(mth2)},
    ZoneOfParts{"mth3", "Metatarsal head 3", "M3", PartSet(mth3)},
    ZoneOfParts{"mth4", "Metatarsal head 4", "M4", PartSet(mth4)},
    ZoneOfParts{"mth5", "Metatarsal head 5", "M5", PartSet(mth5)},
    ZoneOfParts{"hallux", "Hallux", "T1", PartSet(hallux)},
    ZoneOfParts{"toe2", "Second toe", "T2", PartSet(toe2)},
    ZoneOfParts{"toes3_5", "Third to fifth toe", "T3-5", PartSet(toes3_5)},
};

}  // namespace

extern const Mask novel12 = {"novel12", "Twelve zones: heel and midfoot halved",
                             "metrics.md 7.1, 7.3", zones};

}  // namespace solea::masks
