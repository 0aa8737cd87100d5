#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "analysis/settings.h"

/// The settings of an analysis as a table: from it come their JSON, the options of the command line
/// (`--set NAME=VALUE`) and docs/settings.md.
namespace solea {

/// Where a setting is kept. The one text is the id of a built-in mask.
using SettingField =
    std::variant<double AnalysisSettings::*, std::size_t AnalysisSettings::*,
                 bool AnalysisSettings::*, std::optional<double> AnalysisSettings::*,
                 std::optional<Side> AnalysisSettings::*, std::string AnalysisSettings::*,
                 double SideSettings::*, std::size_t SideSettings::*, double GeometrySettings::*,
                 std::size_t GeometrySettings::*, int GeometrySettings::*,
                 bool GeometrySettings::*>;

/// One setting.
struct Setting {
  std::string_view name;  ///< as in the JSON of results; a dot where that is nested
  std::string_view unit;  ///< "1": none
  double least = 0;       ///< of numbers
  double most = 0;
  SettingField field;
  std::string_view meaning;
  std::string_view option = {};  ///< of its own on the command line, as "--mass-kg"
};

/// Settings that belong together.
struct SettingGroup {
  std::string_view title;
  std::span<const Setting> settings;
};

/// All settings that are numbers, yes or no, or a choice. What is not in it are documents: the
/// user's polygons and corrections.
[[nodiscard]] std::span<const SettingGroup> setting_groups();

/// Null when there is none of that name.
[[nodiscard]] const Setting* find_setting(std::string_view name);

/// What values it takes, as "0.1 to 1000" or "true or false".
[[nodiscard]] std::string values_of(const Setting& setting);

/// Its value: number, boolean, text or null.
[[nodiscard]] nlohmann::ordered_json setting_to_json(const Setting& setting,
                                                     const AnalysisSettings& settings);

/// The same as a text that `set_setting` takes.
[[nodiscard]] std::string setting_text(const Setting& setting, const AnalysisSettings& settings);

/// Gives it the value that a text says, as it stands in the JSON. Throws std::invalid_argument,
/// which says what was expected.
void set_setting(const Setting& setting, std::string_view text, AnalysisSettings& settings);

/// "NAME=VALUE". Throws std::invalid_argument, which names the nearest setting where none has that
/// name.
void set_setting(std::string_view assignment, AnalysisSettings& settings);

}  // namespace solea
