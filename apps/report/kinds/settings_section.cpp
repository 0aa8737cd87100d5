#include <fmt/format.h>

#include "analysis/masks/mask.h"
#include "apps/report/kinds/content.h"
#include "apps/results/known_settings.h"
#include "apps/results/settings_table.h"
#include "core/version.h"

// What a report was made with: file, versions, settings, warnings.

namespace solea::report {

namespace {

using Json = nlohmann::ordered_json;

/// A setting as a reader of JSON would name it: "sides.offset_mm".
void flatten(const Json& json, const std::string& prefix, const Words& words,
             std::vector<Facts::Fact>& out) {
  for (const auto& [key, value] : json.items()) {
    const std::string name = prefix.empty() ? key : prefix + "." + key;
    if (value.is_object()) {
      flatten(value, name, words, out);
    } else if (value.is_number()) {
      out.push_back({name, words.plain(value.get<double>(), 6)});
    } else if (value.is_string()) {
      out.push_back({name, value.get<std::string>()});
    } else if (value.is_boolean()) {
      out.push_back({name, words(value.get<bool>() ? "yes" : "no")});
    } else if (value.is_array() && !value.empty()) {
      out.push_back({name, value.dump()});
    } else {
      out.push_back({name, std::string(dash)});
    }
  }
}

/// "name = value" of every setting that is not as usual, but for what stands elsewhere in a report.
std::string changed_settings(const AnalysisSettings& used, const SourceInfo& info) {
  AnalysisSettings usual = known_settings(info);
  usual.mass_kg = used.mass_kg;
  usual.age_years = used.age_years;
  usual.side = used.side;
  std::string changed;
  for (const SettingGroup& group : setting_groups()) {
    for (const Setting& setting : group.settings) {
      if (setting_to_json(setting, used) == setting_to_json(setting, usual)) continue;
      changed += changed.empty() ? "" : ", ";
      changed += std::string(setting.name) + " = " + setting_text(setting, used);
    }
  }
  return changed;
}

}  // namespace

Section Content::settings_section() const {
  Section section;
  section.title = words("Settings and versions");
  section.keep_together = false;
  const SourceInfo& info = study.info;
  Facts facts;
  const auto add = [&](std::string_view name, const std::string& value) {
    facts.facts.push_back({words(name), value});
  };
  const Json& recording = document["recording"];
  add("Software", fmt::format("Solea {}, {}", software_version, software_commit));
  add("File", study.file.filename().string());
  add("Format of the file", info.format);
  add("SHA-256 of the file", recording["sha256"].get<std::string>());
  add("Frames", std::to_string(info.frames));
  add("Contact from", words.plain(result.settings.contact_threshold_kpa) + " kPa, " +
                          words.plain(result.settings.contact_force_n) + " N");
  add("Mask", std::string(mask_id(result.settings)));
  add("Filter of the centre of pressure", result.settings.cop_lowpass_hz > 0
                                              ? words.plain(result.settings.cop_lowpass_hz) + " Hz"
                                              : words("none"));
  if (const std::string changed = changed_settings(result.settings, info); !changed.empty()) {
    add("Other settings than usual", changed);
  }
  for (const std::string& conversion : info.conversions)
    add("Conversion", words.or_english(conversion));
  for (const VendorCheck& check : info.vendor_checks) {
    add("Held against the vendor",
        fmt::format("{}: {} / {}", words.or_english(check.what), check.agree, check.compared));
  }
  section.blocks.emplace_back(std::move(facts));
  if (options.kind == Kind::research) {
    std::vector<Facts::Fact> settings;
    flatten(document["settings"], "", words, settings);
    Table table;
    table.columns = {{words("Setting"), "", Align::left, 1},
                     {words("Value"), "", Align::left, 1.4}};
    for (const auto& [name, value] : settings) {
      table.rows.push_back({{name, "", false}, {value, "", false}});
    }
    section.blocks.emplace_back(std::move(table));
  }
  std::vector<std::string> warnings = info.warnings;
  warnings.insert(warnings.end(), result.warnings.begin(), result.warnings.end());
  for (const std::string& warning : warnings) {
    section.blocks.emplace_back(
        Paragraph{words.or_english(warning) + ".", Look::small, words("Warning")});
  }
  return section;
}

}  // namespace solea::report
