#include "formats/session/calibrations.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/input_file.h"
#include "formats/session/schema.h"
#include "formats/session/session_reader.h"
#include "formats/session/trial_documents.h"
#include "formats/session/trial_writer.h"
#include "formats/text_scan.h"

namespace solea {

namespace {

/// HDF5 keeps attributes of less than 64 KiB.
constexpr std::size_t longest_attribute = 32768;
constexpr std::uint64_t longest_json = std::uint64_t{1} << 30;

}  // namespace

void add_calibration(hdf5::Node& calibrations, const Calibration& calibration,
                     const std::string& added_utc, const std::string& reason) {
  // Behind the last one, also where one before it is missing.
  const std::vector<std::string> earlier = calibrations.children();
  std::size_t number = earlier.size() + 1;
  while (calibrations.has(numbered(number)) ||
         (!earlier.empty() && numbered(number) < earlier.back())) {
    ++number;
  }
  const std::string json = calibration_to_json(calibration);
  hdf5::Node entry = calibrations.create_group(numbered(number));
  entry.set(schema::added_utc, added_utc);
  entry.set(schema::reason, reason);
  if (json.size() <= longest_attribute) {
    entry.set(schema::description, "a calibration, JSON in the attribute json");
    entry.set(schema::json, json);
    return;
  }
  entry.set(schema::description, "a calibration, JSON in the dataset document");
  const std::vector<std::uint8_t> bytes(json.begin(), json.end());
  hdf5::Dataset dataset =
      hdf5::create_dataset(entry, schema::document, {hdf5::Type::u8, {}, 65536, true});
  dataset.set(schema::units, "1");
  dataset.set(schema::description, "the bytes of the JSON text, UTF-8");
  dataset.append<std::uint8_t>(bytes);
}

std::string read_calibration_json(const hdf5::Node& entry) {
  if (!entry.has(schema::document)) return entry.text(schema::json).value_or("");
  const hdf5::Dataset dataset = hdf5::open_dataset(entry, schema::document);
  const auto shape = dataset.shape();
  if (shape.size() != 1 || shape[0] > longest_json) {
    throw std::runtime_error("a calibration's document is no text");
  }
  std::vector<std::uint8_t> bytes(shape[0]);
  dataset.read<std::uint8_t>(0, shape[0], bytes);
  return {bytes.begin(), bytes.end()};
}

std::vector<CalibrationEntry> calibration_history(const std::filesystem::path& session,
                                                  std::size_t trial) {
  try {
    const InputFile file(session);
    const hdf5::Node root = hdf5::open_file(file);
    require_session(root, session);
    const hdf5::Node trials = root.group(schema::trials);
    const auto numbers = trials.children();
    if (trial >= numbers.size()) throw FormatError(session, "no such trial");
    const hdf5::Node history = trials.group(numbers[trial]).group(schema::calibrations);
    std::vector<CalibrationEntry> entries;
    for (const std::string& name : history.children()) {
      const hdf5::Node entry = history.group(name);
      entries.push_back({to_utf8(entry.text(schema::added_utc).value_or("")),
                         to_utf8(entry.text(schema::reason).value_or("")),
                         calibration_from_json(read_calibration_json(entry))});
    }
    return entries;
  } catch (const Error&) {
    throw;
  } catch (const std::exception& e) {
    throw FormatError(session, std::string("damaged session: ") + e.what());
  }
}

void calibrate_session(const std::filesystem::path& session, std::size_t trial,
                       const Calibration& calibration, const std::string& now_utc,
                       const std::string& reason) {
  // Twice its length: what HDF5 adds is less than what it compresses.
  const std::uintmax_t bytes = 2 * calibration_to_json(calibration).size();
  change_trial(session, trial, bytes, [&](hdf5::Node& node) {
    if (!node.has(schema::counts)) {
      throw std::runtime_error("the trial has pressures, not counts");
    }
    const hdf5::Node device = node.group(schema::device);
    PlateGeometry plate;
    plate.rows = static_cast<int>(device.number(schema::rows).value_or(0));
    plate.cols = static_cast<int>(device.number(schema::cols).value_or(0));
    calibration.require_fits(device.text(schema::driver).value_or(""), plate);
    hdf5::Node history = node.group(schema::calibrations);
    add_calibration(history, calibration, now_utc, reason);
  });
}

}  // namespace solea
