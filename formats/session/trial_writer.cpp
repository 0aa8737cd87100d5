#include "formats/session/trial_writer.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <utility>

#include "calibration/calibration_file.h"
#include "core/time_axis.h"
#include "formats/session/calibrations.h"
#include "formats/session/schema.h"

namespace solea {

namespace {

using hdf5::Type;
constexpr std::uintmax_t bookkeeping_bytes = 128 * 1024;  // HDF5's own, and the statistics

/// Frames a block: half a second, at most 32, so that a killed recorder loses no more than that.
std::uint64_t block_frames(double rate_hz) {
  return static_cast<std::uint64_t>(std::clamp(std::round(0.5 * rate_hz), 1.0, 32.0));
}

double seconds(std::chrono::nanoseconds t) {
  return std::chrono::duration<double>(t).count();
}

hdf5::Node described_group(hdf5::Node& parent, const char* name, const char* description) {
  hdf5::Node group = parent.create_group(name);
  group.set(schema::description, description);
  return group;
}

hdf5::Dataset described_dataset(hdf5::Node& parent, const std::string& name,
                                const hdf5::DatasetLayout& layout, const std::string& units,
                                const std::string& description) {
  hdf5::Dataset dataset = hdf5::create_dataset(parent, name, layout);
  dataset.set(schema::units, units);
  dataset.set(schema::description, description);
  return dataset;
}

}  // namespace

std::string numbered(std::size_t n) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%04zu", n);
  return text.data();
}

std::uintmax_t TrialWriter::room_bytes(const TrialHeader& header, SessionWriter::Samples samples) {
  const std::uintmax_t sample_bytes =
      samples == SessionWriter::Samples::kpa ? sizeof(float) : sizeof(std::uint16_t);
  const std::uintmax_t calibration_bytes =
      header.calibration && !header.calibration->is_uniform_linear()
          ? 2 * calibration_to_json(*header.calibration).size()
          : 0;
  return 2 * block_frames(header.rate_hz) * header.plate.cells() * sample_bytes +
         bookkeeping_bytes + calibration_bytes;
}

std::uintmax_t TrialWriter::room_bytes() const noexcept {
  // The fitted times and the channels are written at the end; a chunk of them has its checksum, its
  // place in the index and, where it is large, begins on a page.
  constexpr std::uintmax_t chunk_overhead_bytes = 64;
  constexpr std::uintmax_t page_bytes = 4096;
  const std::uintmax_t chunk_bytes = block_ * sizeof(double) + chunk_overhead_bytes;
  const std::uintmax_t chunks = stats_.frames / block_ + 2;
  const std::uintmax_t series = (counts_ ? 1 : 0) + channels_.size();
  const std::uintmax_t per_chunk = chunk_bytes < 300 ? chunk_bytes : chunk_bytes + page_bytes;
  return room_bytes_ + series * (chunks * per_chunk + 2 * page_bytes);
}

TrialWriter::TrialWriter(const hdf5::Node& file, hdf5::Node trial, const TrialHeader& header,
                         SessionWriter::Samples samples)
    : file_(file),
      trial_(std::move(trial)),
      block_(block_frames(header.rate_hz)),
      room_bytes_(room_bytes(header, samples)),
      rate_hz_(header.rate_hz),
      channels_(header.channels) {
  write_header(header);
  write_grid(header);
  if (samples == SessionWriter::Samples::kpa) {
    create_kpa(header);
  } else {
    create_counts(header);
  }
  hdf5::Node markers = described_group(trial_, schema::markers, "what happened in this trial");
  marker_time_ = described_dataset(markers, schema::time_s, {Type::f64, {}, 1, false}, "s",
                                   "time of each marker, from the first frame");
  marker_label_ = described_dataset(markers, schema::label, {Type::text, {}, 1, false}, "1",
                                    "what each marker says");
  write_stats({}, false);  // their place: at the end only their values change
}

