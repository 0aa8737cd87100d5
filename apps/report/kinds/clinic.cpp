#include <algorithm>

#include "apps/report/kinds/content.h"

// The clinic's report: a first page that is complete on its own, then what is behind it.

namespace solea::report {

namespace {

/// A row of words for the sides that are there.
template <class Of>
void add_row(Table& table, const Content& content, const std::string& name, const Of& of) {
  std::vector<Cell> row = {{name, "", false}};
  for (const Side side : content.sides()) row.push_back({of(side), "", false});
  while (row.size() < table.columns.size()) row.emplace_back();
  table.rows.push_back(std::move(row));
}

template <class Class>
std::string class_words(const Words& words, const std::optional<Class>& c, std::string_view after) {
  if (!c) return std::string(dash);
  std::string name(to_string(*c));
  if (name == "normal") name = "medium";
  return words(name + std::string(after));
}

/// The feet as small pictures of one kind, beside each other.
template <class Draw>
Drawing small_feet(const Content& content, const FeetScale& scale, Draw draw,
                   const std::string& label) {
  std::vector<Drawing> drawings;
  for (const FootView& foot : content.feet()) {
    drawings.push_back(draw(foot, scale, content.mark_of(foot.side)));
  }
  Drawing all = side_by_side(drawings, 8);
  all.label = label;
  return all;
}

/// A drawing in the middle of a wider one, so that panels stand under each other.
Drawing centred(const Drawing& drawing, double width) {
  Drawing out;
  out.width = std::max(width, drawing.width);
  out.height = drawing.height;
  out.label = drawing.label;
  out.place(drawing, (out.width - drawing.width) / 2, 0);
  return out;
}

PhaseBar phases_of(const Content& content, Side side) {
  PhaseBar bar{side, content.mark_of(side), {}};
  for (const char* id : {"icp_pct", "ffcp_pct", "ffp_pct", "ffpop_pct"}) {
    bar.pct.push_back(content.mean_of(id, side));
  }
  return bar;
}

void add_panels(Section& page, const Content& content, const FeetScale& scale) {
  const Words& words = content.words;
  constexpr double room_pt = 150;
  const auto panel = [&](std::string_view title, const Drawing& drawing, Table table) {
    page.blocks.emplace_back(Panel{words(title), centred(drawing, room_pt), std::move(table)});
  };
  FeetScale heel = scale;
  heel.pt_per_mm = std::min(0.8, (room_pt - 8) / 2 / (scale.right_mm - scale.left_mm));
  std::vector<Content::Row> heel_rows = {{"heel_peak_pressure_kpa", "heel"},
                                         {"heel_medial_peak_pressure_kpa", "heel_medial"},
                                         {"heel_lateral_peak_pressure_kpa", "heel_lateral"},
                                         {"heel_medial_lateral_pct", "heel"},
                                         {"heel_max_force_n", "heel"},
                                         {"heel_contact_end_pct", "heel"}};
  if (content.is_standing()) heel_rows.pop_back();
  panel("Heel", small_feet(content, heel, draw_heel, words("Heels")), content.measures(heel_rows));
  FeetScale small = scale;
  small.pt_per_mm = 76 / (scale.top_mm - scale.bottom_mm);
  Table arch = content.measures({{"arch_index", "whole"},
                                 {"modified_arch_index", "whole"},
                                 {"chippaux_smirak_pct", "whole"},
                                 {"clarke_angle_deg", "whole"}});
  add_row(arch, content, words("Arch by the arch index"),
          [&](Side side) { return class_words(words, content.arch(side), " arch"); });
  panel("Arch", small_feet(content, small, draw_arch, words("Arches in thirds")), std::move(arch));
  if (content.is_standing() || content.detail() != Detail::times) return;
  Table path = content.measures({{"cop_path_mm", "whole"},
                                 {"cop_mean_velocity_mm_s", "whole"},
                                 {"cpei_pct", "whole"},
                                 {"foot_progression_deg", "whole"}});
  add_row(path, content, words("First contact"),
          [&](Side side) { return class_words(words, content.strike(side), ""); });
  panel("Centre of pressure",
        small_feet(content, small, draw_path, words("Paths of the centre of pressure")),
        std::move(path));
  std::vector<PhaseBar> bars;
  for (const Side side : content.sides()) bars.push_back(phases_of(content, side));
  const Drawing phases = draw_phases(bars, words, 505);
  if (phases.width > 0) page.blocks.emplace_back(Pictures{{phases}, false});
}

Section first_page(const Content& content) {
  Section page = content.opening();
  if (content.feet().empty()) {
    for (Block& block : content.whole_recording()) page.blocks.push_back(std::move(block));
    return page;
  }
  const double height = content.options.paper == Paper::a4 ? 262 : 225;
  const FeetScale scale = content.feet_scale(height, 210);
  page.blocks.emplace_back(content.hero(scale));
  if (!content.sides().empty()) add_panels(page, content, scale);
  return page;
}

/// Of a foot that rolls over the plate; a standing one has no such thing.
bool is_of_rolling(const Metric& metric) {
  return metric.id.starts_with("cop_") || metric.id.starts_with("cpei") ||
         metric.id.starts_with("strike") || metric.id.starts_with("foot_progression") ||
         metric.unit == "s" || metric.unit == "N s" || metric.unit == "% stance";
}

/// The whole foot, and how left and right compare where both are there.
Section whole_foot_section(const Content& content) {
  const Words& words = content.words;
  Section section;
  if (content.sides().empty()) return section;
  const bool both = content.sides().size() == 2;
  section.title = words(both ? "Left and right" : "Whole foot");
  Table table;
  table.columns = {{words("Measure"), "", Align::left, 2.4}};
  for (const Side side : content.sides()) {
    table.columns.push_back({content.title_of(side), "", Align::right, 1.1});
  }
  if (both) {
    table.columns.push_back({words("Symmetry index"), "%", Align::right, 1});
    table.columns.push_back({words("Symmetry angle"), "%", Align::right, 1});
  }
  const auto metrics = builtin_metrics();
  for (const std::string_view id :
       {"stance_s", "peak_pressure_kpa", "max_force_n", "fti_ns", "contact_area_mpp_cm2",
        "heel_peak_pressure_kpa", "heel_max_force_n", "arch_index", "cop_path_mm", "cpei_pct",
        "icp_pct", "ffcp_pct", "ffp_pct", "ffpop_pct", "foot_length_mm", "foot_width_mm"}) {
    const Metric* metric = find_metric(id);
    const auto m = static_cast<std::size_t>(std::find(metrics.begin(), metrics.end(), metric) -
                                            metrics.begin());
    if (content.is_standing() && is_of_rolling(*metric)) continue;
    std::vector<Cell> row = {{content.label(*metric), "", false}};
    for (const Side side : content.sides()) row.push_back(content.mean(id, side));
    if (both) {
      const Symmetry& s = content.averages.symmetry[m];
      for (const auto& pct : {s.index_pct, s.angle_pct}) {
        row.push_back(pct ? Cell{words.with_sign(*pct, 1), "", false}
                          : Cell{std::string(dash), words("not defined"), false});
      }
    }
    table.rows.push_back(std::move(row));
  }
  if (both) {
    table.note = words(
        "Symmetry index: 100 (L − R) / mean of both (Robinson 1987). Symmetry angle: "
        "Zifchock 2008; 0 is symmetric.");
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section relief_section(const Content& content) {
  Section section;
  if (content.feet().empty()) return section;
  section.title = content.words("Peak pressure as a relief");
  FeetScale scale = content.feet_scale();
  scale.pt_per_mm = 0.95;
  Pictures pictures;
  pictures.hero = true;
  double widest = 0;
  for (const FootView& foot : content.feet()) {
    pictures.drawings.push_back(draw_relief(foot, scale, content.title_of(foot.side)));
    widest = std::max(widest, pictures.drawings.back().width);
  }
  pictures.drawings.push_back(content.color_bar(scale, 190));
  section.blocks.emplace_back(std::move(pictures));
  return section;
}

}  // namespace

void add_clinic(Report& report, const Content& content, const Content* before) {
  report.sections.push_back(first_page(content));
  const auto add = [&](Section section) {
    if (!section.blocks.empty()) report.sections.push_back(std::move(section));
  };
  const std::size_t first = report.sections.size();
  add(content.sway_section());
  add_zone_table(report, content);
  add_curves(report, content);
  add(relief_section(content));
  if (before != nullptr) add_comparison(report, content, *before);
  add(whole_foot_section(content));
  add(content.steps_section());
  if (content.detail() == Detail::times && !content.sides().empty() && !content.is_standing()) {
    add(content.heel_sheet_section());
  }
  if (report.sections.size() > first && !content.feet().empty()) {
    report.sections[first].new_page = true;
  }
  std::vector<const Metric*> defined;
  if (!content.sides().empty()) {
    for (const char* id : {"peak_pressure_kpa",
                           "max_force_n",
                           "fti_ns",
                           "contact_area_mpp_cm2",
                           "stance_s",
                           "heel_peak_pressure_kpa",
                           "heel_medial_peak_pressure_kpa",
                           "heel_lateral_peak_pressure_kpa",
                           "heel_medial_lateral_pct",
                           "heel_max_force_n",
                           "heel_contact_end_pct",
                           "arch_index",
                           "modified_arch_index",
                           "chippaux_smirak_pct",
                           "clarke_angle_deg",
                           "cop_path_mm",
                           "cop_mean_velocity_mm_s",
                           "cpei_pct",
                           "strike_index_pct",
                           "foot_progression_deg",
                           "icp_pct",
                           "ffcp_pct",
                           "ffp_pct",
                           "ffpop_pct",
                           "foot_length_mm",
                           "foot_width_mm"}) {
      const Metric& metric = *find_metric(id);
      if (!why_undefined(metric.needs, content.detail()).empty()) continue;
      if (content.is_standing() && is_of_rolling(metric)) continue;
      defined.push_back(&metric);
    }
    add(content.definitions_section(defined));
  }
  add(content.settings_section());
  add(content.intended_use());
}

}  // namespace solea::report
