#include "formats/readers/arrays/array_source.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "calibration/count_converter.h"
#include "core/error.h"
#include "core/units.h"
#include "formats/number_text.h"
#include "formats/readers/support/given_options.h"
#include "formats/text_scan.h"

namespace solea::readers {

namespace {

std::string dims(const ArrayRecording& r) {
  return "[" + std::to_string(r.frames) + ", " + std::to_string(r.rows) + ", " +
         std::to_string(r.cols) + "]";
}

class ArraySource final : public FrameSource {
 public:
  /// `kpa`: of one unit of the file, nothing where it has counts.
  ArraySource(ArrayRecording recording, std::optional<double> kpa,
              std::optional<Calibration> calibration, std::filesystem::path file)
      : array_(std::move(recording)),
        is_count_(!kpa),
        kpa_(kpa.value_or(1)),
        file_(std::move(file)) {
    if (!is_count_ || !calibration) return;
    std::vector<std::uint8_t> absent;
    for (const std::uint8_t there : array_.info.sensor_mask) absent.push_back(there == 0 ? 1 : 0);
    converter_.emplace(*std::move(calibration), array_.info.plate, absent);
  }

  [[nodiscard]] const SourceInfo& info() const noexcept override { return array_.info; }

  bool next_block(Recording& out) override {
    const SourceInfo& info = array_.info;
    if (next_ >= info.frames) return false;
    if (is_count_ && !converter_) {
      throw CalibrationError(file_.string() +
                             ": the file has raw counts, expected a calibration with --calibration "
                             "FILE to turn them into kPa");
    }
    const std::size_t cells = info.plate.cells();
    const std::size_t count = std::min(array_.frames_a_read, info.frames - next_);
    if (array_.read_sparse && !is_count_) {
      append_sparse(count, out);
      next_ += count;
      return true;
    }
    block_.resize(count * cells);
    array_.read(next_, count, block_);
    convert();
    if (is_count_) apply_calibration();
    for (std::size_t k = 0; k < count; ++k) {
      out.append(time_s(next_ + k), std::span<const float>(block_).subspan(k * cells, cells));
    }
    next_ += count;
    if (next_ == info.frames) finish();
    return true;
  }

 private:
  [[nodiscard]] double time_s(std::size_t frame) const {
    if (!array_.times_s.empty()) return array_.times_s[frame];
    const double rate = array_.info.rate_hz;
    return rate > 0 ? static_cast<double>(frame) / rate : 0;
  }

  /// Counts are never negative and always numbers: only the loaded ones are looked at.
  void append_sparse(std::size_t count, Recording& out) {
    const double least = std::ceil(out.floor_kpa() / kpa_ * (1 - 1e-6));  // append judges exactly
    constexpr double most = std::numeric_limits<std::uint16_t>::max();
    array_.read_sparse(next_, count, static_cast<std::uint16_t>(std::clamp(least, 1.0, most)),
                       sparse_);
    std::size_t first = 0;
    for (std::size_t k = 0; k < count; ++k) {
      for (std::size_t i = first; i < sparse_.ends[k]; ++i) {
        float& cell = sparse_.cells[i].kpa;
        cell = static_cast<float>(static_cast<double>(cell) * kpa_);
      }
      out.append(
          time_s(next_ + k),
          std::span<const LoadedCell>(sparse_.cells).subspan(first, sparse_.ends[k] - first));
      first = sparse_.ends[k];
    }
  }

  void convert() {
    constexpr double largest = std::numeric_limits<float>::max();
    for (float& cell : block_) {
      const double kpa = static_cast<double>(cell) * kpa_;
      if (kpa >= 0 && kpa <= largest) {
        cell = static_cast<float>(kpa);
      } else {
        ++(std::isfinite(cell) && kpa < 0 ? negative_ : not_numbers_);
        cell = 0;
      }
    }
  }

  void apply_calibration() {
    constexpr double most = std::numeric_limits<std::uint16_t>::max();
    counts_.resize(block_.size());
    for (std::size_t i = 0; i < block_.size(); ++i) {
      const double count = block_[i];
      if (count > most || count != std::floor(count)) {
        throw FormatError(file_, "frame " + std::to_string(next_ + i / array_.info.plate.cells()) +
                                     " has a count of " + short_number(count) +
                                     ", expected whole numbers up to 65535");
      }
      counts_[i] = static_cast<std::uint16_t>(count);
    }
    const std::size_t cells = array_.info.plate.cells();
    for (std::size_t k = 0; k * cells < block_.size(); ++k) {
      converter_->apply(std::span<const std::uint16_t>(counts_).subspan(k * cells, cells),
                        time_s(next_ + k), std::span<float>(block_).subspan(k * cells, cells));
    }
  }

