#include "formats/session/trial_rescue.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "formats/session/rescued_columns.h"
#include "formats/session/schema.h"
#include "formats/session/trial_writer.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

using Severity = SessionFinding::Severity;

/// A number of frames as an attribute tells it, which may be any number.
std::string frames_told(double count) {
  constexpr double most = 1e18;
  return std::abs(count) < most ? std::to_string(static_cast<std::int64_t>(count))
                                : "an impossible number of";
}

/// No clock of a mat tells other times; what a damaged file tells may be any number.
std::chrono::nanoseconds nanoseconds(double seconds) {
  constexpr double most = 9e9;
  if (!(std::abs(seconds) <= most)) return {};
  return std::chrono::nanoseconds(static_cast<std::int64_t>(std::llround(seconds * 1e9)));
}

}  // namespace

TrialRescue::TrialRescue(const hdf5::Node& trials, std::string number, const SessionInfo& session)
    : number_(std::move(number)),
      trial_(trials.group(number_)),
      head_(trial_, session,
            [this](Severity severity, const std::string& what) { found(severity, what); }) {
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
  findings_.push_back({severity, to_utf8(number_), to_utf8(what), first_frame, frames});
}

void TrialRescue::open_samples() {
  const char* name = head_.counts ? schema::counts : schema::pressure_kpa;
  if (!trial_.has(name)) {
    if (head_.header.plate.cells() > 0) found(Severity::damage, std::string(name) + " is missing");
    return;
  }
  try {
    samples_ = hdf5::open_dataset(trial_, name);
  } catch (const std::exception& e) {
    found(Severity::damage, std::string(name) + " cannot be opened: " + e.what());
    return;
  }
  const auto shape = samples_->shape();
  constexpr std::uint64_t most_cells = 100'000'000;
  if (shape.size() != 3 || shape[1] > 65535 || shape[2] > 65535 ||
      shape[1] * shape[2] > most_cells) {
    found(Severity::damage, std::string(name) + " is no row of frames");
    samples_.reset();
    return;
  }
  const auto rows = static_cast<int>(shape[1]);
  const auto cols = static_cast<int>(shape[2]);
  if (rows != head_.header.plate.rows || cols != head_.header.plate.cols) {
    found(Severity::notice, "the grid is taken from the samples: " + std::to_string(rows) +
                                " rows, " + std::to_string(cols) + " columns");
    head_.header.plate.rows = rows;
    head_.header.plate.cols = cols;
  }
}

