#include "formats/session/trial_rescue.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "calibration/calibration_file.h"
#include "formats/session/calibrations.h"
#include "formats/session/schema.h"
#include "formats/session/trial_writer.h"

namespace solea {

namespace {

using Severity = SessionFinding::Severity;

std::string frames_text(std::uint64_t first, std::uint64_t count) {
  return count == 1
             ? "frame " + std::to_string(first)
             : "frames " + std::to_string(first) + " to " + std::to_string(first + count - 1);
}

/// An attribute, or nothing where it is not there or damaged.
std::optional<double> number_of(const hdf5::Node& node, const char* name) {
  try {
    return node.number(name);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}
std::string text_of(const hdf5::Node& node, const char* name) {
  try {
    return node.text(name).value_or("");
  } catch (const std::exception&) {
    return {};
  }
}

/// A number of frames as an attribute tells it, which may be any number.
std::string frames_told(double count) {
  constexpr double most = 1e18;
  return std::abs(count) < most ? std::to_string(static_cast<std::int64_t>(count))
                                : "an impossible number of";
}

std::chrono::nanoseconds nanoseconds(double seconds) {
  return std::chrono::nanoseconds(static_cast<std::int64_t>(std::llround(seconds * 1e9)));
}

}  // namespace

TrialRescue::TrialRescue(const hdf5::Node& trials, std::string number, const SessionInfo& session)
    : number_(std::move(number)), trial_(trials.group(number_)) {
  counts_ = trial_.has(schema::counts);
  closed_ = number_of(trial_, schema::closed).value_or(0) == 1;
  read_header(session);
  read_device();
  read_calibration();
  open_samples();
  count_frames();
  lost_.assign(frames_, false);
  read_columns();
  check_derived();
  check_samples();
  check_against_statistics();
  read_channels();
  read_sensor_mask();
  read_markers();
  read_all_documents();
}

void TrialRescue::found(Severity severity, const std::string& what, std::uint64_t first_frame,
                        std::uint64_t frames) {
  findings_.push_back({severity, number_, what, first_frame, frames});
}

void TrialRescue::read_header(const SessionInfo& session) {
  header_.info = session;
  header_.info.trial = text_of(trial_, schema::name);
  header_.info.created_utc = text_of(trial_, schema::created_utc);
  const std::string side = text_of(trial_, schema::side);
  header_.side = side == "left" ? Side::left : side == "right" ? Side::right : Side::unknown;
  for (const char* name : {schema::name, schema::created_utc, schema::side, schema::closed}) {
    if (!trial_.has_attribute(name)) {
      found(Severity::notice, std::string("attribute '") + name + "' is missing");
    }
  }
  const auto count = [&](const char* name) {
    constexpr double most = 1e18;
    const double value = number_of(trial_, name).value_or(0);
    return value > 0 && value < most ? static_cast<std::uint64_t>(value) : 0;
  };
  stats_.bad_checksum = count(schema::bad_checksum);
  stats_.bytes_skipped = count(schema::bytes_skipped);
  stats_.ring_dropped = count(schema::ring_dropped);
  stats_.ring_peak_fill = number_of(trial_, schema::ring_peak_fill).value_or(0);
  if (!trial_.has(schema::source)) return;
  try {
    header_.source = read_source(trial_);
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("where it was imported from cannot be read: ") + e.what());
  }
}

void TrialRescue::read_device() {
  std::optional<hdf5::Node> device;
  try {
    device = trial_.group(schema::device);
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("the device cannot be read: ") + e.what());
  }
  // The reader needs these.
  const auto value = [&](const char* name, double most, const char* without) -> double {
    const auto stored = device ? number_of(*device, name) : std::nullopt;
    if (stored && *stored >= 0 && *stored <= most) return *stored;
    if (device) {
      found(Severity::damage, std::string("attribute '") + name + "' of the device is " +
                                  (stored ? "impossible" : "missing") + without);
    }
    return 0;
  };
  constexpr double most_cells = 65535;
  constexpr double most_mm = 1000;
  constexpr double most_hz = 1e6;
  header_.plate.rows = static_cast<int>(value(schema::rows, most_cells, ""));
  header_.plate.cols = static_cast<int>(value(schema::cols, most_cells, ""));
  header_.plate.pitch_x_mm =
      value(schema::pitch_x_mm, most_mm, "; repaired, its pitch is unknown: no forces, no lengths");
  header_.plate.pitch_y_mm =
      value(schema::pitch_y_mm, most_mm, "; repaired, its pitch is unknown: no forces, no lengths");
  header_.rate_hz = value(schema::rate_hz, most_hz, "; repaired, its nominal rate is unknown");
  if (device) {
    header_.has_grid = number_of(*device, schema::has_grid).value_or(1) != 0;
    header_.one_foot = number_of(*device, schema::one_foot).value_or(0) != 0;
    header_.info.driver = text_of(*device, schema::driver);
    header_.info.port = text_of(*device, schema::port);
  }
}

