#include "formats/writers/builtin.h"

#include <array>

namespace solea {

std::span<const ExportFormat* const> builtin_export_formats() {
  static constexpr std::array table = {
      &writers::apd,
      &writers::csv,
      &writers::json,
      &writers::lst,
      &writers::npz,
      &writers::tekscan_ascii,
  };
  return table;
}

}  // namespace solea
