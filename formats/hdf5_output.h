#pragma once

#include <cstdint>
#include <string>

/// HDF5's way to the disk for files that Solea writes, as the library's own, but for a write that
/// fails: what was on the disk stays as it was at that moment, as if the process had been killed.
namespace solea::hdf5 {

/// Makes `access`, a list of file access properties, use it. Throws std::runtime_error.
void use_output(std::int64_t access);

/// What the system said of this thread's last write that failed, and forgets it; empty: none did.
[[nodiscard]] std::string take_write_failure();

/// Words for the number the system gives for a failed write.
[[nodiscard]] std::string write_failure_text(int error_number);

}  // namespace solea::hdf5
