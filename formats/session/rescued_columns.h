#pragma once

#include <cstdint>
#include <vector>

#include "formats/hdf5_handle.h"
#include "formats/session/found_damage.h"

/// The datasets of one value a frame, of a trial that may be damaged.
namespace solea {

/// The values of a dataset, chunk by chunk, as many as `guide` has (the frame numbers). What cannot
/// be read is rebuilt along `guide` from the values around it. T is std::uint64_t or double.
template <class T>
[[nodiscard]] std::vector<T> rescue_column(const hdf5::Node& trial, const char* name,
                                           const std::vector<T>& guide, const FoundDamage& found);

/// The fitted times: nothing reads them but other programs, and the sequence tells them again.
/// Throws std::runtime_error where they are damaged.
void check_times(const hdf5::Node& trial, bool closed, std::uint64_t frames);
/// The gaps, which the sequence tells again. Throws std::runtime_error where they differ from it.
void check_gaps(const hdf5::Node& trial, bool closed, const std::vector<std::uint64_t>& sequence);

}  // namespace solea
