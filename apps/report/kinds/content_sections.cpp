#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "acquisition/driver.h"
#include "analysis/masks/mask.h"
#include "apps/report/kinds/content.h"
#include "core/version.h"
#include "formats/recording_format.h"

// Pieces that several kinds of report have: who and how, notices, steps, definitions.

namespace solea::report {

namespace {

std::string device_name(const SourceInfo& info) {
  if (const DeviceDriver* driver = find_driver(info.session.driver))
    return std::string(driver->name);
  for (const RecordingFormat* format : builtin_formats()) {
    if (format->id == info.format || format->id == info.session.driver) {
      return std::string(format->name);
    }
  }
  return info.format;
}

}  // namespace

Facts Content::facts() const {
  const SourceInfo& info = study.info;
  const auto& conditions = sheet.conditions;
  Facts facts;
  const auto add = [&](std::string_view name, const std::string& value) {
    facts.facts.push_back({words(name), value.empty() ? std::string(dash) : value});
  };
  std::string person;
  const auto part = [&](const std::string& text) { person += (person.empty() ? "" : ", ") + text; };
  if (result.settings.age_years) {
    part(words.plain(*result.settings.age_years) + " " + words("years"));
  }
  if (options.height_m) part(words.number(*options.height_m, 2) + " m");
  if (result.settings.mass_kg) part(words.plain(*result.settings.mass_kg) + " kg");
  if (options.kind != Kind::store) {
    add("Person", !options.person.empty()             ? isolated(options.person)
                  : info.session.subject_code.empty() ? words("no code given")
                                                      : isolated(info.session.subject_code));
    add("Age, height, mass", person.empty() ? words("not given") : person);
  }
  add("Recorded", info.session.created_utc.empty() ? words("the file does not tell")
                                                   : words.day(info.session.created_utc));
  std::string protocol = words(conditions.task.empty() ? "not known" : conditions.task);
  if (!conditions.footwear.empty()) protocol += ", " + words(conditions.footwear);
  if (!info.session.trial.empty()) protocol += ", " + info.session.trial;
  add("Protocol", protocol);
  std::string device = device_name(info);
  if (!info.session.serial.empty()) device += ", " + info.session.serial;
  add("Device", device);
  std::string grid = info.has_grid
                         ? fmt::format("{} × {}", info.plate.cols, info.plate.rows)
                         : fmt::format(fmt::runtime(words("{} sensors")), info.plate.cells());
  if (info.has_grid && info.plate.pitch_x_mm > 0) {
    grid = fmt::format(fmt::runtime(words("{} cells of {} × {} mm")), grid,
                       words.plain(info.plate.pitch_x_mm), words.plain(info.plate.pitch_y_mm));
  }
  if (info.rate_hz > 0) grid += ", " + words.plain(info.rate_hz) + " Hz";
  add("Grid and rate", grid);
  add("Calibration", info.calibration ? words.or_english(*info.calibration)
                     : info.unit == "count"
                         ? words("none")
                         : fmt::format(fmt::runtime(words("the vendor's, file in {}")), info.unit));
  std::string steps;
  if (is_standing()) {
    steps = words(count(Side::left) > 0 && count(Side::right) > 0 ? "both feet"
                  : count(Side::left) > 0                         ? "left foot"
                  : count(Side::right) > 0                        ? "right foot"
                                                                  : "none");
  } else {
    const std::size_t invalid = static_cast<std::size_t>(
        std::count_if(study.result.steps.begin(), study.result.steps.end(),
                      [](const StepResult& s) { return !s.step.valid(); }));
    const std::size_t unsided = static_cast<std::size_t>(std::count_if(
        study.result.steps.begin(), study.result.steps.end(), [](const StepResult& s) {
          return s.step.valid() && (s.side == Side::unknown || !s.geometry);
        }));
    steps = fmt::format(fmt::runtime(words("{} left, {} right")), count(Side::left),
                        count(Side::right));
    if (unsided > 0) {
      steps += ", " + fmt::format(fmt::runtime(words("{} without foot geometry")), unsided);
    }
    if (invalid > 0) {
      steps += "; " + fmt::format(fmt::runtime(words("{} left out")), invalid);
    }
  }
  add(is_standing() ? "Feet found" : "Valid steps", steps);
  return facts;
}

std::vector<Paragraph> Content::notices() const {
  std::vector<Paragraph> notices;
  const auto add = [&](const std::string& text) { notices.push_back({text, Look::notice, ""}); };
  const std::size_t left = count(Side::left);
  const std::size_t right = count(Side::right);
  const bool valid = std::any_of(result.steps.begin(), result.steps.end(),
                                 [](const StepResult& step) { return step.step.valid(); });
  if (!study.info.has_grid) {
    add(
        words("This recording lists sensors without their places: there is no picture, no centre "
              "of pressure and no foot geometry."));
  } else if (result.steps.empty()) {
    add(words("No step was found. The picture shows the largest pressure of every cell."));
  } else if (left == 0 && right == 0 && valid) {
    add(words("No step has a known side: steps are listed, feet are not drawn."));
  } else if (left == 0 && right == 0) {
    add(
        words("No valid step was found. What is shown is of steps that are not valid; their "
              "measures are left out."));
  } else if (left == 0 || right == 0) {
    add(words(left == 0
                  ? "Only the right foot has a valid step: nothing is compared with the left."
                  : "Only the left foot has a valid step: nothing is compared with the right."));
  }
  if (!result.steps.empty() && detail() == Detail::picture) {
    add(
        words("The file holds one picture of the largest pressures without a time: there is no "
              "force, no time and no centre of pressure."));
  } else if (!result.steps.empty() && detail() == Detail::frames) {
    add(words("The file does not tell its rate: what needs time is left out."));
  }
  if (is_standing()) {
    add(words("A standing recording: what belongs to rolling over the foot is left out."));
  } else if (left > 0 && right > 0 && std::min(left, right) < 5 && detail() == Detail::times) {
    notices.push_back(
        {words("Fewer than five valid steps of a foot: means of so few vary."), Look::small, ""});
  }
  return notices;
}

Section Content::opening() const {
  Section page;
  page.keep_together = false;
  page.blocks.emplace_back(facts());
  for (const Paragraph& notice : notices()) page.blocks.emplace_back(notice);
  if (!options.note.empty()) {
    page.blocks.emplace_back(Paragraph{isolated(options.note), Look::body, words("Note")});
  }
  if (feet_.empty()) {
    for (Block& block : plate_picture()) page.blocks.push_back(std::move(block));
  }
  return page;
}

std::vector<Block> Content::plate_picture() const {
  std::vector<Block> blocks;
  if (!study.info.has_grid || study.info.plate.pitch_x_mm <= 0 || study.info.plate.rows < 2) {
    return blocks;
  }
  const double threshold = result.settings.contact_threshold_kpa;
  const float peak =
      study.peak_kpa.empty() ? 0 : *std::max_element(study.peak_kpa.begin(), study.peak_kpa.end());
  if (peak < threshold) {
    blocks.emplace_back(Paragraph{words("Nothing was loaded."), Look::body, ""});
    return blocks;
  }
  FeetScale scale;
  scale.max_kpa = round_scale_kpa(peak);
  Pictures pictures;
  pictures.hero = true;
  pictures.drawings.push_back(draw_plate(study.info.plate, study.peak_kpa, threshold, scale.max_kpa,
                                         400, 240, words("Peak pressure of the plate")));
  pictures.drawings.push_back(color_bar(scale, std::max(90.0, pictures.drawings.front().height)));
  blocks.emplace_back(std::move(pictures));
  return blocks;
}

std::vector<Block> Content::whole_recording() const {
  std::vector<Block> blocks;
  Facts whole;
  const WholeResult& w = result.whole;
  const auto fact = [&](std::string_view name, const std::optional<double>& v, const char* u) {
    whole.facts.push_back(
        {words(name), v ? words.plain(*v, 6) + " " + unit(u) : std::string(dash)});
  };
  fact("Peak pressure of the recording", w.peak_pressure_kpa, "kPa");
  fact("Maximum force of the recording", w.max_force_n, "N");
  fact("Largest contact area of a frame", w.contact_area_max_cm2, "cm2");
  fact("Area of the maximum picture", w.contact_area_mpp_cm2, "cm2");
  blocks.emplace_back(std::move(whole));
  if (study.info.has_grid) return blocks;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < study.peak_kpa.size(); ++i) {
    if (study.peak_kpa[i] > 0) order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return study.peak_kpa[a] > study.peak_kpa[b];
  });
  constexpr std::size_t most = 10;
  if (order.size() > most) order.resize(most);
  Table table;
  table.columns = {{words("Sensors with the largest pressures"), "", Align::left, 3},
                   {words("Peak pressure"), "kPa", Align::right, 1}};
  for (const std::size_t i : order) {
    table.rows.push_back({{std::to_string(i + 1), "", false},
                          {words.number(study.peak_kpa[i], decimals_of("kPa")), "", false}});
  }
  if (!table.rows.empty()) blocks.emplace_back(std::move(table));
  return blocks;
}

