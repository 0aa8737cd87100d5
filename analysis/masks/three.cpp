#include <array>

#include "analysis/masks/builtin.h"

namespace solea::masks {

namespace {

using enum FootPart;

constexpr std::array zones = {
    ZoneOfParts{"heel", "Heel", "H", PartSet(heel_medial, heel_lateral)},
    ZoneOfParts{"midfoot", "Midfoot", "MF", PartSet(midfoot_medial, midfoot_lateral)},
    ZoneOfParts{"forefoot", "Forefoot with toes", "FF",
                PartSet(mth1, mth2, mth3, mth4, mth5, hallux, toe2, toes3_5)},
};

}  // namespace

extern const Mask three = {"three", "Heel, midfoot, forefoot with toes", "metrics.md 7.1", zones};

}  // namespace solea::masks
