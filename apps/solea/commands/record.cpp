#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "acquisition/ports.h"
#include "acquisition/recorder.h"
#include "acquisition/triggers/markers.h"
#include "acquisition/triggers/pass_cutter.h"
#include "apps/recording/record_sink.h"
#include "apps/results/clock.h"
#include "apps/results/common_json.h"
#include "apps/results/interrupt.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "apps/solea/stream_sink.h"
#include "calibration/calibration_file.h"
#include "calibration/count_converter.h"
#include "core/error.h"

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

  std::string start = "now";
  std::string stop;
  double pre_s = 0;
  std::size_t passes = 0;
  double contact_kpa = 10;
  unsigned contact_count = 0;  ///< 0: from contact_kpa
  ContactSettings contact;
  std::vector<std::string> sync;
  bool no_keys = false;
  bool tare = false;
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

void print_summary(const Options& options, const AcquisitionStats& stats, const RecordSink& sink,
                   const std::vector<std::string>& warnings) {
  if (::isatty(STDERR_FILENO) != 0) std::cerr << '\n';
  if (options.json) {
    nlohmann::ordered_json json = {{"session", options.out.string()},
                                   {"duration_s", std::round(sink.duration_s() * 1000) / 1000},
                                   {"trials", sink.trials()},
                                   {"markers", sink.markers()},
                                   {"warnings", warnings}};
    json.update(stats_to_json(stats));
    std::cout << json.dump(2) << '\n';
    return;
  }
  const auto of = [](std::uint64_t n, const char* what) {
    return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
  };
  fmt::print(
      "{}: {} frames in {:.2f} s, {}, {}, {} ({} missing), {} bad checksums, {} bytes skipped, "
      "{} broken links, ring at most {:.0f} % full\n",
      options.out.string(), stats.frames, sink.duration_s(), of(sink.trials(), "trial"),
      of(sink.markers(), "marker"), of(stats.gaps, "gap"), of(stats.frames_missing, "frame"),
      stats.bad_checksum, stats.bytes_skipped, stats.link_breaks, 100 * stats.ring_peak_fill);
}

/// The mat's serial number: as given, else the one that its USB device has.
std::string serial_of(const Options& options) {
  if (!options.serial.empty()) return options.serial;
  const std::optional<UsbDevice> usb = usb_device_at(options.port);
  return usb ? usb->serial : "";
}

/// kPa of a count in the middle one of all cells.
double middle_kpa(const DeviceDriver& driver, const Calibration& calibration, std::uint16_t count) {
  PlateGeometry plate = driver.plate;
  if (calibration.rows > 0) plate.rows = calibration.rows;
  if (calibration.cols > 0) plate.cols = calibration.cols;
  const std::vector<std::uint16_t> counts(plate.cells(), count);
  std::vector<float> kpa(counts.size());
  CountConverter(calibration, plate).apply(counts, 0, kpa);
  const auto middle = kpa.begin() + static_cast<std::ptrdiff_t>(kpa.size() / 2);
  std::nth_element(kpa.begin(), middle, kpa.end());
  return *middle;
}

/// The count at which a cell is loaded: of the pressure, or, without a calibration, a fiftieth of
/// what the mat can give.
std::uint16_t contact_count(const Options& options, const DeviceDriver& driver,
                            const std::optional<Calibration>& calibration) {
  if (options.contact_count > 0) return static_cast<std::uint16_t>(options.contact_count);
  if (!calibration) return std::max<std::uint16_t>(3, driver.max_count / 50);
  int below = 0;
  int enough = std::max<int>(1, driver.max_count);
  while (enough - below > 1) {  // kPa rise with counts
    const int count = (below + enough) / 2;
    const double kpa = middle_kpa(driver, *calibration, static_cast<std::uint16_t>(count));
    (kpa < options.contact_kpa ? below : enough) = count;
  }
  return static_cast<std::uint16_t>(enough);
}

