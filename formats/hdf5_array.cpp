#include "formats/hdf5_array.h"

#include <hdf5.h>

#include <algorithm>
#include <stdexcept>

#include "formats/hdf5_checked.h"

namespace solea::hdf5 {

namespace {

struct Found {
  std::vector<std::string> paths;
  std::size_t limit;
};

/// Called by HDF5 for each object: no exception may pass through it.
herr_t visit_object(hid_t, const char* name, const H5O_info_t* info, void* out) noexcept {
  auto& found = *static_cast<Found*>(out);
  if (info->type != H5O_TYPE_DATASET) return 0;
  if (found.paths.size() == found.limit) return 1;
  try {
    found.paths.emplace_back(name);
  } catch (const std::exception&) {
    return -1;
  }
  return 0;
}

herr_t visit_attribute(hid_t, const char* name, const H5A_info_t*, void* out) noexcept {
  try {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
  } catch (const std::exception&) {
    return -1;
  }
  return 0;
}

/// How far a chunked dataset was written. HDF5 lists chunks in the order of their place, so that
/// the last one tells.
void find_written(const Dataset& dataset, ArrayLayout& layout) {
  layout.written = 0;
  hsize_t stored = 0;
  const Handle space = space_handle(H5Dget_space(dataset.id()));
  checked(H5Dget_num_chunks(dataset.id(), space.get(), &stored), "chunks");
  if (stored == 0) return;
  std::vector<hsize_t> offset(layout.shape.size());
  unsigned mask = 0;
  haddr_t address = HADDR_UNDEF;
  hsize_t bytes = 0;
  checked(H5Dget_chunk_info(dataset.id(), space.get(), stored - 1, offset.data(), &mask, &address,
                            &bytes),
          "chunks");
  const std::uint64_t rows = offset[0] / layout.chunk[0] + 1;
  layout.written = std::min(layout.shape[0], rows * layout.chunk[0]);
  std::uint64_t expected = rows;
  for (std::size_t i = 1; i < layout.shape.size(); ++i) {
    const std::uint64_t across = (layout.shape[i] + layout.chunk[i] - 1) / layout.chunk[i];
    if (across != 0 && expected > UINT64_MAX / across) throw std::runtime_error("too many chunks");
    expected *= across;
  }
  layout.gaps = stored < expected;
}

}  // namespace

std::vector<std::string> dataset_paths(const Node& root, std::size_t limit) {
  silence();
  Found found{{}, limit};
  if (checked(
          H5Ovisit2(root.id(), H5_INDEX_NAME, H5_ITER_INC, visit_object, &found, H5O_INFO_BASIC),
          "listing") > 0) {
    throw std::runtime_error("more than " + std::to_string(limit) + " datasets");
  }
  std::sort(found.paths.begin(), found.paths.end());
  return std::move(found.paths);
}

std::vector<std::string> attribute_names(const Node& node) {
  silence();
  std::vector<std::string> names;
  checked(H5Aiterate2(node.id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, visit_attribute, &names),
          "listing attributes");
  return names;
}

ArrayLayout array_layout(const Dataset& dataset) {
  silence();
  ArrayLayout layout;
  layout.shape = dataset.shape();
  const Handle type(checked(H5Dget_type(dataset.id()), "dataset type"), H5Tclose);
  const H5T_class_t cls = H5Tget_class(type.get());
  layout.numeric = cls == H5T_INTEGER || cls == H5T_FLOAT;
  layout.is_u16 =
      cls == H5T_INTEGER && H5Tget_size(type.get()) == 2 && H5Tget_sign(type.get()) == H5T_SGN_NONE;
  const Handle list = list_handle(H5Dget_create_plist(dataset.id()));
  const H5D_layout_t kind = checked(H5Pget_layout(list.get()), "layout");
  layout.inside = is_inside(list.get());
  if (!layout.inside || layout.shape.empty()) return layout;
  if (kind == H5D_CHUNKED) {
    std::vector<hsize_t> chunk(layout.shape.size());
    checked(H5Pget_chunk(list.get(), static_cast<int>(chunk.size()), chunk.data()), "chunk size");
    layout.chunk.assign(chunk.begin(), chunk.end());
    find_written(dataset, layout);
  } else {
    const bool stored = kind == H5D_COMPACT || H5Dget_offset(dataset.id()) != HADDR_UNDEF;
    layout.written = stored ? layout.shape[0] : 0;
  }
  return layout;
}

template <class T>
void read_box(const Dataset& dataset, std::span<const std::uint64_t> start,
              std::span<const std::uint64_t> count, std::span<T> out) {
  silence();
  const std::vector<hsize_t> from(start.begin(), start.end());
  const std::vector<hsize_t> size(count.begin(), count.end());
  std::uint64_t cells = 1;
  for (const std::uint64_t axis : count) cells *= axis;
  if (cells != out.size() || from.size() != size.size() || size.size() != dataset.shape().size()) {
    throw std::runtime_error("a box of another size than its place in memory");
  }
  if (cells == 0) return;
  const Handle in_file = space_handle(H5Dget_space(dataset.id()));
  if (!size.empty()) {
    checked(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, from.data(), nullptr, size.data(),
                                nullptr),
            "dataset selection");
  }
  // Of the same axes as the box: HDF5 takes other shapes element by element.
  const Handle in_memory(
      checked(size.empty() ? H5Screate(H5S_SCALAR)
                           : H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr),
              "dataspace"),
      H5Sclose);
  checked(H5Dread(dataset.id(), number_type<T>(), in_memory.get(), in_file.get(), H5P_DEFAULT,
                  out.data()),
          "reading");
}

template void read_box(const Dataset&, std::span<const std::uint64_t>,
                       std::span<const std::uint64_t>, std::span<std::uint16_t>);
template void read_box(const Dataset&, std::span<const std::uint64_t>,
                       std::span<const std::uint64_t>, std::span<float>);
template void read_box(const Dataset&, std::span<const std::uint64_t>,
                       std::span<const std::uint64_t>, std::span<double>);

}  // namespace solea::hdf5
