#include <array>

#include "analysis/masks/builtin.h"

namespace solea::masks {

namespace {

using enum FootPart;

constexpr std::array zones = {
    ZoneOfParts{"heel", "Heel", "H", PartSet(heel_medial, heel_lateral)},
    ZoneOfParts{"midfoot", "Midfoot", "MF", PartSet(midfoot_medial, midfoot_lateral)},
    ZoneOfParts{"mtpj1", "Metatarsophalangeal joint 1", "J1", PartSet(mth1)},
    ZoneOfParts{"mtpj2", "Metatarsophalangeal joint 2", "J2", PartSet(mth2)},
    ZoneOfParts{"mtpj3_5", "Metatarsophalangeal joints 3 to 5", "J3-5", PartSet(mth3, mth4, mth5)},
    ZoneOfParts{"hallux", "Hallux", "T1", PartSet(hallux)},
    ZoneOfParts{"toes", "Lesser toes", "T2-5", PartSet(toe2, toes3_5)},
};

}  // namespace

extern const Mask matscan7 = {"matscan7", "Seven zones, as in MatScan studies",
                              "Zammit 2010; metrics.md 7.1", zones};

}  // namespace solea::masks
