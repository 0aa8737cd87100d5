#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "calibration/count_converter.h"
#include "core/error.h"

namespace solea {
namespace {

using calibration::CurveKind;

Calibration curved(int cells) {
  Calibration c;
  c.rows = 1;
  c.cols = cells;
  c.curves = {*calibration::fit_tared_curve(
      std::vector<calibration::CalibrationPoint>{{10, 50}, {20, 120}}, CurveKind::quadratic)};
  return c;
}

float one(const Calibration& c, std::uint16_t count, double time_s = 0) {
  CountConverter converter(c, {1, 1, 5, 5});
  std::array<float, 1> kpa{};
  converter.apply(std::array{count}, time_s, kpa);
  return kpa[0];
}

TEST(CountConverter, WorkedQuadraticOfTheSpec) {
  EXPECT_FLOAT_EQ(one(curved(1), 15), 82.5F);
  EXPECT_EQ(one(curved(1), 0), 0);
}

TEST(CountConverter, TaresEachCell) {
  Calibration c = curved(2);
  c.tare_counts = {5, 7};
  CountConverter converter(c, {1, 2, 5, 5});
  std::array<float, 2> kpa{};
  converter.apply(std::array<std::uint16_t, 2>{20, 17}, 0, kpa);
  EXPECT_FLOAT_EQ(kpa[0], 82.5F);
  EXPECT_FLOAT_EQ(kpa[1], 50);
}

TEST(CountConverter, NegativeIsClippedForDisplayOnly) {
  Calibration c = curved(1);
  c.tare_counts = {15};
  EXPECT_EQ(one(c, 0), 0);
  CountConverter keeps(c, {1, 1, 5, 5}, {}, CountConverter::Negative::keep);
  std::array<float, 1> kpa{};
  keeps.apply(std::array<std::uint16_t, 1>{0}, 0, kpa);
  EXPECT_FLOAT_EQ(kpa[0], -82.5F) << "as far below 0 as 15 counts are above";
}

TEST(CountConverter, NeverGoesFarBeyondTheLoads) {
  CountConverter converter(curved(1), {1, 1, 5, 5});
  std::array<float, 1> kpa{};
  converter.apply(std::array<std::uint16_t, 1>{21}, 0, kpa);
  EXPECT_FLOAT_EQ(kpa[0], 128.1F) << "up to 110 % of 120 kPa as the curve has it";
  EXPECT_EQ(converter.counts().extrapolated, 0U);
  EXPECT_TRUE(converter.warnings().empty());
  converter.apply(std::array<std::uint16_t, 1>{200}, 0.01, kpa);
  EXPECT_FLOAT_EQ(kpa[0], 132) << "held there";
  EXPECT_EQ(converter.counts().extrapolated, 1U);
  EXPECT_EQ(converter.warnings().size(), 1U);
}

TEST(CountConverter, CreepRunsFromWhereACellIsLoaded) {
  Calibration c;
  c.kpa_per_count = 1;
  c.creep = CreepModel{0.03, 1, 0, 5};
  CountConverter converter(c, {1, 1, 5, 5});
  std::array<float, 1> kpa{};
  const auto at = [&](double time_s, std::uint16_t count) {
    converter.apply(std::array{count}, time_s, kpa);
    return kpa[0];
  };
  EXPECT_EQ(at(0, 0), 0);
  EXPECT_EQ(at(10, 100), 100);
  EXPECT_EQ(at(10.5, 100), 100) << "before t0";
  EXPECT_NEAR(at(110, 106), 100, 1e-4) << "two decades: divided by 1.06";
  EXPECT_EQ(at(111, 0), 0);
  EXPECT_EQ(at(112, 100), 100) << "a new load, a new clock";
}

TEST(CountConverter, LinearDriftIsTakenOff) {
  Calibration c;
  c.kpa_per_count = 1;
  c.creep = CreepModel{0, 1, 4.0 / 60, 5};
  CountConverter converter(c, {1, 1, 5, 5});
  std::array<float, 1> kpa{};
  converter.apply(std::array<std::uint16_t, 1>{100}, 5, kpa);
  EXPECT_EQ(kpa[0], 100);
  converter.apply(std::array<std::uint16_t, 1>{104}, 65, kpa);
  EXPECT_NEAR(kpa[0], 100, 1e-4) << "4 kPa in 60 s";
}

TEST(CountConverter, ScalesThenRepairs) {
  Calibration c;
  c.kpa_per_count = 1;
  c.force_scale = 700.0 / 650;
  c.rows = 1;
  c.cols = 3;
  c.cell_states = {CellState::good, CellState::dead, CellState::good};
  CountConverter converter(c, {1, 3, 5, 5});
  std::array<float, 3> kpa{};
  converter.apply(std::array<std::uint16_t, 3>{65, 9999, 130}, 0, kpa);
  EXPECT_FLOAT_EQ(kpa[0], 70);
  EXPECT_FLOAT_EQ(kpa[1], 105);
  EXPECT_FLOAT_EQ(kpa[2], 140);
}

TEST(CountConverter, RefusesCellsOfAnotherGrid) {
  Calibration c = curved(1);
  c.tare_counts = {1, 2, 3};
  EXPECT_THROW(CountConverter(c, {1, 2, 5, 5}), CalibrationError);
}

TEST(CalibrationWarnings, SayWhatIsWrong) {
  EXPECT_EQ(calibration_warnings(std::nullopt, "", "").size(), 1U);
  Calibration c = curved(1);
  EXPECT_TRUE(calibration_warnings(c, "A1", "2026-11-20T10:00:00Z").empty());
  c.serial = "A1";
  c.valid_until = "2026-11-20";
  EXPECT_TRUE(calibration_warnings(c, "A1", "2026-11-20T23:59:59Z").empty()) << "its last day";
  EXPECT_TRUE(calibration_warnings(c, "", "").empty());
  EXPECT_NE(calibration_warnings(c, "B2", "").at(0).find("another mat"), std::string::npos);
  EXPECT_NE(calibration_warnings(c, "A1", "2026-11-21T00:00:00Z").at(0).find("valid until"),
            std::string::npos);
}

}  // namespace
}  // namespace solea
