#include "formats/hdf5_handle.h"

#include <fcntl.h>
#include <hdf5.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <stdexcept>
#include <utility>

#include "core/error.h"
#include "formats/hdf5_checked.h"
#include "formats/hdf5_text.h"

static_assert(sizeof(hid_t) == sizeof(std::int64_t));

namespace solea::hdf5 {

namespace {

Handle group_handle(hid_t id) {
  return {id, H5Gclose};
}
Handle space_handle(hid_t id) {
  return {checked(id, "dataspace"), H5Sclose};
}
Handle list_handle(hid_t id) {
  return {checked(id, "property list"), H5Pclose};
}

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
hid_t memory_type();
template <>
hid_t memory_type<std::uint8_t>() {
  return H5T_NATIVE_UINT8;
}
template <>
hid_t memory_type<Text>() {
  return text_type();
}
template <>
hid_t memory_type<std::uint16_t>() {
  return H5T_NATIVE_UINT16;
}
template <>
hid_t memory_type<std::uint64_t>() {
  return H5T_NATIVE_UINT64;
}
template <>
hid_t memory_type<float>() {
  return H5T_NATIVE_FLOAT;
}
template <>
hid_t memory_type<double>() {
  return H5T_NATIVE_DOUBLE;
}

/// Without modification times: the same data, the same bytes.
/// Attributes stay together in the object's header, which is written in one piece.
Handle creation(hid_t cls) {
  silence();
  Handle list = list_handle(H5Pcreate(cls));
  checked(H5Pset_obj_track_times(list.get(), false), "property list");
  checked(H5Pset_attr_phase_change(list.get(), 64, 0), "property list");
  return list;
}

/// Writes an attribute, over the value of one that exists with this type: in place, so that a kill
/// leaves the old value or the new one.
void write_attribute(hid_t owner, const std::string& name, hid_t type, hid_t memory,
                     const void* value) {
  silence();
  if (checked(H5Aexists(owner, name.c_str()), "attribute") > 0) {
    const Handle attribute(checked(H5Aopen(owner, name.c_str(), H5P_DEFAULT), "attribute"),
                           H5Aclose);
    checked(H5Awrite(attribute.get(), memory, value), "attribute");
    return;
  }
  const Handle space = space_handle(H5Screate(H5S_SCALAR));
  const Handle attribute(
      checked(H5Acreate2(owner, name.c_str(), type, space.get(), H5P_DEFAULT, H5P_DEFAULT),
              "attribute"),
      H5Aclose);
  checked(H5Awrite(attribute.get(), memory, value), "attribute");
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

/// Whether a dataset's data are in its own file; HDF5 would open any file that it names.
bool is_inside(hid_t list) {
  const H5D_layout_t kind = checked(H5Pget_layout(list), "layout");
  return kind != H5D_VIRTUAL && checked(H5Pget_external_count(list), "layout") == 0;
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

Handle::Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}

Handle& Handle::operator=(Handle&& other) noexcept {
  std::swap(id_, other.id_);
  std::swap(close_, other.close_);
  return *this;
}

Handle::~Handle() {
  if (id_ < 0) return;
  silence();  // the thread may be another one than that which opened it
  close_(id_);
  static_cast<void>(take_write_failure());  // there is nobody to tell
}

void Handle::close() {
  silence();
  if (id_ < 0) return;
  checked(close_(std::exchange(id_, -1)), "closing");
}

/// Text of fixed length in UTF-8. It stands in the object's header, which has a checksum; texts of
/// variable length stand in a heap that has none, and libhdf5 crashes on a damaged one.
void Node::set(const std::string& name, std::string_view text) {
  silence();
  constexpr std::size_t longest = 60000;  // of what fits into a header
  std::string owned(text.substr(0, longest));
  if (owned.empty()) owned.push_back('\0');
  const Handle type(checked(H5Tcopy(H5T_C_S1), "text type"), H5Tclose);
  checked(H5Tset_size(type.get(), owned.size()), "text type");
  checked(H5Tset_strpad(type.get(), H5T_STR_NULLPAD), "text type");
  checked(H5Tset_cset(type.get(), H5T_CSET_UTF8), "text type");
  if (checked(H5Aexists(id(), name.c_str()), "attribute") > 0) {
    checked(H5Adelete(id(), name.c_str()), "attribute");
  }
  write_attribute(id(), name, type.get(), type.get(), owned.data());
}

void Node::set(const std::string& name, double value) {
  write_attribute(id(), name, H5T_IEEE_F64LE, H5T_NATIVE_DOUBLE, &value);
}

void Node::set(const std::string& name, std::uint64_t value) {
  write_attribute(id(), name, H5T_STD_U64LE, H5T_NATIVE_UINT64, &value);
}

std::optional<std::string> Node::text(const std::string& name, Texts which) const {
  silence();
  if (checked(H5Aexists(id(), name.c_str()), "attribute") == 0) return std::nullopt;
  const Handle attribute(checked(H5Aopen(id(), name.c_str(), H5P_DEFAULT), "attribute"), H5Aclose);
  const Handle type(checked(H5Aget_type(attribute.get()), "attribute type"), H5Tclose);
  if (H5Tget_class(type.get()) != H5T_STRING) return std::nullopt;
  const Handle space = space_handle(H5Aget_space(attribute.get()));
  if (H5Sget_simple_extent_npoints(space.get()) != 1) return std::nullopt;
  if (H5Tis_variable_str(type.get()) > 0) {
    if (which == Texts::fixed) {
      throw std::runtime_error("attribute '" + name +
                               "' is a text of variable length, expected one of fixed length");
    }
    return variable_text(attribute.get());
  }
  const std::size_t size = H5Tget_size(type.get());
  constexpr std::size_t most = std::size_t{1} << 24;
  if (size > most)
    throw std::runtime_error("attribute '" + name + "' is a text of impossible size");
  std::string value(size, '\0');
  checked(H5Aread(attribute.get(), type.get(), value.data()), "attribute");
  value.resize(std::min(value.find('\0'), value.size()));
  return value;
}

std::optional<double> Node::number(const std::string& name) const {
  silence();
  if (checked(H5Aexists(id(), name.c_str()), "attribute") == 0) return std::nullopt;
  const Handle attribute(checked(H5Aopen(id(), name.c_str(), H5P_DEFAULT), "attribute"), H5Aclose);
  const Handle type(checked(H5Aget_type(attribute.get()), "attribute type"), H5Tclose);
  const H5T_class_t cls = H5Tget_class(type.get());
  if (cls != H5T_INTEGER && cls != H5T_FLOAT) return std::nullopt;
  const Handle space = space_handle(H5Aget_space(attribute.get()));
  if (H5Sget_simple_extent_npoints(space.get()) != 1) return std::nullopt;
  double value = 0;
  checked(H5Aread(attribute.get(), H5T_NATIVE_DOUBLE, &value), "attribute");
  return value;
}

bool Node::has_attribute(const std::string& name) const {
  silence();
  return H5Aexists(id(), name.c_str()) > 0;
}

bool Node::has(const std::string& child) const {
  silence();
  return H5Lexists(id(), child.c_str(), H5P_DEFAULT) > 0;
}

std::vector<std::string> Node::children() const {
  std::vector<std::string> names;
  const auto visit = [](hid_t, const char* name, const H5L_info_t*, void* out) -> herr_t {
    static_cast<std::vector<std::string>*>(out)->emplace_back(name);
    return 0;
  };
  checked(H5Literate(id(), H5_INDEX_NAME, H5_ITER_INC, nullptr, visit, &names), "listing");
  return names;
}

Node Node::create_group(const std::string& name) {
  const Handle list = creation(H5P_GROUP_CREATE);
  return Node(group_handle(
      checked(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, list.get(), H5P_DEFAULT), "group")));
}

Node Node::group(const std::string& name) const {
  silence();
  return Node(group_handle(checked(H5Gopen2(id(), name.c_str(), H5P_DEFAULT), "group")));
}

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
  const Handle list = creation(H5P_DATASET_CREATE);
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

void copy(const Node& from, const std::string& name, const Node& to, const std::string& new_name) {
  silence();
  checked(H5Ocopy(from.id(), name.c_str(), to.id(), new_name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
          "copying");
}

Node create_file(const std::filesystem::path& file) {
  silence();
  const Handle list = creation(H5P_FILE_CREATE);
  const Handle access = list_handle(H5Pcreate(H5P_FILE_ACCESS));
  use_output(access.get());
  // Its frame index only ever grows at its end, where the older one moves what it has when it
  // splits a node, which a kill can catch half-way. But the file's first block stays in the older
  // version: the newer one marks the file as open, and after a kill no other program would open it.
  checked(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V110), "file version");
  // A kill can stop a write between two of the system's pages. What is written again and again, the
  // headers and the frame index, therefore begins on a page of its own.
  constexpr hsize_t header_bytes = 300;
  constexpr hsize_t page_bytes = 4096;
  checked(H5Pset_alignment(access.get(), header_bytes, page_bytes), "alignment");
  Node node(
      Handle(checked(H5Fcreate(file.c_str(), H5F_ACC_EXCL, list.get(), access.get()), "creating"),
             H5Fclose));
  checked(H5Fset_libver_bounds(node.id(), H5F_LIBVER_V110, H5F_LIBVER_V110), "file version");
  return node;
}

namespace {

/// HDF5 locks what it writes, but says only that a locked file cannot be opened.
void require_finished(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;  // HDF5 will say why
  const bool locked = ::flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(descriptor);
  if (locked) throw FileError(file, "another program is writing to it");
}

/// A file stands for itself: links into other files are refused, for HDF5 would open whatever they
/// name.
void forbid_external_links() {
  static const herr_t done = H5Lunregister(H5L_TYPE_EXTERNAL);
  static_cast<void>(done);
}

}  // namespace

Node open_file(const InputFile& file) {
  silence();
  forbid_external_links();
  const Handle access = list_handle(H5Pcreate(H5P_FILE_ACCESS));
  std::filesystem::path name = file.name();
  if (file.is_on_disk()) {
    require_finished(name);
  } else {
    static std::atomic<unsigned> number = 0;
    name = "/dev/null/" + std::to_string(number++);  // HDF5 wants a name of which no file is
    // HDF5 takes an image as if it would change it; it copies it.
    const std::span<const std::byte> bytes = file.bytes();
    void* image = const_cast<std::byte*>(bytes.data());  // NOLINT: not written to
    checked(H5Pset_fapl_core(access.get(), 64 * 1024, false), "file in memory");
    checked(H5Pset_file_image(access.get(), image, bytes.size()), "file in memory");
  }
  return Node(
      Handle(checked(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access.get()), "opening"), H5Fclose));
}

Node open_file_to_change(const std::filesystem::path& file) {
  silence();
  const Handle access = list_handle(H5Pcreate(H5P_FILE_ACCESS));
  use_output(access.get());
  checked(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V110, H5F_LIBVER_V110), "file version");
  return Node(
      Handle(checked(H5Fopen(file.c_str(), H5F_ACC_RDWR, access.get()), "opening"), H5Fclose));
}

void flush(const Node& file) {
  silence();
  checked(H5Fflush(file.id(), H5F_SCOPE_GLOBAL), "flushing");
}

}  // namespace solea::hdf5
