#include "formats/session/session_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "calibration/calibration_file.h"
#include "calibration/count_converter.h"
#include "core/error.h"
#include "core/time_axis.h"
#include "formats/hdf5_handle.h"
#include "formats/mask_file.h"
#include "formats/number_text.h"
#include "formats/session/calibrations.h"
#include "formats/session/corrections.h"
#include "formats/session/schema.h"
#include "formats/session/trial_documents.h"
#include "formats/session/trial_source.h"
#include "formats/session/trial_writer.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

/// Runs a read; HDF5's errors name the file.
template <class Action>
auto guarded(const std::filesystem::path& file, Action action) {
  return hdf5::guarded(file, "damaged session: ", "; see solea check", action);
}

double required_number(const hdf5::Node& node, const char* name) {
  const auto value = node.number(name);
  if (!value) throw std::runtime_error(std::string("attribute '") + name + "' is missing");
  return *value;
}

/// An attribute as messages, JSON and terminals can carry it; empty where it is missing.
std::string text_of(const hdf5::Node& node, const char* name) {
  return to_utf8(node.text(name).value_or(""));
}

/// Reads a dataset of one number a frame.
template <class T>
std::vector<T> column(const hdf5::Node& trial, const std::string& name, std::size_t frames) {
  std::vector<T> values(frames);
  const hdf5::Dataset dataset = hdf5::open_dataset(trial, name);
  if (dataset.shape() != std::vector<std::uint64_t>{frames} && dataset.shape().size() != 1) {
    throw std::runtime_error("dataset '" + name + "' has another shape than one value a frame");
  }
  dataset.read<T>(0, frames, values);
  return values;
}

/// One trial.
class SessionSource final : public FrameSource, public SessionTrial {
 public:
  SessionSource(const InputFile& file, std::shared_ptr<const hdf5::Node> root,
                const std::string& number, const std::optional<Calibration>& calibration)
      : file_(file.name()),
        file_bytes_(file.bytes().size()),
        root_(std::move(root)),
        trial_(root_->group(schema::trials).group(number)),
        number_(number) {
    open(calibration);
  }

  [[nodiscard]] const SourceInfo& info() const noexcept override { return info_; }

  void copy_to(SessionWriter& writer, const std::optional<Calibration>& calibration,
               const std::string& now_utc) const override {
    writer.copy_trial(root_->group(schema::trials), number_, file_bytes_, [&](hdf5::Node& trial) {
      if (!calibration || !trial.has(schema::counts)) return;
      hdf5::Node history = trial.group(schema::calibrations);
      add_calibration(history, *calibration, now_utc, "given with solea import");
    });
  }

  bool next_block(Recording& out) override {
    if (next_frame_ >= info_.frames) return false;
    if (info_.unit == "count" && !converter_) {
      throw CalibrationError(file_.string() +
                             ": the session has no calibration, expected one with --calibration "
                             "FILE to turn its counts into kPa");
    }
    constexpr std::size_t most_cells = std::size_t{1} << 22;
    const std::size_t block_frames =
        std::clamp<std::size_t>(most_cells / std::max<std::size_t>(1, info_.plate.cells()), 1, 32);
    const std::size_t count = std::min(block_frames, info_.frames - next_frame_);
    guarded(file_, [&] { read_block(count, out); });
    next_frame_ += count;
    if (next_frame_ == info_.frames && converter_) {
      for (std::string& line : converter_->warnings()) info_.warnings.push_back(std::move(line));
    }
    return true;
  }

 private:
  void open(const std::optional<Calibration>& calibration) {
    info_.format = "solea_session";
    read_header();
    read_device();
    if (trial_.has(schema::source)) read_origin();
    const bool counts = trial_.has(schema::counts);
    info_.unit = counts ? "count" : "kPa";
    if (info_.plate.cells() > 0) {
      samples_ = hdf5::open_dataset(trial_, counts ? schema::counts : schema::pressure_kpa);
      const auto shape = samples_->shape();
      if (shape.size() != 3 || shape[1] != static_cast<std::uint64_t>(info_.plate.rows) ||
          shape[2] != static_cast<std::uint64_t>(info_.plate.cols)) {
        throw std::runtime_error("the samples' shape is not the plate's");
      }
    }
    count_whole_frames(counts);
    read_times(counts);
    read_extras();
    read_documents();
    choose_calibration(calibration);
    if (counts && is_closed()) read_stats();
  }

