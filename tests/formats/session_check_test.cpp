#include "formats/session/session_check.h"

#include <gtest/gtest.h>
#include <hdf5.h>

#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <random>

#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/hdf5_handle.h"
#include "formats/recording_format.h"
#include "formats/session/schema.h"
#include "formats/session/session_writer.h"
#include "formats/session/trial_documents.h"
#include "tests/support/files.h"

namespace solea {
namespace {

using testing::TempFolder;

constexpr PlateGeometry plate{6, 4, 5, 7};
constexpr std::uint64_t block = 25;  // half a second at 50 Hz

std::vector<std::uint16_t> counts_of(std::uint64_t sequence) {
  std::mt19937 random(static_cast<std::uint32_t>(sequence));
  std::vector<std::uint16_t> counts(plate.cells());
  for (auto& count : counts) count = static_cast<std::uint16_t>(1 + random() % 4000);
  return counts;
}

TrialHeader header() {
  TrialHeader h;
  h.plate = plate;
  h.rate_hz = 50;
  h.info.subject_code = "P-1";
  h.info.trial = "walk";
  h.calibration.emplace().kpa_per_count = 1;
  return h;
}

/// Frames 0 .. n - 1, with one frame missing after the 60th.
void record(SessionWriter& writer, std::uint64_t n) {
  for (std::uint64_t k = 0; k < n; ++k) {
    const std::uint64_t sequence = k < 60 ? k : k + 1;
    const auto counts = counts_of(sequence);
    writer.accept({sequence, std::chrono::milliseconds(20 * sequence), std::nullopt, counts});
  }
}

std::string recorded(const TempFolder& folder, std::uint64_t frames) {
  SessionWriter writer(folder / "s.h5", header());
  record(writer, frames);
  writer.close({});
  return testing::read_file(folder / "s.h5");
}

/// Every frame of a rescued session is one that was recorded, at its time.
void expect_true_frames(const std::filesystem::path& file, std::uint64_t frames) {
  OpenOptions options;  // the stored calibration may be what was damaged
  options.calibration.emplace().kpa_per_count = 1;
  const auto source = open_recording(file, options);
  ASSERT_EQ(source->info().frames, frames);
  const Recording recording = read_all(*source);
  ASSERT_EQ(recording.size(), frames);
  std::vector<float> kpa(plate.cells());
  for (std::size_t k = 0; k < frames; ++k) {
    const auto sequence = static_cast<std::uint64_t>(
        std::llround((recording.time_s(k) - recording.time_s(0)) * source->info().rate_hz));
    recording.copy_dense(k, kpa);
    bool found = false;  // the first frame kept may not be the first recorded
    for (std::uint64_t first = 0; first < 200 && !found; ++first) {
      const auto counts = counts_of(first + sequence);
      found = std::equal(kpa.begin(), kpa.end(), counts.begin(), counts.end(),
                         [](float a, std::uint16_t b) { return a == static_cast<float>(b); });
    }
    EXPECT_TRUE(found) << "frame " << k;
  }
}

/// What another program may do to a session.
void change(const std::filesystem::path& file, const std::function<void(hid_t)>& action) {
  const hid_t opened = H5Fopen(file.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
  ASSERT_GE(opened, 0);
  action(opened);
  H5Fclose(opened);
}

TEST(SessionCheck, ADatasetOfAnotherShapeIsRebuilt) {
  const TempFolder folder;
  (void)recorded(folder, 100);
  change(folder / "s.h5", [](hid_t file) {
    constexpr const char* path = "/trials/0001/sequence";
    constexpr std::array<hsize_t, 2> size = {100, 50};
    const std::vector<std::uint64_t> values(size[0] * size[1], 7);
    H5Ldelete(file, path, H5P_DEFAULT);
    const hid_t space = H5Screate_simple(2, size.data(), nullptr);
    const hid_t dataset =
        H5Dcreate2(file, path, H5T_STD_U64LE, space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
    H5Dwrite(dataset, H5T_NATIVE_UINT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
    H5Dclose(dataset);
    H5Sclose(space);
  });
  EXPECT_FALSE(check_session(folder / "s.h5").whole());
  EXPECT_THROW((void)open_recording(folder / "s.h5"), FormatError);
  EXPECT_EQ(repair_session(folder / "s.h5", folder / "r.h5").frames, 100U);
  EXPECT_TRUE(check_session(folder / "r.h5").whole());
}

/// Numbers near to the end of what a counter holds, and times that are none.
TEST(SessionCheck, ImpossibleNumbersAndTimesAreRebuilt) {
  const TempFolder folder;
  (void)recorded(folder, 100);
  change(folder / "s.h5", [](hid_t file) {
    const auto overwrite = [&](const char* path, hid_t type, auto value) {
      const hid_t dataset = H5Dopen2(file, path, H5P_DEFAULT);
      std::vector<decltype(value)> values(100);
      H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
      values[40] = value;
      H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
      H5Dclose(dataset);
    };
    overwrite("/trials/0001/sequence", H5T_NATIVE_UINT64, UINT64_MAX - 10);
    overwrite("/trials/0001/arrival_s", H5T_NATIVE_DOUBLE, std::nan(""));
  });
  EXPECT_FALSE(check_session(folder / "s.h5").whole());
  EXPECT_THROW((void)open_recording(folder / "s.h5"), FormatError);
  EXPECT_EQ(repair_session(folder / "s.h5", folder / "r.h5").frames, 100U);
  EXPECT_TRUE(check_session(folder / "r.h5").whole());
  expect_true_frames(folder / "r.h5", 100);
}

/// Names in a file may hold what moves a terminal's cursor.
TEST(SessionCheck, WhatIsToldIsPrintable) {
  const TempFolder folder;
  (void)recorded(folder, 100);
  change(folder / "s.h5", [](hid_t file) {
    H5Gclose(H5Gcreate2(file, "/trials/0001/channels", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
    H5Gclose(
        H5Gcreate2(file, "/trials/0001/channels/\x1b[2Jx", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
  });
  const SessionReport report = check_session(folder / "s.h5");
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_NE(report.findings[0].what.find("channel [2Jx"), std::string::npos);
}

/// The first block of a file says how long it is; of a damaged one anything.
TEST(SessionCheck, APromisedLengthBeyondReasonIsNoMemory) {
  const TempFolder folder;
  std::string bytes = recorded(folder, 100);
  const std::uint64_t promised = std::uint64_t{1} << 39;
  std::memcpy(bytes.data() + 28, &promised, sizeof promised);
  EXPECT_THROW((void)check_session(InputFile("s.h5", bytes)), FormatError);
}

TEST(SessionCheck, AWholeSessionIsWhole) {
  const TempFolder folder;
  (void)recorded(folder, 100);
  const SessionReport report = check_session(folder / "s.h5");
  EXPECT_TRUE(report.whole());
  EXPECT_TRUE(report.findings.empty());
  EXPECT_EQ(report.trials, 1U);
  EXPECT_EQ(report.frames, 100U);
  EXPECT_EQ(report.frames_lost, 0U);
}

/// A byte of the samples costs their block and nothing else; the loss is told to the frame, and is
/// a gap in the rescued session.
TEST(SessionCheck, AFlippedByteCostsOneBlock) {
  const TempFolder folder;
  const std::string whole = recorded(folder, 4 * block);
  // The largest stretch without a header: the samples. Find one that damages them alone.
  int tried = 0;
  std::mt19937 random(3);
  for (int i = 0; i < 400; ++i) {
    std::string bytes = whole;
    bytes[random() % bytes.size()] ^= 0x41;
    testing::write_file(folder / "d.h5", bytes);
    SessionReport report;
    try {
      report = check_session(folder / "d.h5");
    } catch (const FormatError&) {
      continue;  // the first block of the file
    }
    if (report.whole()) {
      EXPECT_EQ(report.frames, 4 * block);
      continue;
    }
    if (report.frames_lost != block) continue;
    ++tried;
    ASSERT_EQ(report.findings.size(), 1U);
    EXPECT_EQ(report.findings[0].first_frame % block, 0U);
    EXPECT_EQ(report.findings[0].frames, block);
    EXPECT_EQ(report.frames, 3 * block);
    const auto out = folder / ("r" + std::to_string(i) + ".h5");
    (void)repair_session(folder / "d.h5", out);
    expect_true_frames(out, 3 * block);
    EXPECT_TRUE(check_session(out).whole());
    const auto info = open_recording(out)->info();
    EXPECT_EQ(info.session.subject_code, "P-1");
    ASSERT_FALSE(info.warnings.empty());
    EXPECT_NE(info.warnings[0].find("repaired: "), std::string::npos);
  }
  EXPECT_GT(tried, 10) << "the samples are a good part of the file";
}

/// Whatever the damage: an error in words or a report, and what is rescued is true.
TEST(SessionCheck, EveryCutAndFlipIsReportedAndRescued) {
  const TempFolder folder;
  const std::string whole = recorded(folder, 4 * block + 7);
  std::mt19937 random(8);
  int rescued = 0;
  for (int i = 0; i < 200; ++i) {
    std::string bytes = whole;
    if (i % 2 == 0) {
      bytes.resize(1 + random() % (bytes.size() - 1));
    } else {
      for (int k = 0; k < 3; ++k)
        bytes[random() % bytes.size()] ^= static_cast<char>(1 + random() % 255);
    }
    testing::write_file(folder / "d.h5", bytes);
    const auto out = folder / ("r" + std::to_string(i) + ".h5");
    try {
      const SessionReport report = repair_session(folder / "d.h5", out);
      ++rescued;
      EXPECT_LE(report.frames + report.frames_lost, 4 * block + 7);
      expect_true_frames(out, report.frames);
      if (i % 2 == 0) {
        EXPECT_FALSE(report.whole()) << "a cut file";
      }
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos);
      EXPECT_FALSE(std::filesystem::exists(out)) << e.what();
    }
  }
  EXPECT_GT(rescued, 50);
}

TEST(SessionCheck, AKilledWriterIsANotice) {
  const TempFolder folder;
  {
    SessionWriter writer(folder / "s.h5", header());
    record(writer, 3 * block);
  }  // without close: as after a kill
  const SessionReport report = check_session(folder / "s.h5");
  EXPECT_TRUE(report.whole());
  EXPECT_EQ(report.frames, 3 * block);
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_NE(report.findings[0].what.find("did not end properly"), std::string::npos);
}

/// A device without its grid and a trial without its name: the grid comes from the samples.
TEST(SessionCheck, MissingAttributesAreNamedAndReplaced) {
  const TempFolder folder;
  (void)recorded(folder, 50);
  {
    const hdf5::Node from = hdf5::open_file(folder / "s.h5");
    hdf5::Node poor = hdf5::create_file(folder / "poor.h5");
    poor.set(schema::format, schema::format_name);
    poor.set(schema::schema_version, schema::version);
    hdf5::copy(from, schema::subject, poor, schema::subject);
    hdf5::Node trials = poor.create_group(schema::trials);
    hdf5::Node trial = trials.create_group("0001");
    trial.set(schema::closed, std::uint64_t{1});
    const hdf5::Node old = from.group(schema::trials).group("0001");
    for (const std::string& name : old.children()) {
      if (name != schema::device) hdf5::copy(old, name, trial, name);
    }
    hdf5::Node device = trial.create_group(schema::device);
    device.set(schema::pitch_x_mm, 5.0);
    device.set(schema::pitch_y_mm, 7.0);
    device.set(schema::rate_hz, 50.0);
  }
  EXPECT_THROW((void)open_recording(folder / "poor.h5"), FormatError);
  const SessionReport report = repair_session(folder / "poor.h5", folder / "r.h5");
  EXPECT_EQ(report.frames, 50U);
  std::string all;
  for (const SessionFinding& f : report.findings) all += f.what + "\n";
  EXPECT_NE(all.find("attribute 'rows' of the device is missing"), std::string::npos) << all;
  EXPECT_NE(all.find("attribute 'name' is missing"), std::string::npos) << all;
  expect_true_frames(folder / "r.h5", 50);
  EXPECT_EQ(open_recording(folder / "r.h5")->info().plate, plate);
}

/// Everything beside the frames goes into the rescued session too.
TEST(SessionCheck, WhatBelongsToATrialIsRescued) {
  const TempFolder folder;
  TrialHeader h = header();
  h.info.serial = "W-0042";
  h.sensor_mask.assign(plate.cells(), 1);
  h.sensor_mask[5] = 0;
  h.channels = {{"belt_position_m", "m", "how far", std::vector<double>(100, 1.5)}};
  h.source.emplace();
  h.source->conversions = {"rows reversed", "times 10"};
  h.source->vendor_checks = {{"totals", 106, 105, 0.25, "N", "frame 7"}};
  h.source->provenance = {{"sensor", "FSCAN"}};
  {
    SessionWriter writer(folder / "s.h5", h);
    record(writer, 100);
    writer.mark(0.5, "turns");
    writer.mark(1.25, "stops");
    writer.close({});
    const hdf5::Node file = hdf5::open_file_to_change(folder / "s.h5");
    hdf5::Node trial = file.group("trials").group("0001");
    hdf5::Node second = trial.group("calibrations").create_group("0002");
    Calibration better;
    better.kpa_per_count = 2;
    second.set("json", calibration_to_json(better));
  }
  add_document(folder / "s.h5", 0, DocumentKind::result, "{\"n\": 1}", "2026-01-01T00:00:00Z");
  const auto expected = open_recording(folder / "s.h5");
  EXPECT_TRUE(repair_session(folder / "s.h5", folder / "r.h5").whole());
  const auto rescued = open_recording(folder / "r.h5");
  EXPECT_EQ(rescued->info().session.serial, "W-0042");
  EXPECT_EQ(rescued->info().sensor_mask, h.sensor_mask);
  ASSERT_EQ(rescued->info().channels.size(), 1U);
  EXPECT_EQ(rescued->info().channels[0].values, h.channels[0].values);
  EXPECT_EQ(rescued->info().conversions, h.source->conversions);
  ASSERT_EQ(rescued->info().vendor_checks.size(), 1U);
  EXPECT_EQ(rescued->info().vendor_checks[0].agree, 105U);
  EXPECT_EQ(rescued->info().vendor_checks[0].first_disagreement, "frame 7");
  EXPECT_EQ(rescued->info().provenance.at("sensor"), "FSCAN");
  const Recording before = read_all(*expected);
  const Recording after = read_all(*rescued);
  ASSERT_EQ(after.size(), before.size());
  std::vector<float> kpa(plate.cells());
  after.copy_dense(0, kpa);
  EXPECT_EQ(kpa[0], 2.0F * static_cast<float>(counts_of(0)[0])) << "the last calibration counts";
  const hdf5::Node file = hdf5::open_file(InputFile(folder / "r.h5"));
  const hdf5::Node trial = file.group("trials").group("0001");
  const hdf5::Node markers = trial.group("markers");
  std::array<double, 2> times{};
  hdf5::open_dataset(markers, "time_s").read<double>(0, 2, times);
  EXPECT_EQ(times, (std::array{0.5, 1.25}));
  hdf5::Text label{};
  hdf5::open_dataset(markers, "label").read<hdf5::Text>(1, 1, {&label, 1});
  EXPECT_STREQ(label.data(), "stops");
  const auto results = read_documents(trial, DocumentKind::result);
  ASSERT_EQ(results.size(), 1U);
  EXPECT_EQ(results[0].json, "{\"n\": 1}");
  EXPECT_EQ(results[0].added_utc, "2026-01-01T00:00:00Z");
}

TEST(SessionCheck, OtherFilesAreRefused) {
  const TempFolder folder;
  testing::write_file(folder / "text", "no session");
  EXPECT_THROW((void)check_session(folder / "text"), FormatError);
  { const hdf5::Node other = hdf5::create_file(folder / "other.h5"); }
  EXPECT_THROW((void)check_session(folder / "other.h5"), FormatError);
}

}  // namespace
}  // namespace solea