void TrialRescue::read_calibration() {
  std::optional<hdf5::Node> history;
  std::vector<std::string> names;
  try {
    history = trial_.group(schema::calibrations);
    names = history->children();
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("the calibrations cannot be read: ") + e.what());
    return;
  }
  std::size_t number = 0;
  for (const std::string& name : names) {
    if (const std::string expected = numbered(++number); name > expected) {
      found(Severity::damage, "calibration " + expected + " is missing");
      while (numbered(number) < name && number < 9999) ++number;
    }
    try {
      const hdf5::Node entry = history->group(name);
      const Calibration calibration = calibration_from_json(read_calibration_json(entry));
      if (!counts_) continue;
      if (header_.calibration) {
        later_calibrations_.push_back(name);
      } else {
        header_.calibration = calibration;
      }
    } catch (const std::exception& e) {
      found(Severity::damage, "calibration " + name + " cannot be read: " + e.what());
    }
  }
  if (counts_ && names.empty()) {
    found(Severity::notice,
          "there is no calibration: its counts become kPa with --calibration FILE only");
  }
}

void TrialRescue::open_samples() {
  const char* name = counts_ ? schema::counts : schema::pressure_kpa;
  if (!trial_.has(name)) {
    if (header_.plate.cells() > 0) found(Severity::damage, std::string(name) + " is missing");
    return;
  }
  try {
    samples_ = hdf5::open_dataset(trial_, name);
  } catch (const std::exception& e) {
    found(Severity::damage, std::string(name) + " cannot be opened: " + e.what());
    return;
  }
  const auto shape = samples_->shape();
  if (shape.size() != 3 || shape[1] > 65535 || shape[2] > 65535) {
    found(Severity::damage, std::string(name) + " is no row of frames");
    samples_.reset();
    return;
  }
  const auto rows = static_cast<int>(shape[1]);
  const auto cols = static_cast<int>(shape[2]);
  if (rows != header_.plate.rows || cols != header_.plate.cols) {
    found(Severity::notice, "the grid is taken from the samples: " + std::to_string(rows) +
                                " rows, " + std::to_string(cols) + " columns");
    header_.plate.rows = rows;
    header_.plate.cols = cols;
  }
}

/// Frames that were written: the longest dataset of a recording that ended, the shortest of one
/// that was killed.
void TrialRescue::count_frames() {
  std::vector<const char*> names = {schema::sequence, schema::arrival_s, schema::device_time_s};
  names.push_back(counts_ ? schema::counts : schema::pressure_kpa);
  if (!counts_) names.push_back(schema::time_s);
  std::optional<std::uint64_t> frames;
  std::uint64_t stored = 0;
  for (const char* name : names) {
    if (!trial_.has(name)) continue;
    try {
      const hdf5::Dataset dataset = hdf5::open_dataset(trial_, name);
      stored = std::max(stored, dataset.stored_frames());
      const std::uint64_t length = closed_ ? dataset.shape().at(0) : dataset.stored_frames();
      frames = !frames ? length : closed_ ? std::max(*frames, length) : std::min(*frames, length);
    } catch (const std::exception&) {
      // Reported where it is read.
    }
  }
  frames_ = frames.value_or(0);
  // A length that nothing in the file is near to is damage, and no reason to take the memory.
  constexpr std::uint64_t plausible = std::uint64_t{1} << 20;
  if (frames_ > std::max(plausible, 16 * stored)) {
    found(Severity::damage, "an impossible number of frames: " + std::to_string(frames_));
    frames_ = stored;
  }
  if (!closed_) {
    found(Severity::notice, "the recorder did not end properly; " + std::to_string(frames_) +
                                " whole frames were kept");
  }
}

