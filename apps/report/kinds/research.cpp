#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apps/report/kinds/content.h"

// The laboratory's report: every measure of every step, every zone, every setting and definition.

namespace solea::report {

namespace {

using Json = nlohmann::ordered_json;

/// Steps beside each other in one table at the most; more are divided evenly.
constexpr std::size_t most_steps_a_table = 7;

std::string why_of_step(const Content& content, const Metric& metric, const StepResult& step) {
  const Words& words = content.words;
  if (const auto reason = why_undefined(metric.needs, step.detail); !reason.empty()) {
    return words(reason);
  }
  if ((metric.unit == "BW" || metric.unit == "BW/s") && !content.result.settings.mass_kg) {
    return words("body mass not given");
  }
  if (!step.geometry) return words("the print is no foot");
  if (step.geometry->part != PrintPart::whole) {
    return words("the print shows only a part of the foot");
  }
  return words("not defined for this step");
}

Cell number_cell(const Content& content, const std::optional<double>& value,
                 const std::string& why) {
  if (!value || !std::isfinite(*value)) return {std::string(dash), why, false};
  return {content.words.plain(*value, 5), "", false};
}

std::string step_title(const Content& content, std::size_t index) {
  const Side side = content.result.steps[index].side;
  return std::to_string(index) + (side == Side::unknown ? "" : " " + content.mark_of(side));
}

std::vector<Column> step_columns(const Content& content, std::size_t from, std::size_t to,
                                 double first_share) {
  std::vector<Column> columns = {{content.words("Measure"), "", Align::left, first_share}};
  for (std::size_t i = from; i < to; ++i) {
    const bool valid = content.study.result.steps[i].step.valid();
    columns.push_back({step_title(content, i) + (valid ? "" : " *"), "", Align::right, 1});
  }
  return columns;
}

/// A table a group of steps; `rows` fills one.
template <class Rows>
Section tables_of_steps(const Content& content, const std::string& title, const Rows& rows) {
  Section section;
  section.title = title;
  section.keep_together = false;
  const std::size_t count = content.result.steps.size();
  const std::size_t tables = (count + most_steps_a_table - 1) / most_steps_a_table;
  const std::size_t steps_a_table = tables == 0 ? 1 : (count + tables - 1) / tables;
  for (std::size_t from = 0; from < count; from += steps_a_table) {
    const std::size_t to = std::min(count, from + steps_a_table);
    Table table;
    table.columns = step_columns(content, from, to, 0.9 + 0.35 * static_cast<double>(to - from));
    rows(table, from, to);
    if (to == count) table.note = content.words("* not a valid step.");
    if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  }
  return section;
}

Section every_measure(const Content& content) {
  return tables_of_steps(content, content.words("Every measure of every step"),
                         [&](Table& table, std::size_t from, std::size_t to) {
                           const auto metrics = builtin_metrics();
                           for (std::size_t m = 0; m < metrics.size(); ++m) {
                             std::vector<Cell> row = {{content.label(*metrics[m]), "", false}};
                             for (std::size_t i = from; i < to; ++i) {
                               const StepResult& step = content.result.steps[i];
                               row.push_back(number_cell(content, step.metrics[m],
                                                         why_of_step(content, *metrics[m], step)));
                             }
                             table.rows.push_back(std::move(row));
                           }
                         });
}

struct ZoneQuantity {
  const char* key;
  const char* name;
  const char* unit;
};
constexpr std::array<ZoneQuantity, 15> zone_quantities = {
    {{"peak_pressure_kpa", "Peak pressure", "kPa"},
     {"peak_pressure_time_pct", "Instant of peak pressure", "% stance"},
     {"contact_area_cm2", "Largest contact area of a frame", "cm2"},
     {"contact_area_mpp_cm2", "Contact area of the footprint", "cm2"},
     {"max_force_n", "Maximum force", "N"},
     {"mean_pressure_peak_kpa", "Peak mean pressure", "kPa"},
     {"fti_ns", "Force-time integral", "N s"},
     {"relative_impulse_pct", "Impulse, of the foot's", "%"},
     {"pti_peak_curve_kpas", "Pressure-time integral of the peak curve", "kPa s"},
     {"pti_mean_kpas", "Mean pressure-time integral", "kPa s"},
     {"pti_cell_max_kpas", "Largest pressure-time integral of a cell", "kPa s"},
     {"loading_rate_max_ns", "Largest loading rate", "N/s"},
     {"contact_start_pct", "Contact from", "% stance"},
     {"contact_end_pct", "Contact to", "% stance"},
     {"contact_time_s", "Contact time", "s"}}};

Section every_zone(const Content& content) {
  const Words& words = content.words;
  const Json& steps = content.document["steps"];
  return tables_of_steps(content, words("Every zone of every step"),
                         [&](Table& table, std::size_t from, std::size_t to) {
                           const StepResult* masked = nullptr;
                           for (std::size_t i = from; i < to; ++i) {
                             if (!content.result.steps[i].mask_zones.empty())
                               masked = &content.result.steps[i];
                           }
                           if (masked == nullptr) return;
                           for (const MaskZone& zone : masked->mask_zones) {
                             table.rows.push_back({{words(zone.label), "", true}});
                             for (const ZoneQuantity& q : zone_quantities) {
                               const std::string unit = content.unit(q.unit);
                               std::vector<Cell> row = {{words(q.name) + ", " + unit, "", false}};
                               for (std::size_t i = from; i < to; ++i) {
                                 const Json& zones = steps[i]["zones"];
                                 const auto at = zones.find(zone.id);
                                 std::optional<double> value;
                                 if (at != zones.end() && (*at)[q.key].is_number())
                                   value = (*at)[q.key].get<double>();
                                 const StepResult& step = content.result.steps[i];
                                 const std::string why = words(
                                     step.detail == Detail::picture  ? "one picture without a time"
                                     : step.detail == Detail::frames ? "no times of the frames"
                                     : !step.geometry                ? "the print is no foot"
                                                                     : "the zone is never loaded");
                                 row.push_back(number_cell(content, value, why));
                               }
                               table.rows.push_back(std::move(row));
                             }
                           }
                         });
}

Section averages_section(const Content& content) {
  Section section;
  if (content.sides().empty()) return section;
  const Words& words = content.words;
  section.title = words("Means, medians and symmetry");
  section.keep_together = false;
  Table table;
  table.columns = {{words("Measure"), "", Align::left, 3}};
  for (const Side side : content.sides()) {
    const std::string mark = content.mark_of(side);
    for (const char* what : {"mean", "SD", "median", "n"}) {
      table.columns.push_back(
          {mark + " " + words(what), "", Align::right, std::string_view(what) == "n" ? 0.5 : 1.0});
    }
  }
  const bool both = content.sides().size() == 2;
  if (both) table.columns.push_back({words("Symmetry index"), "%", Align::right, 1.1});
  const auto metrics = builtin_metrics();
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    std::vector<Cell> row = {{content.label(*metrics[m]), "", false}};
    for (const Side side : content.sides()) {
      const Summary& s = content.of(side).metrics[m];
      const std::string why = content.why(*metrics[m], side);
      row.push_back(number_cell(content, s.mean, why));
      row.push_back(number_cell(content, s.sd, s.mean ? words("one step") : why));
      row.push_back(number_cell(content, s.median, why));
      row.push_back({std::to_string(s.n), "", false});
    }
    if (both) {
      row.push_back(
          number_cell(content, content.averages.symmetry[m].index_pct, words("needs both feet")));
    }
    table.rows.push_back(std::move(row));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace

void add_research(Report& report, const Content& content, const Content* before) {
  const auto add = [&](Section section) {
    if (!section.blocks.empty()) report.sections.push_back(std::move(section));
  };
  Section page = content.opening();
  if (!content.feet().empty()) page.blocks.emplace_back(content.hero(content.feet_scale(300, 220)));
  for (Block& block : content.whole_recording()) page.blocks.push_back(std::move(block));
  add(std::move(page));
  add(content.sway_section());
  add(content.steps_section());
  add_curves(report, content);
  if (before != nullptr) add_comparison(report, content, *before);
  add(averages_section(content));
  add(every_measure(content));
  add(every_zone(content));
  const auto metrics = builtin_metrics();
  add(content.definitions_section({metrics.begin(), metrics.end()}));
  add(content.settings_section());
  add(content.intended_use());
}

}  // namespace solea::report