void TrialWriter::write_header(const TrialHeader& header) {
  trial_.set(schema::description, "one recording: its samples, their times, what measured them");
  trial_.set(schema::name, header.info.trial);
  trial_.set(schema::created_utc, header.info.created_utc);
  trial_.set(schema::side, to_string(header.side));
  if (!header.repairs.empty()) trial_.set(schema::repairs, joined_lines(header.repairs));
  hdf5::Node device = described_group(
      trial_, schema::device,
      "what measured: grid of cells, their pitch (0: unknown), nominal rate (0: unknown)");
  device.set(schema::driver, header.info.driver);
  device.set(schema::port, header.info.port);
  if (!header.info.serial.empty()) device.set(schema::serial, header.info.serial);
  device.set(schema::rows, static_cast<std::uint64_t>(header.plate.rows));
  device.set(schema::cols, static_cast<std::uint64_t>(header.plate.cols));
  device.set(schema::has_grid, static_cast<std::uint64_t>(header.has_grid ? 1 : 0));
  device.set(schema::one_foot, static_cast<std::uint64_t>(header.one_foot ? 1 : 0));
  device.set(schema::pitch_x_mm, header.plate.pitch_x_mm);
  device.set(schema::pitch_y_mm, header.plate.pitch_y_mm);
  device.set(schema::rate_hz, header.rate_hz);

  hdf5::Node calibrations =
      described_group(trial_, schema::calibrations,
                      "calibrations of the counts in the order they were added; the last counts");
  if (header.calibration) {
    add_calibration(calibrations, *header.calibration, header.info.created_utc, "recorded with it");
  }
  if (header.source) write_source(trial_, *header.source);
}

void TrialWriter::write_grid(const TrialHeader& header) {
  if (header.sensor_mask.empty()) return;
  hdf5::Dataset mask =
      described_dataset(trial_, schema::sensor_mask,
                        {Type::u8, {static_cast<std::uint64_t>(header.plate.cols)}, 64, true}, "1",
                        "[row][column], 1 where the plate has a sensor, 0 where it has none");
  mask.append<std::uint8_t>(header.sensor_mask);
}

void TrialWriter::create_kpa(const TrialHeader& header) {
  if (header.plate.cells() > 0) {
    kpa_ = described_dataset(trial_, schema::pressure_kpa,
                             {Type::f32,
                              {static_cast<std::uint64_t>(header.plate.rows),
                               static_cast<std::uint64_t>(header.plate.cols)},
                              block_,
                              true},
                             "kPa",
                             header.has_grid
                                 ? "pressure, [frame][row][column], row 0 at the posterior edge"
                                 : "pressure, [frame][0][sensor], places of the sensors unknown");
  }
  time_ = described_dataset(trial_, schema::time_s, {Type::f64, {}, block_, false}, "s",
                            "time of each frame, as the imported file gives it");
}

/// Every chunk is one block and is written once: what is written over an earlier version can be
/// torn when the process is killed, and its checksum with it.
void TrialWriter::create_counts(const TrialHeader& header) {
  const hdf5::DatasetLayout scalar = {Type::f64, {}, block_, false};
  counts_ = described_dataset(
      trial_, schema::counts,
      {Type::u16,
       {static_cast<std::uint64_t>(header.plate.rows),
        static_cast<std::uint64_t>(header.plate.cols)},
       block_,
       true},
      "count", "raw counts, [frame][row][column], row 0 at the posterior edge of the plate");
  counts_buffer_.emplace(*counts_);
  sequence_ = described_dataset(trial_, schema::sequence, {Type::u64, {}, block_, false}, "1",
                                "frame number of the device, unwrapped; jumps are lost frames");
  arrival_ =
      described_dataset(trial_, schema::arrival_s, scalar, "s",
                        "host's monotonic clock at the frame's last byte, from the first frame");
  if (header.device_clock) {
    device_time_ = described_dataset(trial_, schema::device_time_s, scalar, "s",
                                     "the device's own clock, from the first frame");
  }
  time_ = described_dataset(trial_, schema::time_s, scalar, "s",
                            "fitted time of each frame, from the first: sequence times the period "
                            "that fits the clock; empty until the recorder ends");
  gaps_ = described_dataset(
      trial_, schema::gaps, {Type::u64, {2}, 1, false}, "1",
      "gaps in the sequence: number of the first missing frame, how many are missing");
}

