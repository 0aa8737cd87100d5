#include "formats/session/session_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <string>
#include <system_error>

#include "core/error.h"
#include "core/version.h"
#include "formats/session/disk_room.h"
#include "formats/session/schema.h"
#include "formats/session/trial_writer.h"

namespace solea {

namespace {

/// Runs an action on the file and turns its errors into FileErrors.
template <class Action>
void guarded(const std::filesystem::path& file, Action action) {
  try {
    action();
  } catch (const std::exception& e) {
    throw FileError(file, std::string("cannot be written: ") + e.what());
  }
}

/// Creates the file. Asks the system first: its words are clearer than HDF5's.
hdf5::Node create(const std::filesystem::path& file, std::uintmax_t room_bytes) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category());
  ::close(descriptor);
  try {
    require_room(file, room_bytes);
    std::filesystem::remove(file);
    return hdf5::create_file(file);
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    throw;
  }
}

}  // namespace

struct SessionWriter::Impl {
  Impl(const std::filesystem::path& path, const SessionInfo& info)
      : file_name(path),
        file(create(path, TrialWriter::room_bytes({}, Samples::kpa))),
        trials(write_header(info)) {}

  hdf5::Node write_header(const SessionInfo& info) {
    try {
      return header(info);
    } catch (...) {
      std::error_code ignored;
      std::filesystem::remove(file_name, ignored);  // nothing is in it
      throw;
    }
  }

  hdf5::Node header(const SessionInfo& info) {
    file.set(schema::format, schema::format_name);
    file.set(schema::schema_version, schema::version);
    file.set(schema::software,
             "solea " + std::string(software_version) + " (" + std::string(software_commit) + ")");
    file.set(schema::created_utc, info.created_utc);
    file.set(schema::description, "plantar pressure session, docs/session_format.md of Solea");
    hdf5::Node subject = file.create_group(schema::subject);
    subject.set(schema::description, "who was measured: a code, never a name; body mass in kg");
    subject.set(schema::code, info.subject_code);
    if (info.mass_kg) subject.set(schema::mass_kg, *info.mass_kg);
    hdf5::Node group = file.create_group(schema::trials);
    group.set(schema::description, "the recordings of the session, in order");
    hdf5::flush(file);
    return group;
  }

  /// Runs an action after which the file is whole; if it fails, no more may be written.
  template <class Action>
  void change(Action action) {
    if (failed) throw FileError(file_name, "is closed after an error");
    failed = true;
    try {
      guarded(file_name, action);
    } catch (...) {
      release_room(file_name);
      throw;
    }
    failed = false;
  }

  /// The trial in hand. Throws std::logic_error when none was begun.
  [[nodiscard]] TrialWriter& open_trial() {
    if (failed || full) throw FileError(file_name, "is closed after an error");
    if (!trial) throw std::logic_error("a frame outside of a trial");
    return *trial;
  }

  void write_full_block() {
    change([&] { trial->write_block(); });
    full = true;  // until there is room for the next
    guarded(file_name, [&] { require_room(file_name, trial->room_bytes()); });
    full = false;
  }

  std::filesystem::path file_name;
  hdf5::Node file;
  hdf5::Node trials;
  std::size_t trial_count = 0;
  std::optional<TrialWriter> trial;
  bool failed = false;  ///< a write went wrong
  bool full = false;    ///< everything was written, but there is no room for more
};

SessionWriter::SessionWriter(const std::filesystem::path& file, const SessionInfo& info) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    throw FileError(file, "exists already, expected a new file");
  }
  guarded(file, [&] { impl_ = std::make_unique<Impl>(file, info); });
}

SessionWriter::SessionWriter(const std::filesystem::path& file, const TrialHeader& first,
                             Samples samples)
    : SessionWriter(file, first.info) {
  try {
    begin_trial(first, samples);
  } catch (...) {
    impl_.reset();
    std::error_code ignored;
    std::filesystem::remove(file, ignored);  // nothing is in it
    throw;
  }
}

SessionWriter::~SessionWriter() {
  if (!impl_) return;
  const std::filesystem::path file = impl_->file_name;
  try {
    if (!impl_->failed && impl_->trial) impl_->trial->write_block();
  } catch (const std::exception&) {
    // What was flushed before stays; there is nobody to tell.
  }
  impl_.reset();
  release_room(file);
}

void SessionWriter::begin_trial(const TrialHeader& header, Samples samples) {
  Impl& s = *impl_;
  if (s.trial) throw std::logic_error("a trial within a trial");
  s.change([&] {
    require_room(s.file_name, TrialWriter::room_bytes(header, samples));
    s.trial.emplace(s.file, s.trials.create_group(numbered(++s.trial_count)), header, samples);
    hdf5::flush(s.file);
  });
}

void SessionWriter::set_subject(const SessionInfo& info) {
  impl_->change([&] {
    hdf5::Node subject = impl_->file.group(schema::subject);
    subject.set(schema::code, info.subject_code);
    if (info.mass_kg) subject.set(schema::mass_kg, *info.mass_kg);
  });
}

void SessionWriter::copy_trial(const hdf5::Node& trials, const std::string& number,
                               std::uintmax_t bytes,
                               const std::function<void(hdf5::Node& trial)>& add) {
  Impl& s = *impl_;
  if (s.trial) throw std::logic_error("a trial within a trial");
  s.change([&] {
    require_room(s.file_name, bytes);
    const std::string name = numbered(++s.trial_count);
    hdf5::copy(trials, number, s.trials, name);
    if (add) {
      hdf5::Node trial = s.trials.group(name);
      add(trial);
    }
    hdf5::flush(s.file);
  });
}

void SessionWriter::accept(const RawFrameView& frame) {
  if (impl_->open_trial().accept(frame)) impl_->write_full_block();
}

void SessionWriter::accept_kpa(double time_s, std::span<const float> kpa) {
  if (impl_->open_trial().accept_kpa(time_s, kpa)) impl_->write_full_block();
}

void SessionWriter::mark(double time_s, const std::string& label) {
  impl_->open_trial().mark(time_s, label);
}

void SessionWriter::add_to_trial(const std::function<void(hdf5::Node& trial)>& add) {
  TrialWriter& trial = impl_->open_trial();
  impl_->change([&] { add(trial.node()); });
}

void SessionWriter::end_trial(const AcquisitionStats& stats) {
  if (!impl_->trial) throw std::logic_error("no trial to end");
  impl_->change([&] { impl_->trial->close(stats); });
  impl_->trial.reset();
}

void SessionWriter::close(const AcquisitionStats& stats) {
  if (!impl_) return;
  if (impl_->trial) end_trial(stats);
  const std::filesystem::path file = impl_->file_name;
  impl_.reset();
  release_room(file);
}

std::size_t SessionWriter::frames() const noexcept {
  return static_cast<std::size_t>(gap_stats().frames);
}

AcquisitionStats SessionWriter::gap_stats() const noexcept {
  if (!impl_ || !impl_->trial) return {};
  return impl_->failed ? impl_->trial->written_stats() : impl_->trial->stats();
}

}  // namespace solea
