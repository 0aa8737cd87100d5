#include "analysis/masks/mask.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numbers>
#include <set>

#include "analysis/analyze.h"
#include "analysis/footprint_builder.h"
#include "analysis/masks/foot_parts.h"
#include "analysis/masks/polygon_cut.h"
#include "formats/mask_file.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::record_virtual;
using virtual_mat::Person;
using virtual_mat::Script;

using Weights = std::map<std::size_t, double>;

Weights weights_of(const std::vector<ZoneCell>& cells) {
  Weights weights;
  for (const ZoneCell& cell : cells) weights[cell.cell] += cell.weight;
  return weights;
}

/// Every loaded cell once, nothing else.
void expect_cover(const std::vector<MaskZone>& zones, const Footprint& print,
                  double threshold_kpa) {
  Weights sum;
  for (const MaskZone& zone : zones) {
    for (const ZoneCell& cell : zone.cells) {
      EXPECT_GT(cell.weight, 0);
      sum[cell.cell] += cell.weight;
    }
  }
  for (std::size_t i = 0; i < print.cells(); ++i) {
    if (print.peak_kpa[i] >= threshold_kpa) {
      EXPECT_NEAR(sum[i], 1, 1e-12) << i;
    } else {
      EXPECT_FALSE(sum.contains(i));
    }
  }
}

std::vector<MaskZone> zones_by(const StepResult& step, const std::string& mask,
                               AnalysisSettings settings = {}) {
  settings.mask = mask;
  return make_mask_zones(step.geometry->print, cut_foot(*step.geometry, settings), settings);
}

std::vector<StepResult> real_steps(const std::string& name) {
  const auto file = testing::real_data(name);
  if (!file) return {};
  const auto sources = open_recordings(InputFile(*file));
  return analyze(read_all(*sources.front(), 10), AnalysisSettings{}).steps;
}

TEST(MaskTable, IdsAreStableAndLowerCase) {
  std::map<std::string, std::size_t> count;
  for (const Mask* mask : builtin_masks()) {
    EXPECT_EQ(find_mask(mask->id), mask);
    count[std::string(mask->id)] = mask->zones.size();
    std::set<std::string_view> ids;
    for (const ZoneOfParts& zone : mask->zones) {
      EXPECT_TRUE(ids.insert(zone.id).second) << zone.id;
      EXPECT_EQ(zone.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"),
                std::string_view::npos);
      EXPECT_FALSE(zone.label.empty());
    }
  }
  EXPECT_EQ(
      count,
      (std::map<std::string, std::size_t>{
          {"three", 3}, {"matscan7", 7}, {"footscan10", 10}, {"novel10", 10}, {"novel12", 12}}));
  EXPECT_EQ(find_mask("nothing"), nullptr);
  const Mask* anatomical = find_mask("footscan10");
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    EXPECT_EQ(anatomical->zones[z].id, to_string(static_cast<FootZone>(z)));
  }
}

TEST(MaskTable, EachPartOfTheFootIsInOneZone) {
  for (const Mask* mask : builtin_masks()) {
    for (std::size_t part = 0; part < foot_part_count; ++part) {
      EXPECT_EQ(std::count_if(mask->zones.begin(), mask->zones.end(),
                              [&](const ZoneOfParts& z) { return z.parts.contains(part); }),
                1)
          << mask->id << ' ' << part;
    }
  }
}

class MaskOnVirtualFeet : public ::testing::TestWithParam<std::tuple<int, double, Side>> {};

