#include <gtest/gtest.h>

#include <chrono>
#include <vector>

#include "calibration/calibration_file.h"
#include "calibration/cell_curves.h"
#include "core/error.h"
#include "formats/recording_format.h"
#include "formats/session/calibrations.h"
#include "formats/session/session_check.h"
#include "formats/session/session_writer.h"
#include "tests/support/files.h"

namespace solea {
namespace {

constexpr PlateGeometry plate{64, 64, 5, 5};

Calibration linear(double kpa_per_count) {
  Calibration c;
  c.kpa_per_count = kpa_per_count;
  c.driver = "solea_mat";
  c.rows = plate.rows;
  c.cols = plate.cols;
  return c;
}

/// Hundreds of kilobytes of JSON: more than an attribute holds.
Calibration per_cell() {
  using namespace calibration;
  Calibration c = linear(0);
  std::vector<LevelOutputs> levels;
  for (const double kpa : {50.0, 100.0, 200.0, 400.0}) {
    LevelOutputs& level = levels.emplace_back();
    level.kpa = kpa;
    for (std::size_t i = 0; i < plate.cells(); ++i) {
      level.outputs.push_back(kpa * (1 + 0.0001 * static_cast<double>(i)));
    }
  }
  c.curves = fit_cells(levels, {}, CurveKind::monotone_cubic).curves;
  c.tare_counts.assign(plate.cells(), 0);
  c.serial = "SN-1";
  c.valid_until = "2026-01-31";
  return c;
}

void record(const std::filesystem::path& file, const Calibration& calibration) {
  TrialHeader header;
  header.plate = plate;
  header.rate_hz = 100;
  header.info.driver = "solea_mat";
  header.info.created_utc = "2026-02-01T10:00:00Z";
  header.info.serial = "SN-2";
  header.calibration = calibration;
  SessionWriter writer(file, header);
  const std::vector<std::uint16_t> counts(plate.cells(), 100);
  for (std::uint64_t k = 0; k < 50; ++k) {
    writer.accept({k, std::chrono::milliseconds(10 * k), {}, counts});
  }
  writer.close({});
}

Recording read(const std::filesystem::path& file) {
  return read_all(*open_recording(file));
}

TEST(SessionCalibration, AnOldSessionIsReadAnewAndNothingIsLost) {
  const testing::TempFolder folder;
  record(folder / "s.h5", linear(0.25));
  const Recording before = read(folder / "s.h5");
  EXPECT_FLOAT_EQ(before.cells(0)[0].kpa, 25);
  calibrate_session(folder / "s.h5", 0, per_cell(), "2026-03-01T00:00:00Z", "bench of March");
  const Recording anew = read(folder / "s.h5");
  ASSERT_EQ(anew.size(), 50U);
  EXPECT_FLOAT_EQ(anew.cells(0)[0].kpa, 100);
  EXPECT_NEAR(anew.cells(0).back().kpa, 100 / 1.4095, 1e-3) << "each cell by its own curve";
  const auto history = calibration_history(folder / "s.h5", 0);
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].calibration, linear(0.25));
  EXPECT_EQ(history[1].calibration, per_cell());
  EXPECT_EQ(history[1].reason, "bench of March");
  EXPECT_TRUE(check_session(folder / "s.h5").whole());
}

TEST(SessionCalibration, ARescuedSessionKeepsBoth) {
  const testing::TempFolder folder;
  record(folder / "s.h5", per_cell());
  calibrate_session(folder / "s.h5", 0, linear(0.5), "2026-03-01T00:00:00Z", "");
  (void)repair_session(folder / "s.h5", folder / "r.h5");
  const auto history = calibration_history(folder / "r.h5", 0);
  ASSERT_EQ(history.size(), 2U);
  EXPECT_EQ(history[0].calibration, per_cell());
  EXPECT_EQ(history[1].calibration, linear(0.5));
}

TEST(SessionCalibration, SaysWhereItIsNotTheMatsOrOutOfDate) {
  const testing::TempFolder folder;
  record(folder / "s.h5", per_cell());
  std::string all;
  const auto source = open_recording(folder / "s.h5");
  for (const std::string& line : source->info().warnings) all += line;
  EXPECT_NE(all.find("another mat"), std::string::npos) << all;
  EXPECT_NE(all.find("valid until 2026-01-31"), std::string::npos) << all;
}

TEST(SessionCalibration, WhatDoesNotFitIsRefusedAndNothingChanges) {
  const testing::TempFolder folder;
  record(folder / "s.h5", linear(0.25));
  const std::string before = testing::read_file(folder / "s.h5");
  Calibration other = linear(1);
  other.rows = 10;
  EXPECT_THROW(calibrate_session(folder / "s.h5", 0, other, "", ""), CalibrationError);
  EXPECT_THROW(calibrate_session(folder / "s.h5", 1, linear(1), "", ""), FileError);
  EXPECT_EQ(testing::read_file(folder / "s.h5"), before);
}

}  // namespace
}  // namespace solea
