#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cmath>
#include <fstream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "acquisition/virtual_mat/server.h"
#include "apps/recording/virtual_session.h"
#include "apps/results/clock.h"
#include "apps/results/interrupt.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "apps/solea/output/truth_json.h"
#include "calibration/calibration_file.h"
#include "calibration/load_plan.h"
#include "core/error.h"
#include "formats/session/session_writer.h"

namespace solea::commands {

namespace {

using namespace virtual_mat;

struct Options {
  std::string driver_id;
  std::string link;
  std::string listen;
  std::filesystem::path session;
  std::filesystem::path capture;
  std::filesystem::path truth;
  std::filesystem::path calibration;
  std::filesystem::path loads;
  std::optional<calibration::LoadPlan> plan;
  std::string side = "both";
  std::string faults;
  double duration_s = 0;
  double saturation_kpa = 0;
  double pitch_mm = 0;
  double kpa_per_count = 0;
  Person person;
  SensorModel sensor;
};

const DeviceDriver& driver_of(const Options& options) {
  const DeviceDriver* driver = find_driver(options.driver_id);
  if (driver == nullptr) {
    throw CLI::ValidationError("--driver",
                               "no driver '" + options.driver_id + "', see solea devices");
  }
  return *driver;
}

/// The driver's own mat with what the user changed.
TwinSettings mat_of(const Options& options, const DeviceDriver& driver) {
  TwinSettings mat = driver.own_settings();
  if (options.pitch_mm > 0) {
    if (!driver.announces) {
      throw CLI::ValidationError(
          "--pitch-mm", "driver " + options.driver_id + " does not tell the host its pitch");
    }
    mat.plate.pitch_x_mm = mat.plate.pitch_y_mm = options.pitch_mm;
  }
  if (options.kpa_per_count > 0) mat.kpa_per_count = options.kpa_per_count;
  return mat;
}

SensorModel sensor_of(const Options& options, const DeviceDriver& driver, const TwinSettings& mat) {
  SensorModel sensor = options.sensor;
  sensor.kpa_per_count = mat.kpa_per_count;
  sensor.max_count = driver.max_count;
  if (options.saturation_kpa > 0) {
    sensor.max_count = static_cast<std::uint16_t>(
        std::min<double>(driver.max_count, std::floor(options.saturation_kpa / mat.kpa_per_count)));
  }
  sensor.seed = options.person.seed;
  return sensor;
}

std::vector<PressLoad> press_loads(const calibration::LoadPlan& plan) {
  std::vector<PressLoad> loads;
  for (const calibration::Hold& hold : plan.holds) {
    PressLoad& load = loads.emplace_back(PressLoad{hold.start_s, hold.end_s, hold.kpa, {}});
    if (hold.point) {
      load.stamp = Stamp{hold.point->force_n, hold.point->at, hold.point->radius_mm};
    }
  }
  return loads;
}

/// Everything at once instead of in real time: bytes to a file, and through the real decoder into a
/// session.
void simulate_offline(const Options& options, const DeviceDriver& driver,
                      const TwinSettings& settings, VirtualMat& mat, const SensorModel& sensor,
                      const Faults& faults) {
  std::ofstream capture;
  if (!options.capture.empty()) {
    capture.open(options.capture, std::ios::binary | std::ios::trunc);
    if (!capture) throw FileError(options.capture, "cannot be written");
  }
  std::unique_ptr<SessionWriter> session;
  if (!options.session.empty()) {
    keep_earlier_file(options.session);
    session = std::make_unique<SessionWriter>(
        options.session, virtual_header(driver, settings.plate, sensor, options.person, utc_now()));
  }

  struct Discard final : FrameSink {
    void accept(const RawFrameView&) override {}
  } discard;
  FrameSink& sink = session ? static_cast<FrameSink&>(*session) : discard;
  const auto twin = driver.make_twin(settings);
  const auto decoder = driver.make_decoder();
  FaultyLine line(faults, options.person.seed);
  const auto frames = static_cast<std::size_t>(std::llround(options.duration_s * driver.rate_hz));
  const auto hear = [&](std::span<const std::byte> bytes, std::chrono::nanoseconds clock) {
    if (capture.is_open()) {
      capture.write(reinterpret_cast<const char*>(bytes.data()),
                    static_cast<std::streamsize>(bytes.size()));
    }
    decoder->feed(bytes, clock, sink);
  };
  // Both ends talk until the host has said all that is due by now.
  const auto converse = [&](std::chrono::nanoseconds clock) {
    for (;;) {
      std::vector<std::byte> words;
      decoder->speak(clock, words);
      if (words.empty()) return;
      std::vector<std::byte> reply;
      twin->receive(words, reply);
      if (!reply.empty()) hear(reply, clock);
    }
  };
  try {
    std::vector<std::byte> reply;
    twin->receive(std::as_bytes(std::span(driver.start_command)), reply);
    hear(reply, {});
    constexpr std::chrono::nanoseconds rounding{1};  // of a host's period against the mat's
    for (std::size_t k = 0; k < frames && !interrupted(); ++k) {
      const std::chrono::nanoseconds clock(
          static_cast<std::int64_t>(1e9 * static_cast<double>(k) / driver.rate_hz));
      converse(clock + rounding * static_cast<std::int64_t>(k));
      const auto counts = mat.next_frame();
      if (!twin->wants_frame()) continue;  // nobody has asked
      std::vector<std::byte> bytes;
      twin->encode({k, clock, clock, counts}, bytes);
      line.spoil(bytes);
      hear(bytes, clock);
    }
    if (capture.is_open()) {
      capture.close();
      if (!capture) throw FileError(options.capture, "cannot be written");
    }
    if (session) {
      AcquisitionStats stats;
      stats.bad_checksum = decoder->stats().bad_checksum;
      stats.bytes_skipped = decoder->stats().bytes_skipped;
      session->close(stats);
    }
  } catch (...) {
    if (session) fmt::print("{}: {} frames kept\n", options.session.string(), session->frames());
    throw;
  }
}

void run(Options options) {
  const DeviceDriver& driver = driver_of(options);
  const bool live = !options.link.empty() || !options.listen.empty();
  const bool offline = !options.session.empty() || !options.capture.empty();
  if (live == offline) {
    throw CLI::RequiredError("one of --link, --listen or (--session, --capture)");
  }
  if (!options.loads.empty()) {
    options.plan = calibration::read_plan(options.loads);
    constexpr double rest_s = 1;
    if (options.duration_s <= 0) options.duration_s = options.plan->duration_s() + rest_s;
  }
  if (offline && options.duration_s <= 0) throw CLI::RequiredError("--duration");
  Faults faults;
  try {
    faults = Faults::parse(options.faults);
  } catch (const std::invalid_argument& e) {
    throw CLI::ValidationError("--faults", e.what());
  }
  if (options.side != "both") {
    options.person.side = options.side == "left" ? Side::left : Side::right;
  }
  const TwinSettings settings = mat_of(options, driver);
  const SensorModel sensor = sensor_of(options, driver, settings);
  VirtualMat mat(settings.plate, driver.rate_hz, options.person, sensor, !options.truth.empty());
  if (options.plan) mat.put_under(Press(press_loads(*options.plan), settings.plate));
  if (!options.calibration.empty()) {
    write_calibration(options.calibration, virtual_calibration(driver, sensor, utc_now()));
  }
  catch_interrupts();
  if (offline) {
    simulate_offline(options, driver, settings, mat, sensor, faults);
  } else {
    ServerOptions where;
    where.link = options.link;
    where.listen = options.listen;
    if (options.duration_s > 0) where.duration_s = options.duration_s;
    where.faults = faults;
    where.seed = options.person.seed;
    Server server(driver, settings, mat, where);
    spdlog::info("virtual {} at {}{}", driver.id,
                 options.link.empty() ? server.address() : options.link,
                 options.link.empty() ? "" : " -> " + server.address());
    server.run(interrupted);
    spdlog::info("virtual {}: {} frames sent, {} lost because nobody read them", driver.id,
                 server.frames_sent(), server.frames_lost());
  }
  if (!options.truth.empty()) {
    write_text_file(options.truth,
                    truth_to_json(driver, options.person, sensor, mat).dump() + '\n');
  }
}

template <class Enum>
void add_choice(CLI::App& command, const std::string& name, Enum& target,
                const std::map<std::string, Enum>& choices, const std::string& help) {
  std::string words;
  for (const auto& [word, value] : choices) words += (words.empty() ? "" : "|") + word;
  command.add_option(name, target, help)
      ->transform(CLI::CheckedTransformer(choices, CLI::ignore_case))
      ->option_text(words);
}

}  // namespace

void add_simulate(CLI::App& app) {
  auto* command = app.add_subcommand(
      "simulate", "A virtual mat: a person on sensors, speaking a driver's real protocol");
  command->footer(
      "Example: solea simulate --driver willowec_pmi --link mat --script walk --truth truth.json "
      "&");
  const auto o = std::make_shared<Options>();
  command->add_option("--driver", o->driver_id, "whose protocol, see solea devices")->required();
  auto* link = command->add_option("--link", o->link, "serve on a pseudo-terminal, linked here");
  command->add_option("--listen", o->listen, "serve on a TCP address, HOST:PORT")->excludes(link);
  command->add_option("--session", o->session,
                      "no line and no waiting: record straight into this session");
  command->add_option("--capture", o->capture, "no line and no waiting: write the bytes here");
  command->add_option("--duration", o->duration_s, "seconds of streaming, then it goes away")
      ->check(number_in(0.0, 1e6));
  command->add_option("--truth", o->truth, "at the end, write what is known to be true (JSON)");
  command->add_option("--calibration-out", o->calibration,
                      "write the calibration that came with the virtual mat");
  command->add_option("--loads", o->loads,
                      "a calibration press in place of the person: solea calibrate plan");
  command->add_option(
      "--faults", o->faults,
      "garbage,drop=P,flip=P,cut=P,repeat=P,unplug=SECONDS,pull=SECONDS,away=SECONDS; P: "
      "part of frames; pull: how often the cable is pulled, away: for how long");

  Person& p = o->person;
  add_choice<Script>(*command, "--script", p.script,
                     {{"walk", Script::walk},
                      {"run", Script::run},
                      {"stand", Script::stand},
                      {"sway", Script::sway},
                      {"rollover", Script::rollover}},
                     "what the person does");
  add_choice<FootType>(
      *command, "--foot", p.foot,
      {{"normal", FootType::normal}, {"flat", FootType::flat}, {"high", FootType::high}},
      "arch of the foot");
  add_choice<Strike>(*command, "--strike", p.strike,
                     {{"rearfoot", Strike::rearfoot},
                      {"midfoot", Strike::midfoot},
                      {"forefoot", Strike::forefoot}},
                     "what comes down first");
  add_choice<Loading>(
      *command, "--loading", p.loading,
      {{"neutral", Loading::neutral}, {"medial", Loading::medial}, {"lateral", Loading::lateral}},
      "which side of the foot carries more");
  command->add_option("--side", o->side, "which feet come down")
      ->check(CLI::IsMember({"left", "right", "both"}))
      ->capture_default_str();
  command->add_option("--mass-kg", p.mass_kg, "body mass")
      ->check(number_in(5.0, 300.0))
      ->capture_default_str();
  command->add_option("--foot-length-mm", p.foot_length_mm, "length of the foot")
      ->check(number_in(80.0, 350.0))
      ->capture_default_str();
  command->add_option("--cadence", p.cadence_per_min, "steps a minute, walking")
      ->check(number_in(30.0, 200.0))
      ->capture_default_str();
  command->add_option("--toe-out-deg", p.toe_out_deg, "foot progression angle")
      ->check(number_in(-45.0, 60.0))
      ->capture_default_str();
  command->add_option("--heading-deg", p.heading_deg, "direction of walking on the plate")
      ->check(number_in(-180.0, 180.0))
      ->capture_default_str();
  command->add_option("--variability", p.variability, "from step to step, 0: none")
      ->check(number_in(0.0, 5.0))
      ->capture_default_str();
  command->add_option("--seed", p.seed, "same seed, same person and noise")->capture_default_str();

  SensorModel& s = o->sensor;
  command->add_option("--pitch-mm", o->pitch_mm, "distance of cells, where the protocol tells it")
      ->check(number_in(1.0, 50.0));
  command->add_option("--kpa-per-count", o->kpa_per_count, "size of one count")
      ->check(number_in(0.001, 100.0));
  command->add_option("--noise-counts", s.noise_counts, "standard deviation of each cell")
      ->check(number_in(0.0, 1000.0))
      ->capture_default_str();
  command->add_option("--crosstalk", s.crosstalk, "part of the pressure each neighbour feels")
      ->check(number_in(0.0, 0.2))
      ->capture_default_str();
  command->add_option("--saturation-kpa", o->saturation_kpa, "counts end at this pressure")
      ->check(number_in(1.0, 1e5));
  command->add_option("--dead-cells", s.dead_cells, "cells that read 0")
      ->check(number_in(0, 100000))
      ->capture_default_str();
  command->add_option("--mat", s.mat,
                      "which mat of many: the same number has the same cells, whatever the seed");
  command->add_option("--stuck-cells", s.stuck_cells, "cells that read one count always")
      ->check(number_in(0, 100000));
  command->add_option("--saturated-cells", s.saturated_cells, "cells that read the largest count")
      ->check(number_in(0, 100000));
  command->add_option("--gain-sd", s.gain_sd, "spread of the cells' gains around 1")
      ->check(number_in(0.0, 0.5));
  command->add_option("--offset-counts", s.offset_counts, "mean count of an unloaded cell")
      ->check(number_in(0.0, 60000.0));
  command->add_option("--offset-sd-counts", s.offset_sd_counts, "spread of it over the cells")
      ->check(number_in(0.0, 10000.0));
  command->add_option("--nonlinearity", s.nonlinearity, "0: linear; near 1: strongly bent")
      ->check(number_in(0.0, 0.95));
  command->add_option("--full-scale-kpa", s.full_scale_kpa, "where a bent curve meets the line")
      ->capture_default_str()
      ->check(number_in(1.0, 1e5));
  command->add_option("--creep", s.creep_per_decade, "growth of a held pressure a decade of time")
      ->check(number_in(-0.5, 0.5));
  command->add_option("--hysteresis", s.hysteresis, "part of the largest pressure, half way down")
      ->check(number_in(0.0, 0.5));
  command->add_option("--drift-kpa-per-min", s.drift_kpa_per_min, "of loaded cells")
      ->check(number_in(-1000.0, 1000.0))
      ->capture_default_str();
  command->callback([o] { run(*o); });
}

}  // namespace solea::commands