  void read_header() {
    const hdf5::Node subject = root_->group(schema::subject);
    info_.session.subject_code = text_of(subject, schema::code);
    info_.session.mass_kg = subject.number(schema::mass_kg);
    info_.session.created_utc = text_of(trial_, schema::created_utc);
    info_.session.trial = text_of(trial_, schema::name);
    info_.name = info_.session.trial.empty() ? "trial " + to_utf8(number_) : info_.session.trial;
    for (const std::string& line : split_lines(trial_.text(schema::repairs).value_or(""))) {
      info_.warnings.push_back("repaired: " + line);
    }
    const std::string side = trial_.text(schema::side).value_or("");
    info_.side = side == "left" ? Side::left : side == "right" ? Side::right : Side::unknown;
    info_.provenance["software"] = text_of(*root_, schema::software);
  }

  void read_device() {
    const hdf5::Node device = trial_.group(schema::device);
    info_.session.driver = text_of(device, schema::driver);
    info_.session.port = text_of(device, schema::port);
    info_.session.serial = text_of(device, schema::serial);
    const double rows = required_number(device, schema::rows);
    const double cols = required_number(device, schema::cols);
    info_.has_grid = device.number(schema::has_grid).value_or(1) != 0;
    info_.one_foot = device.number(schema::one_foot).value_or(0) != 0;
    info_.plate.pitch_x_mm = required_number(device, schema::pitch_x_mm);
    info_.plate.pitch_y_mm = required_number(device, schema::pitch_y_mm);
    info_.rate_hz = required_number(device, schema::rate_hz);
    constexpr double most_mm = 1000;
    if (!(rows >= 0 && rows <= 65535 && cols >= 0 && cols <= 65535 && info_.plate.pitch_x_mm >= 0 &&
          info_.plate.pitch_x_mm <= most_mm && info_.plate.pitch_y_mm >= 0 &&
          info_.plate.pitch_y_mm <= most_mm)) {
      throw std::runtime_error("the plate's grid or pitch is impossible");
    }
    if (!(info_.rate_hz >= 0 && info_.rate_hz <= 1e6)) {
      throw std::runtime_error("the rate is impossible");
    }
    info_.plate.rows = static_cast<int>(rows);
    info_.plate.cols = static_cast<int>(cols);
    constexpr std::size_t most_cells = 100'000'000;
    if (info_.plate.cells() > most_cells)
      throw std::runtime_error("the plate's grid is impossible");
  }

  void read_origin() {
    TrialSource source = read_source(trial_);
    info_.conversions = std::move(source.conversions);
    info_.vendor_checks = std::move(source.vendor_checks);
    for (std::string& line : source.warnings) info_.warnings.push_back(std::move(line));
    for (const auto& [key, value] : source.provenance) {
      info_.provenance[info_.provenance.contains(key) ? "source " + key : key] = value;
    }
    info_.provenance["imported from"] =
        source.format + ", " + source.unit + ", sha256 " + source.sha256;
  }

  /// Whether the recorder came to its end.
  [[nodiscard]] bool is_closed() const { return trial_.number(schema::closed).value_or(0) == 1; }

  /// A killed writer can leave datasets of different lengths: a frame counts when all have it.
  void count_whole_frames(bool counts) {
    std::optional<std::uint64_t> frames;
    std::vector<const char*> names = {schema::sequence, schema::arrival_s, schema::device_time_s};
    names.push_back(counts ? schema::counts : schema::pressure_kpa);
    if (!counts) names.push_back(schema::time_s);
    for (const char* name : names) {
      if (!trial_.has(name)) continue;
      const std::uint64_t stored = hdf5::open_dataset(trial_, name).stored_frames();
      frames = std::min(frames.value_or(stored), stored);
    }
    info_.frames = static_cast<std::size_t>(frames.value_or(0));
    if (!is_closed()) {
      info_.warnings.push_back("the recorder did not end properly; " +
                               std::to_string(info_.frames) + " whole frames were kept");
    }
  }

  void read_times(bool counts) {
    fill_times(counts);
    constexpr double most_s = 1e12;
    for (const double time : times_s_) {
      if (!(std::abs(time) <= most_s)) throw std::runtime_error("a frame's time is impossible");
    }
    if (!(info_.rate_hz >= 0 && info_.rate_hz <= most_s)) {
      throw std::runtime_error("the frames' times give no rate");
    }
  }

  /// A rescued trial may have lost its nominal rate: that of the clock, as far as there is one.
  void take_rate_of(const std::vector<std::uint64_t>& sequence,
                    const std::vector<double>& clock_s) {
    info_.warnings.emplace_back("the nominal rate is not known: that of the clock was taken");
    if (sequence.size() < 2 || sequence.back() <= sequence.front()) return;
    const double rate_hz = static_cast<double>(sequence.back() - sequence.front()) /
                           (clock_s.back() - clock_s.front());
    constexpr double most_hz = 1e6;
    if (rate_hz > 0 && rate_hz <= most_hz) info_.rate_hz = rate_hz;
  }

