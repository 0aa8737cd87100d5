#pragma once

#include <cstdint>
#include <string>

namespace solea::hdf5 {

/// The one text of an attribute of variable length. It stands in a heap without a checksum, and
/// libhdf5 1.10 reads wherever a damaged one says; so it is read here, from the file's bytes.
/// `attribute` is HDF5's id of it. Throws std::runtime_error.
[[nodiscard]] std::string variable_text(std::int64_t attribute);

}  // namespace solea::hdf5