/// One value a frame, chunk by chunk. What cannot be read is filled in along `guide` (the frame
/// numbers), from the values around it.
template <class T>
std::vector<T> TrialRescue::read_column(const char* name, const std::vector<T>& guide) {
  std::vector<T> values(frames_);
  std::vector<bool> known(frames_, false);
  try {
    const hdf5::Dataset dataset = hdf5::open_dataset(trial_, name);
    const std::uint64_t step = std::max<std::uint64_t>(1, dataset.chunk_frames());
    const std::uint64_t length = std::min<std::uint64_t>(frames_, dataset.shape().at(0));
    for (std::uint64_t first = 0; first < length; first += step) {
      const std::uint64_t count = std::min(step, length - first);
      try {
        if (!dataset.has_chunk(first)) continue;
        dataset.read<T>(first, count, std::span(values).subspan(first, count));
        std::fill_n(known.begin() + static_cast<std::ptrdiff_t>(first), count, true);
      } catch (const std::exception&) {
        std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(first), count, T{});
      }
    }
  } catch (const std::exception& e) {
    found(Severity::damage, std::string(name) + " cannot be opened: " + e.what());
  }
  for (std::uint64_t i = 0; i < frames_;) {
    if (known[i]) {
      ++i;
      continue;
    }
    std::uint64_t end = i;
    while (end < frames_ && !known[end]) ++end;
    const double first = static_cast<double>(guide[i]);
    double slope = 1;
    if (i > 0 && end < frames_) {
      slope = (static_cast<double>(values[end]) - static_cast<double>(values[i - 1])) /
              std::max(1e-12, static_cast<double>(guide[end]) - static_cast<double>(guide[i - 1]));
    } else if (i > 1) {
      slope = (static_cast<double>(values[i - 1]) - static_cast<double>(values[0])) /
              std::max(1e-12, static_cast<double>(guide[i - 1]) - static_cast<double>(guide[0]));
    }
    const double before = i > 0 ? static_cast<double>(values[i - 1]) : 0;
    const double origin = i > 0 ? static_cast<double>(guide[i - 1]) : first;
    for (std::uint64_t k = i; k < end; ++k) {
      values[k] = static_cast<T>(before + slope * (static_cast<double>(guide[k]) - origin));
    }
    found(Severity::damage, std::string(name) + " of " + frames_text(i, end - i) +
                                " cannot be read and is rebuilt from the frames around them");
    i = end;
  }
  return values;
}

void TrialRescue::read_columns() {
  std::vector<std::uint64_t> numbers(frames_);
  for (std::uint64_t k = 0; k < frames_; ++k) numbers[k] = k;
  if (!counts_) {
    time_s_ = read_column<double>(schema::time_s, {numbers.begin(), numbers.end()});
    return;
  }
  sequence_ = read_column<std::uint64_t>(schema::sequence, numbers);
  for (std::uint64_t k = 1; k < frames_; ++k) {
    if (sequence_[k] > sequence_[k - 1]) continue;
    found(Severity::damage, "the sequence does not rise at frame " + std::to_string(k) +
                                "; it is counted on from there");
    for (std::uint64_t i = k; i < frames_ && sequence_[i] <= sequence_[i - 1]; ++i) {
      sequence_[i] = sequence_[i - 1] + 1;
    }
  }
  const std::vector<double> guide(sequence_.begin(), sequence_.end());
  arrival_s_ = read_column<double>(schema::arrival_s, guide);
  header_.device_clock = trial_.has(schema::device_time_s);
  if (header_.device_clock) device_time_s_ = read_column<double>(schema::device_time_s, guide);
}

/// The fitted times: nothing reads them but other programs, and the sequence tells them again.
void TrialRescue::check_times() const {
  const hdf5::Dataset times = hdf5::open_dataset(trial_, schema::time_s);
  const auto shape = times.shape();
  if (shape.size() != 1) throw std::runtime_error("it is no row of numbers");
  const std::uint64_t length = closed_ ? shape[0] : times.stored_frames();
  if (closed_ && length != frames_) {
    throw std::runtime_error("it has " + std::to_string(length) + " entries");
  }
  const std::uint64_t step = std::max<std::uint64_t>(1, times.chunk_frames());
  std::vector<double> values(step);
  for (std::uint64_t first = 0; first < length; first += step) {
    const std::uint64_t count = std::min(step, length - first);
    if (!times.has_chunk(first)) throw std::runtime_error("a part of it is missing");
    times.read<double>(first, count, std::span(values).first(count));
  }
}

void TrialRescue::check_gaps() const {
  const hdf5::Dataset gaps = hdf5::open_dataset(trial_, schema::gaps);
  const auto shape = gaps.shape();
  if (shape.size() != 2 || shape[1] != 2) throw std::runtime_error("it is no row of pairs");
  const std::uint64_t length = closed_ ? shape[0] : gaps.stored_frames();
  if (length > frames_) throw std::runtime_error("it has more entries than there are frames");
  std::vector<std::uint64_t> stored(2 * length);
  gaps.read<std::uint64_t>(0, length, stored);
  if (!closed_) return;  // it may be a block ahead or behind
  std::vector<std::uint64_t> lacking;
  for (std::uint64_t k = 1; k < frames_; ++k) {
    if (sequence_[k] == sequence_[k - 1] + 1) continue;
    lacking.push_back(sequence_[k - 1] + 1);
    lacking.push_back(sequence_[k] - sequence_[k - 1] - 1);
  }
  if (stored != lacking) throw std::runtime_error("it differs from what the sequence lacks");
}