  void fill_times(bool counts) {
    if (!counts) {
      times_s_ = column<double>(trial_, schema::time_s, info_.frames);
      return;
    }
    const bool own_clock = trial_.has(schema::device_time_s);
    const auto sequence = column<std::uint64_t>(trial_, schema::sequence, info_.frames);
    const auto clock_s =
        column<double>(trial_, own_clock ? schema::device_time_s : schema::arrival_s, info_.frames);
    if (info_.rate_hz == 0) take_rate_of(sequence, clock_s);
    if (info_.rate_hz == 0) {
      times_s_.assign(info_.frames, 0.0);
      return;
    }
    const TimeAxis axis = fit_time_axis(sequence, clock_s, info_.rate_hz);
    times_s_ = axis.times_s;
    if (constexpr double tolerated = 0.1;
        std::abs(axis.rate_hz - info_.rate_hz) > tolerated * info_.rate_hz) {
      info_.warnings.push_back("frames came at " + short_number(axis.rate_hz, 3) +
                               " Hz, the device's nominal rate is " +
                               short_number(info_.rate_hz, 3) + " Hz");
    }
    info_.rate_hz = axis.rate_hz;
    info_.provenance["time axis"] = !axis.fitted ? "sequence at the nominal rate"
                                    : own_clock  ? "sequence, rate fitted to the device's clock"
                                                 : "sequence, rate fitted to the arrival times";
  }

  void read_extras() {
    if (trial_.has(schema::sensor_mask)) {
      const hdf5::Dataset mask = hdf5::open_dataset(trial_, schema::sensor_mask);
      const auto rows = static_cast<std::uint64_t>(info_.plate.rows);
      if (mask.shape() != std::vector{rows, static_cast<std::uint64_t>(info_.plate.cols)}) {
        throw std::runtime_error("the sensor mask's shape is not the plate's");
      }
      info_.sensor_mask.resize(info_.plate.cells());
      mask.read<std::uint8_t>(0, rows, info_.sensor_mask);
    }
    if (!trial_.has(schema::channels)) return;
    const hdf5::Node group = trial_.group(schema::channels);
    for (const std::string& name : group.children()) {
      const hdf5::Dataset dataset = hdf5::open_dataset(group, name);
      if (dataset.shape().empty() || dataset.shape()[0] < info_.frames) continue;
      info_.channels.push_back({to_utf8(name), text_of(dataset, schema::units),
                                text_of(dataset, schema::description),
                                column<double>(group, name, info_.frames)});
    }
  }

  void read_documents() {
    try {
      if (const auto all = solea::read_documents(trial_, DocumentKind::corrections); !all.empty()) {
        info_.corrections = corrections_from_json(all.back().json);
        if (const std::string zones = corrected_zones(all.back().json); !zones.empty()) {
          (void)mask_from_json(zones);
          info_.provenance[zones_provenance] = zones;
        }
      }
    } catch (const std::exception& e) {
      info_.warnings.push_back(std::string("the corrections cannot be read: ") + e.what());
    }
    std::vector<TrialDocument> results;
    try {
      results = solea::read_documents(trial_, DocumentKind::result);
    } catch (const std::exception& e) {
      info_.warnings.push_back(std::string("the stored results cannot be read: ") + e.what());
    }
    if (results.empty()) return;
    info_.provenance["stored results"] = std::to_string(results.size()) + ", the last one of " +
                                         results.back().added_utc + " by " +
                                         results.back().software;
  }

  void read_stats() {
    const auto count = [&](const char* name) {
      constexpr double most = 1e18;
      const double value = trial_.number(name).value_or(0);
      return value > 0 && value < most ? static_cast<std::uint64_t>(value) : 0;
    };
    AcquisitionStats& stats = info_.acquisition.emplace();
    stats.frames = count(schema::frames);
    stats.gaps = count(schema::gap_count);
    stats.frames_missing = count(schema::frames_missing);
    stats.bad_checksum = count(schema::bad_checksum);
    stats.bytes_skipped = count(schema::bytes_skipped);
    stats.ring_dropped = count(schema::ring_dropped);
    stats.link_breaks = count(schema::link_breaks);
    if (stats.frames != info_.frames) {
      info_.warnings.push_back("the recorder counted " + std::to_string(stats.frames) +
                               " frames, the file has " + std::to_string(info_.frames) +
                               "; see solea check");
    }
    stats.ring_peak_fill = trial_.number(schema::ring_peak_fill).value_or(0);
  }

