#include "formats/session/trial_documents.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "core/error.h"
#include "core/version.h"
#include "formats/hdf5_output.h"
#include "formats/session/disk_room.h"
#include "formats/session/schema.h"
#include "formats/session/trial_writer.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

constexpr std::uint64_t largest_document = std::uint64_t{1} << 30;

struct Place {
  const char* group;
  const char* description;
};

Place place_of(DocumentKind kind) {
  return kind == DocumentKind::result
             ? Place{schema::results, "results of analyses, each with the settings that made it"}
             : Place{schema::corrections, "the user's corrections of steps; the last one counts"};
}

[[noreturn]] void fail() {
  throw std::runtime_error(hdf5::write_failure_text(errno));
}

/// Writes a copy of a file that has `room_bytes` more of room, and makes sure that it is on the
/// disk.
void copy_file(const std::filesystem::path& from, const std::filesystem::path& to,
               std::uintmax_t room_bytes) {
  {
    std::ifstream in(from, std::ios::binary);
    if (!in) fail();
    const FileDescriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (out.get() < 0) fail();
    struct stat status {};
    if (::stat(from.c_str(), &status) == 0) ::fchmod(out.get(), status.st_mode & 07777);
    require_room(to, static_cast<std::uintmax_t>(status.st_size) + room_bytes);
    std::vector<char> buffer(std::size_t{1} << 20);
    while (in) {
      in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
      auto left = static_cast<std::size_t>(in.gcount());
      for (const char* at = buffer.data(); left > 0;) {
        const ssize_t count = ::write(out.get(), at, left);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) fail();
        at += count;
        left -= static_cast<std::size_t>(count);
      }
    }
    if (in.bad()) throw std::runtime_error("it cannot be read");
  }
  require_room(to, room_bytes);
}

/// So that the renamed file is on the disk with all of its content.
void sync(const std::filesystem::path& file) {
  const FileDescriptor descriptor(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (descriptor.get() >= 0 && ::fsync(descriptor.get()) != 0 && errno != EINVAL) fail();
}

/// Holds a session alone while it is replaced. HDF5's own lock tells whether somebody writes to it:
/// a session that is being recorded is left alone, for its recorder would go on into the replaced
/// file. Readers do not matter. A second lock keeps those apart that add.
class SessionLock {
 public:
  explicit SessionLock(const std::filesystem::path& file) {
    for (int attempt = 0; attempt < 100; ++attempt) {
      descriptor_ = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
      if (descriptor_ < 0) throw std::system_error(errno, std::generic_category());
      struct flock whole {};
      whole.l_type = F_WRLCK;
      whole.l_whence = SEEK_SET;
      if (::flock(descriptor_, LOCK_SH | LOCK_NB) != 0 ||
          ::fcntl(descriptor_, F_OFD_SETLK, &whole) != 0) {
        release();
        throw std::runtime_error("another program is writing to it");
      }
      struct stat locked {};
      struct stat named {};
      if (::fstat(descriptor_, &locked) == 0 && ::stat(file.c_str(), &named) == 0 &&
          locked.st_ino == named.st_ino && locked.st_dev == named.st_dev) {
        return;
      }
      release();  // it was replaced just now
    }
    throw std::runtime_error("other programs keep replacing it");
  }
  ~SessionLock() { release(); }
  SessionLock(const SessionLock&) = delete;
  SessionLock& operator=(const SessionLock&) = delete;

 private:
  void release() {
    if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
  }
  int descriptor_ = -1;
};

}  // namespace

std::vector<TrialDocument> read_documents(const hdf5::Node& trial, DocumentKind kind) {
  std::vector<TrialDocument> documents;
  const char* name = place_of(kind).group;
  if (!trial.has(name)) return documents;
  const hdf5::Node group = trial.group(name);
  for (const std::string& number : group.children()) {
    const hdf5::Node entry = group.group(number);
    const hdf5::Dataset dataset = hdf5::open_dataset(entry, schema::document);
    const auto shape = dataset.shape();
    if (shape.size() != 1 || shape[0] > largest_document) {
      throw std::runtime_error(std::string(name) + "/" + number + " is no document");
    }
    std::vector<std::uint8_t> bytes(shape[0]);
    dataset.read<std::uint8_t>(0, shape[0], bytes);
    documents.push_back({std::string(bytes.begin(), bytes.end()),
                         to_utf8(entry.text(schema::added_utc).value_or("")),
                         to_utf8(entry.text(schema::software).value_or(""))});
  }
  return documents;
}

void write_document(hdf5::Node& trial, DocumentKind kind, const TrialDocument& document) {
  const Place place = place_of(kind);
  if (!trial.has(place.group)) {
    hdf5::Node group = trial.create_group(place.group);
    group.set(schema::description, place.description);
  }
  hdf5::Node group = trial.group(place.group);
  hdf5::Node entry = group.create_group(numbered(group.children().size() + 1));
  entry.set(schema::description, "a JSON document");
  entry.set(schema::added_utc, document.added_utc);
  entry.set(schema::software, document.software);
  const std::vector<std::uint8_t> bytes(document.json.begin(), document.json.end());
  constexpr std::uint64_t chunk_bytes = 65536;
  hdf5::Dataset dataset = hdf5::create_dataset(
      entry, schema::document,
      {hdf5::Type::u8, {}, std::clamp<std::uint64_t>(bytes.size(), 1, chunk_bytes), true});
  dataset.set(schema::units, "1");
  dataset.set(schema::description, "the bytes of the JSON text, UTF-8");
  dataset.append<std::uint8_t>(bytes);
}

void add_document(const std::filesystem::path& session, std::size_t trial, DocumentKind kind,
                  std::string_view json, const std::string& now_utc) {
  change_trial(session, trial, json.size(), [&](hdf5::Node& group) {
    write_document(
        group, kind,
        {std::string(json), now_utc,
         "solea " + std::string(software_version) + " (" + std::string(software_commit) + ")"});
  });
}

void change_trial(const std::filesystem::path& session, std::size_t trial, std::uintmax_t bytes,
                  const std::function<void(hdf5::Node& trial)>& change) {
  std::error_code error;
  const std::filesystem::path file = std::filesystem::canonical(session, error);  // no link to it
  if (error) throw FileError(session, "cannot be added to: " + error.message());
  const std::filesystem::path changed = file.string() + ".part-" + std::to_string(::getpid());
  const auto forget = [&changed] {
    std::error_code ignored;
    std::filesystem::remove(changed, ignored);
  };
  try {
    const SessionLock lock(file);
    constexpr std::uintmax_t bookkeeping_bytes = 256 * 1024;
    copy_file(file, changed, bytes + bookkeeping_bytes);
    {
      const hdf5::Node root = hdf5::open_file_to_change(changed);
      if (root.text(schema::format) != schema::format_name) {
        throw std::runtime_error("no Solea session");
      }
      const hdf5::Node trials = root.group(schema::trials);
      const auto numbers = trials.children();
      if (trial >= numbers.size()) throw std::runtime_error("no such trial");
      hdf5::Node group = trials.group(numbers[trial]);
      change(group);
      hdf5::flush(root);
    }
    sync(changed);
    release_room(changed);
    std::filesystem::rename(changed, file, error);
    if (error) throw std::runtime_error(error.message());
  } catch (const CalibrationError&) {
    forget();
    throw;
  } catch (const std::exception& e) {
    forget();
    throw FileError(session, std::string("cannot be added to: ") + e.what());
  }
}

}  // namespace solea
