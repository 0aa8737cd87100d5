#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "analysis/metric.h"
#include "analysis/reference/heel_sheet.h"
#include "analysis/reference/ranges.h"
#include "core/units.h"
#include "formats/recording_format.h"
#include "tests/support/files.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using testing::record_virtual;
using virtual_mat::Person;

const MeasuringConditions emed_walking{"emed", "walking", "barefoot", {}};

// metrics.md 12, T1: heel of the emed 313 SD 77 kPa; bands 236-390 and 159-467 kPa.
TEST(ReferenceRanges, BandsOfTheHeelOnAnEmed) {
  const auto found = matching_ranges("heel_peak_pressure_kpa", "heel", Side::left, emed_walking);
  ASSERT_EQ(found.size(), 1U);
  const ReferenceRange& heel = *found[0];
  EXPECT_EQ(heel.n, 53);
  EXPECT_EQ(heel.tag, "V");
  EXPECT_NE(heel.source.find("Putti 2008"), std::string::npos);
  EXPECT_NEAR(*reference_z(370, heel), 57.0 / 77, 1e-12);
  for (const double x : {236.0, 313.0, 390.0}) {
    EXPECT_EQ(reference_band(x, heel), ReferenceBand::within_1_sd) << x;
  }
  for (const double x : {235.9, 390.1, 159.0, 467.0}) {
    EXPECT_EQ(reference_band(x, heel), ReferenceBand::within_2_sd) << x;
  }
  for (const double x : {158.9, 467.1}) {
    EXPECT_EQ(reference_band(x, heel), ReferenceBand::beyond_2_sd) << x;
  }
}

// A log-normal spread with mean m and SD s has the median m / sqrt(1 + s^2/m^2): z is 0 there, and
// 1 at the median times exp(sigma).
TEST(ReferenceRanges, PressuresAreHeldAgainstALogNormalSpread) {
  const auto found = matching_ranges("heel_peak_pressure_kpa", "heel", Side::left, emed_walking);
  ASSERT_EQ(found.size(), 1U);
  const double ratio = 77.0 / 313;
  const double median = 313 / std::sqrt(1 + ratio * ratio);
  const double sigma = std::sqrt(std::log(1 + ratio * ratio));
  EXPECT_EQ(spread_of(*found[0]), Spread::log_normal);
  EXPECT_NEAR(*reference_z_log_normal(median, *found[0]), 0, 1e-12);
  EXPECT_NEAR(*reference_z_log_normal(median * std::exp(sigma), *found[0]), 1, 1e-12);
  EXPECT_NEAR(*reference_z_log_normal(median * std::exp(-2 * sigma), *found[0]), -2, 1e-12);
  EXPECT_FALSE(reference_z_log_normal(0, *found[0]));
  const ReferenceShown shown = show_reference(median, Side::left, *found[0]);
  EXPECT_NEAR(*shown.z, 0, 1e-12);
  EXPECT_EQ(shown.band, ReferenceBand::within_1_sd);
  const auto stance = matching_ranges("stance_s", "whole", Side::left, emed_walking);
  ASSERT_EQ(stance.size(), 1U);
  EXPECT_EQ(spread_of(*stance[0]), Spread::normal);
  EXPECT_NEAR(*show_reference(0.6988 + 0.0521, Side::left, *stance[0]).z, 1, 1e-9);
}

TEST(ReferenceRanges, OnlyForTheSameDeviceAndTask) {
  const auto count = [](std::string_view device, std::string_view task, std::string_view footwear) {
    return matching_ranges("heel_peak_pressure_kpa", "heel", Side::right,
                           {std::string(device), std::string(task), std::string(footwear), {}})
        .size();
  };
  EXPECT_EQ(count("emed", "walking", "barefoot"), 1U);
  EXPECT_EQ(count("emed", "walking", ""), 1U);
  EXPECT_EQ(count("emed", "walking", "shod"), 0U);
  EXPECT_EQ(count("emed", "running", "barefoot"), 0U);
  EXPECT_EQ(count("footscan", "walking", "barefoot"), 0U);
  EXPECT_EQ(count("", "walking", "barefoot"), 0U);
  EXPECT_EQ(count("emed", "", "barefoot"), 0U);
}

