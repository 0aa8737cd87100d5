#include "apps/report/kinds/content.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "apps/results/analysis_json.h"
#include "core/version.h"

namespace solea::report {

namespace {

MeasuringConditions conditions_of(const Study& study, const Options& options) {
  MeasuringConditions c;
  c.device_class = options.device_class.empty() ? std::string(device_class_of(study.info))
                                                : options.device_class;
  c.task = options.task.empty() ? std::string(task_of(study.result, {})) : options.task;
  c.footwear = options.footwear;
  c.age_years = study.result.settings.age_years;
  return c;
}

/// Standing steps count although the person stood there before the recording began.
AnalysisResult counted(const Study& study, bool standing) {
  AnalysisResult result = study.result;
  if (!standing) return result;
  for (StepResult& step : result.steps) {
    if (step.step.invalid_reason == "begun before the recording" ||
        step.step.invalid_reason == "not ended within the recording") {
      step.step.invalid_reason.clear();
    }
  }
  return result;
}

template <class Class>
std::optional<Class> most_frequent(const Content& content, Side side,
                                   std::optional<Class> StepClasses::*which) {
  std::map<Class, int> counts;
  for (const std::size_t i : content.of(side).steps) {
    if (const auto& c = content.result.steps[i].classes.*which) ++counts[*c];
  }
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == counts.end() ? std::nullopt : std::optional(most->first);
}

std::vector<PointMm> path_of(const StepResult& step, const FootFrame& frame) {
  std::vector<PointMm> path;
  for (std::size_t k = step.curves.first_contact; k <= step.curves.last_contact; ++k) {
    if (k < step.curves.cop.size() && step.curves.cop[k]) {
      path.push_back(frame.to_foot(*step.curves.cop[k]));
    }
  }
  return path;
}

}  // namespace

Content::Content(const Study& s, const Options& o)
    : study(s),
      options(o),
      words(o.language),
      result(counted(s, conditions_of(s, o).task == "standing")),
      document(analysis_to_json(result, s.info, s.file)),
      averages(make_averages(result)) {
  HeelSheetPerson person;
  person.mass_kg = result.settings.mass_kg;
  person.height_m = o.height_m;
  person.age_years = result.settings.age_years;
  sheet = make_heel_sheet(result, person, conditions_of(s, o));
  find_feet();
}

Detail Content::detail() const {
  Detail most = Detail::picture;
  for (const StepResult& step : result.steps) most = std::max(most, step.detail);
  return result.steps.empty() ? Detail::times : most;
}

std::vector<Side> Content::sides() const {
  std::vector<Side> sides;
  for (const Side side : {Side::left, Side::right}) {
    if (count(side) > 0) sides.push_back(side);
  }
  return sides;
}

void Content::find_feet() {
  for (const Side side : {Side::left, Side::right}) {
    const SideAverages& average = of(side);
    FootView view;
    view.side = side;
    if (average.footprint && !average.steps.empty()) {
      const StepResult& first = result.steps[average.steps.front()];
      view.print = &*average.footprint;
      view.frame = average.frame;
      view.step = &first;
      for (const std::size_t i : average.steps) {
        const StepResult& step = result.steps[i];
        if (step.geometry) view.paths.push_back(path_of(step, step.geometry->frame));
      }
      for (std::size_t k = 0; k < average.cop_x_mm.mean.size(); ++k) {
        const PointMm p{average.cop_x_mm.mean[k], average.cop_y_mm.mean[k]};
        if (std::isfinite(p.x) && std::isfinite(p.y)) view.mean_path.push_back(p);
      }
      // A sway has no way over a foot.
      if (is_standing()) {
        view.paths.clear();
        view.mean_path.clear();
      }
      feet_.push_back(view);
      notes_.emplace_back();
      continue;
    }
    for (const StepResult& step : result.steps) {
      if (step.side != side || !step.geometry) continue;
      view.print = &step.footprint;
      view.frame = step.geometry->frame;
      view.step = &step;
      view.mean_path = path_of(step, view.frame);
      view.paths = {view.mean_path};
      feet_.push_back(view);
      notes_.push_back(words("not a valid step") + ": " + reason_of(step));
      break;
    }
  }
}

std::string Content::title_of(Side side) const {
  return words(side == Side::left ? "Left" : "Right");
}

std::string Content::mark_of(Side side) const {
  return words(side == Side::left ? "L" : "R");
}

std::string Content::reason_of(const StepResult& step) const {
  constexpr std::string_view excluded = "excluded by the user";
  const std::string& reason = step.step.invalid_reason;
  if (!reason.starts_with(excluded)) return words.or_english(reason);
  return words(excluded) + reason.substr(excluded.size());
}

std::string Content::note_of(const FootView& foot) const {
  const auto at = static_cast<std::size_t>(&foot - feet_.data());
  if (at < notes_.size() && !notes_[at].empty()) return notes_[at];
  const std::size_t n = count(foot.side);
  return n == 1 ? words("one step") : fmt::format(fmt::runtime(words("mean of {} steps")), n);
}

std::string Content::unit(std::string_view unit) const {
  return unit == "size" ? "" : words(printed_unit(unit));
}

std::string Content::label(const Metric& metric) const {
  const std::string u = unit(metric.unit);
  return u.empty() ? words(metric.label) : words(metric.label) + ", " + u;
}

Cell Content::value(const std::optional<double>& value, std::string_view unit,
                    const std::string& why) const {
  if (!value || !std::isfinite(*value)) return {std::string(dash), why, false};
  return {words.number(*value, decimals_of(unit)), "", false};
}

std::optional<double> Content::mean_of(std::string_view id, Side side) const {
  const auto metrics = builtin_metrics();
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    if (metrics[m]->id != id) continue;
    const auto& summaries = of(side).metrics;
    return m < summaries.size() ? summaries[m].mean : std::nullopt;
  }
  throw std::out_of_range("no measure " + std::string(id));
}

