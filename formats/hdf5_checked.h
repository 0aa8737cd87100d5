#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>

#include "formats/hdf5_output.h"

/// Checked calls of HDF5's C API, for the files formats/hdf5_*.cpp alone.
namespace solea::hdf5 {

/// HDF5's innermost complaint about the last failed call.
inline std::string last_error() {
  std::string text;
  const auto visit = [](unsigned, const H5E_error2_t* error, void* out) -> herr_t {
    if (error->desc != nullptr) *static_cast<std::string*>(out) = error->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, visit, &text);
  return text.empty() ? "unknown HDF5 error" : text;
}

/// HDF5 prints its error stack by default, in each thread anew; Solea reports errors itself. And
/// every owner of a handle closes it: HDF5 shall not do so at the program's end.
inline void silence() {
  static const herr_t disarmed = H5dont_atexit();
  static_cast<void>(disarmed);
  thread_local const herr_t done = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  static_cast<void>(done);
}

template <class Result>
Result checked(Result result, const char* what) {
  if (result < 0) {
    const std::string failure = take_write_failure();
    throw std::runtime_error(failure.empty() ? std::string(what) + ": " + last_error() : failure);
  }
  return result;
}

}  // namespace solea::hdf5