  void finish() {
    if (converter_) {
      for (std::string& line : converter_->warnings()) {
        array_.info.warnings.push_back(std::move(line));
      }
    }
    block_ = {};
    if (not_numbers_ > 0) {
      array_.info.warnings.push_back(std::to_string(not_numbers_) +
                                     " cells are no finite number (NaN) and count as 0");
    }
    if (negative_ > 0) {
      array_.info.warnings.push_back(std::to_string(negative_) +
                                     " cells are negative and count as 0");
    }
  }

  ArrayRecording array_;
  bool is_count_;
  double kpa_;  ///< of one unit of the file
  std::optional<CountConverter> converter_;
  std::filesystem::path file_;
  std::vector<std::uint16_t> counts_;
  std::size_t next_ = 0;
  std::uint64_t not_numbers_ = 0;
  std::uint64_t negative_ = 0;
  std::vector<float> block_;
  hdf5::SparseFrames sparse_;
};

/// A value of the file's, else of the options, else of the device; and lines about it.
double choose(const std::optional<double>& told, const std::optional<double>& option,
              const std::optional<double>& device, const std::string& what, const char* flag,
              const std::string& unit, SourceInfo& info) {
  if (told) {
    if (option && *option != *told) {
      info.warnings.push_back(std::string(flag) + " was left out: the file itself says " +
                              short_number(*told) + " " + unit);
    }
    return *told;
  }
  if (option) {
    info.conversions.push_back(what + " " + short_number(*option) + " " + unit + " as given with " +
                               flag);
  }
  return option ? *option : device.value_or(0);
}

/// Checks the frames' times and takes the rate from them where nothing else tells it.
void use_times(const std::filesystem::path& file, ArrayRecording& r, std::optional<double>& rate) {
  const std::vector<double>& t = r.times_s;
  std::vector<double> steps;
  for (std::size_t k = 0; k < t.size(); ++k) {
    if (!(std::abs(t[k]) <= 1e12) || (k > 0 && t[k] <= t[k - 1])) {
      throw FormatError(file, "the time of frame " + std::to_string(k) +
                                  " is not later than the one before, expected rising seconds");
    }
    if (k > 0) steps.push_back(t[k] - t[k - 1]);
  }
  if (steps.empty()) return;
  const auto middle = steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2);
  std::nth_element(steps.begin(), middle, steps.end());
  const double step = *middle;
  const auto gaps =
      std::count_if(steps.begin(), steps.end(), [step](double s) { return s > 1.5 * step; });
  if (gaps > 0) {
    r.info.warnings.push_back(std::to_string(gaps) + " gaps in the frames' times");
  }
  if (rate) return;
  rate = gaps > 0 ? 1 / step : static_cast<double>(steps.size()) / (t.back() - t.front());
  constexpr double most_hz = 1e9;
  if (*rate > most_hz) throw FormatError(file, "the frames' times are too close, expected seconds");
  r.info.conversions.push_back("rate " + short_number(*rate) + " Hz taken from the frames' times");
}

/// kPa of one unit of the file; nothing where these are counts.
std::optional<double> kpa_of_unit(const std::filesystem::path& file, ArrayRecording& r,
                                  const ArrayFacts& facts, const OpenOptions& options) {
  SourceInfo& info = r.info;
  const std::string of = r.array.empty() ? "the array" : r.array;
  if (!facts.unit && options.unit.empty()) {
    throw FormatError(file, of + " " + dims(r) +
                                " does not tell its unit, expected it with --unit, as in --unit "
                                "kPa; of raw counts --unit count with --calibration FILE");
  }
  info.unit = facts.unit ? *facts.unit : options.unit;
  if (!facts.unit) {
    info.conversions.push_back("unit " + info.unit + " as given with --unit");
  } else if (!options.unit.empty() && options.unit != info.unit) {
    info.warnings.push_back("--unit was left out: the file itself says " + info.unit);
  }
  if (is_count(info.unit)) {
    info.unit = "count";
    if (!options.calibration) return std::nullopt;
    options.calibration->require_fits(info.session.driver, info.plate);
    info.calibration = options.calibration->summary();
    info.conversions.push_back("raw counts to kPa: " + *info.calibration);
    return std::nullopt;
  }
  if (options.calibration) {
    warn_ignored(info, "calibration", "the file has pressures in " + info.unit);
  }
  if (is_newton(info.unit)) {
    const double area_mm2 = info.plate.cell_area_mm2();
    if (!(area_mm2 > 0)) {
      throw FormatError(file, of + " is in N a cell, expected the cell's size with --pitch-mm");
    }
    info.conversions.push_back("N a cell divided by the cell's area " + short_number(area_mm2) +
                               " mm2");
    return 1000 / area_mm2;
  }
  const auto kpa = kpa_per_unit(info.unit);
  if (!kpa) {
    throw FormatError(
        file, of + " has the unit " + in_quotes(info.unit) +
                  ", expected one of pressure: kPa, N/cm2, mmHg, psi, kg/cm2, or N, or count");
  }
  if (*kpa != 1) {
    info.conversions.push_back("pressures from " + info.unit + " to kPa, times " +
                               short_number(*kpa));
  }
  return *kpa;
}

}  // namespace

