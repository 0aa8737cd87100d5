#include "apps/batch/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <utility>

#include "core/error.h"

namespace solea::batch {

namespace {

constexpr std::uint64_t magic = 0x31484354'41424c53;  // "SLBATCH1"

/// Before each record.
struct RecordStart {
  std::uint64_t magic = 0;
  std::uint64_t head_bytes = 0;
  std::uint64_t body_bytes = 0;
  std::uint64_t checksum = 0;  ///< of head and body
};

/// FNV-1a over words of 8 bytes: finds what a power cut left, at the speed of reading.
class Checksum {
 public:
  void add(std::string_view bytes) {
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
      std::uint64_t word = 0;
      std::memcpy(&word, bytes.data() + i, 8);
      mix(word);
    }
    for (; i < bytes.size(); ++i) mix(static_cast<unsigned char>(bytes[i]));
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

 private:
  void mix(std::uint64_t word) {
    value_ = (value_ ^ word) * 0x100000001b3ULL;
    value_ ^= value_ >> 29U;
  }
  std::uint64_t value_ = 0xcbf29ce484222325ULL;
};

std::uint64_t checksum_of(std::string_view head, std::string_view body) {
  Checksum sum;
  sum.add(head);
  sum.add(body);
  return sum.value();
}

/// Reads all of `out` at an offset; false where the file ends before.
bool read_at(int descriptor, std::uint64_t offset, void* out, std::size_t bytes) {
  auto* to = static_cast<char*>(out);
  while (bytes > 0) {
    const ssize_t got = ::pread(descriptor, to, bytes, static_cast<off_t>(offset));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    to += got;
    offset += static_cast<std::uint64_t>(got);
    bytes -= static_cast<std::size_t>(got);
  }
  return true;
}

}  // namespace

std::filesystem::path journal_path(const std::filesystem::path& folder) {
  return folder / "work" / "journal";
}

bool is_batch(const std::filesystem::path& folder) {
  std::error_code error;
  return std::filesystem::exists(journal_path(folder), error) ||
         (std::filesystem::exists(folder / "run.json", error) &&
          std::filesystem::exists(folder / "steps.csv", error));
}

Journal::Journal(const std::filesystem::path& file, int flags) : file_(file) {
  descriptor_ = ::open(file.c_str(), flags | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw FileError(file, std::string("cannot be opened: ") + strerror(errno));
}

Journal::Journal(const std::filesystem::path& file, const Visit& visit) : Journal(file, O_RDONLY) {
  scan(visit);
}

Journal Journal::open_to_add(const std::filesystem::path& file, const Visit& visit) {
  Journal journal(file, O_RDWR | O_CREAT);
  if (::flock(journal.descriptor_, LOCK_EX | LOCK_NB) != 0) {
    throw FileError(file, "another solea batch is at work in this folder");
  }
  journal.scan(visit);
  if (::ftruncate(journal.descriptor_, static_cast<off_t>(journal.end_)) != 0) {
    throw FileError(file, std::string("cannot be changed: ") + strerror(errno));
  }
  return journal;
}

Journal::~Journal() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Journal::Journal(Journal&& other) noexcept
    : file_(std::move(other.file_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      end_(other.end_) {}

void Journal::scan(const Visit& visit) {
  const off_t size = ::lseek(descriptor_, 0, SEEK_END);
  const std::uint64_t file_bytes = size < 0 ? 0 : static_cast<std::uint64_t>(size);
  std::string head;
  std::string body;
  while (end_ + sizeof(RecordStart) <= file_bytes) {
    RecordStart start;
    if (!read_at(descriptor_, end_, &start, sizeof start) || start.magic != magic) return;
    const std::uint64_t rest = file_bytes - end_ - sizeof start;
    if (start.head_bytes > rest || start.body_bytes > rest - start.head_bytes) return;
    head.resize(start.head_bytes);
    body.resize(start.body_bytes);
    const std::uint64_t at = end_ + sizeof start;
    if (!read_at(descriptor_, at, head.data(), head.size()) ||
        !read_at(descriptor_, at + head.size(), body.data(), body.size()) ||
        checksum_of(head, body) != start.checksum) {
      return;
    }
    const auto json = nlohmann::json::parse(head, nullptr, false);
    if (json.is_discarded()) return;
    visit(json, body, {{at, head.size()}, {at + head.size(), body.size()}});
    end_ = at + head.size() + body.size();
  }
}

Journal::Record Journal::append(const nlohmann::json& head, std::string_view body) {
  const std::string head_text = head.dump();
  const RecordStart start{magic, head_text.size(), body.size(), checksum_of(head_text, body)};
  std::string record(sizeof start + head_text.size() + body.size(), '\0');
  std::memcpy(record.data(), &start, sizeof start);
  std::memcpy(record.data() + sizeof start, head_text.data(), head_text.size());
  std::memcpy(record.data() + sizeof start + head_text.size(), body.data(), body.size());
  for (std::size_t done = 0; done < record.size();) {
    const ssize_t wrote = ::pwrite(descriptor_, record.data() + done, record.size() - done,
                                   static_cast<off_t>(end_ + done));
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote <= 0) {
      const std::string why = strerror(wrote == 0 ? ENOSPC : errno);
      if (::ftruncate(descriptor_, static_cast<off_t>(end_)) != 0) {
        throw FileError(file_, "cannot be written: " + why + "; solea batch --resume mends it");
      }
      throw FileError(file_, "cannot be written: " + why);
    }
    done += static_cast<std::size_t>(wrote);
  }
  const std::uint64_t at = end_ + sizeof start;
  end_ += record.size();
  return {{at, head_text.size()}, {at + head_text.size(), body.size()}};
}

std::string Journal::read(Place place) const {
  std::string bytes(place.bytes, '\0');
  if (!read_at(descriptor_, place.offset, bytes.data(), bytes.size())) {
    throw FileError(file_, "cannot be read");
  }
  return bytes;
}

void Journal::sync() {
  ::fdatasync(descriptor_);
}

}  // namespace solea::batch
