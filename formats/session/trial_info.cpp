#include "formats/session/trial_info.h"

#include "formats/mask_file.h"
#include "formats/session/corrections.h"
#include "formats/session/schema.h"
#include "formats/session/trial_documents.h"
#include "formats/session/trial_source.h"
#include "formats/text_scan.h"
#include "formats/utf8.h"

namespace solea::session {

namespace {

double required_number(const hdf5::Node& node, const char* name) {
  const auto value = node.number(name);
  if (!value) throw std::runtime_error(std::string("attribute '") + name + "' is missing");
  return *value;
}

/// An attribute as messages, JSON and terminals can carry it; empty where it is missing.
std::string text_of(const hdf5::Node& node, const char* name) {
  return to_utf8(node.text(name).value_or(""));
}

}  // namespace

void read_header(const hdf5::Node& root, const hdf5::Node& trial, const std::string& number,
                 SourceInfo& info) {
  const hdf5::Node subject = root.group(schema::subject);
  info.session.subject_code = text_of(subject, schema::code);
  info.session.mass_kg = subject.number(schema::mass_kg);
  info.session.created_utc = text_of(trial, schema::created_utc);
  info.session.trial = text_of(trial, schema::name);
  info.name = info.session.trial.empty() ? "trial " + to_utf8(number) : info.session.trial;
  for (const std::string& line : split_lines(trial.text(schema::repairs).value_or(""))) {
    info.warnings.push_back("repaired: " + line);
  }
  const std::string side = trial.text(schema::side).value_or("");
  info.side = side == "left" ? Side::left : side == "right" ? Side::right : Side::unknown;
  info.provenance["software"] = text_of(root, schema::software);
}

void read_device(const hdf5::Node& trial, SourceInfo& info) {
  const hdf5::Node device = trial.group(schema::device);
  info.session.driver = text_of(device, schema::driver);
  info.session.port = text_of(device, schema::port);
  info.session.serial = text_of(device, schema::serial);
  const double rows = required_number(device, schema::rows);
  const double cols = required_number(device, schema::cols);
  info.has_grid = device.number(schema::has_grid).value_or(1) != 0;
  info.one_foot = device.number(schema::one_foot).value_or(0) != 0;
  info.plate.pitch_x_mm = required_number(device, schema::pitch_x_mm);
  info.plate.pitch_y_mm = required_number(device, schema::pitch_y_mm);
  info.rate_hz = required_number(device, schema::rate_hz);
  constexpr double most_mm = 1000;
  if (!(rows >= 0 && rows <= 65535 && cols >= 0 && cols <= 65535 && info.plate.pitch_x_mm >= 0 &&
        info.plate.pitch_x_mm <= most_mm && info.plate.pitch_y_mm >= 0 &&
        info.plate.pitch_y_mm <= most_mm)) {
    throw std::runtime_error("the plate's grid or pitch is impossible");
  }
  if (!(info.rate_hz >= 0 && info.rate_hz <= 1e6)) {
    throw std::runtime_error("the rate is impossible");
  }
  info.plate.rows = static_cast<int>(rows);
  info.plate.cols = static_cast<int>(cols);
  constexpr std::size_t most_cells = 100'000'000;
  if (info.plate.cells() > most_cells) throw std::runtime_error("the plate's grid is impossible");
}

void read_origin(const hdf5::Node& trial, SourceInfo& info) {
  TrialSource source = read_source(trial);
  info.conversions = std::move(source.conversions);
  info.vendor_checks = std::move(source.vendor_checks);
  for (std::string& line : source.warnings) info.warnings.push_back(std::move(line));
  for (const auto& [key, value] : source.provenance) {
    info.provenance[info.provenance.contains(key) ? "source " + key : key] = value;
  }
  info.provenance["imported from"] =
      source.format + ", " + source.unit + ", sha256 " + source.sha256;
}

void read_extras(const hdf5::Node& trial, SourceInfo& info) {
  if (trial.has(schema::sensor_mask)) {
    const hdf5::Dataset mask = hdf5::open_dataset(trial, schema::sensor_mask);
    const auto rows = static_cast<std::uint64_t>(info.plate.rows);
    if (mask.shape() != std::vector{rows, static_cast<std::uint64_t>(info.plate.cols)}) {
      throw std::runtime_error("the sensor mask's shape is not the plate's");
    }
    info.sensor_mask.resize(info.plate.cells());
    mask.read<std::uint8_t>(0, rows, info.sensor_mask);
  }
  if (!trial.has(schema::channels)) return;
  const hdf5::Node group = trial.group(schema::channels);
  for (const std::string& name : group.children()) {
    const hdf5::Dataset dataset = hdf5::open_dataset(group, name);
    if (dataset.shape().empty() || dataset.shape()[0] < info.frames) continue;
    info.channels.push_back({to_utf8(name), text_of(dataset, schema::units),
                             text_of(dataset, schema::description),
                             column<double>(group, name, info.frames)});
  }
}

void read_corrections_and_results(const hdf5::Node& trial, SourceInfo& info) {
  try {
    if (const auto all = read_documents(trial, DocumentKind::corrections); !all.empty()) {
      info.corrections = corrections_from_json(all.back().json);
      if (const std::string zones = corrected_zones(all.back().json); !zones.empty()) {
        (void)mask_from_json(zones);
        info.provenance[zones_provenance] = zones;
      }
    }
  } catch (const std::exception& e) {
    info.warnings.push_back(std::string("the corrections cannot be read: ") + e.what());
  }
  std::vector<TrialDocument> results;
  try {
    results = read_documents(trial, DocumentKind::result);
  } catch (const std::exception& e) {
    info.warnings.push_back(std::string("the stored results cannot be read: ") + e.what());
  }
  if (results.empty()) return;
  info.provenance["stored results"] = std::to_string(results.size()) + ", the last one of " +
                                      results.back().added_utc + " by " + results.back().software;
}

void read_stats(const hdf5::Node& trial, SourceInfo& info) {
  const auto count = [&](const char* name) {
    constexpr double most = 1e18;
    const double value = trial.number(name).value_or(0);
    return value > 0 && value < most ? static_cast<std::uint64_t>(value) : 0;
  };
  AcquisitionStats& stats = info.acquisition.emplace();
  stats.frames = count(schema::frames);
  stats.gaps = count(schema::gap_count);
  stats.frames_missing = count(schema::frames_missing);
  stats.bad_checksum = count(schema::bad_checksum);
  stats.bytes_skipped = count(schema::bytes_skipped);
  stats.ring_dropped = count(schema::ring_dropped);
  stats.link_breaks = count(schema::link_breaks);
  if (stats.frames != info.frames) {
    info.warnings.push_back("the recorder counted " + std::to_string(stats.frames) +
                            " frames, the file has " + std::to_string(info.frames) +
                            "; see solea check");
  }
  stats.ring_peak_fill = trial.number(schema::ring_peak_fill).value_or(0);
}

}  // namespace solea::session