void require_grid(const std::filesystem::path& file, const ArrayRecording& r) {
  constexpr std::uint64_t most = 10000;
  const std::string of = (r.array.empty() ? "the array" : r.array) + " " + dims(r);
  if (r.rows < 1 || r.cols < 1 || r.rows > most || r.cols > most) {
    throw FormatError(file, of + " has an impossible grid, expected 1 to 10000 rows and columns");
  }
  if (r.frames < 1) throw FormatError(file, of + " has no frame");
  if (r.frames > std::numeric_limits<std::uint32_t>::max()) {
    throw FormatError(file, of + " has more frames than can be");
  }
}

std::size_t frames_a_read(std::uint64_t cells, std::uint64_t chunk_frames) {
  constexpr std::uint64_t wanted = std::uint64_t{4} << 20;  // cells
  constexpr std::uint64_t largest = std::uint64_t{64} << 20;
  const std::uint64_t frames =
      std::max<std::uint64_t>(1, wanted / std::max<std::uint64_t>(1, cells));
  if (chunk_frames <= 1) return frames;
  if (frames >= chunk_frames) return frames / chunk_frames * chunk_frames;
  return chunk_frames <= std::max<std::uint64_t>(1, largest / cells) ? chunk_frames : frames;
}

std::unique_ptr<FrameSource> make_array_source(std::string_view format,
                                               const std::filesystem::path& file,
                                               ArrayRecording recording, const ArrayFacts& facts,
                                               const OpenOptions& options) {
  require_grid(file, recording);
  SourceInfo& info = recording.info;
  info.format = format;
  info.name = recording.name;
  info.frames = recording.frames;
  info.side = facts.side;
  info.provenance.insert(facts.provenance.begin(), facts.provenance.end());
  const std::string code = info.session.subject_code;
  info.session = facts.session;
  if (info.session.subject_code.empty()) info.session.subject_code = code;
  info.session.driver = format;
  info.plate.rows = static_cast<int>(recording.rows);
  info.plate.cols = static_cast<int>(recording.cols);
  info.has_grid = facts.has_grid;
  if (info.has_grid) {
    info.conversions.push_back(
        "rows and columns as stored: row 0 taken as the heel end, columns as growing to the "
        "person's right; an assumption, the file does not tell");
  }

  std::optional<double> rate = facts.rate_hz;
  if (!recording.times_s.empty()) use_times(file, recording, rate);
  const auto& device_rate = recording.device_rate_hz;
  const auto& device_pitch = recording.device_pitch_mm;
  info.rate_hz = choose(rate, options.rate_hz, device_rate, "rate", "--rate-hz", "Hz", info);
  const std::string across =
      facts.pitch_y_mm == facts.pitch_x_mm && options.pitch_x_mm == options.pitch_y_mm
          ? "size of a cell"
          : "size of a cell across";
  info.plate.pitch_x_mm =
      choose(facts.pitch_x_mm, options.pitch_x_mm, device_pitch, across, "--pitch-mm", "mm", info);
  if (across == "size of a cell") {
    info.plate.pitch_y_mm = info.plate.pitch_x_mm;
  } else {
    info.plate.pitch_y_mm = choose(facts.pitch_y_mm, options.pitch_y_mm, device_pitch,
                                   "size of a cell along", "--pitch-mm", "mm", info);
  }
  if (!rate && !options.rate_hz && device_rate) {
    info.conversions.push_back("rate " + short_number(*device_rate) + " Hz taken, that of " +
                               recording.device + "; the file does not tell");
  }
  if (device_pitch && !facts.pitch_x_mm && !options.pitch_x_mm) {
    info.conversions.push_back("cells of " + short_number(*device_pitch) + " mm taken, those of " +
                               recording.device + "; the file does not tell");
  }
  if (info.rate_hz == 0 && info.frames > 1) {
    info.warnings.push_back(
        "the rate is not known and every frame's time is 0; --rate-hz gives it");
  }
  if (info.has_grid && (info.plate.pitch_x_mm == 0 || info.plate.pitch_y_mm == 0)) {
    info.warnings.push_back("the size of a cell is not known; --pitch-mm gives it");
  }
  const std::optional<double> kpa = kpa_of_unit(file, recording, facts, options);
  return std::make_unique<ArraySource>(std::move(recording), kpa, options.calibration, file);
}

}  // namespace solea::readers
