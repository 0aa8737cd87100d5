#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "acquisition/recorder.h"
#include "acquisition/stream/live_stream.h"
#include "apps/solea/clock.h"
#include "apps/solea/command.h"
#include "apps/solea/common_json.h"
#include "apps/solea/interrupt.h"
#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/session/session_writer.h"

namespace solea::commands {

namespace {

struct Options {
  std::string driver_id;
  std::string port;
  unsigned baud = 0;
  double rate_hz = 0;
  double reconnect_s = 10;
  std::filesystem::path out;
  double duration_s = 0;
  std::filesystem::path calibration_file;
  std::string serial;
  std::string subject;
  double mass_kg = 0;
  std::string trial;
  std::vector<std::string> streams;
  bool json = false;
};

/// Creates the session when the first frame comes: by then the mat has told what it is, and a mat
/// that never answers leaves no file behind.
class SessionSink final : public FrameSink {
 public:
  SessionSink(const DeviceDriver& driver, Recorder& recorder, const Options& options,
              std::optional<Calibration> calibration, LiveStream* live)
      : driver_(driver),
        recorder_(recorder),
        options_(options),
        calibration_(std::move(calibration)),
        live_(live) {}

  void accept(const RawFrameView& frame) override {
    if (!session_) begin(frame);
    for (const LinkBreak& link : recorder_.take_breaks()) mark_break(link);
    session_->accept(frame);
    if (live_ != nullptr) live_->accept(frame);
    last_arrival_ = frame.arrival;
  }

  /// After the recorder has stopped. `stats` becomes the counts of what is in the file, also where
  /// this throws.
  void close(AcquisitionStats& stats) {
    count_stored(stats);
    if (!session_) return;
    for (const LinkBreak& link : recorder_.take_breaks()) {
      mark_break(link);
      spdlog::warn("the mat was away when the recording ended ({})", link.reason);
    }
    try {
      session_->close(stats);
    } catch (...) {
      count_stored(stats);
      throw;
    }
  }

  [[nodiscard]] bool calibrated() const { return calibration_.has_value(); }
  /// From the first frame to the end of the last one's period, s.
  [[nodiscard]] double duration_s(std::uint64_t frames) const {
    if (frames < 2) return 0;
    const double span = std::chrono::duration<double>(last_arrival_ - first_arrival_).count();
    return span * static_cast<double>(frames) / static_cast<double>(frames - 1);
  }

 private:
  [[nodiscard]] double time_s(std::chrono::nanoseconds arrival) const {
    return std::chrono::duration<double>(arrival - first_arrival_).count();
  }

  void mark_break(const LinkBreak& link) {
    session_->mark(time_s(link.lost_at), "link lost: " + link.reason);
    if (!link.back_at) return;
    const double away_s = std::chrono::duration<double>(*link.back_at - link.lost_at).count();
    session_->mark(time_s(*link.back_at), fmt::format("link back after {:.3f} s, {} frames missing",
                                                      away_s, link.frames_missing));
  }

  void count_stored(AcquisitionStats& stats) const {
    const AcquisitionStats stored = session_ ? session_->gap_stats() : AcquisitionStats{};
    stats.frames = stored.frames;
    stats.gaps = stored.gaps;
    stats.frames_missing = stored.frames_missing;
  }

  void begin(const RawFrameView& frame) {
    const Announcement told = recorder_.announcement();
    TrialHeader header;
    header.plate = driver_.plate;
    header.plate.pitch_x_mm = told.pitch_x_mm.value_or(driver_.plate.pitch_x_mm);
    header.plate.pitch_y_mm = told.pitch_y_mm.value_or(driver_.plate.pitch_y_mm);
    if (told.rows && told.cols) {
      header.plate.rows = static_cast<int>(*told.rows);
      header.plate.cols = static_cast<int>(*told.cols);
    }
    header.rate_hz = options_.rate_hz > 0 ? options_.rate_hz : driver_.rate_hz;
    header.info = {options_.subject,
                   options_.mass_kg > 0 ? std::optional(options_.mass_kg) : std::nullopt,
                   options_.trial,
                   utc_now(),
                   std::string(driver_.id),
                   options_.port,
                   options_.serial};
    if (!calibration_ && told.kpa_per_count) {
      calibration_ = Calibration{};
      calibration_->kpa_per_count = *told.kpa_per_count;
      calibration_->driver = std::string(driver_.id);
      calibration_->rows = header.plate.rows;
      calibration_->cols = header.plate.cols;
      calibration_->origin = "told by the mat";
    }
    header.calibration = calibration_;
    header.device_clock = frame.device_time.has_value();
    keep_earlier_file(options_.out);
    session_ = std::make_unique<SessionWriter>(options_.out, header);
    first_arrival_ = frame.arrival;
    if (live_ != nullptr) begin_stream(header);
  }

