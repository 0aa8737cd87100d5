#include "formats/session/disk_room.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include "formats/hdf5_output.h"

namespace solea {

namespace {

int open_to_write(const std::filesystem::path& file) {
  return ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
}

std::string kib(std::uintmax_t bytes) {
  return std::to_string(bytes / 1024) + " KiB";
}

void require_space(const std::filesystem::path& file, std::uintmax_t bytes) {
  std::error_code error;
  const auto space = std::filesystem::space(file, error);
  if (!error && space.available < bytes) {
    throw std::runtime_error("the disk is full, " + kib(space.available) +
                             " free, expected at least " + kib(bytes));
  }
}

}  // namespace

FileDescriptor::~FileDescriptor() {
  if (number_ >= 0) ::close(number_);
}

void require_room(const std::filesystem::path& file, std::uintmax_t bytes) {
  const FileDescriptor descriptor(open_to_write(file));
  struct stat status {};
  if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0) {
    throw std::system_error(errno, std::generic_category());
  }
  const auto size = static_cast<std::uintmax_t>(status.st_size);
  struct rlimit limit {};
  if (::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
      size + bytes > limit.rlim_cur) {
    throw std::runtime_error("the file may not become larger than " + kib(limit.rlim_cur) +
                             " here (ulimit), expected room for " + kib(size + bytes));
  }
  require_space(file, bytes);
  int failure = 0;
  do {
    failure = ::fallocate(descriptor.get(), FALLOC_FL_KEEP_SIZE, status.st_size,
                          static_cast<off_t>(bytes)) == 0
                  ? 0
                  : errno;
  } while (failure == EINTR);
  // Whatever else it says: a file system that cannot keep room.
  if (failure == ENOSPC || failure == EDQUOT || failure == EFBIG) {
    throw std::runtime_error(hdf5::write_failure_text(failure) + ", expected room for " +
                             kib(bytes) + " more");
  }
}

void release_room(const std::filesystem::path& file) noexcept {
  const FileDescriptor descriptor(open_to_write(file));
  struct stat status {};
  if (descriptor.get() < 0 || ::fstat(descriptor.get(), &status) != 0) return;
  // To the size it has: file systems then give back what lies behind it.
  static_cast<void>(::ftruncate(descriptor.get(), status.st_size) == 0);
}

}  // namespace solea
