#include "formats/readers/builtin.h"

#include <array>

namespace solea {

std::span<const RecordingFormat* const> builtin_formats() {
  static constexpr std::array table = {
      &readers::solea_session,
      &readers::hdf5_array,
      &readers::novel_lst,
      &readers::numpy,
  };
  return table;
}

}  // namespace solea
