#include <hdf5.h>

#include <algorithm>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "formats/hdf5_checked.h"
#include "formats/hdf5_handle.h"

namespace solea::hdf5 {

namespace {

/// Kept for the life of the program.
hid_t text_type() {
  static const hid_t type = [] {
    const hid_t made = checked(H5Tcopy(H5T_C_S1), "text type");
    checked(H5Tset_size(made, std::tuple_size_v<Text>), "text type");
    checked(H5Tset_cset(made, H5T_CSET_UTF8), "text type");
    return made;
  }();
  return type;
}

hid_t disk_type(Type type) {
  switch (type) {
    case Type::u8:
      return H5T_STD_U8LE;
    case Type::text:
      return text_type();
    case Type::u16:
      return H5T_STD_U16LE;
    case Type::u64:
      return H5T_STD_U64LE;
    case Type::f32:
      return H5T_IEEE_F32LE;
    case Type::f64:
      break;
  }
  return H5T_IEEE_F64LE;
}

template <class T>
hid_t memory_type() {
  if constexpr (std::is_same_v<T, Text>) {
    return text_type();
  } else {
    return number_type<T>();
  }
}

std::vector<hsize_t> extent(hid_t dataset) {
  silence();
  const Handle space = space_handle(H5Dget_space(dataset));
  const int rank = checked(H5Sget_simple_extent_ndims(space.get()), "dataset shape");
  std::vector<hsize_t> dims(static_cast<std::size_t>(rank));
  checked(H5Sget_simple_extent_dims(space.get(), dims.data(), nullptr), "dataset shape");
  return dims;
}

/// Frames first .. first + count - 1 of a dataset, as (space in memory, space in the file).
std::pair<Handle, Handle> frame_spaces(hid_t dataset, hsize_t first, hsize_t count) {
  std::vector<hsize_t> size = extent(dataset);
  std::vector<hsize_t> start(size.size(), 0);
  start[0] = first;
  size[0] = count;
  Handle in_file = space_handle(H5Dget_space(dataset));
  checked(H5Sselect_hyperslab(in_file.get(), H5S_SELECT_SET, start.data(), nullptr, size.data(),
                              nullptr),
          "dataset selection");
  Handle in_memory =
      space_handle(H5Screate_simple(static_cast<int>(size.size()), size.data(), nullptr));
  return {std::move(in_memory), std::move(in_file)};
}

/// The end of the file that holds an object, as its first block gives it; no limit where HDF5 does
/// not tell it, for a file in memory.
haddr_t known_end(hid_t object) {
  const Handle file(checked(H5Iget_file_id(object), "file"), H5Fclose);
  haddr_t end = 0;
  return H5Fget_eoa(file.get(), &end) < 0 ? HADDR_MAX : end;
}

/// Reading takes a chunk as a whole into memory; a damaged file may tell any size.
void require_readable(hid_t dataset) {
  const Handle list = list_handle(H5Dget_create_plist(dataset));
  if (!is_inside(list.get())) throw std::runtime_error("the data are in other files");
  std::vector<hsize_t> chunk(extent(dataset).size());
  if (H5Pget_layout(list.get()) != H5D_CHUNKED ||
      H5Pget_chunk(list.get(), static_cast<int>(chunk.size()), chunk.data()) < 0) {
    return;
  }
  constexpr hsize_t most = hsize_t{1} << 28;
  hsize_t numbers = 1;
  for (const hsize_t axis : chunk) {
    if (axis != 0 && numbers > most / axis) throw std::runtime_error("chunks of impossible size");
    numbers *= axis;
  }
}

}  // namespace

Type Dataset::type() const {
  const Handle type(checked(H5Dget_type(id()), "dataset type"), H5Tclose);
  const std::size_t size = H5Tget_size(type.get());
  if (H5Tget_class(type.get()) == H5T_STRING) return Type::text;
  if (H5Tget_class(type.get()) == H5T_INTEGER && size == 1) return Type::u8;
  if (H5Tget_class(type.get()) == H5T_FLOAT && size == 4) return Type::f32;
  if (H5Tget_class(type.get()) == H5T_FLOAT && size == 8) return Type::f64;
  if (H5Tget_class(type.get()) == H5T_INTEGER && size == 2) return Type::u16;
  if (H5Tget_class(type.get()) == H5T_INTEGER && size == 8) return Type::u64;
  throw std::runtime_error("dataset of an unexpected type");
}

std::vector<std::uint64_t> Dataset::shape() const {
  const auto dims = extent(id());
  return {dims.begin(), dims.end()};
}

std::uint64_t Dataset::chunk_frames() const {
  const Handle list = list_handle(H5Dget_create_plist(id()));
  std::vector<hsize_t> chunk(extent(id()).size());
  if (H5Pget_layout(list.get()) != H5D_CHUNKED ||
      H5Pget_chunk(list.get(), static_cast<int>(chunk.size()), chunk.data()) < 0) {
    return 0;
  }
  return chunk.at(0);
}

bool Dataset::has_chunk(std::uint64_t frame) const {
  const std::uint64_t size = chunk_frames();
  if (size == 0) {  // one piece
    const Handle list = list_handle(H5Dget_create_plist(id()));
    if (!is_inside(list.get())) return false;
    if (H5Pget_layout(list.get()) == H5D_COMPACT) return true;
    const haddr_t place = H5Dget_offset(id());
    const hsize_t bytes_stored = H5Dget_storage_size(id());
    const haddr_t end = known_end(id());
    return place != HADDR_UNDEF && place <= end && bytes_stored <= end - place;
  }
  std::vector<hsize_t> offset(extent(id()).size(), 0);
  offset[0] = frame / size * size;
  unsigned mask = 0;
  haddr_t address = HADDR_UNDEF;
  hsize_t bytes = 0;
  return H5Dget_chunk_info_by_coord(id(), offset.data(), &mask, &address, &bytes) >= 0 &&
         address != HADDR_UNDEF && bytes > 0 && address + bytes <= known_end(id());
}

std::uint64_t Dataset::stored_frames() const {
  // Chunks are written in order, so the missing ones are at the end: not there, or there and not
  // yet within what the file's first block, which is written last, says of its size.
  std::uint64_t frames = extent(id()).at(0);
  const std::uint64_t size = std::max<std::uint64_t>(1, chunk_frames());
  constexpr int most_missing = 1000;  // a killed writer leaves few; a damaged file tells any number
  int missing = 0;
  for (; missing < most_missing && frames > 0 && !has_chunk(frames - 1); ++missing) {
    frames = (frames - 1) / size * size;
  }
  if (missing < most_missing) return frames;
  std::uint64_t there = 0;  // chunks, from the start; further ones were not written
  for (std::uint64_t end = frames / size; there < end;) {
    const std::uint64_t middle = there + (end - there) / 2;
    if (has_chunk(middle * size)) {
      there = middle + 1;
    } else {
      end = middle;
    }
  }
  return there * size;
}

template <class T>
void Dataset::append(std::span<const T> data) {
  std::vector<hsize_t> size = extent(id());
  std::size_t frame_size = 1;
  for (std::size_t i = 1; i < size.size(); ++i) frame_size *= size[i];
  const hsize_t first = size[0];
  const hsize_t count = data.size() / frame_size;
  if (count == 0) return;
  size[0] += count;
  checked(H5Dset_extent(id(), size.data()), "growing a dataset");
  const auto [in_memory, in_file] = frame_spaces(id(), first, count);
  checked(
      H5Dwrite(id(), memory_type<T>(), in_memory.get(), in_file.get(), H5P_DEFAULT, data.data()),
      "writing");
}

template <class T>
void Dataset::read(std::uint64_t first, std::uint64_t count, std::span<T> out) const {
  if (count == 0) return;
  std::uint64_t values = count;
  const std::vector<hsize_t> size = extent(id());
  for (std::size_t i = 1; i < size.size(); ++i) values *= size[i];
  if (size.empty() || values != out.size()) {
    throw std::runtime_error("a dataset of another shape than expected");
  }
  require_readable(id());
  const auto [in_memory, in_file] = frame_spaces(id(), first, count);
  checked(H5Dread(id(), memory_type<T>(), in_memory.get(), in_file.get(), H5P_DEFAULT, out.data()),
          "reading");
}

template void Dataset::append(std::span<const std::uint8_t>);
template void Dataset::append(std::span<const Text>);
template void Dataset::append(std::span<const std::uint16_t>);
template void Dataset::append(std::span<const std::uint64_t>);
template void Dataset::append(std::span<const float>);
template void Dataset::append(std::span<const double>);
template void Dataset::read(std::uint64_t, std::uint64_t, std::span<std::uint8_t>) const;
template void Dataset::read(std::uint64_t, std::uint64_t, std::span<Text>) const;
template void Dataset::read(std::uint64_t, std::uint64_t, std::span<std::uint16_t>) const;
template void Dataset::read(std::uint64_t, std::uint64_t, std::span<std::uint64_t>) const;
template void Dataset::read(std::uint64_t, std::uint64_t, std::span<float>) const;
template void Dataset::read(std::uint64_t, std::uint64_t, std::span<double>) const;

Dataset create_dataset(Node& parent, const std::string& name, const DatasetLayout& layout) {
  std::vector<hsize_t> size = {0};
  std::vector<hsize_t> limit = {H5S_UNLIMITED};
  std::vector<hsize_t> chunk = {layout.chunk_frames};
  for (const std::uint64_t axis : layout.fixed_axes) {
    size.push_back(axis);
    limit.push_back(axis);
    chunk.push_back(axis);
  }
  const Handle space =
      space_handle(H5Screate_simple(static_cast<int>(size.size()), size.data(), limit.data()));
  const Handle list = creation_list(H5P_DATASET_CREATE);
  checked(H5Pset_chunk(list.get(), static_cast<int>(chunk.size()), chunk.data()), "chunk size");
  if (layout.compressed) {
    checked(H5Pset_shuffle(list.get()), "shuffle filter");
    checked(H5Pset_deflate(list.get(), layout.deflate_level), "deflate filter");
  }
  checked(H5Pset_fletcher32(list.get()), "checksum filter");
  return Dataset(Handle(checked(H5Dcreate2(parent.id(), name.c_str(), disk_type(layout.type),
                                           space.get(), H5P_DEFAULT, list.get(), H5P_DEFAULT),
                                "dataset"),
                        H5Dclose));
}

Dataset open_dataset(const Node& parent, const std::string& name) {
  silence();
  return Dataset(
      Handle(checked(H5Dopen2(parent.id(), name.c_str(), H5P_DEFAULT), "dataset"), H5Dclose));
}

}  // namespace solea::hdf5
