#include "formats/session_writer.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <system_error>

#include "calibration/calibration_file.h"
#include "core/error.h"
#include "core/version.h"
#include "formats/hdf5_handle.h"
#include "formats/session_schema.h"

namespace solea {

namespace {

/// Frames a block: half a second, at most 32, so that a killed recorder loses no more than that.
std::uint64_t block_frames(double rate_hz) {
  return static_cast<std::uint64_t>(std::clamp(std::round(0.5 * rate_hz), 1.0, 32.0));
}

double seconds(std::chrono::nanoseconds t) {
  return std::chrono::duration<double>(t).count();
}

/// Runs an action on the file and turns its errors into FileErrors.
template <class Action>
void guarded(const std::filesystem::path& file, Action action) {
  try {
    action();
  } catch (const std::exception& e) {
    throw FileError(file, std::string("cannot be written: ") + e.what());
  }
}

constexpr std::uintmax_t bookkeeping_bytes = 128 * 1024;  // HDF5's own, and the statistics

/// Stops before the disk is full, while there is still room for the block in hand: a write that
/// fails half-way could damage what is already there. Throws std::runtime_error.
void require_room(const std::filesystem::path& file, std::uintmax_t bytes) {
  std::error_code error;
  const auto space = std::filesystem::space(
      file.has_parent_path() ? file.parent_path() : std::filesystem::path("."), error);
  if (!error && space.available < bytes) {
    throw std::runtime_error("the disk is full, " + std::to_string(space.available / 1024) +
                             " KiB free, expected at least " + std::to_string(bytes / 1024));
  }
}

/// Creates the file. Asks the system first: its words are clearer than HDF5's.
hdf5::Node create(const std::filesystem::path& file, std::uintmax_t room_bytes) {
  const int descriptor = ::open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
  if (descriptor < 0) throw std::system_error(errno, std::generic_category());
  ::close(descriptor);
  std::filesystem::remove(file);
  require_room(file, room_bytes);
  return hdf5::create_file(file);
}

hdf5::Dataset add_dataset(hdf5::Node& trial, const char* name, const hdf5::DatasetLayout& layout,
                          const char* units, const char* description) {
  hdf5::Dataset dataset = hdf5::create_dataset(trial, name, layout);
  dataset.set(schema::units, units);
  dataset.set(schema::description, description);
  return dataset;
}

}  // namespace

struct SessionWriter::Impl {
  Impl(const std::filesystem::path& path, const SessionHeader& header, Samples samples);

  void write_header(const SessionHeader& header);
  void create_datasets(const SessionHeader& header, Samples samples);
  void note_gap(std::uint64_t sequence);
  void buffer_times(const RawFrameView& frame);
  void frame_done();
  void write_block();
  void write_stats(const AcquisitionStats& stats, bool closed);

  std::filesystem::path file_name;
  std::uint64_t block;
  std::uintmax_t room_bytes;  ///< that must be free before a block is begun
  hdf5::Node file;
  hdf5::Node trial;
  std::optional<hdf5::Dataset> counts, kpa, sequence, arrival, device_time, time, gaps;

  // The block that is being filled
  std::vector<std::uint16_t> counts_buffer;
  std::vector<float> kpa_buffer;
  std::vector<std::uint64_t> sequence_buffer;
  std::vector<double> arrival_buffer, device_time_buffer, time_buffer;
  std::vector<std::uint64_t> gap_buffer;

