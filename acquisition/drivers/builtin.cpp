#include "acquisition/drivers/builtin.h"

#include <array>

namespace solea {

std::span<const DeviceDriver* const> builtin_drivers() {
  // clang-format off
  static constexpr std::array table = {
      &drivers::etextile_e256,
      &drivers::etextile_e256_interpolated,
      &drivers::fsr_walkway,
      &drivers::kitronyx_klib2,
      &drivers::kitronyx_klib2_force,
      &drivers::m1616,
      &drivers::sensel_morph,
      &drivers::snowboard,
      &drivers::solea_mat,
      &drivers::stepscan,
      &drivers::touchdetect,
      &drivers::touchdetect_msb,
      &drivers::velostat_uno,
      &drivers::wii_balance_board,
      &drivers::willowec_pmi,
  };
  // clang-format on
  return table;
}

const DeviceDriver* find_driver(std::string_view id) {
  for (const DeviceDriver* driver : builtin_drivers()) {
    if (driver->id == id) return driver;
  }
  return nullptr;
}

}  // namespace solea
