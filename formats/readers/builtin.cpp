#include "formats/readers/builtin.h"

#include <array>

namespace solea {

std::span<const RecordingFormat* const> builtin_formats() {
  static constexpr std::array table = {
      &readers::novel_lst,
      &readers::solea_session,
      &readers::tekscan_ascii,
      &readers::xsensor_csv,
  };
  return table;
}

}  // namespace solea