void TrialWriter::note_gap(std::uint64_t frame_sequence) {
  if (last_sequence_ && frame_sequence > *last_sequence_ + 1) {
    const std::uint64_t missing = frame_sequence - *last_sequence_ - 1;
    gap_buffer_.push_back(*last_sequence_ + 1);
    gap_buffer_.push_back(missing);
    ++stats_.gaps;
    stats_.frames_missing += missing;
  }
  last_sequence_ = frame_sequence;
}

bool TrialWriter::accept(const RawFrameView& frame) {
  counts_buffer_->take(frame.counts);
  note_gap(frame.sequence);
  sequence_buffer_.push_back(frame.sequence);
  if (!first_arrival_) first_arrival_ = frame.arrival;
  arrival_buffer_.push_back(seconds(frame.arrival - *first_arrival_));
  if (device_time_) {
    const auto clock = frame.device_time.value_or(std::chrono::nanoseconds{});
    if (!first_device_time_) first_device_time_ = clock;
    device_time_buffer_.push_back(seconds(clock - *first_device_time_));
  }
  sequences_.push_back(frame.sequence);
  clocks_s_.push_back(device_time_ ? device_time_buffer_.back() : arrival_buffer_.back());
  return frame_done();
}

bool TrialWriter::accept_kpa(double time_s, std::span<const float> kpa) {
  kpa_buffer_.insert(kpa_buffer_.end(), kpa.begin(), kpa.end());
  time_buffer_.push_back(time_s);
  return frame_done();
}

bool TrialWriter::frame_done() {
  ++stats_.frames;
  return stats_.frames % block_ == 0;
}

void TrialWriter::mark(double time_s, const std::string& label) {
  hdf5::Text text{};
  label.copy(text.data(), text.size() - 1);
  marker_time_buffer_.push_back(time_s);
  marker_label_buffer_.push_back(text);
}

void TrialWriter::write_block() {
  const auto write = [](auto& dataset, auto& buffer) {
    using Value = typename std::decay_t<decltype(buffer)>::value_type;
    if (dataset) dataset->template append<Value>(buffer);
    buffer.clear();
  };
  if (counts_buffer_) counts_buffer_->write();
  write(kpa_, kpa_buffer_);
  write(sequence_, sequence_buffer_);
  write(arrival_, arrival_buffer_);
  write(device_time_, device_time_buffer_);
  write(time_, time_buffer_);
  write(gaps_, gap_buffer_);
  write(marker_time_, marker_time_buffer_);
  write(marker_label_, marker_label_buffer_);
  hdf5::flush(file_);
  written_stats_ = stats_;
}

/// What is known only at the end: the fitted times of a recording, the channels of an import.
void TrialWriter::write_times() {
  if (counts_ && !sequences_.empty()) {
    const TimeAxis axis = fit_time_axis(sequences_, clocks_s_, rate_hz_);
    time_->append<double>(axis.times_s);
  }
  if (channels_.empty()) return;
  hdf5::Node group = described_group(trial_, schema::channels,
                                     "series the imported file carries, one value a frame");
  for (const Channel& channel : channels_) {
    hdf5::Dataset dataset =
        described_dataset(group, channel.name, {Type::f64, {}, block_, false}, channel.unit,
                          channel.description + "; NaN: undefined");
    dataset.append<double>(channel.values);
  }
}

void TrialWriter::write_stats(const AcquisitionStats& final_stats, bool closed) {
  trial_.set(schema::frames, stats_.frames);
  trial_.set(schema::gap_count, stats_.gaps);
  trial_.set(schema::frames_missing, stats_.frames_missing);
  trial_.set(schema::bad_checksum, final_stats.bad_checksum);
  trial_.set(schema::bytes_skipped, final_stats.bytes_skipped);
  trial_.set(schema::ring_dropped, final_stats.ring_dropped);
  trial_.set(schema::link_breaks, final_stats.link_breaks);
  trial_.set(schema::ring_peak_fill, final_stats.ring_peak_fill);
  trial_.set(schema::closed, std::uint64_t{closed ? 1U : 0U});
}

void TrialWriter::close(const AcquisitionStats& final_stats) {
  write_block();
  write_times();
  write_stats(final_stats, true);
  hdf5::flush(file_);
}

}  // namespace solea
