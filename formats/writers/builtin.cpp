#include "formats/writers/builtin.h"

#include <array>

namespace solea {

std::span<const ExportFormat* const> builtin_export_formats() {
  static constexpr std::array table = {
      // clang-format off
      &writers::apd,
      &writers::c3d,
      &writers::csv,
      &writers::gltf,
      &writers::json,
      &writers::lst,
      &writers::npz,
      &writers::stl,
      &writers::tekscan_ascii,
      // clang-format on
  };
  return table;
}

}  // namespace solea