  /// The file's own; what is wrong with it may quote the file.
  [[nodiscard]] Calibration own_calibration(const std::string& json) const {
    try {
      return calibration_from_json(json);
    } catch (const CalibrationError& e) {
      throw FormatError(file_, std::string("damaged calibration: ") + e.what());
    }
  }

  void choose_calibration(const std::optional<Calibration>& calibration) {
    std::optional<Calibration> chosen = calibration;
    const hdf5::Node history = trial_.group(schema::calibrations);
    if (const auto all = history.children(); !chosen && !all.empty()) {
      chosen = own_calibration(read_calibration_json(history.group(all.back())));
    }
    if (info_.unit != "count") return;
    for (std::string& line :
         calibration_warnings(chosen, info_.session.serial, info_.session.created_utc)) {
      info_.warnings.push_back(to_utf8(line));
    }
    if (!chosen) return;
    if (std::string note = bad_cells_note(*chosen); !note.empty()) {
      info_.warnings.push_back(std::move(note));
    }
    std::vector<std::uint8_t> absent;
    for (const std::uint8_t there : info_.sensor_mask) absent.push_back(there == 0 ? 1 : 0);
    try {
      chosen->require_fits(info_.session.driver, info_.plate);
      converter_.emplace(*chosen, info_.plate, absent);
    } catch (const CalibrationError& e) {
      throw CalibrationError(file_.string() + ": " + e.what());
    }
    info_.calibration = to_utf8(chosen->summary());
  }

  void read_block(std::size_t count, Recording& out) {
    const std::size_t cells = info_.plate.cells();
    kpa_.resize(count * cells);
    if (info_.unit == "count") {
      counts_.resize(count * cells);
      samples_->read<std::uint16_t>(next_frame_, count, counts_);
      for (std::size_t k = 0; k < count; ++k) {
        converter_->apply(std::span<const std::uint16_t>(counts_).subspan(k * cells, cells),
                          times_s_[next_frame_ + k],
                          std::span<float>(kpa_).subspan(k * cells, cells));
      }
    } else if (samples_) {
      samples_->read<float>(next_frame_, count, kpa_);
      if (std::any_of(kpa_.begin(), kpa_.end(), [](float kpa) { return std::isinf(kpa); })) {
        throw std::runtime_error("a pressure is infinite");
      }
    }
    for (std::size_t k = 0; k < count; ++k) {
      out.append(times_s_[next_frame_ + k], std::span<const float>(kpa_).subspan(k * cells, cells));
    }
  }

  std::filesystem::path file_;
  std::uintmax_t file_bytes_;
  std::shared_ptr<const hdf5::Node> root_;
  hdf5::Node trial_;
  std::string number_;
  std::optional<hdf5::Dataset> samples_;
  SourceInfo info_;
  std::optional<CountConverter> converter_;
  std::vector<double> times_s_;
  std::size_t next_frame_ = 0;
  std::vector<std::uint16_t> counts_;
  std::vector<float> kpa_;
};

}  // namespace

void require_session(const hdf5::Node& root, const std::filesystem::path& file) {
  const auto format = root.text(schema::format);
  if (format != schema::format_name) {
    throw FormatError(file, "an HDF5 file, but no Solea session: attribute 'format' is " +
                                (format ? in_quotes(*format) : "missing") + ", expected '" +
                                schema::format_name + "'");
  }
  const std::string version = root.text(schema::schema_version).value_or("");
  int major = -1;
  std::from_chars(version.data(), version.data() + version.size(), major);
  if (major != schema::major_version) {
    throw FormatError(
        file, "session schema " + in_quotes(version) + ", expected " +
                  std::to_string(schema::major_version) + ".x; " +
                  (major > schema::major_version ? "a newer Solea wrote it"
                                                 : "a Solea before the first release wrote it"));
  }
}

std::vector<std::unique_ptr<FrameSource>> open_session(
    const InputFile& file, const std::optional<Calibration>& calibration) {
  return guarded(file.name(), [&] {
    const auto root = std::make_shared<const hdf5::Node>(hdf5::open_file(file));
    require_session(*root, file.name());
    std::vector<std::unique_ptr<FrameSource>> sources;
    for (const std::string& number : root->group(schema::trials).children()) {
      sources.push_back(std::make_unique<SessionSource>(file, root, number, calibration));
    }
    return sources;
  });
}

}  // namespace solea
