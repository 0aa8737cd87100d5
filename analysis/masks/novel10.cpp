#include <array>

#include "analysis/masks/builtin.h"

namespace solea::masks {

namespace {

using enum FootPart;

constexpr std::array zones = {
    ZoneOfParts{"heel", "Heel (M01)", "H", PartSet(heel_medial, heel_lateral)},
    ZoneOfParts{"midfoot", "Midfoot (M02)", "MF", PartSet(midfoot_medial, midfoot_lateral)},
    ZoneOfParts{"mth1", "Metatarsal head 1 (M03)", "M1", PartSet(mth1)},
    ZoneOfParts{"mth2", "Metatarsal head 2 (M04)", "M2", PartSet(mth2)},
    ZoneOfParts{"mth3", "Metatarsal head 3 (M05)", "M3", PartSet(mth3)},
    ZoneOfParts{"mth4", "Metatarsal head 4 (M06)", "M4", PartSet(mth4)},
    ZoneOfParts{"mth5", "Metatarsal head 5 (M07)", "M5", PartSet(mth5)},
    ZoneOfParts{"hallux", "Hallux (M08)", "T1", PartSet(hallux)},
    ZoneOfParts{"toe2", "Second toe (M09)", "T2", PartSet(toe2)},
    ZoneOfParts{"toes3_5", "Third to fifth toe (M10)", "T3-5", PartSet(toes3_5)},
};

}  // namespace

extern const Mask novel10 = {"novel10", "Ten zones, as in novel's automask", "metrics.md 7.1, 7.3",
                             zones};

}  // namespace solea::masks
