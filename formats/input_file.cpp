#include "formats/input_file.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "core/error.h"
#include "formats/utf8.h"

namespace solea {

namespace {

/// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd = -1) noexcept : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const noexcept { return fd_; }

 private:
  int fd_;
};

struct ArchiveFree {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Archive = std::unique_ptr<archive, ArchiveFree>;

/// Appends what comes next of an entry; false at its end.
bool read_some(archive* from, const std::filesystem::path& name, std::span<char> buffer,
               std::string& bytes, std::size_t& budget) {
  const la_ssize_t count = archive_read_data(from, buffer.data(), buffer.size());
  if (count == 0) return false;
  if (count < 0) {
    const char* why = archive_error_string(from);
    throw FormatError(name, std::string("cannot be unpacked: ") + (why ? why : "damaged"));
  }
  if (static_cast<std::size_t>(count) > budget) {
    throw FormatError(name, "unpacks to more than " +
                                std::to_string(InputFile::max_unpacked_bytes >> 20) +
                                " MiB, expected a recording");
  }
  budget -= static_cast<std::size_t>(count);
  bytes.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

/// Everything an entry holds, or no more than its head where it is not wanted.
std::string read_entry(archive* from, archive_entry* entry, const std::filesystem::path& name,
                       const InputFile::Wanted& wanted, std::size_t packed_bytes,
                       std::size_t& budget) {
  std::string bytes;
  std::vector<char> buffer(InputFile::head_bytes);
  while (bytes.size() < InputFile::head_bytes) {
    const auto missing = std::span(buffer).first(InputFile::head_bytes - bytes.size());
    if (!read_some(from, name, missing, bytes, budget)) break;
  }
  if (wanted && !wanted(std::as_bytes(std::span(bytes)))) return {};
  if (bytes.size() < InputFile::head_bytes) return bytes;
  // As large as it says, so that it is not copied over and over; but zip packs 1032 to 1 at best.
  constexpr std::size_t most_times = 1100;
  if (archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) > 0) {
    const auto told = static_cast<std::size_t>(archive_entry_size(entry));
    bytes.reserve(std::min({told, budget, packed_bytes * most_times}));
  }
  buffer.resize(std::size_t{256} * 1024);
  while (read_some(from, name, buffer, bytes, budget)) {
  }
  return bytes;
}

}  // namespace

struct InputFile::Content {
  ~Content() {
    if (mapped != nullptr) ::munmap(mapped, size);
  }

  std::filesystem::path file;  ///< empty: not on disk
  void* mapped = nullptr;      ///< else: owned
  std::size_t size = 0;
  std::string owned;
  Descriptor in_memory;  ///< made when a path is asked for

