#include "formats/session/session_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "calibration/calibration_file.h"
#include "calibration/count_converter.h"
#include "core/error.h"
#include "core/time_axis.h"
#include "formats/hdf5_handle.h"
#include "formats/number_text.h"
#include "formats/session/calibrations.h"
#include "formats/session/schema.h"
#include "formats/session/trial_info.h"
#include "formats/session/trial_writer.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

/// Runs a read; HDF5's errors name the file.
template <class Action>
auto guarded(const std::filesystem::path& file, Action action) {
  return hdf5::guarded(file, "damaged session: ", "; see solea check", action);
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
    session::read_header(*root_, trial_, number_, info_);
    session::read_device(trial_, info_);
    if (trial_.has(schema::source)) session::read_origin(trial_, info_);
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
    session::read_extras(trial_, info_);
    session::read_corrections_and_results(trial_, info_);
    choose_calibration(calibration);
    if (counts && is_closed()) session::read_stats(trial_, info_);
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
      times_s_ = session::column<double>(trial_, schema::time_s, info_.frames);
      return;
    }
    const bool own_clock = trial_.has(schema::device_time_s);
    const auto sequence = session::column<std::uint64_t>(trial_, schema::sequence, info_.frames);
    const auto clock_s = session::column<double>(
        trial_, own_clock ? schema::device_time_s : schema::arrival_s, info_.frames);
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
