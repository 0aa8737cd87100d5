#include "apps/station/station.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "apps/results/clock.h"
#include "apps/results/known_settings.h"
#include "apps/station/journal.h"
#include "apps/station/trial_analysis.h"
#include "core/error.h"

namespace solea::station {

namespace {
constexpr double g_m_s2 = 9.80665;
constexpr std::chrono::milliseconds tick{100};
}  // namespace

struct Station::Impl {
  explicit Impl(StationSettings the_settings)
      : settings(std::move(the_settings)), thread([this] { work(); }) {}
  ~Impl() {
    closing = true;
    post([this] { end_everything(); });
    {
      const std::scoped_lock lock(mutex);
      ended = true;
    }
    wake.notify_all();
    thread.join();
  }

  void post(std::function<void()> task) {
    {
      const std::scoped_lock lock(mutex);
      tasks.push_back(std::move(task));
    }
    wake.notify_all();
  }

  void work() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock lock(mutex);
        wake.wait_for(lock, tick, [&] { return !tasks.empty() || ended; });
        if (tasks.empty() && ended) return;
        if (!tasks.empty()) {
          task = std::move(tasks.front());
          tasks.pop_front();
        }
      }
      if (task) task();
      look_after();
    }
  }

  template <class Change>
  void set(Change&& change) {
    const std::scoped_lock lock(mutex);
    change(state);
  }

  std::shared_ptr<MatLink> link() const {
    const std::scoped_lock lock(mutex);
    return mat;
  }

  /// Replaces the link; the old one ends here, never in a window's thread.
  std::string replace_link(std::shared_ptr<MatLink> next) {
    std::shared_ptr<MatLink> old;
    {
      const std::scoped_lock lock(mutex);
      old = std::exchange(mat, std::move(next));
    }
    if (!old) return {};
    const std::string trouble = old->stop();
    while (old.use_count() > 1) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return trouble;
  }

  void open_link(const std::optional<virtual_mat::Person>& person) {
    replace_link(nullptr);  // a port has one reader
    replace_link(std::make_shared<MatLink>(choice, person, settings.live));
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(6);
    const auto now = link();
    while (!now->has_frames() && now->running() && std::chrono::steady_clock::now() < give_up) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (now->has_frames()) return;
    const std::string trouble = replace_link(nullptr);
    throw DeviceError(choice.port, trouble.empty() ? "no frame came" : trouble);
  }

  void fail_mat(const std::string& words) {
    set([&](StationState& s) {
      s.mat = MatPhase::failed;
      s.mat_trouble = words;
    });
  }

  void connect(const MatChoice& the_choice) {
    choice = the_choice;
    set([&](StationState& s) {
      s.mat = MatPhase::connecting;
      s.mat_trouble.clear();
      s.mat_name = choice.driver != nullptr ? std::string(choice.driver->name) : "";
      s.is_virtual = choice.is_virtual;
      s.rate_hz = choice.driver != nullptr ? choice.driver->rate_hz : 0;
      s.tare = {};
    });
    try {
      open_link(std::nullopt);
      set([](StationState& s) { s.mat = MatPhase::connected; });
    } catch (const std::exception& e) {
      fail_mat(e.what());
    }
  }

  void disconnect() {
    end_capture();
    replace_link(nullptr);
    set([](StationState& s) {
      s.mat = MatPhase::none;
      s.tare = {};
    });
  }

  void begin(const CaptureOrder& order) {
    set([&](StationState& s) {
      s.capture = CapturePhase::starting;
      s.capture_trouble.clear();
      s.session = order.session;
      s.person_code = order.person_code;
      s.run = ProtocolRun(order.protocol);
    });
    settings_of_passes = {};
    if (order.mass_kg > 0) settings_of_passes.mass_kg = order.mass_kg;
    settings_of_passes.contact_threshold_kpa = order.settings.contact_kpa;
    try {
      if (!link()) throw Error("no mat is connected");
      begin_journal({order.session, order.person_code, order.protocol.id, utc_now()});
      if (choice.is_virtual) {
        // The tare is kept: it is the same mat.
        if (const auto tared = link()->calibration()) choice.calibration = tared;
        open_link(virtual_person(order));
      }
      CaptureEvents events;
      events.pass_begins = [this] {
        set([this](StationState& s) {
          s.run.pass_begins();
          pass_began = std::chrono::steady_clock::now();
        });
      };
      events.pass_ends = [this](std::shared_ptr<const Recording> pass) {
        set([](StationState& s) { s.run.pass_ends(); });
        post([this, pass = std::move(pass)] { judge(*pass); });
      };
      CaptureOrder full = order;
      full.port = choice.is_virtual ? "virtual mat" : choice.port;
      link()->begin_capture(full, std::move(events));
      set([](StationState& s) { s.capture = CapturePhase::capturing; });
    } catch (const std::exception& e) {
      end_journal(order.session);
      set([&](StationState& s) {
        s.capture = CapturePhase::failed;
        s.capture_trouble = e.what();
      });
    }
  }

  virtual_mat::Person virtual_person(const CaptureOrder& order) {
    virtual_mat::Person person = settings.virtual_person;
    person.script = order.protocol.task == Task::standing  ? virtual_mat::Script::stand
                    : order.protocol.task == Task::running ? virtual_mat::Script::run
                                                           : virtual_mat::Script::walk;
    if (order.mass_kg > 0) person.mass_kg = order.mass_kg;
    person.seed += captures++;
    return person;
  }

  /// Looks at a finished pass while the next one may already come.
  void judge(const Recording& pass) {
    Protocol protocol;
    set([&](StationState& s) { protocol = s.run.protocol(); });
    std::vector<Verdict> steps;
    std::string trouble;
    try {
      StandingSettings standing;
      standing.least_s = 0.9 * protocol.seconds;
      steps = verdicts(analyze_trial(pass, settings_of_passes, protocol.task, standing));
      if (steps.empty()) trouble = "no foot was found";
    } catch (const std::exception& e) {
      trouble = e.what();
    }
    bool complete = false;
    set([&](StationState& s) {
      s.run.pass_judged(steps, trouble);
      complete = s.capture == CapturePhase::capturing && s.run.complete();
    });
    if (complete) end_capture();
  }

  void end_capture() {
    bool active = false;
    set([&](StationState& s) {
      active = s.capture == CapturePhase::capturing || s.capture == CapturePhase::starting;
      if (active) s.capture = CapturePhase::finishing;
    });
    if (!active) return;
    std::string trouble;
    try {
      if (const auto now = link()) now->end_capture();
    } catch (const std::exception& e) {
      trouble = e.what();
    }
    set([&](StationState& s) {
      s.capture = trouble.empty() ? CapturePhase::finished : CapturePhase::failed;
      s.capture_trouble = trouble;
    });
    if (choice.is_virtual && link() && !closing) {
      try {
        open_link(std::nullopt);  // the person steps off
      } catch (const std::exception& e) {
        fail_mat(e.what());
      }
    }
  }

  void end_everything() {
    end_capture();
    replace_link(nullptr);
  }

  /// A mat that ended by itself ends the capture; what came before is kept.
  void look_after() {
    const auto now = link();
    if (!now || now->running()) return;
    std::string trouble = replace_link(nullptr);
    set([&](StationState& s) {
      if (s.capture == CapturePhase::capturing) {
        s.capture = CapturePhase::failed;
        s.capture_trouble = trouble;
      }
    });
    fail_mat(trouble.empty() ? "the mat ended" : trouble);
  }

  StationSettings settings;
  MatChoice choice;                     ///< worker
  AnalysisSettings settings_of_passes;  ///< worker
  std::uint64_t captures = 0;           ///< worker

  mutable std::mutex mutex;  ///< of all that follows
  std::condition_variable wake;
  std::deque<std::function<void()>> tasks;
  std::shared_ptr<MatLink> mat;
  StationState state;
  std::chrono::steady_clock::time_point pass_began;
  bool ended = false;
  std::atomic<bool> closing = false;

  std::thread thread;  ///< last: it uses everything above
};