  std::optional<std::uint64_t> last_sequence;
  std::optional<std::chrono::nanoseconds> first_arrival, first_device_time;
  AcquisitionStats stats;
  bool failed = false;
};

SessionWriter::Impl::Impl(const std::filesystem::path& path, const SessionHeader& header,
                          Samples samples)
    : file_name(path),
      block(block_frames(header.rate_hz)),
      room_bytes(2 * block * header.plate.cells() *
                     (samples == Samples::kpa ? sizeof(float) : sizeof(std::uint16_t)) +
                 bookkeeping_bytes),
      file(create(path, room_bytes)),
      trial(hdf5::Handle{}) {
  write_header(header);
  create_datasets(header, samples);
  write_stats({}, false);  // their place: at the end only their values change
  hdf5::flush(file);
}

void SessionWriter::Impl::write_header(const SessionHeader& header) {
  file.set(schema::format, schema::format_name);
  file.set(schema::schema_version, schema::version);
  file.set(schema::software,
           "solea " + std::string(software_version) + " (" + std::string(software_commit) + ")");
  file.set(schema::created_utc, header.info.created_utc);

  hdf5::Node subject = file.create_group(schema::subject);
  subject.set(schema::code, header.info.subject_code);
  if (header.info.mass_kg) subject.set(schema::mass_kg, *header.info.mass_kg);

  hdf5::Node device = file.create_group(schema::device);
  device.set(schema::driver, header.info.driver);
  device.set(schema::port, header.info.port);
  device.set(schema::rows, static_cast<std::uint64_t>(header.plate.rows));
  device.set(schema::cols, static_cast<std::uint64_t>(header.plate.cols));
  device.set(schema::pitch_x_mm, header.plate.pitch_x_mm);
  device.set(schema::pitch_y_mm, header.plate.pitch_y_mm);
  device.set(schema::rate_hz, header.rate_hz);

  if (header.calibration) {
    hdf5::Node calibration = file.create_group(schema::calibration);
    calibration.set(schema::json, calibration_to_json(*header.calibration));
  }
  if (!header.conversions.empty()) {
    std::string lines;
    for (const std::string& line : header.conversions) lines += line + '\n';
    hdf5::Node source = file.create_group(schema::source);
    source.set(schema::conversions, lines);
  }
  hdf5::Node trials = file.create_group(schema::trials);
  trial = trials.create_group(schema::first_trial);
  trial.set(schema::name, header.info.trial);
}

void SessionWriter::Impl::create_datasets(const SessionHeader& header, Samples samples) {
  using hdf5::Type;
  const std::vector<std::uint64_t> grid = {static_cast<std::uint64_t>(header.plate.rows),
                                           static_cast<std::uint64_t>(header.plate.cols)};
  constexpr std::uint64_t scalar_chunk = 1024;
  if (samples == Samples::kpa) {
    kpa = add_dataset(trial, schema::pressure_kpa, {Type::f32, grid, block, true}, "kPa",
                      "pressure, [frame][row][column], row 0 at the posterior edge of the plate");
    time = add_dataset(trial, schema::time_s, {Type::f64, {}, scalar_chunk, false}, "s",
                       "time of each frame from the first, as the imported file gives it");
    return;
  }
  counts =
      add_dataset(trial, schema::counts, {Type::u16, grid, block, true}, "count",
                  "raw counts, [frame][row][column], row 0 at the posterior edge of the plate");
  sequence = add_dataset(trial, schema::sequence, {Type::u64, {}, scalar_chunk, false}, "1",
                         "frame number of the device, unwrapped; jumps are lost frames");
  arrival = add_dataset(trial, schema::arrival_s, {Type::f64, {}, scalar_chunk, false}, "s",
                        "host's monotonic clock at the frame's last byte, from the first frame");
  if (header.device_clock) {
    device_time = add_dataset(trial, schema::device_time_s, {Type::f64, {}, scalar_chunk, false},
                              "s", "the device's own clock, from the first frame");
  }
  gaps =
      add_dataset(trial, schema::gaps, {Type::u64, {2}, 64, false}, "1",
                  "gaps in the sequence: number of the first missing frame, how many are missing");
}

void SessionWriter::Impl::note_gap(std::uint64_t frame_sequence) {
  if (last_sequence && frame_sequence > *last_sequence + 1) {
    const std::uint64_t missing = frame_sequence - *last_sequence - 1;
    gap_buffer.push_back(*last_sequence + 1);
    gap_buffer.push_back(missing);
    ++stats.gaps;
    stats.frames_missing += missing;
  }
  last_sequence = frame_sequence;
}

void SessionWriter::Impl::buffer_times(const RawFrameView& frame) {
  note_gap(frame.sequence);
  sequence_buffer.push_back(frame.sequence);
  if (!first_arrival) first_arrival = frame.arrival;
  arrival_buffer.push_back(seconds(frame.arrival - *first_arrival));
  if (device_time) {
    const auto clock = frame.device_time.value_or(std::chrono::nanoseconds{});
    if (!first_device_time) first_device_time = clock;
    device_time_buffer.push_back(seconds(clock - *first_device_time));
  }
}

void SessionWriter::Impl::write_block() {
  if (counts) counts->append<std::uint16_t>(counts_buffer);
  if (kpa) kpa->append<float>(kpa_buffer);
  if (sequence) sequence->append<std::uint64_t>(sequence_buffer);
  if (arrival) arrival->append<double>(arrival_buffer);
  if (device_time) device_time->append<double>(device_time_buffer);
  if (time) time->append<double>(time_buffer);
  if (gaps) gaps->append<std::uint64_t>(gap_buffer);
  counts_buffer.clear();
  kpa_buffer.clear();
  sequence_buffer.clear();
  arrival_buffer.clear();
  device_time_buffer.clear();
  time_buffer.clear();
  gap_buffer.clear();
  hdf5::flush(file);
}

/// Counts a frame in; writes the block when it is full.
void SessionWriter::Impl::frame_done() {
  ++stats.frames;
  if (stats.frames % block != 0) return;
  failed = true;  // until the block is safe and there is room for the next
  guarded(file_name, [&] {
    write_block();
    require_room(file_name, room_bytes);
  });
  failed = false;
}

void SessionWriter::Impl::write_stats(const AcquisitionStats& final_stats, bool closed) {
  trial.set(schema::frames, stats.frames);
  trial.set(schema::gap_count, stats.gaps);
  trial.set(schema::frames_missing, stats.frames_missing);
  trial.set(schema::bad_checksum, final_stats.bad_checksum);
  trial.set(schema::bytes_skipped, final_stats.bytes_skipped);
  trial.set(schema::ring_dropped, final_stats.ring_dropped);
  trial.set(schema::ring_peak_fill, final_stats.ring_peak_fill);
  trial.set(schema::closed, std::uint64_t{closed ? 1U : 0U});
}

SessionWriter::SessionWriter(const std::filesystem::path& file, const SessionHeader& header,
                             Samples samples) {
  std::error_code error;
  if (std::filesystem::exists(file, error)) {
    throw FileError(file, "exists already, expected a new file");
  }
  guarded(file, [&] { impl_ = std::make_unique<Impl>(file, header, samples); });
}

SessionWriter::~SessionWriter() {
  if (!impl_ || impl_->failed) return;
  try {
    impl_->write_block();
  } catch (const std::exception&) {
    // What was flushed before stays; there is nobody to tell.
  }
}

void SessionWriter::accept(const RawFrameView& frame) {
  Impl& s = *impl_;
  if (s.failed) throw FileError(s.file_name, "is closed after an error");
  s.counts_buffer.insert(s.counts_buffer.end(), frame.counts.begin(), frame.counts.end());
  s.buffer_times(frame);
  s.frame_done();
}

void SessionWriter::accept_kpa(double time_s, std::span<const float> kpa) {
  Impl& s = *impl_;
  if (s.failed) throw FileError(s.file_name, "is closed after an error");
  s.kpa_buffer.insert(s.kpa_buffer.end(), kpa.begin(), kpa.end());
  s.time_buffer.push_back(time_s);
  s.frame_done();
}

void SessionWriter::close(const AcquisitionStats& stats) {
  if (!impl_) return;
  const std::unique_ptr<Impl> impl = std::move(impl_);
  guarded(impl->file_name, [&] {
    impl->write_block();
    impl->write_stats(stats, true);
    hdf5::flush(impl->file);
  });
}

std::size_t SessionWriter::frames() const noexcept {
  return impl_ ? static_cast<std::size_t>(impl_->stats.frames) : 0;
}

AcquisitionStats SessionWriter::gap_stats() const noexcept {
  return impl_ ? impl_->stats : AcquisitionStats{};
}

}  // namespace solea
