#include "formats/readers/builtin.h"

#include <array>

namespace solea {

std::span<const RecordingFormat* const> builtin_formats() {
  static constexpr std::array table = {
      &readers::solea_session,
      &readers::novel_lst,
      &readers::pedcad_apd,
      &readers::zebris_raw,
  };
  return table;
}

}  // namespace solea