  [[nodiscard]] std::string_view view() const {
    return mapped != nullptr ? std::string_view(static_cast<const char*>(mapped), size)
                             : std::string_view(owned);
  }
};

/// What may still be unpacked.
struct InputFile::Budget {
  std::size_t bytes = max_unpacked_bytes;
  std::size_t files = max_unpacked_files;
};

InputFile::InputFile(const std::filesystem::path& file)
    : name_(file), content_(std::make_shared<Content>()) {
  const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status = {};
  if (fd.get() < 0 || ::fstat(fd.get(), &status) != 0) {
    throw FileError(file, std::string("cannot be opened: ") + std::strerror(errno));
  }
  if (S_ISDIR(status.st_mode)) throw FileError(file, "is a folder, expected a file");
  if (!S_ISREG(status.st_mode)) throw FileError(file, "is no regular file, expected a recording");
  if (status.st_size == 0) throw FormatError(file, "is empty, expected a recording");
  content_->file = file;
  content_->size = static_cast<std::size_t>(status.st_size);
  void* mapped = ::mmap(nullptr, content_->size, PROT_READ, MAP_PRIVATE, fd.get(), 0);
  if (mapped == MAP_FAILED) {
    throw FileError(file, std::string("cannot be read: ") + std::strerror(errno));
  }
  content_->mapped = mapped;
  ::madvise(mapped, content_->size, MADV_SEQUENTIAL);
}

InputFile::InputFile(const std::filesystem::path& name, std::string_view bytes)
    : InputFile(name, std::make_shared<Content>()) {
  content_->owned = std::string(bytes);
}

InputFile::InputFile(std::filesystem::path name, std::shared_ptr<Content> content)
    : name_(std::move(name)), content_(std::move(content)) {}

std::string_view InputFile::text() const noexcept {
  return content_->view();
}

std::span<const std::byte> InputFile::bytes() const noexcept {
  return std::as_bytes(std::span(text()));
}

bool InputFile::is_on_disk() const noexcept {
  return !content_->file.empty();
}

InputFile InputFile::as_text() const {
  const std::string_view all = text();
  auto content = std::make_shared<Content>();
  if (all.starts_with("\xEF\xBB\xBF")) {
    content->owned = std::string(all.substr(3));
  } else if (all.starts_with("\xFF\xFE") || all.starts_with("\xFE\xFF")) {
    content->owned = utf16_to_utf8(all.substr(2), all.front() == '\xFF');
  } else {
    return *this;
  }
  return {name_, std::move(content)};
}

std::filesystem::path InputFile::path() const {
  Content& c = *content_;
  if (!c.file.empty()) return c.file;
  if (c.in_memory.get() < 0) {
    Descriptor fd(::memfd_create("solea", MFD_CLOEXEC));
    std::string_view rest = c.view();
    while (fd.get() >= 0 && !rest.empty()) {
      const ssize_t count = ::write(fd.get(), rest.data(), rest.size());
      if (count < 0) {
        if (errno == EINTR) continue;
        break;
      }
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
    if (fd.get() < 0 || !rest.empty()) {
      throw FileError(name_, std::string("cannot be kept in memory: ") + std::strerror(errno));
    }
    c.in_memory = std::move(fd);
  }
  return "/proc/self/fd/" + std::to_string(c.in_memory.get());
}

bool InputFile::is_packed() const noexcept {
  return begins_packed(bytes());
}

bool InputFile::begins_packed(std::span<const std::byte> head) noexcept {
  const std::string_view text(reinterpret_cast<const char*>(head.data()), head.size());
  constexpr std::array<std::string_view, 5> beginnings = {"PK\x03\x04", "\x1F\x8B",
                                                          "\x28\xB5\x2F\xFD",
                                                          "\xFD"
                                                          "7zXZ",
                                                          "BZh"};
  for (const std::string_view beginning : beginnings) {
    if (text.starts_with(beginning)) return true;
  }
  return false;
}

std::vector<InputFile> InputFile::unpack(const Wanted& wanted) const {
  const Archive reader(archive_read_new());
  if (!reader) throw std::bad_alloc();
  archive_read_support_filter_gzip(reader.get());
  archive_read_support_filter_zstd(reader.get());
  archive_read_support_filter_xz(reader.get());
  archive_read_support_filter_bzip2(reader.get());
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_raw(reader.get());
  const auto fail = [&](const char* what) -> FormatError {
    const char* why = archive_error_string(reader.get());
    return FormatError(name_, std::string(what) + ": " + (why != nullptr ? why : "damaged"));
  };
  const std::string_view all = text();
  if (archive_read_open_memory(reader.get(), all.data(), all.size()) != ARCHIVE_OK) {
    throw fail("cannot be unpacked");
  }
  std::vector<InputFile> members;
  const auto budget = budget_ ? budget_ : std::make_shared<Budget>();
  for (;;) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(reader.get(), &entry);
    if (result == ARCHIVE_EOF) break;
    if (result < ARCHIVE_WARN) throw fail("cannot be unpacked");
    const bool raw = archive_format(reader.get()) == ARCHIVE_FORMAT_RAW;
    if (!raw && archive_entry_filetype(entry) != AE_IFREG) continue;
    const char* member = archive_entry_pathname(entry);
    constexpr std::size_t longest_name = 200;  // a damaged archive's can be 64 KiB
    const std::string own =
        member != nullptr ? std::filesystem::path(member).filename().string() : std::string();
    const std::filesystem::path name =
        raw ? name_
            : name_ / (own.size() <= longest_name ? own : own.substr(own.size() - longest_name));
    if (archive_entry_is_encrypted(entry) != 0) {
      throw FormatError(name, "is encrypted, expected a plain archive");
    }
    auto content = std::make_shared<Content>();
    content->owned = read_entry(reader.get(), entry, name, wanted, all.size(), budget->bytes);
    if (content->owned.empty()) continue;
    if (budget->files == 0) {
      throw FormatError(name_, "holds more than " + std::to_string(max_unpacked_files) +
                                   " files, expected a recording");
    }
    --budget->files;
    members.push_back({name, std::move(content)});
    members.back().budget_ = budget;
  }
  return members;
}

}  // namespace solea
