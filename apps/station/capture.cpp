#include "apps/station/capture.h"

#include <fmt/format.h>

#include <algorithm>

#include "acquisition/triggers/markers.h"
#include "apps/recording/record_sink.h"
#include "calibration/count_converter.h"

namespace solea::station {

std::uint16_t count_of_pressure(const Calibration& calibration, const PlateGeometry& plate,
                                std::uint16_t max_count, double kpa) {
  CountConverter converter(calibration, plate);
  std::vector<std::uint16_t> counts(plate.cells());
  std::vector<float> pressures(plate.cells());
  int below = 0;
  int enough = std::max<int>(1, max_count);
  while (enough - below > 1) {  // kPa rise with counts
    const int count = (below + enough) / 2;
    std::ranges::fill(counts, static_cast<std::uint16_t>(count));
    converter.apply(counts, 0, pressures);
    const auto middle = pressures.begin() + static_cast<std::ptrdiff_t>(pressures.size() / 2);
    std::nth_element(pressures.begin(), middle, pressures.end());
    (*middle < kpa ? below : enough) = count;
  }
  return static_cast<std::uint16_t>(enough);
}

namespace {

PassSettings passes_of(const CaptureOrder& order, const Calibration& calibration,
                       const PlateGeometry& plate, std::uint16_t max_count) {
  const CaptureSettings& s = order.settings;
  PassSettings passes;
  passes.start_on_contact = true;
  passes.stop_on_release = true;
  passes.pre_trigger_s = s.pre_trigger_s;
  if (order.protocol.task == Task::standing) {
    passes.duration_s = s.settle_s + order.protocol.seconds + s.leave_s;
  }
  passes.contact.contact_count = count_of_pressure(calibration, plate, max_count, s.contact_kpa);
  passes.contact.least_cells = s.contact_cells;
  passes.contact.release_s = s.release_s;
  return passes;
}

}  // namespace

struct Capture::Impl {
  Impl(Capture& self, CaptureOrder what, CaptureEvents whom, const DeviceDriver& driver,
       Recorder& recorder, const Calibration& calibration, const PlateGeometry& the_plate)
      : order(std::move(what)),
        events(std::move(whom)),
        plate(the_plate),
        rate_hz(driver.rate_hz),
        converter(calibration, plate),
        kpa(plate.cells()),
        passes(passes_of(order, calibration, plate, driver.max_count)),
        sink(driver, recorder, markers,
             {order.port, order.session, 0, order.person_code, order.mass_kg, order.protocol.id,
              order.serial, calibration,
              fmt::format("trigger: {} cells >= {} ({:g} kPa); off {:g} s",
                          passes.contact.least_cells, passes.contact.contact_count,
                          order.settings.contact_kpa, passes.contact.release_s)}),
        cutter(passes, rate_hz, self) {}

  CaptureOrder order;
  CaptureEvents events;
  PlateGeometry plate;
  double rate_hz;
  CountConverter converter;
  std::vector<float> kpa;
  PassSettings passes;
  MarkerQueue markers;
  RecordSink sink;
  PassCutter cutter;
  std::shared_ptr<Recording> pass;
  std::uint64_t first = 0;
};

Capture::Capture(CaptureOrder order, CaptureEvents events, const DeviceDriver& driver,
                 Recorder& recorder, const Calibration& calibration, const PlateGeometry& plate)
    : impl_(std::make_unique<Impl>(*this, std::move(order), std::move(events), driver, recorder,
                                   calibration, plate)) {}
Capture::~Capture() = default;

void Capture::accept(const RawFrameView& frame) {
  impl_->cutter.accept(frame);
}

std::size_t Capture::trials() const noexcept {
  return impl_->sink.trials();
}

void Capture::begin_pass(const RawFrameView& first) {
  impl_->sink.begin_pass(first);
  impl_->pass = std::make_shared<Recording>(impl_->plate, impl_->order.settings.contact_kpa);
  impl_->first = first.sequence;
  if (impl_->events.pass_begins) impl_->events.pass_begins();
}

void Capture::accept_pass(const RawFrameView& frame) {
  impl_->sink.accept_pass(frame);
  const double time_s = static_cast<double>(frame.sequence - impl_->first) / impl_->rate_hz;
  impl_->converter.apply(frame.counts, time_s, impl_->kpa);
  impl_->pass->append(time_s, std::span<const float>(impl_->kpa));
}

void Capture::mark_contact(std::chrono::nanoseconds at, bool begins) {
  impl_->sink.mark_contact(at, begins);
}

void Capture::end_pass() {
  impl_->sink.end_pass();
  if (impl_->events.pass_ends) impl_->events.pass_ends(std::move(impl_->pass));
  impl_->pass.reset();
}

void Capture::close(AcquisitionStats stats) {
  impl_->sink.close(stats);
  if (impl_->pass && impl_->events.pass_ends) impl_->events.pass_ends(std::move(impl_->pass));
  impl_->pass.reset();
}

}  // namespace solea::station