  void begin_stream(const TrialHeader& header) {
    StreamInfo info;
    info.driver = std::string(driver_.id);
    info.plate = header.plate;
    info.rate_hz = header.rate_hz;
    if (calibration_) {
      info.to_kpa = [calibration = *calibration_](std::span<const std::uint16_t> counts,
                                                  std::span<float> kpa) {
        calibration.apply(counts, kpa);
      };
    }
    live_->begin(std::move(info), std::string(driver_.id) + '@' + options_.port);
  }

  const DeviceDriver& driver_;
  Recorder& recorder_;
  const Options& options_;
  std::optional<Calibration> calibration_;
  LiveStream* live_;  ///< null: none
  std::unique_ptr<SessionWriter> session_;
  std::chrono::nanoseconds first_arrival_{};
  std::chrono::nanoseconds last_arrival_{};
};

/// Finds out before the mat is asked whether the file can be made at all.
void require_writable(const std::filesystem::path& file) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error)) {
    throw FileError(file, "is a folder, expected the name of a file");
  }
  const std::filesystem::path probe = unfinished_name(file);
  std::error_code ignored;
  try {
    write_text_file(probe, "");
  } catch (const FileError&) {
    rethrow_naming(probe, file);
  }
  std::filesystem::remove(probe, ignored);
}

void show_progress(const AcquisitionStats& stats) {
  if (::isatty(STDERR_FILENO) == 0) return;
  std::cerr << fmt::format("\r{} frames, {} missing, {} bad checksums, {} bytes skipped   ",
                           stats.frames, stats.frames_missing, stats.bad_checksum,
                           stats.bytes_skipped)
            << std::flush;
}

void print_summary(const Options& options, const AcquisitionStats& stats, double duration_s,
                   bool calibrated) {
  if (::isatty(STDERR_FILENO) != 0) std::cerr << '\n';
  if (options.json) {
    nlohmann::ordered_json json = {{"session", options.out.string()},
                                   {"duration_s", std::round(duration_s * 1000) / 1000}};
    json.update(stats_to_json(stats));
    std::cout << json.dump(2) << '\n';
    return;
  }
  fmt::print(
      "{}: {} frames in {:.2f} s, {} gap{} ({} frame{} missing), {} bad checksums, {} bytes "
      "skipped, {} broken links, ring at most {:.0f} % full\n",
      options.out.string(), stats.frames, duration_s, stats.gaps, stats.gaps == 1 ? "" : "s",
      stats.frames_missing, stats.frames_missing == 1 ? "" : "s", stats.bad_checksum,
      stats.bytes_skipped, stats.link_breaks, 100 * stats.ring_peak_fill);
  if (!calibrated) {
    spdlog::warn(
        "no calibration: the session has counts only; solea analyze will need "
        "--calibration FILE");
  }
}

/// Null when nobody asked for one.
std::unique_ptr<LiveStream> open_stream(const Options& options) {
  if (options.streams.empty()) return nullptr;
  std::vector<StreamTarget> targets;
  for (const std::string& text : options.streams) {
    try {
      targets.push_back(StreamTarget::parse(text));
    } catch (const std::invalid_argument& e) {
      throw CLI::ValidationError("--stream", e.what());
    }
  }
  auto live = std::make_unique<LiveStream>(targets);
  if (!live->warning().empty()) spdlog::warn("not streaming over LSL: {}", live->warning());
  for (const std::string& address : live->addresses()) spdlog::info("streaming at {}", address);
  return live;
}

