#pragma once

#include "acquisition/driver.h"

/// The drivers, one a file in this folder.
namespace solea::drivers {

extern const DeviceDriver etextile_e256;
extern const DeviceDriver etextile_e256_interpolated;
extern const DeviceDriver fsr_walkway;
extern const DeviceDriver kitronyx_klib2;
extern const DeviceDriver kitronyx_klib2_force;
extern const DeviceDriver m1616;
extern const DeviceDriver sensel_morph;
extern const DeviceDriver snowboard;
extern const DeviceDriver solea_mat;
extern const DeviceDriver stepscan;
extern const DeviceDriver touchdetect;
extern const DeviceDriver touchdetect_msb;
extern const DeviceDriver velostat_uno;
extern const DeviceDriver wii_balance_board;
extern const DeviceDriver willowec_pmi;

}  // namespace solea::drivers
