#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "analysis/registration.h"
#include "apps/report/content.h"

// The clinic's report: a first page that is complete on its own, then what is behind it.

namespace solea::report {

namespace {

using Json = nlohmann::ordered_json;

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
  const Words& words = content.words;
  Section page;
  page.keep_together = false;
  page.blocks.emplace_back(content.facts());
  for (const Paragraph& notice : content.notices()) page.blocks.emplace_back(notice);
  if (!content.options.note.empty()) {
    page.blocks.emplace_back(Paragraph{content.options.note, Look::body, words("Note")});
  }
  if (content.feet().empty()) {
    for (Block& block : content.plate_picture()) page.blocks.push_back(std::move(block));
    for (Block& block : content.whole_recording()) page.blocks.push_back(std::move(block));
    return page;
  }
  FeetScale scale = scale_for(content.feet(), content.result.settings.contact_threshold_kpa);
  const double height = content.options.paper == Paper::a4 ? 262 : 225;
  scale.pt_per_mm =
      std::min(height / (scale.top_mm - scale.bottom_mm), 210 / (scale.right_mm - scale.left_mm));
  Pictures hero;
  hero.hero = true;
  for (const FootView& foot : content.feet()) {
    hero.drawings.push_back(
        draw_foot(foot, scale, content.title_of(foot.side), content.note_of(foot)));
  }
  hero.drawings.push_back(content.color_bar(scale, hero.drawings.front().height));
  page.blocks.emplace_back(std::move(hero));
  if (!content.sides().empty()) add_panels(page, content, scale);
  return page;
}

Section heel_sheet_section(const Content& content) {
  const Words& words = content.words;
  Section section;
  section.title = words("Heel-pain screening sheet");
  section.keep_together = false;
  section.blocks.emplace_back(Paragraph{words(heel_sheet_notice), Look::small, ""});
  const std::string none = words("not measured or not given");
  for (const Finding& finding : content.sheet.findings) {
    Table table;
    table.columns = {{words(finding.label), "", Align::left, 2.6},
                     {content.title_of(Side::left), "", Align::right, 1},
                     {content.title_of(Side::right), "", Align::right, 1}};
    const auto printed = [&](const std::optional<double>& v, const std::string& unit) {
      const bool plain = unit == "kg" || unit == "kg/m2" || unit == "years";
      return plain && v ? Cell{words.plain(*v, 3), "", false} : content.value(v, unit, none);
    };
    for (const SheetValue& v : finding.values) {
      const std::string unit = content.unit(v.unit == "" ? "1" : v.unit);
      const std::string name = unit.empty() ? words(v.label) : words(v.label) + ", " + unit;
      const std::string own = v.unit.empty() ? "1" : v.unit;
      if (v.both || finding.id == "body_mass" || finding.id == "left_right") {
        table.rows.push_back({{name, "", false}, {}, printed(v.both, own)});
      } else {
        table.rows.push_back({{name, "", false}, printed(v.left, own), printed(v.right, own)});
      }
      for (const ReferenceShown& shown : v.references) {
        const ReferenceRange& r = *shown.range;
        std::string text = r.mean ? words.plain(*r.mean) : "";
        if (r.mean && r.sd) text += " ± " + words.plain(*r.sd);
        if (!r.mean && r.low && r.high) {
          text = fmt::format(fmt::runtime(words("{} to {}")), words.plain(*r.low),
                             words.plain(*r.high));
        }
        const std::string band = shown.band ? words(to_string(*shown.band)) : "";
        const std::string source =
            fmt::format("{}{}; {} [{}]", words(r.population),
                        r.n ? fmt::format(", n = {}", *r.n) : "", r.source, r.tag);
        Cell left;
        Cell right;
        // Not in one expression: g++ 12 drops the second part of the text there.
        if (!band.empty()) text += ", " + band;
        Cell& cell = shown.side == Side::left ? left : right;
        cell.text = text;
        cell.why = source;
        table.rows.push_back({{words("reference"), "", false}, left, right});
      }
    }
    if (!finding.left_class.empty() || !finding.right_class.empty()) {
      const auto shown = [&](std::string c) {
        if (c == "normal") c = "medium";
        return c.empty() ? Cell{std::string(dash), none, false}
                         : Cell{words(c + (finding.id == "arch" ? " arch" : "")), "", false};
      };
      table.rows.push_back(
          {{words("class"), "", false}, shown(finding.left_class), shown(finding.right_class)});
    }
    section.blocks.emplace_back(std::move(table));
    section.blocks.emplace_back(
        Paragraph{words(finding.supports), Look::small, words("Studies support")});
    section.blocks.emplace_back(
        Paragraph{words(finding.does_not_support) + " (" + finding.source + ")", Look::small,
                  words("They do not")});
  }
  for (const std::string& missing : content.sheet.missing) {
    section.blocks.emplace_back(Paragraph{words(missing) + ".", Look::small, ""});
  }
  return section;
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
    const bool rolling = id.starts_with("cop_") || id == "cpei_pct" || metric->unit == "s" ||
                         metric->unit == "N s" || metric->unit == "% stance";
    if (content.is_standing() && rolling) continue;
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
  FeetScale scale = scale_for(content.feet(), content.result.settings.contact_threshold_kpa);
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
          const Json& zones = content.document["steps"][i]["zones"];
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

void add_comparison(Report& report, const Content& content, const Content& before) {
  const Words& words = content.words;
  Section section;
  section.title = words("Compared with an earlier recording");
  section.keep_together = false;
  Facts facts;
  const auto when = [&](const Content& c) {
    const auto& utc = c.study.info.session.created_utc;
    return (utc.empty() ? words("the file does not tell") : words.day(utc)) + ", " +
           fmt::format(fmt::runtime(words("{} left, {} right")), c.count(Side::left),
                       c.count(Side::right));
  };
  facts.facts = {{words("Before"), when(before)}, {words("After"), when(content)}};
  section.blocks.emplace_back(std::move(facts));
  if (before.sheet.conditions.device_class != content.sheet.conditions.device_class ||
      before.study.info.format != content.study.info.format ||
      before.study.info.session.driver != content.study.info.session.driver) {
    section.blocks.emplace_back(
        Paragraph{words("The two recordings are of different devices: their pressures cannot be "
                        "compared without care."),
                  Look::notice, ""});
  }
  std::vector<FootView> views;
  std::vector<Footprint> prints;  // pointed to: never more than reserved
  std::vector<Footprint> unders;
  prints.reserve(2);
  unders.reserve(2);
  double largest = 0;
  for (const Side side : {Side::left, Side::right}) {
    const SideAverages& b = content.of(side);
    const SideAverages& a = before.of(side);
    if (!a.footprint || !b.footprint) continue;
    const Registration match =
        register_prints(*b.footprint, *a.footprint, b.frame.axis, a.frame.axis);
    constexpr double margin_mm = 15;
    Footprint now = resampled(*b.footprint, *b.footprint, RigidTransform{}, margin_mm);
    const Footprint then = resampled(*a.footprint, *b.footprint, match.transform, margin_mm);
    const auto least = static_cast<float>(content.result.settings.contact_threshold_kpa);
    unders.push_back(now);
    for (std::size_t i = 0; i < now.cells(); ++i) {
      const bool loaded = now.peak_kpa[i] >= least || then.peak_kpa[i] >= least;
      now.peak_kpa[i] = loaded ? now.peak_kpa[i] - then.peak_kpa[i] : 0;
      largest = std::max(largest, static_cast<double>(std::abs(now.peak_kpa[i])));
    }
    prints.push_back(std::move(now));
    FootView view;
    view.side = side;
    view.print = &prints.back();
    view.frame = b.frame;
    views.push_back(view);
  }
  if (views.empty()) {
    section.blocks.emplace_back(Paragraph{
        words("No foot has valid steps in both recordings: there is no difference to draw."),
        Look::body, ""});
  } else {
    std::vector<FootView> rims = views;
    for (std::size_t i = 0; i < rims.size(); ++i) rims[i].print = &unders[i];
    FeetScale scale = scale_for(rims, content.result.settings.contact_threshold_kpa);
    constexpr double beside_mm = 8;  // where the earlier print was larger
    scale.left_mm -= beside_mm;
    scale.right_mm += beside_mm;
    scale.top_mm += beside_mm;
    scale.bottom_mm -= beside_mm;
    scale.pt_per_mm =
        std::min(200 / (scale.top_mm - scale.bottom_mm), 200 / (scale.right_mm - scale.left_mm));
    const double end = round_scale_kpa(std::max(largest, 1.0));
    Pictures pictures;
    pictures.hero = true;
    for (std::size_t i = 0; i < views.size(); ++i) {
      pictures.drawings.push_back(
          draw_difference(views[i], unders[i], scale, end, content.title_of(views[i].side)));
    }
    pictures.drawings.push_back(
        draw_color_bar(Color::Table::difference, pictures.drawings.front().height, "kPa",
                       {words.plain(-end), words.plain(-end / 2), "0",
                        words.with_sign(end / 2, end < 10 ? 1 : 0), words.with_sign(end, 0)}));
    section.blocks.emplace_back(std::move(pictures));
    section.blocks.emplace_back(Paragraph{
        words("Peak pressure after minus before, the earlier print laid over the later one. Green: "
              "more, violet: less."),
        Look::small, ""});
  }
  Table table;
  table.columns = {{words("Measure"), "", Align::left, 2.4}};
  for (const Side side : {Side::left, Side::right}) {
    const std::string mark = content.mark_of(side);
    table.columns.push_back({mark + " " + words("before"), "", Align::right, 1});
    table.columns.push_back({mark + " " + words("after"), "", Align::right, 1});
    table.columns.push_back({mark + " " + words("change"), "", Align::right, 1});
  }
  for (const char* id :
       {"stance_s", "peak_pressure_kpa", "max_force_n", "fti_ns", "contact_area_mpp_cm2",
        "heel_peak_pressure_kpa", "heel_medial_peak_pressure_kpa", "heel_lateral_peak_pressure_kpa",
        "heel_max_force_n", "heel_contact_end_pct", "arch_index", "cop_path_mm",
        "cop_mean_velocity_mm_s", "cpei_pct", "foot_progression_deg"}) {
    const Metric& metric = *find_metric(id);
    std::vector<Cell> row = {{content.label(metric), "", false}};
    for (const Side side : {Side::left, Side::right}) {
      row.push_back(before.mean(id, side, false));
      row.push_back(content.mean(id, side, false));
      const auto a = before.mean_of(id, side);
      const auto b = content.mean_of(id, side);
      row.push_back(a && b ? Cell{words.with_sign(*b - *a, decimals_of(metric.unit)), "", true}
                           : Cell{std::string(dash), words("needs both recordings"), false});
    }
    table.rows.push_back(std::move(row));
  }
  table.note = words("Means of the valid steps.");
  section.blocks.emplace_back(std::move(table));
  report.sections.push_back(std::move(section));
}

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
    add(heel_sheet_section(content));
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
                           "heel_medial_lateral_pct",
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
                           "foot_length_mm"}) {
      defined.push_back(find_metric(id));
    }
    add(content.definitions_section(defined));
  }
  add(content.settings_section());
  add(content.intended_use());
}

}  // namespace solea::report
