#pragma once

#include <hdf5.h>

#include <stdexcept>
#include <string>

/// Checked calls of HDF5's C API, for hdf5_handle.cpp, hdf5_array.cpp and hdf5_text.cpp alone.
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

/// HDF5 prints its error stack by default, in each thread anew; Solea reports errors itself.
inline void silence() {
  thread_local const herr_t done = H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
  static_cast<void>(done);
}

template <class Result>
Result checked(Result result, const char* what) {
  if (result < 0) throw std::runtime_error(std::string(what) + ": " + last_error());
  return result;
}

}  // namespace solea::hdf5
