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
  const Handle list = creation_list(H5P_GROUP_CREATE);
  return Node(group_handle(
      checked(H5Gcreate2(id(), name.c_str(), H5P_DEFAULT, list.get(), H5P_DEFAULT), "group")));
}

Node Node::group(const std::string& name) const {
  silence();
  return Node(group_handle(checked(H5Gopen2(id(), name.c_str(), H5P_DEFAULT), "group")));
}

void copy(const Node& from, const std::string& name, const Node& to, const std::string& new_name) {
  silence();
  checked(H5Ocopy(from.id(), name.c_str(), to.id(), new_name.c_str(), H5P_DEFAULT, H5P_DEFAULT),
          "copying");
}

Node create_file(const std::filesystem::path& file) {
  silence();
  const Handle list = creation_list(H5P_FILE_CREATE);
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
