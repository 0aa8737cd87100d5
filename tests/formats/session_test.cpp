#include <gtest/gtest.h>
#include <hdf5.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmath>
#include <csignal>
#include <random>
#include <thread>

#include "core/error.h"
#include "formats/hdf5_handle.h"
#include "formats/recording_format.h"
#include "formats/session/schema.h"
#include "formats/session/session_check.h"
#include "formats/session/session_reader.h"
#include "formats/session/session_writer.h"
#include "tests/support/files.h"

namespace solea {
namespace {

using testing::TempFolder;

constexpr PlateGeometry plate{6, 4, 5, 7};

TrialHeader header() {
  TrialHeader h;
  h.plate = plate;
  h.rate_hz = 50;
  h.info.subject_code = "P-017";
  h.info.mass_kg = 71.5;
  h.info.trial = "walk 1";
  h.info.created_utc = "2026-11-20T12:00:00Z";
  h.info.driver = "willowec_pmi";
  h.info.port = "/dev/ttyACM0";
  Calibration c;
  c.kpa_per_count = 0.5;
  h.calibration = c;
  return h;
}

std::vector<std::uint16_t> counts_of(std::uint64_t k) {
  std::vector<std::uint16_t> counts(plate.cells());
  for (std::size_t i = 0; i < counts.size(); ++i) {
    counts[i] = static_cast<std::uint16_t>((k * 31 + i * 7) % 500);
  }
  return counts;
}

void accept(SessionWriter& writer, std::uint64_t sequence) {
  const auto counts = counts_of(sequence);
  writer.accept({sequence, std::chrono::milliseconds(20 * sequence + 3), std::nullopt, counts});
}

/// Frames first .. first + size - 1 of a recording against what was written.
void expect_frames(FrameSource& source, const std::vector<std::uint64_t>& sequence) {
  const Recording recording = read_all(source);
  ASSERT_EQ(recording.size(), sequence.size());
  std::vector<float> dense(plate.cells());
  for (std::size_t k = 0; k < sequence.size(); ++k) {
    recording.copy_dense(k, dense);
    const auto counts = counts_of(sequence[k]);
    for (std::size_t i = 0; i < counts.size(); ++i) {
      ASSERT_FLOAT_EQ(dense[i], 0.5F * counts[i]) << "frame " << k << " cell " << i;
    }
  }
}

std::vector<std::uint64_t> numbers(std::uint64_t n) {
  std::vector<std::uint64_t> all;
  for (std::uint64_t k = 0; k < n; ++k) all.push_back(k);
  return all;
}

TEST(Session, ComesBackAsWritten) {
  const TempFolder folder;
  SessionWriter writer(folder / "s.h5", header());
  for (std::uint64_t k = 0; k < 130; ++k) accept(writer, k);
  AcquisitionStats stats;
  stats.bad_checksum = 3;
  stats.bytes_skipped = 99;
  writer.close(stats);

  const auto source = open_recording(folder / "s.h5");
  const SourceInfo& info = source->info();
  EXPECT_EQ(info.format, "solea_session");
  EXPECT_EQ(info.frames, 130U);
  EXPECT_EQ(info.plate, plate);
  EXPECT_EQ(info.unit, "count");
  EXPECT_NEAR(info.rate_hz, 50, 1e-6);
  EXPECT_EQ(info.session.subject_code, "P-017");
  EXPECT_EQ(info.session.mass_kg, 71.5);
  EXPECT_EQ(info.session.trial, "walk 1");
  EXPECT_TRUE(info.warnings.empty());
  expect_frames(*source, numbers(130));

  const auto& stored = info.acquisition;
  ASSERT_TRUE(stored);
  EXPECT_EQ(stored->frames, 130U);
  EXPECT_EQ(stored->bad_checksum, 3U);
  EXPECT_EQ(stored->bytes_skipped, 99U);
}

TEST(Session, GapsAreStoredWhereTheyAre) {
  const TempFolder folder;
  SessionWriter writer(folder / "s.h5", header());
  const std::vector<std::uint64_t> sequence = {5, 6, 7, 10, 11, 12, 40};
  for (const std::uint64_t k : sequence) accept(writer, k);
  EXPECT_EQ(writer.gap_stats().gaps, 2U);
  EXPECT_EQ(writer.gap_stats().frames_missing, 2U + 27U);
  writer.close({});

  const hdf5::Node file = hdf5::open_file(folder / "s.h5");
  const auto gaps = hdf5::open_dataset(file.group(schema::trials).group("0001"), schema::gaps);
  ASSERT_EQ(gaps.shape(), (std::vector<std::uint64_t>{2, 2}));
  std::vector<std::uint64_t> values(4);
  gaps.read<std::uint64_t>(0, 2, values);
  EXPECT_EQ(values, (std::vector<std::uint64_t>{8, 2, 13, 27}));

  const auto source = open_recording(folder / "s.h5");
  const Recording recording = read_all(*source);
  EXPECT_NEAR(recording.time_s(3), 5 * 0.02, 1e-9) << "time runs on over a gap";
}

TEST(Session, ImportedPressuresKeepEveryDigit) {
  const TempFolder folder;
  SessionWriter writer(folder / "s.h5", header(), SessionWriter::Samples::kpa);
  std::vector<float> kpa(plate.cells());
  for (std::size_t i = 0; i < kpa.size(); ++i) kpa[i] = 0.01F * static_cast<float>(i * 1237);
  writer.accept_kpa(0, kpa);
  writer.accept_kpa(0.013, kpa);
  writer.close({});
  const auto source = open_recording(folder / "s.h5");
  EXPECT_EQ(source->info().unit, "kPa");
  const Recording recording = read_all(*source);
  std::vector<float> back(plate.cells());
  recording.copy_dense(1, back);
  EXPECT_EQ(back, kpa);
  EXPECT_DOUBLE_EQ(recording.time_s(1), 0.013);
}

TEST(Session, WithoutCalibrationThereAreNoPressures) {
  const TempFolder folder;
  TrialHeader bare = header();
  bare.calibration.reset();
  SessionWriter writer(folder / "s.h5", bare);
  accept(writer, 0);
  writer.close({});
  const auto source = open_recording(folder / "s.h5");
  EXPECT_FALSE(source->info().calibration);
  EXPECT_THROW((void)read_all(*source), CalibrationError);

  Calibration later;
  later.kpa_per_count = 0.5;
  const auto recalibrated = open_session(folder / "s.h5", later);
  expect_frames(*recalibrated.front(), {0});
  later.rows = 1;
  later.cols = 1;
  EXPECT_THROW((void)open_session(folder / "s.h5", later), CalibrationError);
}

TEST(Session, NeverOverwrites) {
  const TempFolder folder;
  testing::write_file(folder / "s.h5", "precious");
  EXPECT_THROW(SessionWriter(folder / "s.h5", header()), FileError);
  EXPECT_EQ(testing::read_file(folder / "s.h5"), "precious");
}

TEST(Session, AFolderThatIsNotThere) {
  try {
    const SessionWriter writer("/nowhere/s.h5", header());
    FAIL();
  } catch (const FileError& e) {
    EXPECT_STREQ(e.what(), "/nowhere/s.h5: cannot be written: No such file or directory");
  }
}

TEST(Session, ANewerMajorVersionIsRefusedInWords) {
  const TempFolder folder;
  {
    hdf5::Node file = hdf5::create_file(folder / "s.h5");
    file.set(schema::format, schema::format_name);
    file.set(schema::schema_version, "9.0");
  }
  try {
    (void)open_recording(folder / "s.h5");
    FAIL();
  } catch (const FormatError& e) {
    EXPECT_NE(std::string(e.what()).find("a newer Solea wrote it"), std::string::npos) << e.what();
  }
}

/// Killed at any moment: the file opens, and every block that was complete a moment before is
/// there.
TEST(Session, AKilledWriterLosesAtMostTheLastBlock) {
  const TempFolder folder;
  std::mt19937 random(11);
  for (int round = 0; round < 20; ++round) {
    const auto file = folder / ("k" + std::to_string(round) + ".h5");
    int pipe_ends[2];
    ASSERT_EQ(::pipe(pipe_ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      SessionWriter writer(file, header());
      for (std::uint64_t k = 0;; ++k) {
        accept(writer, k);
        const std::uint64_t done = k + 1;
        if (::write(pipe_ends[1], &done, sizeof done) != sizeof done) ::_exit(1);
      }
    }
    ::close(pipe_ends[1]);
    std::this_thread::sleep_for(std::chrono::milliseconds(20 + random() % 60));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    std::uint64_t accepted = 0;
    std::uint64_t value = 0;
    while (::read(pipe_ends[0], &value, sizeof value) == sizeof value) accepted = value;
    ::close(pipe_ends[0]);
    if (accepted == 0) continue;  // killed before the first frame

    const auto source = open_recording(file);
    EXPECT_FALSE(source->info().warnings.empty()) << "says that it did not end properly";
    constexpr std::uint64_t block = 25;  // half a second at 50 Hz
    EXPECT_GE(source->info().frames, accepted / block * block) << "round " << round;
    expect_frames(*source, numbers(source->info().frames));
  }
}

/// Any one byte changed, or any length cut off: an error or frames, never a crash. (Finding silent
/// damage is the job of checksums, which this schema version does not have yet.)
TEST(Session, DamagedFilesAreSafeToOpen) {
  const TempFolder folder;
  {
    SessionWriter writer(folder / "s.h5", header());
    for (std::uint64_t k = 0; k < 60; ++k) accept(writer, k);
    writer.close({});
  }
  const std::string whole = testing::read_file(folder / "s.h5");
  std::mt19937 random(5);
  for (int i = 0; i < 500; ++i) {
    std::string bytes = whole;
    if (i % 2 == 0) {
      bytes.resize(random() % bytes.size());
    } else {
      bytes[random() % bytes.size()] ^= static_cast<char>(1 + random() % 255);
    }
    testing::write_file(folder / "d.h5", bytes);
    try {
      const auto source = open_recording(folder / "d.h5");
      (void)read_all(*source);
    } catch (const Error& e) {
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
}

/// A session whose attributes or datasets another program has changed.
class ChangedSession : public ::testing::Test {
 protected:
  ChangedSession() {
    SessionWriter writer(folder_ / "s.h5", header());
    for (std::uint64_t k = 0; k < 40; ++k) accept(writer, k);
    writer.close({});
  }
  [[nodiscard]] std::filesystem::path path() const { return folder_ / "s.h5"; }
  [[nodiscard]] hdf5::Node change() const {
    return hdf5::Node(hdf5::Handle(H5Fopen(path().c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose));
  }
  static hdf5::Node trial(const hdf5::Node& file) {
    return file.group(schema::trials).group("0001");
  }

 private:
  TempFolder folder_;
};

TEST_F(ChangedSession, TextsBecomePrintable) {
  {
    const hdf5::Node file = change();
    trial(file).set(schema::name, "walk\n\x1B[2J \xFF");
    trial(file).set(schema::frames, 1e300);
  }
  const auto source = open_recording(path());
  EXPECT_EQ(source->info().name, "walk[2J \u00FF");
  ASSERT_TRUE(source->info().acquisition);
  EXPECT_EQ(source->info().acquisition->frames, 0U) << "no number of frames";
  expect_frames(*source, numbers(40));
}

TEST_F(ChangedSession, ImpossibleGridsAreErrors) {
  for (const double rows : {5.0, 65536.0, 1e18}) {
    {
      const hdf5::Node file = change();
      trial(file).group(schema::device).set(schema::rows, rows);
    }
    EXPECT_THROW((void)open_recording(path()), FormatError) << rows;
  }
}

/// Neither time nor memory for frames that are told and not there.
TEST_F(ChangedSession, EndlessDatasetsAreToldAndReadAsFarAsTheyGo) {
  {
    const hdf5::Node file = change();
    for (const char* name : {schema::counts, schema::sequence, schema::arrival_s}) {
      const hdf5::Dataset each = hdf5::open_dataset(trial(file), name);
      auto shape = each.shape();
      shape[0] = std::uint64_t{1} << 40;
      const std::vector<hsize_t> size(shape.begin(), shape.end());
      ASSERT_GE(H5Dset_extent(each.id(), size.data()), 0);
    }
  }
  const auto source = open_recording(path());
  EXPECT_LT(source->info().frames, 1000U);
  ASSERT_FALSE(source->info().warnings.empty());
  EXPECT_NE(source->info().warnings.back().find("the recorder counted"), std::string::npos);
  EXPECT_FALSE(check_session(InputFile(path())).whole());
}

/// HDF5 would open whatever file a link names; once Solea has opened a file, it does not know them.
TEST_F(ChangedSession, LinksIntoOtherFilesAreOff) {
  (void)open_recording(path());
  const hdf5::Node file = change();
  EXPECT_LT(H5Lcreate_external("other.h5", "/", file.id(), "x", H5P_DEFAULT, H5P_DEFAULT), 0);
}

TEST(Session, HoldsSeveralTrialsOfSeveralDevices) {
  const TempFolder folder;
  SessionWriter writer(folder / "s.h5", header());
  for (std::uint64_t k = 0; k < 40; ++k) accept(writer, k);
  writer.mark(0.5, "turns");
  writer.end_trial({});

  TrialHeader insole;
  insole.info.trial = "left insole";
  insole.plate = {1, 3, 0, 0};
  insole.has_grid = false;
  insole.side = Side::left;
  insole.sensor_mask = {1, 0, 1};
  insole.channels = {{"force_n", "N", "the vendor's force", {1.5, NAN}}};
  insole.source.emplace();
  insole.source->format = "novel_asc";
  insole.source->conversions = {"a", "b"};
  insole.source->provenance["sensor"] = "y";
  writer.begin_trial(insole, SessionWriter::Samples::kpa);
  writer.accept_kpa(0, std::vector<float>{1, 2, 3});
  writer.accept_kpa(0.01, std::vector<float>{4, 0, 6});
  writer.close({});

  // As it is, and copied into another session.
  SessionWriter copy(folder / "copy.h5", header().info);
  for (const auto& source : open_recordings(folder / "s.h5")) {
    dynamic_cast<const SessionTrial&>(source->origin()).copy_to(copy, {}, "");
  }
  copy.close({});
  for (const char* name : {"s.h5", "copy.h5"}) {
    const Sources sources = open_recordings(folder / name);
    ASSERT_EQ(sources.size(), 2U);
    EXPECT_EQ(sources[0]->info().name, "walk 1");
    EXPECT_EQ(sources[0]->info().unit, "count");
    expect_frames(*sources[0], numbers(40));
    const SourceInfo& info = sources[1]->info();
    EXPECT_EQ(info.name, "left insole");
    EXPECT_EQ(info.side, Side::left);
    EXPECT_FALSE(info.has_grid);
    EXPECT_EQ(info.plate, insole.plate);
    EXPECT_EQ(info.sensor_mask, insole.sensor_mask);
    EXPECT_EQ(info.conversions, insole.source->conversions);
    EXPECT_EQ(info.provenance.at("sensor"), "y");
    EXPECT_EQ(info.session.subject_code, "P-017");
    ASSERT_EQ(info.channels.size(), 1U);
    EXPECT_EQ(info.channels[0].unit, "N");
    EXPECT_EQ(info.channels[0].values[0], 1.5);
    EXPECT_TRUE(std::isnan(info.channels[0].values[1]));
    const Recording recording = read_all(*sources[1]);
    EXPECT_EQ(recording.size(), 2U);
    EXPECT_EQ(recording.time_s(1), 0.01);
    EXPECT_EQ(recording.cells(1).back().kpa, 6.0F);
  }
}

/// Recordings without any sensor, such as tables of the centre of pressure, have times and
/// channels.
TEST(Session, HoldsARecordingWithoutSensors) {
  const TempFolder folder;
  TrialHeader table;
  table.has_grid = false;
  table.channels = {{"cop_x_mm", "mm", "x", {1, 2, 3}}};
  SessionWriter writer(folder / "s.h5", table, SessionWriter::Samples::kpa);
  for (int k = 0; k < 3; ++k) writer.accept_kpa(k, {});
  writer.close({});
  const auto source = open_recording(folder / "s.h5");
  EXPECT_EQ(source->info().frames, 3U);
  EXPECT_EQ(source->info().channels.at(0).values, (std::vector<double>{1, 2, 3}));
}

/// One changed byte of the samples is an error when they are read, never other numbers.
TEST(Session, ChangedSamplesAreFound) {
  const TempFolder folder;
  SessionWriter writer(folder / "s.h5", header());
  for (std::uint64_t k = 0; k < 100; ++k) accept(writer, k);
  writer.close({});
  const std::string whole = testing::read_file(folder / "s.h5");
  std::mt19937 random(5);
  int errors = 0;
  for (int i = 0; i < 300; ++i) {
    std::string damaged = whole;
    damaged[random() % damaged.size()] ^= static_cast<char>(1 + random() % 255);
    testing::write_file(folder / "d.h5", damaged);
    try {
      const auto source = open_recording(folder / "d.h5");
      const std::size_t frames = source->info().frames;
      if (frames == 100) expect_frames(*source, numbers(100));
    } catch (const Error&) {
      ++errors;
    }
  }
  EXPECT_GT(errors, 20);
}

TEST(Session, NewerMinorVersionsOpen) {
  const TempFolder folder;
  SessionWriter writer(folder / "s.h5", header());
  for (std::uint64_t k = 0; k < 10; ++k) accept(writer, k);
  writer.close({});
  {
    const hdf5::Node from = hdf5::open_file(folder / "s.h5");
    hdf5::Node later = hdf5::create_file(folder / "minor.h5");
    later.set(schema::format, schema::format_name);
    later.set(schema::schema_version, "1.7");
    later.set("something_new", 5.0);
    hdf5::copy(from, schema::subject, later, schema::subject);
    hdf5::copy(from, schema::trials, later, schema::trials);
  }
  EXPECT_EQ(open_recording(folder / "minor.h5")->info().frames, 10U);
}

}  // namespace
}  // namespace solea
