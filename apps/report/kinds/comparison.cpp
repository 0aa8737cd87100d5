#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/registration.h"
#include "apps/report/kinds/content.h"

// Before and after: table of changes and difference pictures.

namespace solea::report {

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
              "more; violet and hatched: less."),
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

}  // namespace solea::report