/// T4 (metrics.md 12): patients, on a device that was not stated, two to three times T1.
TEST(ReferenceRanges, PatientsAndUnstatedDevicesNeverMatch) {
  std::set<std::string> devices = {"not_stated"};
  for (const ReferenceRange& r : reference_ranges()) devices.insert(r.device_class);
  int patients = 0;
  for (const ReferenceRange& r : reference_ranges()) {
    patients += r.healthy ? 0 : 1;
    for (const std::string& device : devices) {
      for (const ReferenceRange* m :
           matching_ranges(r.measure, r.region, r.side, {device, r.task, r.footwear, {}})) {
        EXPECT_TRUE(m->healthy);
        EXPECT_TRUE(m->device_class == device || m->device_class == "any");
        EXPECT_NE(m->device_class, "not_stated");
      }
    }
  }
  EXPECT_EQ(patients, 18);
}

/// A range of any device is of a time or an angle, or of the arch index, a ratio of areas: never of
/// what zones, threshold or filter decide.
TEST(ReferenceRanges, OfWhatDependsOnTheDeviceItIsKnown) {
  const std::set<std::string> of_any_device = {"stance_s", "arch_index", "foot_progression_deg",
                                               "double_support_pct"};
  for (const ReferenceRange& r : reference_ranges()) {
    if (r.device_class != "any") continue;
    EXPECT_TRUE(of_any_device.contains(r.measure)) << r.measure;
  }
  EXPECT_TRUE(matching_ranges("cop_mean_velocity_mm_s", "whole", Side::left,
                              {"emed", "walking", "barefoot", {}})
                  .empty());
}

TEST(ReferenceRanges, AgeAndSideMustNotContradict) {
  MeasuringConditions c{"zebris", "walking", "", 10.0};
  EXPECT_EQ(matching_ranges("foot_progression_deg", "whole", Side::left, c).size(), 1U);
  c.age_years = 16.9;
  EXPECT_EQ(matching_ranges("foot_progression_deg", "whole", Side::left, c).size(), 1U);
  c.age_years = 17;
  EXPECT_TRUE(matching_ranges("foot_progression_deg", "whole", Side::left, c).empty());
  c = {"zebris", "standing", "", {}};
  const auto left = matching_ranges("load_pct", "whole", Side::left, c);
  ASSERT_EQ(left.size(), 1U);
  EXPECT_DOUBLE_EQ(*left[0]->mean, 50.07);
  EXPECT_FALSE(reference_z(50, *left[0])) << "the source gives no SD";
  EXPECT_FALSE(reference_band(50, *left[0]));
  EXPECT_TRUE(matching_ranges("load_pct", "whole", Side::unknown, c).empty());
}

TEST(ReferenceRanges, ABandWithoutASd) {
  const auto found =
      matching_ranges("cpei_pct", "whole", Side::left, {"matscan", "walking", "", {}});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0]->tag, "R");
  EXPECT_EQ(reference_band(7.4, *found[0]), ReferenceBand::within_band);
  EXPECT_EQ(reference_band(20.95, *found[0]), ReferenceBand::within_band) << "half-open";
  EXPECT_EQ(reference_band(21, *found[0]), ReferenceBand::outside_band);
}

TEST(ReferenceRanges, EveryLineIsFounded) {
  const std::set<std::string> tags = {"V", "VC", "R+", "R"};
  for (const ReferenceRange& r : reference_ranges()) {
    EXPECT_TRUE(tags.contains(r.tag)) << r.measure << ' ' << r.tag;
    EXPECT_FALSE(r.source.empty());
    for (const std::string& text : {r.population, r.note, r.band}) {
      EXPECT_EQ(text.find("abnormal"), std::string::npos);
    }
  }
}

