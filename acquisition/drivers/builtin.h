#pragma once

#include "acquisition/driver.h"

/// The drivers, one a file in this folder.
namespace solea::drivers {

extern const DeviceDriver fsr_walkway;
extern const DeviceDriver m1616;
extern const DeviceDriver snowboard;
extern const DeviceDriver solea_mat;
extern const DeviceDriver velostat_uno;
extern const DeviceDriver willowec_pmi;

}  // namespace solea::drivers
