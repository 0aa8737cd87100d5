#include "formats/session/trial_documents.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "core/error.h"
#include "core/version.h"
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

/// So that the renamed file is on the disk with all of its content.
void sync(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
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
  const std::filesystem::path file = std::filesystem::canonical(session);  // not a link to it
  const std::filesystem::path changed = file.string() + ".part-" + std::to_string(::getpid());
  try {
    const SessionLock lock(file);
    std::filesystem::copy_file(file, changed, std::filesystem::copy_options::overwrite_existing);
    {
      const hdf5::Node root = hdf5::open_file_to_change(changed);
      if (root.text(schema::format) != schema::format_name) {
        throw std::runtime_error("no Solea session");
      }
      const hdf5::Node trials = root.group(schema::trials);
      const auto numbers = trials.children();
      if (trial >= numbers.size()) throw std::runtime_error("no such trial");
      hdf5::Node group = trials.group(numbers[trial]);
      write_document(
          group, kind,
          {std::string(json), now_utc,
           "solea " + std::string(software_version) + " (" + std::string(software_commit) + ")"});
      hdf5::flush(root);
    }
    sync(changed);
    std::filesystem::rename(changed, file);
  } catch (const std::exception& e) {
    std::error_code ignored;
    std::filesystem::remove(changed, ignored);
    throw FileError(session, std::string("cannot be added to: ") + e.what());
  }
}

}  // namespace solea