Station::Station(StationSettings settings) : impl_(std::make_unique<Impl>(std::move(settings))) {}
Station::~Station() = default;

void Station::connect(const MatChoice& mat) {
  impl_->set([](StationState& s) { s.mat = MatPhase::connecting; });
  impl_->post([this, mat] { impl_->connect(mat); });
}
void Station::disconnect() {
  impl_->post([this] { impl_->disconnect(); });
}
void Station::tare() {
  impl_->post([this] {
    if (const auto now = impl_->link()) now->begin_tare(impl_->settings.tare_s);
  });
}
void Station::start(const CaptureOrder& order) {
  impl_->set([](StationState& s) { s.capture = CapturePhase::starting; });
  impl_->post([this, order] { impl_->begin(order); });
}
void Station::finish() {
  impl_->post([this] { impl_->end_capture(); });
}
void Station::acknowledge() {
  impl_->set([](StationState& s) {
    if (s.capture == CapturePhase::finished || s.capture == CapturePhase::failed) {
      s.capture = CapturePhase::idle;
    }
  });
}

bool Station::newest(LiveFrame& out) const {
  const auto now = impl_->link();
  return now && now->newest(out);
}

StationState Station::state() const {
  const auto now = impl_->link();
  StationState s;
  {
    const std::scoped_lock lock(impl_->mutex);
    s = impl_->state;
    if (s.run.in_pass()) {
      s.pass_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - impl_->pass_began)
                     .count();
    }
  }
  if (!now) return s;
  const PlateGeometry plate = now->plate();
  s.rows = plate.rows;
  s.cols = plate.cols;
  const AcquisitionStats stats = now->stats();
  s.frames = stats.frames;
  s.frames_lost = stats.frames_missing + stats.ring_dropped;
  if (const auto calibration = now->calibration()) {
    s.calibrated = true;
    s.calibration_date = calibration->date;
  }
  s.tare = now->tare();
  if (s.mat == MatPhase::connected && now->waiting()) s.mat = MatPhase::away;
  LiveFrame live;
  if (now->newest(live) && !live.past.empty()) {
    double sum = 0;
    double least = INFINITY;
    double most = 0;
    std::size_t n = 0;
    for (const LiveMoment& m : live.past) {
      if (m.time_s < live.now.time_s - impl_->settings.weight_s) continue;
      sum += m.force_n;
      least = std::min(least, m.force_n);
      most = std::max(most, m.force_n);
      ++n;
    }
    const double mean = sum / static_cast<double>(n);
    const bool long_enough = live.now.time_s - live.past.front().time_s >= impl_->settings.weight_s;
    if (long_enough && mean > 10 * g_m_s2 &&
        most - least <= 2 * impl_->settings.weight_spread * mean) {
      s.standing_kg = mean / g_m_s2;
    }
  }
  return s;
}

WeightCheck check_weight(double measured_kg, double expected_kg, double tolerance_pct) {
  WeightCheck check{measured_kg, expected_kg, 100 * (measured_kg - expected_kg) / expected_kg,
                    false};
  check.within = std::abs(check.difference_pct) <= tolerance_pct;
  return check;
}

std::filesystem::path new_session_file(const std::filesystem::path& data,
                                       const std::string& person_code,
                                       const std::string& protocol) {
  const std::filesystem::path folder =
      data / "sessions" / (person_code.empty() ? "walk-in" : person_code);
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw FileError(folder, "cannot be made: " + error.message());
  std::string time = utc_now();
  std::erase(time, ':');
  std::filesystem::path file = folder / (time + "_" + protocol + ".h5");
  for (int n = 2; std::filesystem::exists(file) || std::filesystem::exists(journal_file(file));
       ++n) {
    file = folder / (time + "_" + protocol + "_" + std::to_string(n) + ".h5");
  }
  return file;
}

}  // namespace solea::station
