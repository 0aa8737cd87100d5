#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "apps/report/kinds/content.h"

// Zones as a table and as curves over stance.

namespace solea::report {

void add_zone_table(Report& report, const Content& content) {
  if (content.sides().empty()) return;
  const Words& words = content.words;
  Section section;
  section.title = words("Zones");
  struct Quantity {
    const char* key;
    const char* title;
    const char* unit;
  };
  static constexpr std::array<Quantity, 7> quantities = {
      {{"peak_pressure_kpa", "Peak pressure", "kPa"},
       {"max_force_n", "Maximum force", "N"},
       {"contact_area_mpp_cm2", "Area", "cm2"},
       {"pti_peak_curve_kpas", "PTI", "kPa s"},
       {"relative_impulse_pct", "Impulse", "%"},
       {"contact_start_pct", "From", "% stance"},
       {"contact_end_pct", "To", "% stance"}}};
  Table table;
  table.columns = {{words("Zone"), "", Align::left, 1.6}};
  const auto shown = [&](const Quantity& q) {
    return !content.is_standing() || &q - quantities.data() < 3;
  };
  for (const Quantity& q : quantities) {
    if (!shown(q)) continue;
    table.columns.push_back({words(q.title), content.unit(q.unit), Align::right, 1});
  }
  for (const Side side : content.sides()) {
    table.rows.push_back({{content.title_of(side), "", true}});
    const std::vector<std::size_t>& steps = content.of(side).steps;
    for (const MaskZone& zone : content.result.steps[steps.front()].mask_zones) {
      std::vector<Cell> row = {{words(zone.label), "", false}};
      for (const Quantity& q : quantities) {
        if (!shown(q)) continue;
        std::vector<double> values;
        for (const std::size_t i : steps) {
          const auto& zones = content.document["steps"][i]["zones"];
          const auto at = zones.find(zone.id);
          if (at != zones.end() && (*at)[q.key].is_number()) {
            values.push_back((*at)[q.key].get<double>());
          }
        }
        const Detail detail = content.of(side).detail;
        const std::string why = words(detail == Detail::picture  ? "one picture without a time"
                                      : detail == Detail::frames ? "no times of the frames"
                                                                 : "the zone is never loaded");
        row.push_back(content.value(summarize(values).mean, q.unit, why));
      }
      table.rows.push_back(std::move(row));
    }
  }
  if (!content.is_standing()) {
    table.note = words(
        "Means of the valid steps. PTI: integral of the zone's peak pressure over time. Impulse: "
        "share of the foot's. From, to: contact, percent of stance.");
  }
  section.blocks.emplace_back(std::move(table));
  report.sections.push_back(std::move(section));
}

void add_curves(Report& report, const Content& content) {
  if (content.is_standing() || content.detail() != Detail::times || content.sides().empty()) return;
  const Words& words = content.words;
  Section section;
  section.title = words("Curves over stance");
  section.keep_together = false;
  const auto lines = [&](const auto& curve_of) {
    std::vector<StanceLine> out;
    for (const Side side : content.sides()) {
      const MeanCurve* curve = curve_of(content.of(side));
      if (curve != nullptr && !curve->mean.empty()) out.push_back({side, curve->mean, curve->sd});
    }
    return out;
  };
  Pictures wide;
  const auto add = [&](Pictures& to, const std::vector<StanceLine>& curves,
                       const std::string& title, const std::string& unit, double width,
                       double height) {
    Drawing chart = draw_chart(curves, title, unit, words, width, height);
    if (chart.width > 0) to.drawings.push_back(std::move(chart));
  };
  add(wide, lines([](const SideAverages& s) { return &s.force_n; }), words("Force"), "N", 249, 140);
  add(wide, lines([](const SideAverages& s) { return &s.cop_y_mm; }),
      words("Centre of pressure along the foot"), "mm", 249, 150);
  if (!wide.drawings.empty()) section.blocks.emplace_back(std::move(wide));
  std::vector<std::string> zones = content.of(content.sides().front()).zone_ids;
  section.blocks.emplace_back(Paragraph{"", Look::body, words("Force of the zones")});
  Pictures row;
  std::map<std::string, std::string> labels;
  for (const MaskZone& zone :
       content.result.steps[content.of(content.sides().front()).steps.front()].mask_zones) {
    labels[zone.id] = zone.label;
  }
  for (const std::string& id : zones) {
    const auto curves = lines([&](const SideAverages& s) -> const MeanCurve* {
      const auto at = std::find(s.zone_ids.begin(), s.zone_ids.end(), id);
      return at == s.zone_ids.end()
                 ? nullptr
                 : &s.zone_force_n[static_cast<std::size_t>(at - s.zone_ids.begin())];
    });
    const auto name = labels.find(id);
    add(row, curves, words(name == labels.end() ? id : name->second), "N", 94, 80);
    if (row.drawings.size() == 5) {
      section.blocks.emplace_back(std::move(row));
      row = {};
    }
  }
  if (!row.drawings.empty()) section.blocks.emplace_back(std::move(row));
  section.blocks.emplace_back(
      Paragraph{words("Means of the valid steps; bands: one SD. Left solid, right dashed."),
                Look::small, ""});
  report.sections.push_back(std::move(section));
}

}  // namespace solea::report