/// A range of an id that nothing has would never be shown.
TEST(ReferenceRanges, EveryLineIsOfAMeasureThatIsThere) {
  const std::set<std::string> elsewhere = {"double_support_pct", "load_pct", "rearfoot_load_pct",
                                           "forefoot_load_pct"};  // of gait and of standing
  for (const ReferenceRange& r : reference_ranges()) {
    EXPECT_TRUE(elsewhere.contains(r.measure) || find_metric(r.measure) != nullptr) << r.measure;
  }
  const auto area = matching_ranges("heel_contact_area_cm2", "heel", Side::right,
                                    {"emed", "walking", "barefoot", {}});
  ASSERT_EQ(area.size(), 1U);
  EXPECT_EQ(area[0]->mean, 35);
}

TEST(ReferenceRanges, TablesThatAreWrong) {
  const std::string titles =
      "device_class,task,footwear,population,healthy,age_low,age_high,n,measure,region,side,mean,"
      "sd,low,high,band,unit,source,tag,note\n";
  EXPECT_EQ(parse_reference_ranges(titles).size(), 0U);
  EXPECT_EQ(parse_reference_ranges(titles + "emed,walking,any,\"a, b\",yes,,,9,m,whole,,1,2,,,,N,"
                                            "x,V,\n")[0]
                .population,
            "a, b");
  EXPECT_THROW(parse_reference_ranges("a,b\n"), std::invalid_argument);
  EXPECT_THROW(parse_reference_ranges(titles + "emed,walking\n"), std::invalid_argument);
  EXPECT_THROW(
      parse_reference_ranges(titles + "emed,walking,any,p,yes,,,9,m,whole,,x,2,,,,N,x,V,\n"),
      std::invalid_argument);
  EXPECT_THROW(
      parse_reference_ranges(titles + "emed,walking,any,p,yes,,,9,m,whole,,,2,,,,N,x,V,\n"),
      std::invalid_argument);
  EXPECT_THROW(
      parse_reference_ranges(titles + "emed,walking,any,p,yes,,,9,m,whole,,1,2,,,,N,,V,\n"),
      std::invalid_argument);
}

TEST(ReferenceRanges, DeviceClassOfFilesAndSessions) {
  SourceInfo info;
  info.format = "novel_lst";
  EXPECT_EQ(device_class_of(info), "emed");
  info.format = "solea_session";
  info.session.driver = "footscan_xls";
  EXPECT_EQ(device_class_of(info), "footscan");
  info.session.driver = "solea_mat";
  EXPECT_EQ(device_class_of(info), "");
  info.format = "tekscan_ascii";
  EXPECT_EQ(device_class_of(info), "") << "a plate or an insole";
}

const SheetValue& value_of(const HeelSheet& sheet, std::string_view finding, std::string_view id) {
  for (const Finding& f : sheet.findings) {
    if (f.id != finding) continue;
    for (const SheetValue& v : f.values) {
      if (v.id == id) return v;
    }
  }
  throw std::out_of_range(std::string(id));
}

class HeelSheetTest : public ::testing::Test {
 protected:
  const testing::VirtualRecording walk = record_virtual(Person{}, {128, 64, 5, 5}, 100, 12);
  const AnalysisResult result = analyze(walk.recording, AnalysisSettings{});
};

TEST_F(HeelSheetTest, MediansOfEachFoot) {
  const HeelSheet sheet = make_heel_sheet(result, {70.0, 1.75, 40.0}, {"emed", "walking", "", {}});
  std::vector<double> left;
  for (const StepResult& s : result.steps) {
    if (s.step.valid() && s.side == Side::left) left.push_back(*s.metric("heel_max_force_n"));
  }
  ASSERT_GE(left.size(), 2U);
  EXPECT_EQ(sheet.left_steps, static_cast<int>(left.size()));
  std::sort(left.begin(), left.end());
  const double median = (left[(left.size() - 1) / 2] + left[left.size() / 2]) / 2;
  EXPECT_DOUBLE_EQ(*value_of(sheet, "heel_load", "heel_max_force_n").left, median);
  EXPECT_NEAR(*value_of(sheet, "heel_load", "heel_max_force_bw_pct").left,
              100 * median / (70 * standard_gravity_m_s2), 1e-9);
  EXPECT_NEAR(*value_of(sheet, "body_mass", "bmi_kg_m2").both, 70 / (1.75 * 1.75), 1e-12);
  const SheetValue& peak = value_of(sheet, "heel_load", "heel_peak_pressure_kpa");
  ASSERT_EQ(peak.references.size(), 2U) << "one a foot";
  // Log-normal: ln of the value over the median, in SDs of the logarithm (metrics.md 12).
  const double variance = std::log(1 + 77.0 * 77 / (313.0 * 313));
  EXPECT_NEAR(*peak.references[0].z,
              (std::log(*peak.left / 313) + variance / 2) / std::sqrt(variance), 1e-12);
  const double l = *peak.left;
  const double r = *peak.right;
  EXPECT_NEAR(*value_of(sheet, "left_right", "difference_heel_peak_pressure_kpa").both,
              200 * (l - r) / (l + r), 1e-9);
  EXPECT_TRUE(sheet.missing.empty());
}

