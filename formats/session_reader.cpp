#include "formats/session_reader.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <string>
#include <vector>

#include "calibration/calibration_file.h"
#include "core/error.h"
#include "core/time_axis.h"
#include "formats/hdf5_handle.h"
#include "formats/session_schema.h"

namespace solea {

namespace {

/// Runs a read and turns HDF5's errors into FormatErrors that name the file.
template <class Action>
auto guarded(const std::filesystem::path& file, Action action) {
  try {
    return action();
  } catch (const Error&) {
    throw;
  } catch (const std::exception& e) {
    throw FormatError(file, std::string("damaged session: ") + e.what());
  }
}

double required_number(const hdf5::Node& node, const char* name) {
  const auto value = node.number(name);
  if (!value) throw std::runtime_error(std::string("attribute '") + name + "' is missing");
  return *value;
}

/// Reads a dataset of one number a frame.
template <class T>
std::vector<T> column(const hdf5::Node& trial, const char* name, std::size_t frames) {
  std::vector<T> values(frames);
  hdf5::open_dataset(trial, name).read<T>(0, frames, values);
  return values;
}

/// Whether the recorder came to its end.
bool is_closed(const hdf5::Node& trial) {
  return trial.number(schema::closed).value_or(0) == 1;
}

hdf5::Node open_checked(const InputFile& input) {
  const std::filesystem::path& file = input.name();
  return guarded(file, [&] {
    hdf5::Node root = hdf5::open_file(input);
    const auto format = root.text(schema::format);
    if (format != schema::format_name) {
      throw FormatError(file, "an HDF5 file, but no Solea session: attribute 'format' is " +
                                  (format ? "'" + *format + "'" : "missing") + ", expected '" +
                                  schema::format_name + "'");
    }
    const std::string version = root.text(schema::schema_version).value_or("");
    int major = -1;
    std::from_chars(version.data(), version.data() + version.size(), major);
    if (major != schema::major_version) {
      throw FormatError(file, "session schema '" + version + "', expected " +
                                  std::to_string(schema::major_version) +
                                  ".x; a newer Solea wrote it");
    }
    return root;
  });
}

class SessionSource final : public FrameSource {
 public:
  SessionSource(const InputFile& file, const std::optional<Calibration>& calibration)
      : file_(file.name()),
        root_(open_checked(file)),
        trial_(hdf5::Handle{}),
        samples_(hdf5::Handle{}) {
    guarded(file_, [&] { open(calibration); });
  }

  [[nodiscard]] const SourceInfo& info() const noexcept override { return info_; }

  bool next_block(Recording& out) override {
    if (next_frame_ >= info_.frames) return false;
    if (info_.unit == "count" && !calibration_) {
      throw CalibrationError(file_.string() +
                             ": the session has no calibration, expected one with --calibration "
                             "FILE to turn its counts into kPa");
    }
    constexpr std::size_t block_frames = 32;
    const std::size_t count = std::min(block_frames, info_.frames - next_frame_);
    guarded(file_, [&] { read_block(count, out); });
    next_frame_ += count;
    return true;
  }

 private:
  void open(const std::optional<Calibration>& calibration) {
    info_.format = "solea_session";
    read_header();
    const hdf5::Node trials = root_.group(schema::trials);
    trial_ = trials.group(schema::first_trial);
    info_.session.trial = trial_.text(schema::name).value_or("");
    const bool counts = trial_.has(schema::counts);
    samples_ = hdf5::open_dataset(trial_, counts ? schema::counts : schema::pressure_kpa);
    info_.unit = counts ? "count" : "kPa";
    const auto shape = samples_.shape();
    if (shape.size() != 3 || shape[1] != static_cast<std::uint64_t>(info_.plate.rows) ||
        shape[2] != static_cast<std::uint64_t>(info_.plate.cols)) {
      throw std::runtime_error("the samples' shape is not the plate's");
    }
    count_whole_frames(counts);
    read_times(counts);
    choose_calibration(calibration);
    if (counts && is_closed(trial_)) read_stats();
  }

  void read_stats() {
    const auto count = [&](const char* name) {
      return static_cast<std::uint64_t>(trial_.number(name).value_or(0));
    };
    AcquisitionStats& stats = info_.acquisition.emplace();
    stats.frames = count(schema::frames);
    stats.gaps = count(schema::gap_count);
    stats.frames_missing = count(schema::frames_missing);
    stats.bad_checksum = count(schema::bad_checksum);
    stats.bytes_skipped = count(schema::bytes_skipped);
    stats.ring_dropped = count(schema::ring_dropped);
    stats.ring_peak_fill = trial_.number(schema::ring_peak_fill).value_or(0);
  }

