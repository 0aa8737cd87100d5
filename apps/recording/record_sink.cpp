#include "apps/recording/record_sink.h"
#include "apps/results/output_file.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <utility>

#include "apps/recording/told_mat.h"
#include "apps/results/clock.h"

namespace solea {

RecordSink::RecordSink(const DeviceDriver& driver, Recorder& recorder, MarkerQueue& markers,
                       RecordedAs as)
    : driver_(driver), recorder_(recorder), queue_(markers), as_(std::move(as)) {}

TrialHeader RecordSink::header_of(const RawFrameView& first) {
  const Announcement told = recorder_.announcement();
  TrialHeader header;
  header.plate = told_plate(driver_, told);
  header.rate_hz = as_.rate_hz > 0 ? as_.rate_hz : driver_.rate_hz;
  header.info = {as_.subject,
                 as_.mass_kg > 0 ? std::optional(as_.mass_kg) : std::nullopt,
                 as_.trial,
                 utc_now(),
                 std::string(driver_.id),
                 as_.port,
                 as_.serial};
  if (trials_ > 1) {
    header.info.trial += (as_.trial.empty() ? "pass " : " ") + std::to_string(trials_);
  }
  if (!as_.calibration) as_.calibration = told_calibration(driver_, told);
  if (as_.calibration) as_.calibration->require_fits(std::string(driver_.id), header.plate);
  header.calibration = as_.calibration;
  header.device_clock = first.device_time.has_value();
  return header;
}

void RecordSink::begin_pass(const RawFrameView& first) {
  ++trials_;
  const TrialHeader header = header_of(first);
  if (session_) {
    session_->begin_trial(header);
  } else {
    keep_earlier_file(as_.out);
    session_ = std::make_unique<SessionWriter>(as_.out, header);
    before_trial_ = {};  // noise before the first frame counts
  }
  if (trials_ > 1) before_trial_ = recorder_.stats();
  in_trial_ = true;
  first_arrival_ = first.arrival;
  if (!as_.trigger.empty()) mark(first.arrival, as_.trigger);
}

void RecordSink::accept_pass(const RawFrameView& frame) {
  mark_events();
  mark_breaks(false);
  session_->accept(frame);
  last_arrival_ = frame.arrival;
}

void RecordSink::mark_contact(std::chrono::nanoseconds at, bool begins) {
  mark(at, begins ? "contact begins" : "contact ends");
}

void RecordSink::end_pass() {
  mark_events();
  count_trial();
  session_->end_trial(trial_stats(recorder_.stats()));
  in_trial_ = false;
}

double RecordSink::time_s(std::chrono::nanoseconds at) const {
  return std::chrono::duration<double>(at - first_arrival_).count();
}

void RecordSink::mark(std::chrono::nanoseconds at, const std::string& label) {
  session_->mark(time_s(at), label);
  ++marker_count_;
}

/// Those between two passes belong to none.
void RecordSink::mark_events() {
  for (const Marker& marker : queue_.take()) {
    if (marker.at >= first_arrival_) {
      mark(marker.at, marker.label);
    } else {
      spdlog::warn("marker '{}' came before the first frame, it is not stored", marker.label);
    }
  }
}

void RecordSink::mark_breaks(bool at_the_end) {
  for (const LinkBreak& link : recorder_.take_breaks()) {
    if (at_the_end && !link.back_at) {
      spdlog::warn("the mat was away when the recording ended ({})", link.reason);
    }
    if (link.back_at && *link.back_at < first_arrival_) continue;  // between two passes
    mark(link.lost_at, "link lost: " + link.reason);
    if (!link.back_at) continue;
    const double away_s = std::chrono::duration<double>(*link.back_at - link.lost_at).count();
    mark(*link.back_at,
         fmt::format("link back after {:.3f} s, {} frames missing", away_s, link.frames_missing));
  }
}

AcquisitionStats RecordSink::trial_stats(const AcquisitionStats& now) const {
  AcquisitionStats stats = now;
  stats.bad_checksum -= before_trial_.bad_checksum;
  stats.bytes_skipped -= before_trial_.bytes_skipped;
  stats.ring_dropped -= before_trial_.ring_dropped;
  stats.link_breaks -= before_trial_.link_breaks;
  return stats;
}

/// Adds what is in the file of the trial in hand.
void RecordSink::count_trial() {
  const AcquisitionStats stored = session_->gap_stats();
  stored_.frames += stored.frames;
  stored_.gaps += stored.gaps;
  stored_.frames_missing += stored.frames_missing;
  if (stored.frames < 2) return;
  const auto n = static_cast<double>(stored.frames);
  stored_s_ += time_s(last_arrival_) * n / (n - 1);
}

void RecordSink::close(AcquisitionStats& stats) {
  const auto tell = [&] {
    stats.frames = stored_.frames;
    stats.gaps = stored_.gaps;
    stats.frames_missing = stored_.frames_missing;
  };
  if (!session_) return tell();
  const AcquisitionStats before = stored_;
  const double before_s = stored_s_;
  if (in_trial_) {
    mark_events();
    mark_breaks(true);
    count_trial();
  }
  try {
    session_->close(trial_stats(stats));
  } catch (...) {
    stored_ = before;
    stored_s_ = before_s;
    if (in_trial_) count_trial();  // what is in the file after the error
    tell();
    throw;
  }
  tell();
}

double RecordSink::duration_s() const noexcept {
  return stored_s_;
}

}  // namespace solea
