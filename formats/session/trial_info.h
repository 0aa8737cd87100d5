// What a session's trial tells of itself besides its samples and times. Errors throw
// std::runtime_error; what can be missed becomes a warning in `info`.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "core/source_info.h"
#include "formats/hdf5_handle.h"

namespace solea::session {

/// A dataset of one number a frame, its first `frames`.
template <class T>
std::vector<T> column(const hdf5::Node& trial, const std::string& name, std::size_t frames) {
  std::vector<T> values(frames);
  const hdf5::Dataset dataset = hdf5::open_dataset(trial, name);
  if (dataset.shape() != std::vector<std::uint64_t>{frames} && dataset.shape().size() != 1) {
    throw std::runtime_error("dataset '" + name + "' has another shape than one value a frame");
  }
  dataset.read<T>(0, frames, values);
  return values;
}

/// Subject, name, time, side and repairs.
void read_header(const hdf5::Node& root, const hdf5::Node& trial, const std::string& number,
                 SourceInfo& info);

/// The mat, its plate and its nominal rate.
void read_device(const hdf5::Node& trial, SourceInfo& info);

/// Which file the trial was imported from.
void read_origin(const hdf5::Node& trial, SourceInfo& info);

/// The sensor mask and further channels; needs info.plate and info.frames.
void read_extras(const hdf5::Node& trial, SourceInfo& info);

/// The user's corrections, and how many results are stored.
void read_corrections_and_results(const hdf5::Node& trial, SourceInfo& info);

/// What the recorder counted; needs info.frames.
void read_stats(const hdf5::Node& trial, SourceInfo& info);

}  // namespace solea::session