Section Content::steps_section() const {
  Section section;
  section.title = words("Steps");
  section.keep_together = study.result.steps.size() <= 30;
  if (study.result.steps.empty()) {
    section.blocks.emplace_back(Paragraph{words("No step was found."), Look::body, ""});
    return section;
  }
  static constexpr std::array shown = {
      "stance_s",        "peak_pressure_kpa",    "heel_peak_pressure_kpa",
      "max_force_n",     "contact_area_mpp_cm2", "arch_index",
      "strike_index_pct"};
  static constexpr std::array titles = {"Stance", "Peak",       "Heel peak",   "Force",
                                        "Area",   "Arch index", "Strike index"};
  Table table;
  table.columns = {{words("Step"), "", Align::left, 0.5}, {words("Side"), "", Align::left, 0.7}};
  for (std::size_t c = 0; c < shown.size(); ++c) {
    table.columns.push_back(
        {words(titles[c]), unit(find_metric(shown[c])->unit), Align::right, 0.9});
  }
  table.columns.push_back({words("Note"), "", Align::left, 1.9});
  for (std::size_t i = 0; i < study.result.steps.size(); ++i) {
    const StepResult& step = study.result.steps[i];
    std::vector<Cell> row;
    row.push_back({std::to_string(i), "", false});
    row.push_back(step.side == Side::unknown
                      ? Cell{std::string(dash), words("side not known"), false}
                      : Cell{title_of(step.side), "", false});
    for (const char* id : shown) {
      const Metric& metric = *find_metric(id);
      const auto reason = why_undefined(metric.needs, step.detail);
      row.push_back(value(step.metric(id), metric.unit,
                          words(!reason.empty()  ? reason
                                : !step.geometry ? "the print is no foot"
                                                 : "not defined for this step")));
    }
    row.push_back({step.step.valid() ? "" : reason_of(step), "", false});
    table.rows.push_back(std::move(row));
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section Content::sway_section() const {
  Section section;
  if (!study.sway) return section;
  section.title = words("Standing");
  const auto& sway = *study.sway;
  if (sway.weight) {
    Table loads;
    loads.columns = {{"", "", Align::left, 2.6},
                     {title_of(Side::left), "", Align::right, 1},
                     {title_of(Side::right), "", Align::right, 1}};
    const auto row = [&](std::string_view name, std::string_view u, double left, double right) {
      loads.rows.push_back({{words(name) + ", " + unit(u), "", false},
                            {words.number(left, decimals_of(u)), "", false},
                            {words.number(right, decimals_of(u)), "", false}});
    };
    const auto& w = *sway.weight;
    row("Share of the load", "%", w.left.load_pct, w.right.load_pct);
    row("Rearfoot, of the foot's load", "%", w.left.rearfoot_pct, w.right.rearfoot_pct);
    row("Forefoot, of the foot's load", "%", w.left.forefoot_pct, w.right.forefoot_pct);
    row("Peak of the mean picture, rearfoot", "kPa", w.left.rearfoot_peak_kpa,
        w.right.rearfoot_peak_kpa);
    row("Peak of the mean picture, forefoot", "kPa", w.left.forefoot_peak_kpa,
        w.right.forefoot_peak_kpa);
    section.blocks.emplace_back(std::move(loads));
  } else {
    section.blocks.emplace_back(
        Paragraph{words("The feet cannot be told apart: no unloaded lane lies between them."),
                  Look::body, ""});
  }
  Table table;
  table.columns = {{words("Centre of pressure"), "", Align::left, 2.6}, {"", "", Align::right, 1}};
  const auto add = [&](std::string_view name, const std::string& u, const std::optional<double>& v,
                       int decimals) {
    table.rows.push_back({{words(name) + ", " + u, "", false},
                          v ? Cell{words.number(*v, decimals), "", false}
                            : Cell{std::string(dash), words("not defined"), false}});
  };
  add("Measured time", "s", sway.signal.sway.duration_s(), 1);
  add("Sway path", "mm", sway.time.path_mm, 0);
  add("Mean velocity", "mm/s", sway.time.velocity_mm_s, 1);
  add("Ellipse, 95 % prediction", "mm²", sway.ellipse.prediction_95_mm2, 0);
  section.blocks.emplace_back(std::move(table));
  for (const std::string& warning : sway.signal.warnings) {
    section.blocks.emplace_back(Paragraph{words.or_english(warning) + ".", Look::small, ""});
  }
  return section;
}

Section Content::definitions_section(const std::vector<const Metric*>& metrics) const {
  Section section;
  section.title = words("Definitions");
  section.keep_together = false;
  Table table;
  table.columns = {{words("Measure"), "", Align::left, 1},
                   {words("Definition"), "", Align::left, 3.4}};
  for (const Metric* metric : metrics) {
    table.rows.push_back(
        {{label(*metric), "", true},
         {words.or_english(metric->definition) + " [" + std::string(metric->source) + "]", "",
          false}});
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

}  // namespace solea::report
