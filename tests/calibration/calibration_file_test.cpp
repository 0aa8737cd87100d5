#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "calibration/calibration_file.h"
#include "calibration/cell_curves.h"
#include "calibration/equilibration.h"
#include "core/error.h"

namespace solea {
namespace {

using namespace calibration;

/// Everything a calibration can have; cell 2 is dead.
Calibration full(CurveKind kind) {
  Calibration c;
  c.driver = "solea_mat";
  c.rows = 2;
  c.cols = 2;
  c.serial = "SN-7";
  c.date = "2026-11-20T10:00:00Z";
  c.valid_until = "2027-11-20";
  c.saturation_count = 4095;
  c.tare_counts = {30, 31.5, 0, 29};
  const std::vector<LevelOutputs> levels = {
      {50, {10, 11, 0, 12}}, {120, {20, 22, 0, 24}}, {200, {29, 31, 0, 33}}};
  const std::vector<CellState> states = {CellState::good, CellState::good, CellState::dead,
                                         CellState::good};
  c.equilibration = {equilibrate(50, levels[0].outputs, states),
                     equilibrate(200, levels[2].outputs, states)};
  const CellCurves fitted = fit_cells(levels, states, kind);
  c.curves = fitted.curves;
  c.cell_states = fitted.states;
  c.creep = CreepModel{0.03, 1, 0.001, 5};
  c.force_scale = 700.0 / 650;
  c.steps = {{"fit", "2026-11-20T10:00:00Z", "solea", {{"curve", "x"}}, {{"rms", 0.25}}}};
  return c;
}

/// NaN is not equal to itself: gains of bad cells are compared apart.
void expect_same(Calibration a, Calibration b) {
  for (Calibration* c : {&a, &b}) {
    for (EquilibrationLevel& level : c->equilibration) {
      for (double& gain : level.gains) gain = std::isnan(gain) ? -1 : gain;
      for (double& output : level.outputs) output = std::isnan(output) ? -1 : output;
    }
  }
  EXPECT_EQ(a, b);
}

TEST(CalibrationFile, KeepsEveryNumberOfEveryCurve) {
  for (const CurveKind kind : all_curve_kinds) {
    const Calibration c = full(kind);
    expect_same(calibration_from_json(calibration_to_json(c)), c);
  }
}

TEST(CalibrationFile, OldFilesStillRead) {
  const Calibration c = calibration_from_json(
      R"({"schema":"solea.calibration/1","model":"linear","kpa_per_count":3.9,"zero_count":2,
          "saturation_count":255,"driver":"willowec_pmi","rows":56,"cols":28,
          "date":"2026-11-20","origin":"stack of known weights"})");
  EXPECT_EQ(c.kpa_per_count, 3.9);
  EXPECT_TRUE(c.is_uniform_linear());
  // And are written as they were.
  EXPECT_NE(calibration_to_json(c).find("solea.calibration/1"), std::string::npos);
}

TEST(CalibrationFile, DamageIsRefusedByName) {
  const auto good = nlohmann::json::parse(calibration_to_json(full(CurveKind::monotone_cubic)));
  const auto refused = [&](const auto& change, const std::string& word) {
    auto json = good;
    change(json);
    try {
      (void)calibration_from_json(json.dump());
      ADD_FAILURE() << "accepted: " << word;
    } catch (const CalibrationError& e) {
      EXPECT_NE(std::string(e.what()).find(word), std::string::npos) << e.what();
    }
  };
  using Json = nlohmann::json;
  EXPECT_NO_THROW((void)calibration_from_json(good.dump()));
  refused([](Json& j) { j["tare_counts"].erase(0); }, "tare_counts");
  refused([](Json& j) { j["tare_counts"][0] = "x"; }, "tare_counts");
  refused([](Json& j) { j["curves"]["kind"] = "spline"; }, "kind");
  refused([](Json& j) { j["curves"]["cells"][0] = nullptr; }, "curves");
  refused([](Json& j) { j["curves"]["cells"].erase(0); }, "cells");
  refused([](Json& j) { j["curves"]["cells"][0]["slopes"][0] = -1; }, "slopes");
  refused([](Json& j) { j["curves"]["cells"][0]["outputs"][1] = 0; }, "outputs");
  refused([](Json& j) { j["bad_cells"][0]["cell"] = 4; }, "bad_cells");
  refused([](Json& j) { j["bad_cells"][0]["state"] = "tired"; }, "bad_cells");
  refused([](Json& j) { j["creep"]["t0_s"] = 0; }, "t0_s");
  refused([](Json& j) { j["force_scale"] = 0; }, "force_scale");
  refused([](Json& j) { j["rows"] = 0; }, "rows");
  refused([](Json& j) { j["extra"] = 1; }, "extra");
  refused([](Json& j) { j["steps"][0].erase("what"); }, "not a calibration");
}

TEST(CalibrationFile, AnUnfinishedOneIsKeptButNotUsed) {
  Calibration c;
  c.rows = 1;
  c.cols = 2;
  c.tare_counts = {3, 4};
  const Calibration back = calibration_from_json(calibration_to_json(c));
  EXPECT_EQ(back, c);
  EXPECT_THROW(back.require_fits("", {1, 2, 5, 5}), CalibrationError);
}

}  // namespace
}  // namespace solea