void TrialRescue::check_derived() {
  if (!counts_) return;
  const auto check = [&](const char* name, void (TrialRescue::*checked)() const) {
    try {
      (this->*checked)();
    } catch (const std::exception& e) {
      found(Severity::damage,
            std::string(name) + " is damaged, the sequence tells it again: " + e.what());
    }
  };
  check(schema::time_s, &TrialRescue::check_times);
  const bool sequence_is_whole =
      std::none_of(findings_.begin(), findings_.end(), [](const SessionFinding& finding) {
        return finding.what.find("sequence") == 0 || finding.what.find("the sequence") == 0;
      });
  if (sequence_is_whole) check(schema::gaps, &TrialRescue::check_gaps);
}

template <class T>
bool TrialRescue::read_samples(std::uint64_t first, std::uint64_t count,
                               std::vector<T>& out) const {
  out.resize(count * header_.plate.cells());
  try {
    if (!samples_->has_chunk(first)) return false;
    samples_->read<T>(first, count, out);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void TrialRescue::check_samples() {
  if (header_.plate.cells() == 0) return;
  if (!samples_) {
    lost_.assign(frames_, true);
  } else {
    const std::uint64_t length = samples_->shape()[0];
    const std::uint64_t step = std::max<std::uint64_t>(1, samples_->chunk_frames());
    std::vector<std::uint16_t> counts;
    std::vector<float> kpa;
    for (std::uint64_t first = 0; first < frames_; first += step) {
      const std::uint64_t count = std::min(step, frames_ - first);
      const std::uint64_t there = first < length ? std::min(count, length - first) : 0;
      const bool good = there > 0 && (counts_ ? read_samples(first, there, counts)
                                              : read_samples(first, there, kpa));
      for (std::uint64_t k = good ? there : 0; k < count; ++k) lost_[first + k] = true;
    }
  }
  for (std::uint64_t i = 0; i < frames_;) {
    if (!lost_[i]) {
      ++i;
      continue;
    }
    std::uint64_t end = i;
    while (end < frames_ && lost_[end]) ++end;
    found(Severity::damage, "the samples of " + frames_text(i, end - i) + " cannot be read", i,
          end - i);
    i = end;
  }
}

void TrialRescue::check_against_statistics() {
  if (!closed_) return;
  const auto stored = number_of(trial_, schema::frames);
  if (stored && *stored != static_cast<double>(frames_)) {
    found(Severity::damage, "the recorder counted " + frames_told(*stored) +
                                " frames, the file has " + std::to_string(frames_));
  }
  if (!counts_) return;
  std::uint64_t missing = 0;
  for (std::uint64_t k = 1; k < frames_; ++k) missing += sequence_[k] - sequence_[k - 1] - 1;
  const auto counted = number_of(trial_, schema::frames_missing);
  if (counted && *counted != static_cast<double>(missing)) {
    found(Severity::damage, "the recorder counted " + frames_told(*counted) +
                                " missing frames, the sequence lacks " + std::to_string(missing));
  }
}

void TrialRescue::read_channels() {
  if (!trial_.has(schema::channels)) return;
  try {
    const hdf5::Node group = trial_.group(schema::channels);
    for (const std::string& name : group.children()) {
      Channel channel{name, {}, {}, std::vector<double>(frames_)};
      try {
        const hdf5::Dataset dataset = hdf5::open_dataset(group, name);
        channel.unit = text_of(dataset, schema::units);
        channel.description = text_of(dataset, schema::description);
        if (dataset.shape().at(0) < frames_) throw std::runtime_error("it is too short");
        dataset.read<double>(0, frames_, channel.values);
        header_.channels.push_back(std::move(channel));
      } catch (const std::exception& e) {
        found(Severity::damage, "channel " + name + " cannot be read: " + e.what());
      }
    }
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("the channels cannot be read: ") + e.what());
  }
}

void TrialRescue::read_sensor_mask() {
  if (!trial_.has(schema::sensor_mask)) return;
  try {
    const hdf5::Dataset mask = hdf5::open_dataset(trial_, schema::sensor_mask);
    const auto rows = static_cast<std::uint64_t>(header_.plate.rows);
    if (mask.shape() != std::vector{rows, static_cast<std::uint64_t>(header_.plate.cols)}) {
      throw std::runtime_error("its shape is not the plate's");
    }
    header_.sensor_mask.resize(header_.plate.cells());
    mask.read<std::uint8_t>(0, rows, header_.sensor_mask);
  } catch (const std::exception& e) {
    header_.sensor_mask.clear();
    found(Severity::damage, std::string("the mask of sensors cannot be read: ") + e.what());
  }
}

void TrialRescue::read_markers() {
  if (!trial_.has(schema::markers)) {
    found(Severity::notice, "the group of markers is missing");
    return;
  }
  try {
    const hdf5::Node group = trial_.group(schema::markers);
    const hdf5::Dataset times = hdf5::open_dataset(group, schema::time_s);
    const hdf5::Dataset labels = hdf5::open_dataset(group, schema::label);
    const std::uint64_t count = std::min(times.stored_frames(), labels.stored_frames());
    for (std::uint64_t i = 0; i < count; ++i) {
      double time_s = 0;
      hdf5::Text label{};
      times.read<double>(i, 1, {&time_s, 1});
      labels.read<hdf5::Text>(i, 1, {&label, 1});
      label.back() = '\0';
      markers_.emplace_back(time_s, label.data());
    }
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("markers cannot be read: ") + e.what());
  }
}

