#include "apps/station/mat_link.h"

#include <atomic>
#include <mutex>

#include "apps/recording/told_mat.h"
#include "apps/results/clock.h"
#include "apps/station/virtual_twin.h"
#include "calibration/count_converter.h"
#include "calibration/unloaded.h"
#include "core/error.h"

namespace solea::station {

struct MatLink::Impl {
  Impl(const MatChoice& the_choice, const std::optional<virtual_mat::Person>& person,
       const LiveSettings& settings)
      : choice(the_choice), live(settings), calibration(the_choice.calibration) {
    if (choice.driver == nullptr) throw DeviceError("mat", "no driver was chosen");
    plate = choice.driver->plate;
    if (choice.is_virtual) {
      twin = std::make_unique<VirtualTwin>(*choice.driver, person);
      choice.port = twin->port();
    }
    RecorderOptions how;
    how.port = choice.port;
    how.reconnect = std::chrono::seconds(choice.is_virtual ? 0 : 10);
    recorder = std::make_unique<Recorder>(*choice.driver, how);
  }

  /// With the first frame the mat has told what it is.
  void meet() {
    const Announcement told = recorder->announcement();
    plate = told_plate(*choice.driver, told);
    if (!calibration) calibration = told_calibration(*choice.driver, told);
    renew_converter();
  }
  void renew_converter() {
    converter.reset();
    if (!calibration) return;
    calibration->require_fits(std::string(choice.driver->id), plate);
    converter.emplace(*calibration, plate);
  }
  void tare_with(const RawFrameView& frame, double force_n);

  MatChoice choice;
  LiveSettings live;
  std::unique_ptr<VirtualTwin> twin;
  std::unique_ptr<Recorder> recorder;

  mutable std::mutex mutex;  ///< of all that follows; held for a moment only
  PlateGeometry plate;
  std::optional<Calibration> calibration;
  std::optional<CountConverter> converter;
  std::vector<float> kpa;
  std::uint64_t number = 0;
  std::uint64_t first_sequence = 0;
  LiveMoment now;
  std::deque<LiveMoment> past;
  TareState tare;
  double tare_s = 0;
  double tare_begin_s = 0;
  std::optional<calibration::UnloadedFrames> unloaded;

  std::mutex capture_mutex;
  std::unique_ptr<Capture> capture;
};

void MatLink::Impl::tare_with(const RawFrameView& frame, double force_n) {
  if (tare.step != TareState::Step::running) return;
  if (force_n >= live.contact_force_n) {
    tare.step = TareState::Step::failed;
    tare.words = "the mat is loaded";
    unloaded.reset();
    return;
  }
  if (!unloaded) {
    unloaded.emplace(plate.cells());
    tare_begin_s = now.time_s;
  }
  unloaded->add(now.time_s, std::vector<float>(frame.counts.begin(), frame.counts.end()));
  if (now.time_s - tare_begin_s < tare_s) return;
  try {
    calibration->tare_counts = unloaded->result(0.5 * tare_s).median;
    CalibrationStep step;
    step.what = "tare";
    step.date = utc_now();
    calibration->steps.push_back(step);
    renew_converter();
    tare.step = TareState::Step::done;
    tare.done_utc = step.date;
  } catch (const std::exception& e) {
    tare.step = TareState::Step::failed;
    tare.words = e.what();
  }
  unloaded.reset();
}

MatLink::MatLink(const MatChoice& choice, const std::optional<virtual_mat::Person>& person,
                 const LiveSettings& live)
    : impl_(std::make_unique<Impl>(choice, person, live)) {
  impl_->recorder->start(*this);
}

MatLink::~MatLink() {
  stop();
}

void MatLink::accept(const RawFrameView& frame) {
  Impl& m = *impl_;
  {
    const std::scoped_lock lock(m.mutex);
    if (m.number == 0) {
      m.meet();
      m.first_sequence = frame.sequence;
    }
    const double time_s =
        static_cast<double>(frame.sequence - m.first_sequence) / m.choice.driver->rate_hz;
    m.kpa.resize(frame.counts.size());
    if (m.converter) {
      m.converter->apply(frame.counts, time_s, m.kpa);
    } else {
      m.kpa.assign(frame.counts.begin(), frame.counts.end());
    }
    m.now = measure_moment(m.plate, m.kpa, time_s, m.live);
    ++m.number;
    if (m.past.empty() || time_s - m.past.back().time_s >= m.live.past_step_s) {
      m.past.push_back(m.now);
      while (time_s - m.past.front().time_s > m.live.past_s) m.past.pop_front();
    }
    m.tare_with(frame, m.now.force_n);
  }
  const std::scoped_lock lock(m.capture_mutex);
  if (m.capture) m.capture->accept(frame);
}

bool MatLink::newest(LiveFrame& out) const {
  const Impl& m = *impl_;
  {
    const std::scoped_lock lock(m.mutex);
    if (m.number == 0 || m.number == out.number) return false;
    out.number = m.number;
    out.plate = m.plate;
    out.kpa = m.kpa;
    out.now = m.now;
    out.past.assign(m.past.begin(), m.past.end());
  }
  const auto least = static_cast<float>(m.live.contact_threshold_kpa);
  for (float& p : out.kpa) p = p < least ? 0 : p;
  out.left_pct = left_load_pct(out.plate, out.kpa, m.live);
  return true;
}

bool MatLink::running() const {
  return impl_->recorder->running();
}
bool MatLink::waiting() const {
  return impl_->recorder->waiting_for_mat();
}
AcquisitionStats MatLink::stats() const {
  return impl_->recorder->stats();
}
std::optional<Calibration> MatLink::calibration() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->calibration;
}
PlateGeometry MatLink::plate() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->plate;
}
bool MatLink::has_frames() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->number > 0;
}

void MatLink::begin_tare(double seconds) {
  const std::scoped_lock lock(impl_->mutex);
  impl_->unloaded.reset();
  impl_->tare = {};
  impl_->tare_s = seconds;
  if (!impl_->calibration) {
    impl_->tare = {TareState::Step::failed, "the mat has no calibration", ""};
  } else {
    impl_->tare.step = TareState::Step::running;
  }
}

TareState MatLink::tare() const {
  const std::scoped_lock lock(impl_->mutex);
  return impl_->tare;
}

void MatLink::begin_capture(const CaptureOrder& order, CaptureEvents events) {
  const auto calibration_now = calibration();
  if (!calibration_now) {
    throw CalibrationError("the mat's counts have no unit: choose its calibration file");
  }
  auto capture = std::make_unique<Capture>(order, std::move(events), *impl_->choice.driver,
                                           *impl_->recorder, *calibration_now, plate());
  const std::scoped_lock lock(impl_->capture_mutex);
  impl_->capture = std::move(capture);
}

void MatLink::end_capture() {
  std::unique_ptr<Capture> ended;
  {
    const std::scoped_lock lock(impl_->capture_mutex);
    ended = std::move(impl_->capture);
  }
  if (ended) ended->close(impl_->recorder->stats());
}

std::string MatLink::stop() {
  std::string trouble;
  try {
    impl_->recorder->stop();
  } catch (const std::exception& e) {
    trouble = e.what();
  }
  try {
    end_capture();
  } catch (const std::exception& e) {
    if (trouble.empty()) trouble = e.what();
  }
  return trouble;
}

}  // namespace solea::station