TEST_P(MaskOnVirtualFeet, CoversEveryCellOnce) {
  Person person;
  person.script = Script::rollover;
  person.foot = static_cast<virtual_mat::FootType>(std::get<0>(GetParam()));
  person.heading_deg = std::get<1>(GetParam());
  person.side = std::get<2>(GetParam());
  for (const PlateGeometry& plate : {PlateGeometry{80, 80, 5, 5}, PlateGeometry{60, 80, 5.08, 7.62},
                                     PlateGeometry{50, 50, 8.47, 8.47}}) {
    const auto v = record_virtual(person, plate, 50, 1.6);
    for (const bool refined : {false, true}) {
      AnalysisSettings settings;
      settings.geometry.refine_zone_lines = refined;
      const AnalysisResult result = analyze(v.recording, settings);
      ASSERT_EQ(result.steps.size(), 1U);
      const StepResult& step = result.steps[0];
      for (const Mask* mask : builtin_masks()) {
        SCOPED_TRACE(std::string(mask->id));
        const auto zones = zones_by(step, std::string(mask->id), settings);
        EXPECT_EQ(zones.size(), mask->zones.size());
        expect_cover(zones, step.footprint, 10);
        for (const MaskZone& zone : zones) {
          // A high arch leaves no print under the medial midfoot.
          EXPECT_TRUE(plate.pitch_x_mm > 8 || zone.id == "midfoot_medial" || !zone.cells.empty())
              << zone.id;
        }
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Feet, MaskOnVirtualFeet,
                         ::testing::Combine(::testing::Values(0, 1, 2),
                                            ::testing::Values(0.0, 33.0, 190.0),
                                            ::testing::Values(Side::left, Side::right)));

TEST(MaskOnRealFeet, CoversEveryCellOnce) {
  int steps = 0;
  for (const char* name :
       {"emed_walk/emed_test.lst", "footscan_xls/footscan_test.xls", "zebris_apd_steps/MDwalk2.apd",
        "tekscan_fscan_walk/fscan_testL.asf",
        "footscan_barefoot_walk/barefoot_1 - 11-3-2005 - Entire Plate Roll Off.zip"}) {
    for (const StepResult& step : real_steps(name)) {
      if (!step.geometry) continue;
      ++steps;
      for (const Mask* mask : builtin_masks()) {
        expect_cover(zones_by(step, std::string(mask->id)), step.footprint, 10);
      }
    }
  }
  if (steps == 0) GTEST_SKIP() << "no real recordings here";
}

/// Coarser masks are sums of finer ones.
TEST(Masks, AgreeWithEachOther) {
  Person person;
  person.script = Script::rollover;
  const auto v = record_virtual(person, {80, 80, 5, 5}, 100, 1.6);
  const StepResult step = analyze(v.recording, AnalysisSettings{}).steps.at(0);
  const auto sum_of = [&](const std::string& mask, std::initializer_list<const char*> ids) {
    Weights sum;
    for (const MaskZone& zone : zones_by(step, mask)) {
      for (const char* id : ids) {
        if (zone.id != id) continue;
        for (const ZoneCell& cell : zone.cells) sum[cell.cell] += cell.weight;
      }
    }
    return sum;
  };
  const auto expect_same = [](const Weights& a, const Weights& b) {
    ASSERT_EQ(a.size(), b.size());
    for (const auto& [cell, weight] : a) EXPECT_NEAR(b.at(cell), weight, 1e-9);
  };
  expect_same(sum_of("novel10", {"heel"}), sum_of("footscan10", {"heel_medial", "heel_lateral"}));
  expect_same(sum_of("matscan7", {"mtpj3_5"}), sum_of("footscan10", {"mth3", "mth4", "mth5"}));
  expect_same(sum_of("novel12", {"midfoot_medial", "midfoot_lateral"}),
              sum_of("footscan10", {"midfoot"}));
  expect_same(sum_of("novel12", {"toe2", "toes3_5"}), sum_of("footscan10", {"toes"}));
  expect_same(sum_of("three", {"forefoot"}),
              sum_of("matscan7", {"mtpj1", "mtpj2", "mtpj3_5", "hallux", "toes"}));
  // The anatomical zones of measures are the mask's.
  for (std::size_t z = 0; z < foot_zone_count; ++z) {
    expect_same(weights_of(step.zones[z].cells),
                sum_of("footscan10", {std::string(to_string(step.zones[z].id)).c_str()}));
  }
}

/// A print of 250 x 100 mm full of cells of 5 mm, and border lines 24 degrees apart.
FootGeometry full_print(Footprint& print) {
  print.plate = {60, 30, 5, 5};
  print.box = {0, 0, 50, 20};
  print.peak_kpa.assign(1000, 100);
  const double t = std::tan(12 * std::numbers::pi / 180);
  // Lines that meet at (50, -100).
  const BorderLines borders = make_borders({{50 - 100 * t, 0}, {50 - 300 * t, 200}},
                                           {{50 + 100 * t, 0}, {50 + 300 * t, 200}});
  FootFrame frame{{0, 0}, {0, 1}, Side::right};
  return {.frame = frame,
          .print = PrintCells(print, frame, 10),
          .toe_line = {},
          .borders = borders,
          .hallux_line = {ZonePath::Runs::along, {{50, 0}, {50, 250}}},
          .heel_line = {},
          .forefoot_line = {},
          .length_mm = 250,
          .reference_length_mm = 250,
          .isthmus = {}};
}

// metrics.md 7.3, worked: heel line 67.5 mm, forefoot line 137.5 mm; separators at 7.20, 11.28,
// 15.36 and 19.44 degrees from the medial line.
TEST(FootParts, GoldenLines) {
  Footprint print;
  const FootGeometry g = full_print(print);
  EXPECT_NEAR(g.borders.alpha_deg, 24, 1e-9);
  const FootParts parts = cut_foot(g, AnalysisSettings{});
  const auto area = [&](FootPart part) {
    double sum = 0;
    for (const ZoneCell& cell : parts[static_cast<std::size_t>(part)]) sum += 25 * cell.weight;
    return sum;
  };
  EXPECT_NEAR(area(FootPart::heel_medial) + area(FootPart::heel_lateral), 67.5 * 100, 1e-6);
  EXPECT_NEAR(area(FootPart::heel_medial), 67.5 * 50, 1e-6);
  EXPECT_NEAR(area(FootPart::midfoot_medial) + area(FootPart::midfoot_lateral), 70 * 100, 1e-6);
  EXPECT_NEAR(area(FootPart::midfoot_medial), 70 * 50, 1e-6);
  // Between y' = 137.5 and 250, left of a line through (50, -100): by hand, mean x' of the line.
  const double separators[] = {7.20, 11.28, 15.36, 19.44};
  double before = 0;
  for (int i = 0; i < 4; ++i) {
    const double slope = std::tan((separators[i] - 12) * std::numbers::pi / 180);
    const double up_to = 112.5 * (50 + slope * (0.5 * (137.5 + 250) + 100));
    EXPECT_NEAR(area(static_cast<FootPart>(static_cast<int>(FootPart::mth1) + i)), up_to - before,
                1e-4 * up_to)
        << i;
    before = up_to;
  }
  EXPECT_NEAR(area(FootPart::mth5), 11250 - before, 1e-2);
}

TEST(FootParts, APathSplitsCellsByArea) {
  Footprint print;
  FootGeometry g = full_print(print);
  AnalysisSettings settings;
  settings.geometry.refine_zone_lines = true;
  // A roof: from (0, 60) up to (50, 80), down to (100, 60).
  g.heel_line = {ZonePath::Runs::across, {{0, 60}, {50, 80}, {100, 60}}};
  g.forefoot_line = {ZonePath::Runs::across, {{10, 140}, {90, 140}}};
  const FootParts parts = cut_foot(g, settings);
  double heel = 0;
  double ball = 0;
  for (std::size_t p = 0; p < foot_part_count; ++p) {
    for (const ZoneCell& cell : parts[p]) {
      if (p <= 1) heel += 25 * cell.weight;
      if (p >= static_cast<std::size_t>(FootPart::mth1)) ball += 25 * cell.weight;
    }
  }
  EXPECT_NEAR(heel, 70 * 100, 1e-6);
  EXPECT_NEAR(ball, 110 * 100, 1e-6);
}

TEST(FootParts, TheToeLineSplitsCellsByArea) {
  Footprint print;
  FootGeometry g = full_print(print);
  // Down from 220 mm medially to 172 mm laterally, through the cells of every column.
  g.toe_line = {{0, 220}, {100, 172}};
  const FootParts parts = cut_foot(g, AnalysisSettings{});
  const auto area = [&](std::initializer_list<FootPart> which) {
    double sum = 0;
    for (const FootPart part : which) {
      for (const ZoneCell& cell : parts[static_cast<std::size_t>(part)]) sum += 25 * cell.weight;
    }
    return sum;
  };
  EXPECT_NEAR(area({FootPart::hallux, FootPart::toe2, FootPart::toes3_5}), 54 * 100, 1e-6);
  // Medial of x' = 50 mm, where the line is at 196 mm.
  EXPECT_NEAR(area({FootPart::hallux}), 42 * 50, 1e-6);
  EXPECT_NEAR(
      area({FootPart::mth1, FootPart::mth2, FootPart::mth3, FootPart::mth4, FootPart::mth5}),
      (112.5 - 54) * 100, 1e-6);
}

// metrics.md 7.3, sum check, and 2.1: FX-A's heel halved through the middle of column 1.
TEST(PolygonMask, FxaRegionsSumToTheWhole) {
  const StepMovie movie = testing::fxa_movie();
  const StepCurves curves = make_curves(movie, 0);
  const Footprint print = make_footprint(movie, curves);
  const PrintCells cells(print, {{0, 0}, {0, 1}, Side::right}, 10);
  PolygonMask mask{"fxa",
                   "FX-A",
                   {{"medial", "", {{0, 0}, {15, 0}, {15, 20}, {0, 20}}},
                    {"lateral", "", {{15, 20}, {30, 20}, {30, 0}, {15, 0}}}}};
  check_polygons(mask);
  const auto zones = cut_polygons(cells, mask);
  ASSERT_EQ(zones.size(), 3U);
  const ZoneCurves medial = make_zone_curves(movie, curves, zones[0]);
  const ZoneCurves lateral = make_zone_curves(movie, curves, zones[1]);
  const ZoneCurves rest = make_zone_curves(movie, curves, zones[2]);
  const double medial_n[] = {6.5, 20, 9, 0};
  const double lateral_n[] = {6.5, 16, 7, 0};
  const double whole_n[] = {13, 41, 44, 39};
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_NEAR(medial.force_n[k], medial_n[k], 1e-4);
    EXPECT_NEAR(lateral.force_n[k], lateral_n[k], 1e-4);
    EXPECT_NEAR(medial.force_n[k] + lateral.force_n[k] + rest.force_n[k], whole_n[k], 1e-4);
  }
}

TEST(PolygonMask, ConcavePolygonsAreCutExactly) {
  ConvexPolygon cell;
  for (const PointMm p : {PointMm{0, 0}, {10, 0}, {10, 10}, {0, 10}}) cell.push_back(p);
  // A U: 30 wide, legs of 5 that reach into the cell from above and below its middle third.
  const std::vector<PointMm> u = {{-10, 2}, {8, 2}, {8, 4}, {-5, 4},
                                  {-5, 6},  {8, 6}, {8, 8}, {-10, 8}};
  EXPECT_NEAR(overlap_mm2(u, cell), 2 * 8 * 2, 1e-9) << "two legs, the bow lies outside";
  std::vector<PointMm> backwards(u.rbegin(), u.rend());
  EXPECT_NEAR(overlap_mm2(backwards, cell), 32, 1e-9);
  const std::vector<PointMm> between = {{-4, 4}, {9, 4}, {9, 6}, {-4, 6}};
  EXPECT_NEAR(overlap_mm2(std::span<const PointMm>(u), std::span<const PointMm>(between)), 0, 1e-9);
  const std::vector<PointMm> square = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
  EXPECT_NEAR(overlap_mm2(std::span<const PointMm>(square), std::span<const PointMm>(u)), 32, 1e-9);
}

TEST(PolygonMask, RealFootCoversEveryCellOnce) {
  const auto steps = real_steps("emed_walk/emed_test.lst");
  if (steps.empty()) GTEST_SKIP() << "no real recordings here";
  AnalysisSettings settings;
  // A concave midfoot beside a star-shaped piece; toes in no polygon.
  settings.polygon_mask = PolygonMask{
      "own",
      "Own",
      {{"heel", "", {{-60, -5}, {60, -5}, {60, 70}, {0, 55}, {-60, 70}}},
       {"middle",
        "",
        {{-60, 70}, {0, 55}, {60, 70}, {60, 150}, {35, 150}, {25, 100}, {15, 150}, {-60, 150}}},
       {"wedge", "", {{25, 100}, {35, 150}, {15, 150}}},
       {"ball", "", {{-60, 150}, {60, 150}, {60, 225}, {-60, 225}}}}};
  check_polygons(*settings.polygon_mask);
  const auto zones = make_mask_zones(steps[0].geometry->print, {}, settings);
  ASSERT_EQ(zones.size(), 5U);
  EXPECT_EQ(zones.back().id, "unassigned");
  EXPECT_FALSE(zones.back().cells.empty());
  for (const MaskZone& zone : zones) EXPECT_FALSE(zone.cells.empty()) << zone.id;
  expect_cover(zones, steps[0].footprint, 10);
}

TEST(PolygonMask, RefusesWhatIsNoMask) {
  const PolygonZone square{"a", "", {{0, 0}, {10, 0}, {10, 10}, {0, 10}}};
  const auto refused = [](std::vector<PolygonZone> zones, const std::string& why) {
    try {
      check_polygons({"own", "", std::move(zones)});
      FAIL() << why;
    } catch (const std::invalid_argument& error) {
      EXPECT_NE(std::string(error.what()).find(why), std::string::npos) << error.what();
    }
  };
  EXPECT_NO_THROW(check_polygons({"own", "", {square}}));
  EXPECT_NO_THROW(
      check_polygons({"own", "", {square, {"b", "", {{10, 0}, {20, 0}, {20, 10}, {10, 10}}}}}))
      << "side by side";
  refused({}, "without zones");
  refused({square, square}, "twice");
  refused({square, {"b", "", {{5, 5}, {20, 5}, {20, 20}, {5, 20}}}}, "overlap");
  refused({{"a", "", {{0, 0}, {10, 0}}}}, "fewer than three");
  refused({{"a", "", {{0, 0}, {10, 10}, {10, 0}, {0, 11}}}}, "crosses itself");
  refused({{"a", "", {{0, 0}, {10, 0}, {20, 0}}}}, "no area");
  refused({{"Heel!", "", square.polygon}}, "lower case");
  refused({{"unassigned", "", square.polygon}}, "reserved");
  refused({{"a", "", {{0, 0}, {std::nan(""), 0}, {0, 10}}}}, "no number");
}

TEST(MaskFile, ThereAndBack) {
  const PolygonMask mask{"own", "Own zones", {{"a", "A", {{0, 0}, {10.5, 0}, {10, 10}}}}};
  const PolygonMask read = mask_from_json(mask_to_json(mask));
  EXPECT_EQ(read.id, "own");
  EXPECT_EQ(read.name, "Own zones");
  ASSERT_EQ(read.zones.size(), 1U);
  EXPECT_EQ(read.zones[0].label, "A");
  EXPECT_EQ(read.zones[0].polygon, mask.zones[0].polygon);
}

TEST(MaskFile, SaysWhatIsWrong) {
  for (
      const char* text :
      {"", "{", "[]", "{}", R"({"schema": "solea.mask/2", "id": "a", "zones": []})",
       R"({"schema": "solea.mask/1", "zones": []})", R"({"schema": "solea.mask/1", "id": "a"})",
       R"({"schema": "solea.mask/1", "id": "a", "zones": [1]})",
       R"({"schema": "solea.mask/1", "id": "a", "zones": [{"id": "b"}]})",
       R"({"schema": "solea.mask/1", "id": "a", "zones": [{"id": "b", "polygon": [[1]]}]})",
       R"({"schema": "solea.mask/1", "id": "a", "zones": [{"id": "b", "polygon": [[1, "x"]]}]})",
       R"({"schema": "solea.mask/1", "id": "a", "zones": [{"id": "b", "polygon": [[1, 1e999]]}]})"}) {
    EXPECT_THROW((void)mask_from_json(text), std::runtime_error) << text;
  }
}

}  // namespace
}  // namespace solea
