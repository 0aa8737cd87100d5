#include <array>

#include "analysis/masks/builtin.h"

namespace solea::masks {

namespace {

using enum FootPart;

constexpr std::array zones = {
    ZoneOfParts{"heel_medial", "Medial heel", "HM", PartSet(heel_medial)},
    ZoneOfParts{"heel_lateral", "Lateral heel", "HL", PartSet(heel_lateral)},
    ZoneOfParts{"midfoot", "Midfoot", "MF", PartSet(midfoot_medial, midfoot_lateral)},
    ZoneOfParts{"mth1", "Metatarsal head 1", "M1", PartSet(mth1)},
    ZoneOfParts{"mth2", "Metatarsal head 2", "M2", PartSet(mth2)},
    ZoneOfParts{"mth3", "Metatarsal head 3", "M3", PartSet(mth3)},
    ZoneOfParts{"mth4", "Metatarsal head 4", "M4", PartSet(mth4)},
    ZoneOfParts{"mth5", "Metatarsal head 5", "M5", PartSet(mth5)},
    ZoneOfParts{"hallux", "Hallux", "T1", PartSet(hallux)},
    ZoneOfParts{"toes", "Lesser toes", "T2-5", PartSet(toe2, toes3_5)},
};

}  // namespace

extern const Mask footscan10 = {"footscan10", "Ten anatomical zones, as in footscan",
                                "Xu 2017; Kramer 2015; metrics.md 7.1", zones};

}  // namespace solea::masks