PassSettings passes_of(const Options& options, const DeviceDriver& driver,
                       const std::optional<Calibration>& calibration) {
  PassSettings passes;
  passes.start_on_contact = options.start == "contact" || options.passes > 0;
  passes.stop_on_release =
      options.stop == "release" ||
      (options.stop.empty() && passes.start_on_contact && options.duration_s == 0);
  passes.pre_trigger_s = options.pre_s;
  passes.passes = options.passes;
  if (passes.start_on_contact || passes.stop_on_release) {
    passes.duration_s = options.duration_s;
    passes.contact = options.contact;
    passes.contact.contact_count = contact_count(options, driver, calibration);
    if (passes.passes == 0 && !passes.start_on_contact) passes.passes = 1;
  }
  return passes;
}

/// The thresholds in words, at most as long as a marker may be.
std::string trigger_words(const PassSettings& passes, const DeviceDriver& driver,
                          const std::optional<Calibration>& calibration) {
  if (!passes.start_on_contact && !passes.stop_on_release) return "";
  const ContactSettings& c = passes.contact;
  const std::string pressure =
      calibration ? fmt::format(" ({:.3g} kPa)", middle_kpa(driver, *calibration, c.contact_count))
                  : "";
  return fmt::format("trigger: {} cells >= {}{}, {:g} s; off {:g} s", c.least_cells,
                     c.contact_count, pressure, c.contact_s, c.release_s);
}

MarkerOptions markers_of(const Options& options) {
  MarkerOptions markers;
  markers.keys = !options.no_keys;
  markers.user_signal = true;
  for (const std::string& text : options.sync) {
    try {
      markers.sync.push_back(SyncSource::parse(text));
    } catch (const std::invalid_argument& e) {
      throw CLI::ValidationError("--sync", e.what());
    }
  }
  return markers;
}

