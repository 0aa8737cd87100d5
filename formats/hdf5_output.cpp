#include "formats/hdf5_output.h"

#include <fcntl.h>
#include <hdf5.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <iterator>
#include <new>
#include <system_error>
#include <utility>

#include "formats/hdf5_checked.h"

namespace solea::hdf5 {

namespace {

thread_local int write_failure = 0;  // the system's number; 0: no write failed

/// HDF5's library crashes, or writes headers of data that it could not write, when it goes on after
/// a failed write. Here the first one is the last: it is told as an error, whatever is written
/// later is thrown away in silence, so that the library can close the file in peace. The file is
/// then what a process leaves that is killed between two writes, and those open.
struct OutputFile {
  H5FD_t base;  // HDF5's part, which stands first
  int descriptor = -1;
  haddr_t allocated_end = 0;  // of the format's address space
  haddr_t end = 0;            // of the file
  dev_t device = 0;
  ino_t inode = 0;
  bool failed = false;
};

OutputFile& of(H5FD_t* file) {
  return *reinterpret_cast<OutputFile*>(file);
}
const OutputFile& of(const H5FD_t* file) {
  return *reinterpret_cast<const OutputFile*>(file);
}

herr_t fail(OutputFile& file, int error_number) {
  file.failed = true;
  write_failure = error_number;
  ::flock(file.descriptor, LOCK_UN);  // nothing is written any more
  return -1;
}

/// Makes the file as long as its address space.
herr_t grow(OutputFile& file) {
  if (file.failed || file.end == file.allocated_end) return 0;
  if (::ftruncate(file.descriptor, static_cast<off_t>(file.allocated_end)) != 0) {
    return fail(file, errno);
  }
  file.end = file.allocated_end;
  return 0;
}

H5FD_t* open_file(const char* name, unsigned flags, hid_t, haddr_t) {
  int how = O_CLOEXEC | ((flags & H5F_ACC_RDWR) != 0 ? O_RDWR : O_RDONLY);
  if ((flags & H5F_ACC_TRUNC) != 0) how |= O_TRUNC;
  if ((flags & H5F_ACC_CREAT) != 0) how |= O_CREAT;
  if ((flags & H5F_ACC_EXCL) != 0) how |= O_EXCL;
  const int descriptor = ::open(name, how, 0666);
  if (descriptor < 0) return nullptr;
  struct stat status {};
  auto* file = new (std::nothrow) OutputFile();
  if (file == nullptr || ::fstat(descriptor, &status) != 0) {
    ::close(descriptor);
    delete file;
    return nullptr;
  }
  file->descriptor = descriptor;
  file->end = static_cast<haddr_t>(status.st_size);
  file->device = status.st_dev;
  file->inode = status.st_ino;
  return &file->base;
}

herr_t close_file(H5FD_t* base) {
  OutputFile& file = of(base);
  const bool closed = ::close(file.descriptor) == 0 || file.failed;
  if (!closed) write_failure = errno;
  delete &file;
  return closed ? 0 : -1;
}

int compare(const H5FD_t* a, const H5FD_t* b) {
  if (of(a).device != of(b).device) return of(a).device < of(b).device ? -1 : 1;
  if (of(a).inode != of(b).inode) return of(a).inode < of(b).inode ? -1 : 1;
  return 0;
}

/// What the library's own driver tells of itself, so that files are laid out the same.
herr_t query(const H5FD_t*, unsigned long* flags) {
  *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
           H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_POSIX_COMPAT_HANDLE |
           H5FD_FEAT_SUPPORTS_SWMR_IO | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
  return 0;
}

haddr_t allocated_end(const H5FD_t* file, H5FD_mem_t) {
  return of(file).allocated_end;
}
herr_t set_allocated_end(H5FD_t* file, H5FD_mem_t, haddr_t end) {
  of(file).allocated_end = end;
  return 0;
}
haddr_t end_of_file(const H5FD_t* file, H5FD_mem_t) {
  return of(file).end;
}
herr_t handle_of(H5FD_t* file, hid_t, void** handle) {
  *handle = &of(file).descriptor;
  return 0;
}

herr_t read(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, void* out) {
  const OutputFile& file = of(base);
  auto* bytes = static_cast<char*>(out);
  while (size > 0) {
    const ssize_t count = ::pread(file.descriptor, bytes, size, static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) {  // behind the end: zeros
      std::memset(bytes, 0, size);
      return 0;
    }
    bytes += count;
    at += static_cast<haddr_t>(count);
    size -= static_cast<std::size_t>(count);
  }
  return 0;
}

herr_t write(H5FD_t* base, H5FD_mem_t, hid_t, haddr_t at, std::size_t size, const void* in) {
  OutputFile& file = of(base);
  if (file.failed) return 0;
  // The first block tells where the file ends: a file that is shorter does not open.
  if (at == 0 && file.end < file.allocated_end && grow(file) < 0) return -1;
  const auto* bytes = static_cast<const char*>(in);
  while (size > 0) {
    const ssize_t count = ::pwrite(file.descriptor, bytes, size, static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return fail(file, count < 0 ? errno : EIO);
    bytes += count;
    at += static_cast<haddr_t>(count);
    size -= static_cast<std::size_t>(count);
    file.end = std::max(file.end, at);
  }
  return 0;
}

herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
  return grow(of(file));
}

herr_t lock(H5FD_t* file, hbool_t exclusive) {
  const int how = (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB;
  return ::flock(of(file).descriptor, how) == 0 || errno == ENOSYS ? 0 : -1;
}
herr_t unlock(H5FD_t* file) {
  return ::flock(of(file).descriptor, LOCK_UN) == 0 || errno == ENOSYS ? 0 : -1;
}

hid_t driver() {
  static const hid_t id = [] {
    static H5FD_class_t made{};
    made.name = "solea output";
    made.maxaddr = haddr_t{1} << 62;
    made.fc_degree = H5F_CLOSE_WEAK;
    made.open = open_file;
    made.close = close_file;
    made.cmp = compare;
    made.query = query;
    made.get_eoa = allocated_end;
    made.set_eoa = set_allocated_end;
    made.get_eof = end_of_file;
    made.get_handle = handle_of;
    made.read = read;
    made.write = write;
    made.truncate = truncate;
    made.lock = lock;
    made.unlock = unlock;
    constexpr H5FD_mem_t dichotomy[] = H5FD_FLMAP_DICHOTOMY;  // NOLINT: HDF5's own table
    std::copy(std::begin(dichotomy), std::end(dichotomy), std::begin(made.fl_map));
    return checked(H5FDregister(&made), "file driver");
  }();
  return id;
}

}  // namespace

void use_output(std::int64_t access) {
  checked(H5Pset_driver(access, driver(), nullptr), "file driver");
}

std::string write_failure_text(int error_number) {
  const std::string words = std::generic_category().message(error_number);
  if (error_number == ENOSPC || error_number == EDQUOT) return "the disk is full: " + words;
  if (error_number == EFBIG) return "the file may not become larger: " + words;
  return words;
}

std::string take_write_failure() {
  const int error_number = std::exchange(write_failure, 0);
  return error_number == 0 ? std::string() : write_failure_text(error_number);
}

}  // namespace solea::hdf5
