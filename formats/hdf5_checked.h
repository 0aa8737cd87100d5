#pragma once

#include <hdf5.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <type_traits>

#include "formats/hdf5_handle.h"
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

/// Owners of what a call gave.
inline Handle space_handle(hid_t id) {
  return {checked(id, "dataspace"), H5Sclose};
}
inline Handle list_handle(hid_t id) {
  return {checked(id, "property list"), H5Pclose};
}

/// How objects are created. Without modification times: the same data, the same bytes. Attributes
/// stay together in the object's header, which is written in one piece.
inline Handle creation_list(hid_t cls) {
  silence();
  Handle list = list_handle(H5Pcreate(cls));
  checked(H5Pset_obj_track_times(list.get(), false), "property list");
  checked(H5Pset_attr_phase_change(list.get(), 64, 0), "property list");
  return list;
}

/// Whether a dataset's data are in its own file; HDF5 would open any file that it names.
inline bool is_inside(hid_t list) {
  const H5D_layout_t kind = checked(H5Pget_layout(list), "layout");
  return kind != H5D_VIRTUAL && checked(H5Pget_external_count(list), "layout") == 0;
}

/// HDF5's name for numbers in memory.
template <class T>
hid_t number_type() {
  if constexpr (std::is_same_v<T, std::uint8_t>) {
    return H5T_NATIVE_UINT8;
  } else if constexpr (std::is_same_v<T, std::uint16_t>) {
    return H5T_NATIVE_UINT16;
  } else if constexpr (std::is_same_v<T, std::uint64_t>) {
    return H5T_NATIVE_UINT64;
  } else if constexpr (std::is_same_v<T, float>) {
    return H5T_NATIVE_FLOAT;
  } else {
    static_assert(std::is_same_v<T, double>);
    return H5T_NATIVE_DOUBLE;
  }
}

}  // namespace solea::hdf5
