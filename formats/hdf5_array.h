#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "formats/hdf5_handle.h"

/// Arrays that any program wrote with HDF5: where they are, how they are laid out, boxes of them.
/// Everything throws std::runtime_error with HDF5's own words.
namespace solea::hdf5 {

/// How a dataset of any program is laid out.
struct ArrayLayout {
  std::vector<std::uint64_t> shape;
  std::vector<std::uint64_t> chunk;  ///< empty: in one piece
  /// Entries of the first axis, from its start, that were written.
  std::uint64_t written = 0;
  bool gaps = false;     ///< chunks before `written` are missing, they read as the fill value
  bool numeric = false;  ///< integers or floating point numbers
  bool is_u16 = false;   ///< as most mats give: can be read without conversion
  /// Whether the file itself holds the data; else it names other files, which are not opened.
  bool inside = true;
};

/// Paths of all datasets under `root`, "walk/left/frames", sorted. Only hard links count: what a
/// file says of other files is not followed. Throws when there are more than `limit`.
[[nodiscard]] std::vector<std::string> dataset_paths(const Node& root, std::size_t limit);

/// Names of the attributes of a file, group or dataset.
[[nodiscard]] std::vector<std::string> attribute_names(const Node& node);

[[nodiscard]] ArrayLayout array_layout(const Dataset& dataset);

/// Reads a box of a numeric dataset: `count` entries from `start`, an entry an axis. `out` has the
/// product of `count`. T is std::uint16_t (of those alone), float or double.
template <class T>
void read_box(const Dataset& dataset, std::span<const std::uint64_t> start,
              std::span<const std::uint64_t> count, std::span<T> out);

}  // namespace solea::hdf5
