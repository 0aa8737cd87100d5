#include "formats/session/rescued_header.h"

#include <stdexcept>

#include "calibration/calibration_file.h"
#include "formats/session/calibrations.h"
#include "formats/session/schema.h"
#include "formats/session/trial_source.h"
#include "formats/session/trial_writer.h"

namespace solea {

using Severity = SessionFinding::Severity;

std::optional<double> number_attribute(const hdf5::Node& node, const char* name) {
  try {
    return node.number(name);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}
std::string text_attribute(const hdf5::Node& node, const char* name) {
  try {
    return node.text(name).value_or("");
  } catch (const std::exception&) {
    return {};
  }
}

RescuedHeader::RescuedHeader(const hdf5::Node& trial, const SessionInfo& session,
                             const FoundDamage& found)
    : counts(trial.has(schema::counts)),
      closed(number_attribute(trial, schema::closed).value_or(0) == 1) {
  read_names(trial, session, found);
  read_device(trial, found);
  read_calibrations(trial, found);
}

void RescuedHeader::read_names(const hdf5::Node& trial, const SessionInfo& session,
                               const FoundDamage& found) {
  header.info = session;
  header.info.trial = text_attribute(trial, schema::name);
  header.info.created_utc = text_attribute(trial, schema::created_utc);
  const std::string side = text_attribute(trial, schema::side);
  header.side = side == "left" ? Side::left : side == "right" ? Side::right : Side::unknown;
  for (const char* name : {schema::name, schema::created_utc, schema::side, schema::closed}) {
    if (!trial.has_attribute(name)) {
      found(Severity::notice, std::string("attribute '") + name + "' is missing");
    }
  }
  const auto count = [&](const char* name) {
    constexpr double most = 1e18;
    const double value = number_attribute(trial, name).value_or(0);
    return value > 0 && value < most ? static_cast<std::uint64_t>(value) : 0;
  };
  stats.bad_checksum = count(schema::bad_checksum);
  stats.bytes_skipped = count(schema::bytes_skipped);
  stats.ring_dropped = count(schema::ring_dropped);
  stats.link_breaks = count(schema::link_breaks);
  stats.ring_peak_fill = number_attribute(trial, schema::ring_peak_fill).value_or(0);
  if (!trial.has(schema::source)) return;
  try {
    header.source = read_source(trial);
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("where it was imported from cannot be read: ") + e.what());
  }
}

void RescuedHeader::read_device(const hdf5::Node& trial, const FoundDamage& found) {
  std::optional<hdf5::Node> device;
  try {
    device = trial.group(schema::device);
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("the device cannot be read: ") + e.what());
  }
  // The reader needs these.
  const auto value = [&](const char* name, double most, const char* without) -> double {
    const auto stored = device ? number_attribute(*device, name) : std::nullopt;
    if (stored && *stored >= 0 && *stored <= most) return *stored;
    if (device) {
      found(Severity::damage, std::string("attribute '") + name + "' of the device is " +
                                  (stored ? "impossible" : "missing") + without);
    }
    return 0;
  };
  constexpr double most_cells = 65535;
  constexpr double most_mm = 1000;
  constexpr double most_hz = 1e6;
  header.plate.rows = static_cast<int>(value(schema::rows, most_cells, ""));
  header.plate.cols = static_cast<int>(value(schema::cols, most_cells, ""));
  header.plate.pitch_x_mm =
      value(schema::pitch_x_mm, most_mm, "; repaired, its pitch is unknown: no forces, no lengths");
  header.plate.pitch_y_mm =
      value(schema::pitch_y_mm, most_mm, "; repaired, its pitch is unknown: no forces, no lengths");
  header.rate_hz = value(schema::rate_hz, most_hz, "; repaired, its nominal rate is unknown");
  if (device) {
    header.has_grid = number_attribute(*device, schema::has_grid).value_or(1) != 0;
    header.one_foot = number_attribute(*device, schema::one_foot).value_or(0) != 0;
    header.info.driver = text_attribute(*device, schema::driver);
    header.info.port = text_attribute(*device, schema::port);
    header.info.serial = text_attribute(*device, schema::serial);
  }
}

void RescuedHeader::read_calibrations(const hdf5::Node& trial, const FoundDamage& found) {
  std::optional<hdf5::Node> history;
  std::vector<std::string> names;
  try {
    history = trial.group(schema::calibrations);
    names = history->children();
  } catch (const std::exception& e) {
    found(Severity::damage, std::string("the calibrations cannot be read: ") + e.what());
    return;
  }
  std::size_t number = 0;
  for (const std::string& name : names) {
    if (const std::string expected = numbered(++number); name > expected) {
      found(Severity::damage, "calibration " + expected + " is missing");
      while (numbered(number) < name && number < 9999) ++number;
    }
    try {
      const hdf5::Node entry = history->group(name);
      const Calibration calibration = calibration_from_json(read_calibration_json(entry));
      if (!counts) continue;
      if (header.calibration) {
        later_calibrations.push_back(name);
      } else {
        header.calibration = calibration;
      }
    } catch (const std::exception& e) {
      found(Severity::damage, "calibration " + name + " cannot be read: " + e.what());
    }
  }
  if (counts && names.empty()) {
    found(Severity::notice,
          "there is no calibration: its counts become kPa with --calibration FILE only");
  }
}

}  // namespace solea