  void read_header() {
    const hdf5::Node subject = root_.group(schema::subject);
    info_.session.subject_code = subject.text(schema::code).value_or("");
    info_.session.mass_kg = subject.number(schema::mass_kg);
    info_.session.created_utc = root_.text(schema::created_utc).value_or("");
    const hdf5::Node device = root_.group(schema::device);
    info_.session.driver = device.text(schema::driver).value_or("");
    info_.session.port = device.text(schema::port).value_or("");
    const double rows = required_number(device, schema::rows);
    const double cols = required_number(device, schema::cols);
    info_.plate.pitch_x_mm = required_number(device, schema::pitch_x_mm);
    info_.plate.pitch_y_mm = required_number(device, schema::pitch_y_mm);
    info_.rate_hz = required_number(device, schema::rate_hz);
    if (!(rows >= 1 && rows <= 65535 && cols >= 1 && cols <= 65535 && info_.plate.pitch_x_mm > 0 &&
          info_.plate.pitch_y_mm > 0)) {
      throw std::runtime_error("the plate's grid or pitch is impossible");
    }
    info_.plate.rows = static_cast<int>(rows);
    info_.plate.cols = static_cast<int>(cols);
    info_.provenance["software"] = root_.text(schema::software).value_or("");
    if (root_.has(schema::source)) {
      const std::string lines = root_.group(schema::source).text(schema::conversions).value_or("");
      for (std::size_t at = 0; at < lines.size();) {
        const std::size_t end = std::min(lines.find('\n', at), lines.size());
        info_.conversions.push_back(lines.substr(at, end - at));
        at = end + 1;
      }
    }
  }

  /// A killed writer can leave datasets of different lengths: a frame counts when all have it.
  void count_whole_frames(bool counts) {
    std::uint64_t frames = samples_.stored_frames();
    for (const char* name :
         {schema::sequence, schema::arrival_s, schema::device_time_s, schema::time_s}) {
      if (trial_.has(name)) {
        frames = std::min(frames, hdf5::open_dataset(trial_, name).stored_frames());
      }
    }
    info_.frames = static_cast<std::size_t>(frames);
    if (counts && !is_closed(trial_)) {
      info_.warnings.push_back("the recorder did not end properly; " +
                               std::to_string(info_.frames) + " whole frames were kept");
    }
  }

  void read_times(bool counts) {
    if (!counts) {
      times_s_ = column<double>(trial_, schema::time_s, info_.frames);
      return;
    }
    const bool own_clock = trial_.has(schema::device_time_s);
    const TimeAxis axis = fit_time_axis(
        column<std::uint64_t>(trial_, schema::sequence, info_.frames),
        column<double>(trial_, own_clock ? schema::device_time_s : schema::arrival_s, info_.frames),
        info_.rate_hz);
    times_s_ = axis.times_s;
    info_.rate_hz = axis.rate_hz;
    info_.provenance["time axis"] = !axis.fitted ? "sequence at the nominal rate"
                                    : own_clock  ? "sequence, rate fitted to the device's clock"
                                                 : "sequence, rate fitted to the arrival times";
  }

  void choose_calibration(const std::optional<Calibration>& calibration) {
    calibration_ = calibration;
    if (!calibration_ && root_.has(schema::calibration)) {
      calibration_ =
          calibration_from_json(root_.group(schema::calibration).text(schema::json).value_or(""));
    }
    if (calibration_) {
      calibration_->require_fits(info_.session.driver, info_.plate);
      info_.calibration = calibration_->summary();
    }
  }

  void read_block(std::size_t count, Recording& out) {
    const std::size_t cells = info_.plate.cells();
    kpa_.resize(count * cells);
    if (info_.unit == "count") {
      counts_.resize(count * cells);
      samples_.read<std::uint16_t>(next_frame_, count, counts_);
      calibration_->apply(counts_, kpa_);
    } else {
      samples_.read<float>(next_frame_, count, kpa_);
    }
    for (std::size_t k = 0; k < count; ++k) {
      out.append(times_s_[next_frame_ + k], std::span<const float>(kpa_).subspan(k * cells, cells));
    }
  }

  std::filesystem::path file_;
  hdf5::Node root_;
  hdf5::Node trial_;
  hdf5::Dataset samples_;
  SourceInfo info_;
  std::optional<Calibration> calibration_;
  std::vector<double> times_s_;
  std::size_t next_frame_ = 0;
  std::vector<std::uint16_t> counts_;
  std::vector<float> kpa_;
};

}  // namespace

std::unique_ptr<FrameSource> open_session(const InputFile& file,
                                          const std::optional<Calibration>& calibration) {
  return std::make_unique<SessionSource>(file, calibration);
}

}  // namespace solea
