#pragma once

#include "analysis/masks/mask.h"

/// The built-in masks, one a file, in the order of tables.
namespace solea::masks {

extern const Mask three;
extern const Mask matscan7;
extern const Mask footscan10;
extern const Mask novel10;
extern const Mask novel12;

}  // namespace solea::masks