Cell Content::mean(std::string_view id, Side side, bool with_sd) const {
  const Metric* metric = find_metric(id);
  if (metric == nullptr) throw std::out_of_range("no measure " + std::string(id));
  const auto metrics = builtin_metrics();
  const auto m =
      static_cast<std::size_t>(std::find(metrics.begin(), metrics.end(), metric) - metrics.begin());
  const auto& summaries = of(side).metrics;
  if (m >= summaries.size() || !summaries[m].mean) {
    return {std::string(dash), why(*metric, side), false};
  }
  const int decimals = decimals_of(metric->unit);
  std::string text = words.number(*summaries[m].mean, decimals);
  if (with_sd && summaries[m].sd) text += " ± " + words.number(*summaries[m].sd, decimals);
  return {text, "", false};
}

std::string Content::why(const Metric& metric, Side side) const {
  if (count(side) == 0) {
    return words(side == Side::left ? "no valid step of the left foot"
                                    : "no valid step of the right foot");
  }
  if (const auto reason = why_undefined(metric.needs, of(side).detail); !reason.empty()) {
    return words(reason);
  }
  const std::string_view id = metric.id;
  if (id.ends_with("_bw") || id.find("_bws") != std::string_view::npos || metric.unit == "BW" ||
      metric.unit == "BW/s") {
    if (!result.settings.mass_kg) return words("body mass not given");
  }
  bool whole = true;
  for (const std::size_t i : of(side).steps) {
    const auto& geometry = result.steps[i].geometry;
    whole = whole && geometry && geometry->part == PrintPart::whole;
  }
  if (!whole) return words("the print shows only a part of the foot");
  return words("not defined for these steps, see its definition");
}

Cell Content::reference(std::string_view id, std::string_view region) const {
  MeasuringConditions conditions = sheet.conditions;
  for (const Side side : {Side::unknown, Side::left, Side::right}) {
    for (const ReferenceRange* r : matching_ranges(id, region, side, conditions)) {
      // Children's ranges are for those who are known to be children.
      constexpr double grown_up_years = 18;
      if (!conditions.age_years && r->age_high_years && *r->age_high_years < grown_up_years) {
        continue;
      }
      std::string text;
      const auto plain = [&](double v) { return words.plain(v); };
      if (r->mean) {
        text = plain(*r->mean);
        if (r->sd) text += " ± " + plain(*r->sd);
      } else if (r->low && r->high) {
        text = fmt::format(fmt::runtime(words("{} to {}")), plain(*r->low), plain(*r->high));
      } else {
        continue;
      }
      std::string source = words("reference") + ": " + words(r->population);
      if (r->n) source += fmt::format(", n = {}", *r->n);
      if (!r->mean && !r->band.empty()) source += ", " + words(r->band);
      source += "; " + r->source + " [" + r->tag + "]";
      return {text, source, false};
    }
  }
  return {};
}

std::optional<ArchClass> Content::arch(Side side) const {
  return most_frequent(*this, side, &StepClasses::arch);
}
std::optional<StrikeClass> Content::strike(Side side) const {
  return most_frequent(*this, side, &StepClasses::strike);
}
std::optional<LoadingClass> Content::loading(Side side) const {
  return most_frequent(*this, side, &StepClasses::loading);
}

Table Content::measures(const std::vector<Row>& rows) const {
  Table table;
  std::vector<Cell> references;
  bool any = false;
  for (const Row& row : rows) {
    references.push_back(row.region.empty() ? Cell{} : reference(row.id, row.region));
    any = any || !references.back().text.empty();
  }
  table.columns = {{"", "", Align::left, 2.6}};
  for (const Side side : sides()) table.columns.push_back({title_of(side), "", Align::right, 1.15});
  if (any) table.columns.push_back({words("Reference"), "", Align::right, 1.05});
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Metric* metric = find_metric(rows[i].id);
    if (metric == nullptr) throw std::out_of_range("no measure " + std::string(rows[i].id));
    std::vector<Cell> cells = {{label(*metric), "", false}};
    for (const Side side : sides()) cells.push_back(mean(rows[i].id, side));
    if (any) cells.push_back(references[i]);
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Drawing Content::color_bar(const FeetScale& scale, double height) const {
  const int count = scale_labels(scale.max_kpa);
  std::vector<std::string> labels;
  for (int i = 0; i < count; ++i) {
    labels.push_back(words.plain(scale.max_kpa * i / (count - 1)));
  }
  return draw_color_bar(Color::Table::pressure, height, "kPa", labels);
}

FeetScale Content::feet_scale() const {
  return scale_for(feet_, result.settings.contact_threshold_kpa);
}

FeetScale Content::feet_scale(double height_pt, double width_pt) const {
  FeetScale scale = feet_scale();
  scale.pt_per_mm = std::min(height_pt / (scale.top_mm - scale.bottom_mm),
                             width_pt / (scale.right_mm - scale.left_mm));
  return scale;
}

Pictures Content::hero(const FeetScale& scale) const {
  Pictures pictures;
  pictures.hero = true;
  for (const FootView& foot : feet_) {
    pictures.drawings.push_back(draw_foot(foot, scale, title_of(foot.side), note_of(foot)));
  }
  pictures.drawings.push_back(color_bar(scale, pictures.drawings.front().height));
  return pictures;
}

Section Content::intended_use() const {
  Section section;
  section.blocks.emplace_back(
      Paragraph{words(intended_use_sentence), Look::small, words("Intended use")});
  return section;
}

}  // namespace solea::report