/// Frames that were written: the longest dataset of a recording that ended, the shortest of one
/// that was killed.
void TrialRescue::count_frames() {
  std::vector<const char*> names = {schema::sequence, schema::arrival_s, schema::device_time_s};
  names.push_back(head_.counts ? schema::counts : schema::pressure_kpa);
  if (!head_.counts) names.push_back(schema::time_s);
  std::optional<std::uint64_t> frames;
  std::uint64_t stored = 0;
  for (const char* name : names) {
    if (!trial_.has(name)) continue;
    try {
      const hdf5::Dataset dataset = hdf5::open_dataset(trial_, name);
      stored = std::max(stored, dataset.stored_frames());
      const std::uint64_t length = head_.closed ? dataset.shape().at(0) : dataset.stored_frames();
      frames = !frames        ? length
               : head_.closed ? std::max(*frames, length)
                              : std::min(*frames, length);
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
  if (!head_.closed) {
    found(Severity::notice, "the recorder did not end properly; " + std::to_string(frames_) +
                                " whole frames were kept");
  }
}

void TrialRescue::read_columns() {
  const FoundDamage to_findings = [this](Severity severity, const std::string& what) {
    found(severity, what);
  };
  std::vector<std::uint64_t> numbers(frames_);
  for (std::uint64_t k = 0; k < frames_; ++k) numbers[k] = k;
  if (!head_.counts) {
    time_s_ = rescue_column<double>(trial_, schema::time_s, {numbers.begin(), numbers.end()},
                                    to_findings);
    return;
  }
  sequence_ = rescue_column<std::uint64_t>(trial_, schema::sequence, numbers, to_findings);
  // No recording comes near to it, and what is counted on from there stays a number.
  constexpr std::uint64_t most = 1'000'000'000'000'000'000;
  if (frames_ > 0 && sequence_[0] > most) {
    found(Severity::damage, "the sequence begins with an impossible number; it is counted from 0");
    sequence_[0] = 0;
  }
  const auto is_wrong = [&](std::uint64_t k) {
    return sequence_[k] <= sequence_[k - 1] || sequence_[k] > most;
  };
  for (std::uint64_t k = 1; k < frames_; ++k) {
    if (!is_wrong(k)) continue;
    found(Severity::damage, "the sequence does not rise at frame " + std::to_string(k) +
                                "; it is counted on from there");
    for (std::uint64_t i = k; i < frames_ && is_wrong(i); ++i) {
      sequence_[i] = sequence_[i - 1] + 1;
    }
  }
  const std::vector<double> guide(sequence_.begin(), sequence_.end());
  arrival_s_ = rescue_column<double>(trial_, schema::arrival_s, guide, to_findings);
  head_.header.device_clock = trial_.has(schema::device_time_s);
  if (head_.header.device_clock)
    device_time_s_ = rescue_column<double>(trial_, schema::device_time_s, guide, to_findings);
}

void TrialRescue::check_derived() {
  if (!head_.counts) return;
  const auto check = [&](const char* name, const auto& checked) {
    try {
      checked();
    } catch (const std::exception& e) {
      found(Severity::damage,
            std::string(name) + " is damaged, the sequence tells it again: " + e.what());
    }
  };
  check(schema::time_s, [&] { check_times(trial_, head_.closed, frames_); });
  const bool sequence_is_whole =
      std::none_of(findings_.begin(), findings_.end(), [](const SessionFinding& finding) {
        return finding.what.find("sequence") == 0 || finding.what.find("the sequence") == 0;
      });
  if (sequence_is_whole) {
    check(schema::gaps, [&] { check_gaps(trial_, head_.closed, sequence_); });
  }
}

/// A chunk's, but no more than a memory holds, whatever a damaged file tells.
std::uint64_t TrialRescue::frames_a_read() const {
  constexpr std::uint64_t most_samples = std::uint64_t{1} << 26;
  const std::uint64_t cells = std::max<std::uint64_t>(1, head_.header.plate.cells());
  return std::clamp<std::uint64_t>(samples_->chunk_frames(), 1,
                                   std::max<std::uint64_t>(1, most_samples / cells));
}

template <class T>
bool TrialRescue::read_samples(std::uint64_t first, std::uint64_t count,
                               std::vector<T>& out) const {
  out.resize(count * head_.header.plate.cells());
  try {
    if (!samples_->has_chunk(first)) return false;
    samples_->read<T>(first, count, out);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void TrialRescue::check_samples() {
  if (head_.header.plate.cells() == 0) return;
  if (!samples_) {
    lost_.assign(frames_, true);
  } else {
    const std::uint64_t length = samples_->shape()[0];
    const std::uint64_t step = frames_a_read();
    std::vector<std::uint16_t> counts;
    std::vector<float> kpa;
    for (std::uint64_t first = 0; first < frames_; first += step) {
      const std::uint64_t count = std::min(step, frames_ - first);
      const std::uint64_t there = first < length ? std::min(count, length - first) : 0;
      const bool good = there > 0 && (head_.counts ? read_samples(first, there, counts)
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
  if (!head_.closed) return;
  const auto stored = number_attribute(trial_, schema::frames);
  if (stored && *stored != static_cast<double>(frames_)) {
    found(Severity::damage, "the recorder counted " + frames_told(*stored) +
                                " frames, the file has " + std::to_string(frames_));
  }
  if (!head_.counts) return;
  std::uint64_t missing = 0;
  for (std::uint64_t k = 1; k < frames_; ++k) missing += sequence_[k] - sequence_[k - 1] - 1;
  const auto counted = number_attribute(trial_, schema::frames_missing);
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
        channel.unit = text_attribute(dataset, schema::units);
        channel.description = text_attribute(dataset, schema::description);
        if (dataset.shape().at(0) < frames_) throw std::runtime_error("it is too short");
        dataset.read<double>(0, frames_, channel.values);
        head_.header.channels.push_back(std::move(channel));
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
    const auto rows = static_cast<std::uint64_t>(head_.header.plate.rows);
    if (mask.shape() != std::vector{rows, static_cast<std::uint64_t>(head_.header.plate.cols)}) {
      throw std::runtime_error("its shape is not the plate's");
    }
    head_.header.sensor_mask.resize(head_.header.plate.cells());
    mask.read<std::uint8_t>(0, rows, head_.header.sensor_mask);
  } catch (const std::exception& e) {
    head_.header.sensor_mask.clear();
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
    constexpr std::uint64_t most = 1'000'000;
    if (count > most) throw std::runtime_error("their number is impossible");
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
  TrialHeader header = head_.header;
  for (const SessionFinding& finding : findings_) header.repairs.push_back(finding.what);
  for (Channel& channel : header.channels) {
    std::vector<double> kept;
    for (std::uint64_t k = 0; k < frames_; ++k) {
      if (!lost_[k]) kept.push_back(channel.values[k]);
    }
    channel.values = std::move(kept);
  }
  using Samples = SessionWriter::Samples;
  writer.begin_trial(header, head_.counts ? Samples::counts : Samples::kpa);
  const std::size_t cells = head_.header.plate.cells();
  const std::uint64_t step = samples_ ? frames_a_read() : std::max<std::uint64_t>(1, frames_);
  std::vector<std::uint16_t> counts;
  std::vector<float> kpa;
  for (std::uint64_t first = 0; first < frames_; first += step) {
    const std::uint64_t count = std::min(step, frames_ - first);
    std::uint64_t readable = 0;
    while (readable < count && !lost_[first + readable]) ++readable;
    if (readable == 0) continue;
    if (cells > 0 && !(head_.counts ? read_samples(first, readable, counts)
                                    : read_samples(first, readable, kpa))) {
      continue;  // cannot be: it was read a moment ago
    }
    for (std::uint64_t k = 0; k < readable; ++k) {
      const std::uint64_t frame = first + k;
      if (head_.counts) {
        RawFrameView view;
        view.sequence = sequence_[frame];
        view.arrival = nanoseconds(arrival_s_[frame]);
        if (head_.header.device_clock) view.device_time = nanoseconds(device_time_s_[frame]);
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
    if (head_.later_calibrations.empty()) return;
    const hdf5::Node from = trial_.group(schema::calibrations);
    const hdf5::Node to = trial.group(schema::calibrations);
    for (std::size_t i = 0; i < head_.later_calibrations.size(); ++i) {
      hdf5::copy(from, head_.later_calibrations[i], to, numbered(i + 2));
    }
  });
  writer.end_trial(head_.stats);
}

}  // namespace solea