void run(const Options& options) {
  const DeviceDriver* driver = find_driver(options.driver_id);
  if (driver == nullptr) {
    throw CLI::ValidationError("--driver",
                               "no driver '" + options.driver_id + "', see solea devices");
  }
  if (options.tare && driver->tare_command.empty()) {
    throw CLI::ValidationError(
        "--tare", options.driver_id + " has no command for it, see solea calibrate tare");
  }
  const std::string serial = serial_of(options);
  std::vector<std::string> warnings;
  const auto warn = [&](const std::string& line) {
    spdlog::warn("{}", line);
    warnings.push_back(line);
  };
  std::optional<Calibration> calibration;
  if (!options.calibration_file.empty()) {
    calibration = read_calibration(options.calibration_file);
    if (!driver->announces) calibration->require_fits(std::string(driver->id), driver->plate);
    for (const auto& line : calibration_warnings(calibration, serial, utc_now())) warn(line);
  }
  const MarkerOptions marker_options = markers_of(options);
  require_writable(options.out);
  const std::unique_ptr<LiveStream> live = open_live_stream(options.streams);
  catch_interrupts();

  MarkerQueue markers;
  const MarkerListener listener(marker_options, markers);
  for (const std::uint16_t port : listener.udp_ports())
    spdlog::info("markers at UDP port {}", port);
  RecorderOptions how;
  how.port = options.port;
  how.baud = options.baud;
  how.rate_hz = options.rate_hz;
  how.tare = options.tare;
  how.reconnect = std::chrono::milliseconds(
      static_cast<std::int64_t>(std::llround(1000 * options.reconnect_s)));
  Recorder recorder(*driver, how);

  const PassSettings passes = passes_of(options, *driver, calibration);
  const std::string trigger = trigger_words(passes, *driver, calibration);
  if (!trigger.empty()) spdlog::info("{}", trigger);
  RecordSink sink(*driver, recorder, markers,
                  {options.port, options.out, options.rate_hz, options.subject, options.mass_kg,
                   options.trial, serial, calibration, trigger});
  PassCutter cutter(passes, options.rate_hz > 0 ? options.rate_hz : driver->rate_hz, sink);
  std::optional<StreamSink> streaming;
  if (live) {
    streaming.emplace(cutter, *live, *driver, recorder, options.port, options.rate_hz, calibration);
  }
  FrameSink& frames = streaming ? static_cast<FrameSink&>(*streaming) : cutter;
  AcquisitionStats stats;
  std::exception_ptr failure;
  try {
    // Where passes are cut, the duration is theirs.
    const std::chrono::duration<double> duration(passes.duration_s > 0 ? 0 : options.duration_s);
    record_for(
        recorder, frames, std::chrono::duration_cast<std::chrono::nanoseconds>(duration),
        [&] { return interrupted() || cutter.done(); }, show_progress, stats);
  } catch (...) {
    failure = std::current_exception();
  }
  if (live) {
    live->end();
    const LiveStream::Stats heard = live->stats();
    spdlog::info("live stream: {} clients, {} frames dropped for slow ones", heard.clients,
                 heard.dropped);
  }
  const bool any_frame = stats.frames > 0;
  // Whatever went wrong: what came before it is kept.
  try {
    sink.close(stats);
  } catch (...) {
    if (!failure) failure = std::current_exception();
  }
  if (stats.frames > 0) {
    if (!sink.calibrated()) {
      warn(
          "no calibration: the session has counts only; solea analyze will need "
          "--calibration FILE");
    }
    print_summary(options, stats, sink, warnings);
  }
  if (failure) std::rethrow_exception(failure);
  if (stats.frames == 0) {
    throw DeviceError(options.port, any_frame ? "ended before the first contact, " + trigger
                                              : "ended before the first frame");
  }
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
      ->add_option("--duration", o->duration_s,
                   "seconds from the first frame, of a pass from its contact; else until Ctrl-C")
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
  command->add_option(
      "--serial", o->serial,
      "serial number of the mat, to tell its calibration; else that of its USB device");
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
  command->add_option("--start", o->start, "now, or with the first contact: one trial each")
      ->check(CLI::IsMember({"now", "contact"}))
      ->capture_default_str();
  command
      ->add_option("--stop", o->stop,
                   "when a pass ends without --duration: with the release (default after a "
                   "contact) or never")
      ->check(CLI::IsMember({"release", "never"}));
  command->add_option("--pre", o->pre_s, "seconds to keep from before the contact")
      ->check(number_in(0.0, 60.0))
      ->capture_default_str();
  command->add_option("--passes", o->passes, "starts on contact, ends after so many passes")
      ->check(number_in(1, 1000));
  auto* kpa = command->add_option("--contact-kpa", o->contact_kpa, "a cell with it is loaded")
                  ->check(number_in(0.1, 1000.0))
                  ->capture_default_str();
  command
      ->add_option("--contact-count", o->contact_count,
                   "the same in counts; without calibration 2 % of the mat's range, at least 3")
      ->check(number_in(1, 65535))
      ->excludes(kpa);
  command->add_option("--contact-cells", o->contact.least_cells, "loaded cells that are a contact")
      ->check(number_in(1, 100000))
      ->capture_default_str();
  command->add_option("--contact-s", o->contact.contact_s, "contact lasts so long to begin a pass")
      ->check(number_in(0.0, 10.0))
      ->capture_default_str();
  command->add_option("--release-s", o->contact.release_s, "none for so long: the pass ends")
      ->check(number_in(0.0, 60.0))
      ->capture_default_str();
  command->add_option("--sync", o->sync,
                      "markers from udp:PORT, cts:SERIAL_PORT, dsr:SERIAL_PORT; a key in the "
                      "terminal and SIGUSR1 always are");
  command->add_option("--stream", o->streams,
                      "sends frames, force and centre of pressure to others: tcp:PORT, ws:PORT, "
                      "lsl; tcp:HOST:PORT to be heard outside this machine; may be repeated");
  command->add_flag("--tare", o->tare,
                    "asks the mat to take its present load as zero, where its protocol can");
  command->add_flag("--no-keys", o->no_keys, "leave the terminal's keys alone");
  command->add_flag("--json", o->json, "print one JSON document at the end");
  command->callback([o] { run(*o); });
}

}  // namespace solea::commands
