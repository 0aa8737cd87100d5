#include "formats/writers/builtin.h"

#include <array>

namespace solea {

std::span<const ExportFormat* const> builtin_export_formats() {
  static constexpr std::array table = {
      &writers::c3d,
      &writers::gltf,
      &writers::stl,
  };
  return table;
}

}  // namespace solea
