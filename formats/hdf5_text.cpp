#include "formats/hdf5_text.h"

#include <hdf5.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <string_view>

#include "formats/hdf5_checked.h"
#include "formats/hdf5_handle.h"

namespace solea::hdf5 {

namespace {

// What stands in the attribute: length, place of the heap's collection, number of the object in it.
using Reference = std::array<unsigned char, 4 + 8 + 4>;

[[noreturn]] void fail() {
  throw std::runtime_error("a text of variable length is damaged");
}

std::uint64_t number(const unsigned char* at, int size) {
  std::uint64_t value = 0;
  for (int i = size; i-- > 0;) value = value << 8 | at[i];
  return value;
}

/// A conversion that leaves the reference as it is, so that HDF5 hands it out.
herr_t keep_reference(hid_t from, hid_t to, H5T_cdata_t* data, size_t, size_t, size_t, void*, void*,
                      hid_t) {
  if (data->command != H5T_CONV_INIT) return 0;
  data->need_bkg = H5T_BKG_NO;
  return H5Tget_size(from) == sizeof(Reference) && H5Tget_size(to) == sizeof(Reference) ? 0 : -1;
}

/// Kept for the life of the program.
hid_t reference_type() {
  static const hid_t type = [] {
    const hid_t made = checked(H5Tcreate(H5T_OPAQUE, sizeof(Reference)), "text type");
    checked(H5Tset_tag(made, "solea: reference to a text"), "text type");
    const Handle text(checked(H5Tcopy(H5T_C_S1), "text type"), H5Tclose);
    checked(H5Tset_size(text.get(), H5T_VARIABLE), "text type");
    checked(H5Tregister(H5T_PERS_SOFT, "solea: keep reference", text.get(), made, keep_reference),
            "text type");
    return made;
  }();
  return type;
}

/// The bytes of the file that holds an object.
class FileBytes {
 public:
  explicit FileBytes(hid_t object) : file_(checked(H5Iget_file_id(object), "file"), H5Fclose) {
    const Handle creation(checked(H5Fget_create_plist(file_.get()), "file"), H5Pclose);
    std::size_t offsets = 0;
    std::size_t lengths = 0;
    hsize_t user_block = 0;
    checked(H5Pget_sizes(creation.get(), &offsets, &lengths), "file");
    checked(H5Pget_userblock(creation.get(), &user_block), "file");
    if (offsets != 8 || lengths != 8 || user_block != 0) {
      throw std::runtime_error("a text of variable length in a file of an unusual kind");
    }
    const Handle access(checked(H5Fget_access_plist(file_.get()), "file"), H5Pclose);
    in_memory_ = checked(H5Pget_driver(access.get()), "file") == H5FD_CORE;
    checked(H5Fget_vfd_handle(file_.get(), H5P_DEFAULT, &handle_), "file");
    hsize_t size = 0;
    checked(H5Fget_filesize(file_.get(), &size), "file");
    size_ = size;
  }

  void read(std::uint64_t at, std::size_t count, void* out) const {
    if (at > size_ || count > size_ - at) fail();
    if (in_memory_) {
      std::memcpy(out, *static_cast<unsigned char* const*>(handle_) + at, count);
    } else if (::pread(*static_cast<const int*>(handle_), out, count, static_cast<off_t>(at)) !=
               static_cast<ssize_t>(count)) {
      fail();
    }
  }

 private:
  Handle file_;
  void* handle_ = nullptr;  ///< HDF5's: of a descriptor, or of a place in memory
  bool in_memory_ = false;
  std::uint64_t size_ = 0;
};

/// An object of a collection of the heap: its size in front of it, objects one behind another.
std::string heap_object(const FileBytes& file, std::uint64_t collection, std::uint64_t wanted) {
  constexpr std::size_t head_size = 16;
  constexpr std::uint64_t longest = std::uint64_t{1} << 20;
  constexpr int most_objects = 100000;
  std::array<unsigned char, head_size> head{};
  file.read(collection, head.size(), head.data());
  if (std::memcmp(head.data(), "GCOL\1", 5) != 0) fail();
  const std::uint64_t collection_size = number(&head[8], 8);
  std::uint64_t at = head_size;
  for (int i = 0; i < most_objects; ++i) {
    if (at > collection_size || collection_size - at < head_size) fail();
    file.read(collection + at, head.size(), head.data());
    const std::uint64_t index = number(head.data(), 2);
    const std::uint64_t size = number(&head[8], 8);
    at += head_size;
    if (index == 0) {  // free space; its size counts its head
      if (size < head_size || size - head_size > collection_size - at) fail();
      at += size - head_size;
      continue;
    }
    if (size > collection_size - at) fail();
    if (index == wanted) {
      std::string bytes(static_cast<std::size_t>(std::min(size, longest)), '\0');
      file.read(collection + at, bytes.size(), bytes.data());
      return bytes;
    }
    at += size + (8 - size % 8) % 8;
  }
  fail();
}

}  // namespace

std::string variable_text(std::int64_t attribute) {
  Reference reference{};
  checked(H5Aread(attribute, reference_type(), reference.data()), "attribute");
  const std::uint64_t length = number(reference.data(), 4);
  const std::uint64_t collection = number(&reference[4], 8);
  if (length == 0 || collection == 0) return {};
  std::string text = heap_object(FileBytes(attribute), collection, number(&reference[12], 4));
  text.resize(std::min<std::size_t>(text.size(), length));
  text.resize(std::min(text.find('\0'), text.size()));
  return text;
}

}  // namespace solea::hdf5