void run(const Options& options) {
  const DeviceDriver* driver = find_driver(options.driver_id);
  if (driver == nullptr) {
    throw CLI::ValidationError("--driver",
                               "no driver '" + options.driver_id + "', see solea devices");
  }
  std::optional<Calibration> calibration;
  if (!options.calibration_file.empty()) {
    calibration = read_calibration(options.calibration_file);
    calibration->require_fits(std::string(driver->id), driver->plate);
    for (const std::string& line : calibration_warnings(calibration, options.serial, utc_now())) {
      spdlog::warn("{}", line);
    }
  }
  require_writable(options.out);
  const std::unique_ptr<LiveStream> live = open_stream(options);
  catch_interrupts();

  RecorderOptions how;
  how.port = options.port;
  how.baud = options.baud;
  how.rate_hz = options.rate_hz;
  how.reconnect = std::chrono::milliseconds(
      static_cast<std::int64_t>(std::llround(1000 * options.reconnect_s)));
  Recorder recorder(*driver, how);
  SessionSink sink(*driver, recorder, options, std::move(calibration), live.get());
  AcquisitionStats stats;
  std::exception_ptr failure;
  try {
    const std::chrono::duration<double> duration(options.duration_s);
    record_for(recorder, sink, std::chrono::duration_cast<std::chrono::nanoseconds>(duration),
               interrupted, show_progress, stats);
  } catch (...) {
    failure = std::current_exception();
  }
  if (live) {
    live->end();
    const LiveStream::Stats heard = live->stats();
    spdlog::info("live stream: {} clients, {} frames dropped for slow ones", heard.clients,
                 heard.dropped);
  }
  // Whatever went wrong: what came before it is kept.
  try {
    sink.close(stats);
  } catch (...) {
    if (!failure) failure = std::current_exception();
  }
  if (stats.frames > 0) {
    print_summary(options, stats, sink.duration_s(stats.frames), sink.calibrated());
  }
  if (failure) std::rethrow_exception(failure);
  if (stats.frames == 0) throw DeviceError(options.port, "ended before the first frame");
}

}  // namespace

void add_record(CLI::App& app) {
  auto* command = app.add_subcommand("record", "Record a mat into a session");
  command->footer(
      "Example: solea record --driver willowec_pmi --port /dev/ttyACM0 -o session.h5 --duration "
      "30");
  const auto o = std::make_shared<Options>();
  command->add_option("--driver", o->driver_id, "the mat, see solea devices")->required();
  command->add_option("--port", o->port, "serial port or HOST:PORT")->required();
  command->add_option("-o,--out", o->out, "the session to write")->required();
  command
      ->add_option("--duration", o->duration_s, "seconds from the first frame; else until Ctrl-C")
      ->check(number_in(0.0, 1e6));
  command->add_option("--baud", o->baud, "instead of the driver's")
      ->check(number_in(300, 12000000));
  command->add_option("--rate-hz", o->rate_hz, "frames a second, instead of the driver's")
      ->check(number_in(0.1, 100000.0));
  command
      ->add_option("--reconnect", o->reconnect_s,
                   "seconds that a mat which went away is awaited; the gap is marked. 0: it ends")
      ->check(number_in(0.0, 1e6))
      ->capture_default_str();
  command->add_option("--calibration", o->calibration_file, "turns counts into kPa");
  command->add_option("--serial", o->serial, "serial number of the mat, to tell its calibration");
  command->add_option("--subject", o->subject, "code of the person, never a name")
      ->check([](const std::string& code) {
        const bool good =
            code.size() <= 64 &&
            code.find_first_not_of(
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-") ==
                std::string::npos;
        return good ? std::string()
                    : std::string("a code of letters, digits and _ . - is expected");
      });
  command->add_option("--mass-kg", o->mass_kg, "body mass")->check(number_in(1.0, 500.0));
  command->add_option("--trial", o->trial, "name of the trial");
  command->add_option("--stream", o->streams,
                      "sends frames, force and centre of pressure to others: tcp:PORT, ws:PORT, "
                      "lsl; tcp:HOST:PORT to be heard outside this machine; may be repeated");
  command->add_flag("--json", o->json, "print one JSON document at the end");
  command->callback([o] { run(*o); });
}

}  // namespace solea::commands