void TrialRescue::read_all_documents() {
  for (const DocumentKind kind : {DocumentKind::result, DocumentKind::corrections}) {
    try {
      for (TrialDocument& document : read_documents(trial_, kind)) {
        documents_.emplace_back(kind, std::move(document));
      }
    } catch (const std::exception& e) {
      found(Severity::damage,
            std::string(kind == DocumentKind::result ? "stored results" : "corrections") +
                " cannot be read: " + e.what());
    }
  }
}

void TrialRescue::report_to(SessionReport& report) const {
  const auto lost = static_cast<std::uint64_t>(std::count(lost_.begin(), lost_.end(), true));
  ++report.trials;
  report.frames += frames_ - lost;
  report.frames_lost += lost;
  report.findings.insert(report.findings.end(), findings_.begin(), findings_.end());
}

void TrialRescue::write_to(SessionWriter& writer) const {
  TrialHeader header = header_;
  for (const SessionFinding& finding : findings_) header.repairs.push_back(finding.what);
  for (Channel& channel : header.channels) {
    std::vector<double> kept;
    for (std::uint64_t k = 0; k < frames_; ++k) {
      if (!lost_[k]) kept.push_back(channel.values[k]);
    }
    channel.values = std::move(kept);
  }
  using Samples = SessionWriter::Samples;
  writer.begin_trial(header, counts_ ? Samples::counts : Samples::kpa);
  const std::size_t cells = header_.plate.cells();
  const std::uint64_t step = samples_ ? std::max<std::uint64_t>(1, samples_->chunk_frames())
                                      : std::max<std::uint64_t>(1, frames_);
  std::vector<std::uint16_t> counts;
  std::vector<float> kpa;
  for (std::uint64_t first = 0; first < frames_; first += step) {
    const std::uint64_t count = std::min(step, frames_ - first);
    std::uint64_t readable = 0;
    while (readable < count && !lost_[first + readable]) ++readable;
    if (readable == 0) continue;
    if (cells > 0 &&
        !(counts_ ? read_samples(first, readable, counts) : read_samples(first, readable, kpa))) {
      continue;  // cannot be: it was read a moment ago
    }
    for (std::uint64_t k = 0; k < readable; ++k) {
      const std::uint64_t frame = first + k;
      if (counts_) {
        RawFrameView view;
        view.sequence = sequence_[frame];
        view.arrival = nanoseconds(arrival_s_[frame]);
        if (header_.device_clock) view.device_time = nanoseconds(device_time_s_[frame]);
        view.counts = std::span<const std::uint16_t>(counts).subspan(k * cells, cells);
        writer.accept(view);
      } else {
        writer.accept_kpa(time_s_[frame],
                          cells == 0 ? std::span<const float>()
                                     : std::span<const float>(kpa).subspan(k * cells, cells));
      }
    }
  }
  for (const auto& [time_s, label] : markers_) writer.mark(time_s, label);
  writer.add_to_trial([&](hdf5::Node& trial) {
    for (const auto& [kind, document] : documents_) write_document(trial, kind, document);
    if (later_calibrations_.empty()) return;
    const hdf5::Node from = trial_.group(schema::calibrations);
    const hdf5::Node to = trial.group(schema::calibrations);
    for (std::size_t i = 0; i < later_calibrations_.size(); ++i) {
      hdf5::copy(from, later_calibrations_[i], to, numbered(i + 2));
    }
  });
  writer.end_trial(stats_);
}

}  // namespace solea
