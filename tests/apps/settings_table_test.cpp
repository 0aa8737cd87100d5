// The table of settings against the structs it describes, and every bound against an analysis.

#include "apps/results/settings_table.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "analysis/analyze.h"
#include "apps/results/analysis_json.h"
#include "tests/support/fixtures.h"

namespace solea {
namespace {

using Json = nlohmann::ordered_json;

std::vector<const Setting*> all() {
  std::vector<const Setting*> list;
  for (const SettingGroup& group : setting_groups()) {
    for (const Setting& setting : group.settings) list.push_back(&setting);
  }
  return list;
}

/// Turns into whatever a field is.
struct Anything {
  template <class T>
  operator T() const;  // NOLINT(google-explicit-constructor): it has to
};

/// How many fields a struct has: with how many values it can be made.
template <class T, class... Values>
constexpr std::size_t fields() {
  if constexpr (requires { T{Values{}..., Anything{}}; }) {
    return fields<T, Values..., Anything>();
  } else {
    return sizeof...(Values);
  }
}

Json flat(const AnalysisSettings& settings) {
  return settings_to_json(settings).flatten();
}

std::string pointer_of(const Setting& setting) {
  std::string name(setting.name);
  if (const auto dot = name.find('.'); dot != std::string::npos) name[dot] = '/';
  return '/' + name;
}

/// Values at the bounds of a setting, and of a choice every one.
std::vector<std::string> extremes(const Setting& setting) {
  if (setting.name == "mask") return {"three", "matscan7", "footscan10", "novel10", "novel12"};
  if (setting.name == "side") return {"left", "right"};
  const Json usual = setting_to_json(setting, AnalysisSettings{});
  if (usual.is_boolean()) return {"true", "false"};
  return {Json(setting.least).dump(), Json(setting.most).dump()};
}

TEST(SettingsTable, HasEveryField) {
  std::size_t of_sides = 0;
  std::size_t of_geometry = 0;
  for (const Setting* setting : all()) {
    of_sides += setting->name.starts_with("sides.") ? 1 : 0;
    of_geometry += setting->name.starts_with("geometry.") ? 1 : 0;
    EXPECT_EQ(find_setting(setting->name), setting) << "a name is there twice";
    EXPECT_FALSE(setting->unit.empty());
    EXPECT_FALSE(setting->meaning.empty());
  }
  EXPECT_EQ(of_sides, fields<SideSettings>());
  EXPECT_EQ(of_geometry, fields<GeometrySettings>());
  // The two structs, the polygons and the corrections are no single values.
  EXPECT_EQ(all().size() - of_sides - of_geometry + 4, fields<AnalysisSettings>());
}

TEST(SettingsTable, NamesOfResultsAreNeverRenamed) {
  const Json json = settings_to_json({});
  for (const char* name : {"contact_threshold_kpa",
                           "contact_force_n",
                           "mask",
                           "mask_polygons",
                           "geometry",
                           "heel_fraction",
                           "forefoot_fraction",
                           "min_duration_s",
                           "min_area_mm2",
                           "max_foot_length_mm",
                           "max_foot_width_mm",
                           "max_forefoot_width_mm",
                           "max_width_to_length",
                           "join_gap_mm",
                           "join_rim_mm",
                           "join_pause_s",
                           "join_overlap",
                           "min_part_samples",
                           "cut_force_fraction",
                           "lift_force_fraction",
                           "stance_force_fraction",
                           "lift_reach_fraction",
                           "join_same_place",
                           "join_gap_cost",
                           "join_most_parts",
                           "split_level_step",
                           "split_highest_level",
                           "split_piece_share",
                           "split_most_samples",
                           "faulty_fraction",
                           "faulty_alone_fraction",
                           "stuck_fraction",
                           "faulty_patch_cells",
                           "faulty_least_frames",
                           "faulty_most_named",
                           "sides",
                           "one_foot",
                           "mass_kg",
                           "age_years",
                           "adult_arch_years",
                           "side",
                           "corrections",
                           "integration",
                           "pad_zero",
                           "cop_filter",
                           "cop_lowpass_hz",
                           "first_peak_drop",
                           "cpei_variant",
                           "cpei_trim_force_n",
                           "cpei_trim_fraction",
                           "line_of_progression",
                           "longest_step_s",
                           "longest_step_mm",
                           "print_to_foot_mm",
                           "ml_ratio_p10_pct",
                           "ml_ratio_p90_pct"}) {
    EXPECT_TRUE(json.contains(name)) << name;
  }
  for (const char* name :
       {"toe_line_medial",  "toe_line_lateral", "toe_line_freedom",    "path_cost_kpa",
        "percent_toe_line", "hallux_freedom",   "refine_zone_lines",   "zone_line_freedom",
        "toe_distance",     "toe_prominence",   "toeless_front",       "ball_nearly_widest",
        "least_cells",      "roll_over",        "whole_aspect",        "heel_fullness",
        "ball_fullness",    "heel_solidity",    "template_difference", "template_turn_deg",
        "heel_turn_deg",    "sure_of_side",     "templates_a_side",    "whole_heel_before",
        "whole_ball_short", "ball_width",       "heel_width",          "ball_at",
        "toeless_length"}) {
    EXPECT_TRUE(json["geometry"].contains(name)) << name;
  }
  for (const char* name :
       {"arch_weight",       "front_weight",      "cop_weight",         "line_spacing_mm",
        "heel_band_from",    "heel_band_to",      "ball_band_from",     "ball_band_to",
        "arch_band_from",    "arch_band_to",      "arch_softening_mm",  "front_band",
        "front_ball_at",     "front_full_offset", "cop_least_progress", "cop_least_frames",
        "cop_full_bulge",    "full_sum",          "surest_print",       "cut_print_weight",
        "edge_print_weight", "alternation_share", "same_walk_pause_s",  "same_walk_gap_mm",
        "same_place",        "same_way_cosine",   "offset_mm",          "offset_odds",
        "warn_confidence"}) {
    EXPECT_TRUE(json["sides"].contains(name)) << name;
  }
}

TEST(SettingsTable, ASettingChangesItselfOnly) {
  const Json usual = flat({});
  for (const Setting* setting : all()) {
    for (const std::string& text : extremes(*setting)) {
      AnalysisSettings settings;
      set_setting(std::string(setting->name) + "=" + text, settings);
      Json changed = flat(settings);
      const std::string at = pointer_of(*setting);
      const Json& value = changed.at(at);
      if (value.is_string()) {
        EXPECT_EQ(value, text);
      } else if (value.is_boolean()) {
        EXPECT_EQ(value.dump(), text);
      } else {
        EXPECT_EQ(value.get<double>(), std::stod(text)) << setting->name;
      }
      changed[at] = usual.at(at);
      // Two settings are told in words as well.
      for (const char* words : {"/integration", "/cop_filter"}) changed[words] = usual.at(words);
      EXPECT_EQ(changed, usual) << setting->name;
    }
  }
}

TEST(SettingsTable, DefaultsAreValues) {
  for (const Setting* setting : all()) {
    const Json usual = setting_to_json(*setting, AnalysisSettings{});
    const std::string text = setting_text(*setting, AnalysisSettings{});
    AnalysisSettings settings;
    EXPECT_NO_THROW(set_setting(*setting, text, settings)) << setting->name;
    EXPECT_EQ(setting_to_json(*setting, settings), usual) << setting->name;
  }
}

TEST(SettingsTable, OtherValuesAreRefusedAndChangeNothing) {
  for (const Setting* setting : all()) {
    std::vector<std::string> wrong = {"", " ", "nan", "inf", "yes", "1x", "1,5", "1e999"};
    const bool number = setting->most > setting->least;
    if (number) {
      wrong.push_back(Json(setting->most + 1).dump());
      wrong.push_back(Json(setting->least - 1).dump());
    }
    if (!values_of(*setting).ends_with("null")) wrong.emplace_back("null");
    if (values_of(*setting).starts_with("a whole")) wrong.emplace_back("5.5");
    for (const std::string& text : wrong) {
      AnalysisSettings settings;
      try {
        set_setting(*setting, text, settings);
        ADD_FAILURE() << setting->name << "=" << text;
      } catch (const std::invalid_argument& error) {
        EXPECT_NE(std::string(error.what()).find(setting->name), std::string::npos);
        EXPECT_NE(std::string(error.what()).find("expected"), std::string::npos);
      }
      EXPECT_EQ(flat(settings), flat({}));
    }
  }
}

TEST(SettingsTable, AnUnknownNameTellsTheNearest) {
  const auto message = [](const char* assignment) -> std::string {
    try {
      AnalysisSettings settings;
      set_setting(assignment, settings);
    } catch (const std::invalid_argument& error) {
      return error.what();
    }
    return {};
  };
  EXPECT_NE(message("contact_treshold_kpa=5").find("contact_threshold_kpa"), std::string::npos);
  EXPECT_NE(message("arch_weight=1").find("sides.arch_weight"), std::string::npos);
  EXPECT_NE(message("geometry.toe_line_medal=1").find("geometry.toe_line_medial"),
            std::string::npos);
  EXPECT_NE(message("colour=red").find("solea metrics --settings"), std::string::npos);
  EXPECT_NE(message("mass_kg").find("NAME=VALUE"), std::string::npos);
  EXPECT_TRUE(message("mass_kg=null").empty());
}

// Bounds are there so that no value makes an analysis hang or fall.
TEST(SettingsTable, AnAnalysisEndsAtEveryBound) {
  virtual_mat::Person person;
  person.script = virtual_mat::Script::walk;
  const auto recorded =
      testing::record_virtual(person, {120, 80, 5, 5}, 50, 1.6, testing::perfect_sensor());
  ASSERT_FALSE(analyze(recorded.recording, {}).steps.empty());
  for (const Setting* setting : all()) {
    for (const std::string& text : extremes(*setting)) {
      AnalysisSettings settings;
      set_setting(*setting, text, settings);
      AnalysisResult result;
      EXPECT_NO_THROW(result = analyze(recorded.recording, settings))
          << setting->name << "=" << text;
      for (const StepResult& step : result.steps) {
        EXPECT_TRUE(step.side_confidence >= 0 && step.side_confidence <= 1)
            << setting->name << "=" << text;
      }
    }
  }
}

}  // namespace
}  // namespace solea
