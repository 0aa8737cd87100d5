#include "formats/readers/builtin.h"

#include <array>

namespace solea {

std::span<const RecordingFormat* const> builtin_formats() {
  static constexpr std::array table = {
      // clang-format off
      &readers::cop_table,
      &readers::csv_table,
      &readers::footscan_text,
      &readers::footscan_xls,
      &readers::hdf5_array,
      &readers::novel_asc,
      &readers::novel_lst,
      &readers::numpy,
      &readers::pedcad_apd,
      &readers::solea_csv,
      &readers::solea_session,
      &readers::tekscan_ascii,
      &readers::xsensor_csv,
      &readers::zebris_raw,
      // clang-format on
  };
  return table;
}

}  // namespace solea
