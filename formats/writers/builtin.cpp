#include "formats/writers/builtin.h"

#include <array>

namespace solea {

std::span<const ExportFormat* const> builtin_export_formats() {
  static constexpr std::array<const ExportFormat*, 0> table = {};
  return table;
}

}  // namespace solea