TEST_F(HeelSheetTest, ChildrenAndWhatIsMissing) {
  const auto has_child = [&](std::optional<double> age) {
    const HeelSheet sheet = make_heel_sheet(result, {{}, {}, age}, {});
    return std::any_of(sheet.findings.begin(), sheet.findings.end(),
                       [](const Finding& f) { return f.id == "child_heel"; });
  };
  EXPECT_TRUE(has_child(14.9));
  EXPECT_FALSE(has_child(15));
  EXPECT_FALSE(has_child({}));
  const HeelSheet bare = make_heel_sheet(result, {}, {});
  EXPECT_FALSE(value_of(bare, "heel_load", "heel_max_force_bw_pct").left);
  EXPECT_FALSE(value_of(bare, "body_mass", "bmi_kg_m2").both);
  EXPECT_EQ(bare.missing.size(), 4U) << "mass, height, age, device";
  for (const Finding& f : bare.findings) {
    for (const SheetValue& v : f.values) EXPECT_TRUE(v.references.empty());
    EXPECT_FALSE(f.supports.empty());
    EXPECT_FALSE(f.does_not_support.empty());
    EXPECT_FALSE(f.source.empty());
  }
}

TEST_F(HeelSheetTest, NothingIsInventedWithoutSteps) {
  const HeelSheet sheet = make_heel_sheet(AnalysisResult{}, {70.0, 1.75, 40.0}, {});
  for (const Finding& f : sheet.findings) {
    for (const SheetValue& v : f.values) {
      EXPECT_FALSE(v.left || v.right) << v.id;
      EXPECT_TRUE(f.id == "body_mass" || !v.both) << v.id;
    }
  }
}

TEST(TaskOf, ByTheTimeOfStance) {
  const auto task = [](virtual_mat::Script script, double seconds) {
    Person person;
    person.script = script;
    const auto v = record_virtual(person, {128, 64, 5, 5}, 100, seconds);
    return task_of(analyze(v.recording, AnalysisSettings{}), TaskSettings{});
  };
  EXPECT_EQ(task(virtual_mat::Script::walk, 6), "walking");
  EXPECT_EQ(task(virtual_mat::Script::run, 6), "running");
  EXPECT_EQ(task(virtual_mat::Script::stand, 6), "standing");
  EXPECT_EQ(task_of(AnalysisResult{}, TaskSettings{}), "");
}

TEST(HeelSheetReal, EmedStepHasItsReference) {
  const auto file = testing::real_data("emed_walk/emed_test.lst");
  if (!file) GTEST_SKIP() << "no real recordings here, see SOLEA_REAL_DATA";
  const auto source = open_recording(InputFile(*file), {});
  const AnalysisResult result = analyze(read_all(*source), AnalysisSettings{});
  const HeelSheet sheet = make_heel_sheet(result, {},
                                          {std::string(device_class_of(source->info())),
                                           std::string(task_of(result, TaskSettings{})),
                                           "",
                                           {}});
  EXPECT_EQ(sheet.conditions.task, "walking");
  const SheetValue& peak = value_of(sheet, "heel_load", "heel_peak_pressure_kpa");
  EXPECT_FALSE(peak.left);
  ASSERT_TRUE(peak.right);
  ASSERT_EQ(peak.references.size(), 1U);
  EXPECT_EQ(peak.references[0].side, Side::right);
}

}  // namespace
}  // namespace solea
