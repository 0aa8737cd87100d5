#include "acquisition/drivers/builtin.h"

#include <array>

namespace solea {

std::span<const DeviceDriver* const> builtin_drivers() {
  static constexpr std::array table = {
      &drivers::willowec_pmi,
      &drivers::solea_mat,
  };
  return table;
}

const DeviceDriver* find_driver(std::string_view id) {
  for (const DeviceDriver* driver : builtin_drivers()) {
    if (driver->id == id) return driver;
  }
  return nullptr;
}

}  // namespace solea
