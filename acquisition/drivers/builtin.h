#pragma once

#include "acquisition/driver.h"

/// The drivers, one a file in this folder.
namespace solea::drivers {

extern const DeviceDriver solea_mat;
extern const DeviceDriver willowec_pmi;

}  // namespace solea::drivers
