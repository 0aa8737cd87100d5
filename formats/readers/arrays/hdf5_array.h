#pragma once

#include "formats/recording_format.h"

namespace solea::readers {

/// Whether a file opens as HDF5 and is no session, nor what is left of one.
[[nodiscard]] bool is_foreign_hdf5(const InputFile& file);

}  // namespace solea::readers
