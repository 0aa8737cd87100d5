#include "calibration/calibration.h"

#include <gtest/gtest.h>

#include <array>

#include "calibration/calibration_file.h"
#include "calibration/count_converter.h"
#include "core/error.h"
#include "tests/support/files.h"

namespace solea {
namespace {

Calibration example() {
  Calibration c;
  c.kpa_per_count = 4;
  c.zero_count = 2;
  c.saturation_count = 207;
  c.driver = "willowec_pmi";
  c.rows = 56;
  c.cols = 28;
  c.origin = "bench press";
  c.date = "2026-11-20T00:00:00Z";
  return c;
}

TEST(Calibration, IsLinearAndNeverNegative) {
  const Calibration c = example();
  EXPECT_FLOAT_EQ(c.kpa(2), 0);
  EXPECT_FLOAT_EQ(c.kpa(0), 0);
  EXPECT_FLOAT_EQ(c.kpa(12), 40);
  std::array<float, 3> out{};
  CountConverter converter(c, {1, 3, 5, 5});
  converter.apply(std::array<std::uint16_t, 3>{2, 3, 207}, 0, out);
  EXPECT_EQ(out, (std::array<float, 3>{0, 4, 820}));
  EXPECT_EQ(converter.counts().saturated, 1U) << "207 is where the sensor clips";
}

TEST(Calibration, SurvivesItsFile) {
  const testing::TempFolder folder;
  write_calibration(folder / "c.json", example());
  EXPECT_EQ(read_calibration(folder / "c.json"), example());
}

TEST(Calibration, RefusesWhatIsNone) {
  EXPECT_THROW((void)calibration_from_json("{}"), CalibrationError);
  EXPECT_THROW((void)calibration_from_json("pressure"), CalibrationError);
  EXPECT_THROW((void)calibration_from_json(R"({"schema":"solea.calibration/3"})"),
               CalibrationError);
  EXPECT_THROW((void)calibration_from_json(
                   R"({"schema":"solea.calibration/1","model":"linear","kpa_per_count":0})"),
               CalibrationError);
  EXPECT_THROW((void)read_calibration("/nowhere/c.json"), FileError);
}

TEST(Calibration, ErrorsNameTheKey) {
  const auto error_of = [](const std::string& keys) {
    try {
      (void)calibration_from_json(R"({"schema":"solea.calibration/1","model":"linear",)" + keys +
                                  "}");
    } catch (const CalibrationError& e) {
      return std::string(e.what());
    }
    return std::string();
  };
  EXPECT_EQ(error_of(R"("kpa_per_count":3.9,"zero_count":2.5,"saturation_count":null)"), "");
  EXPECT_EQ(error_of(R"("kpa_per_count":"3.9")"), "'kpa_per_count' must be a number");
  EXPECT_EQ(error_of(R"("zero_count":2)"), "'kpa_per_count' must be there, a number");
  EXPECT_EQ(error_of(R"("kpa_per_count":3.9,"zero_count":-1)"), "'zero_count' must be 0 or more");
  EXPECT_EQ(error_of(R"("kpa_per_count":3.9,"rows":5.5)"),
            "'rows' must be a whole number from 0 to 10000");
  EXPECT_EQ(error_of(R"("kpa_per_count":3.9,"saturation_count":70000)"),
            "'saturation_count' must be a whole number from 0 to 65535");
  EXPECT_EQ(error_of(R"("kpa_per_count":3.9,"driver":7)"), "'driver' must be a text");
  EXPECT_NE(error_of(R"("kpa_per_count":3.9,"zero":2)").find("unknown key \"zero\", expected"),
            std::string::npos);
}

TEST(Calibration, BelongsToADriverAndAGrid) {
  const Calibration c = example();
  EXPECT_NO_THROW(c.require_fits("willowec_pmi", {56, 28, 10, 10}));
  EXPECT_THROW(c.require_fits("solea_mat", {56, 28, 10, 10}), CalibrationError);
  EXPECT_THROW(c.require_fits("willowec_pmi", {64, 64, 5, 5}), CalibrationError);
}

}  // namespace
}  // namespace solea
