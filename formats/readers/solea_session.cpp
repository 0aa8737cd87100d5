#include <algorithm>
#include <array>

#include "formats/readers/arrays/hdf5_array.h"
#include "formats/readers/builtin.h"
#include "formats/session/session_reader.h"

namespace solea::readers {

namespace {

/// The eight bytes every HDF5 file begins with.
int confidence(std::span<const std::byte> head) {
  constexpr std::array<unsigned char, 8> signature = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  if (head.size() < signature.size()) return 0;
  const bool hdf5 = std::equal(signature.begin(), signature.end(), head.begin(),
                               [](unsigned char a, std::byte b) { return std::byte{a} == b; });
  return hdf5 ? 80 : 0;
}

Sources open(const InputFile& file, const OpenOptions& options) {
  // The head of the file does not tell whose HDF5 it is.
  if (options.format_id.empty() && is_foreign_hdf5(file)) return hdf5_array.open(file, options);
  return open_session(file, options.calibration);
}

}  // namespace

extern const RecordingFormat solea_session = {
    "solea_session",
    "Solea session (.h5)",
    confidence,
    open,
};

}  // namespace solea::readers
