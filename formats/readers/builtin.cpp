#include "formats/readers/builtin.h"

#include <array>

namespace solea {

std::span<const RecordingFormat* const> builtin_formats() {
  static constexpr std::array table = {
      &readers::solea_session,
      &readers::footscan_text,
      &readers::footscan_xls,
      &readers::novel_lst,
  };
  return table;
}

}  // namespace solea
