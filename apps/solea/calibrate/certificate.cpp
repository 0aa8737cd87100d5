#include "apps/solea/calibrate/certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "apps/results/markup.h"
#include "apps/solea/calibrate/support.h"

namespace solea::calibrate {

namespace {

using calibration::LevelCheck;
using calibration::PointCheck;
using calibration::Verification;

Json json_of(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

/// A line of the summary: what was found and what it may be.
struct Finding {
  const char* id;
  const char* name;
  std::optional<double> value;
  std::optional<double> limit;  ///< empty: told, not judged
  const char* unit;
  int decimals;
  std::string remark;

  [[nodiscard]] bool within() const { return !value || !limit || std::abs(*value) <= *limit; }
};

std::vector<Finding> findings(const Certificate& c) {
  const Verification& v = c.found;
  const auto& limits = c.limits;
  const auto bad = static_cast<double>(bad_cells_json(c.calibration).size());
  const std::string scale = fmt::format("full scale {:g} kPa", v.full_scale_kpa);
  return {
      {"rms_error_pct", "Pressure error, all cells and levels (RMS)", v.rms_error_pct,
       limits.good_rms_pct, "% FS", 2,
       v.rms_error_kpa ? fmt::format("{:.2f} kPa; {}", *v.rms_error_kpa, scale) : scale},
      {"largest_force_error_pct", "Largest force error", v.largest_force_error_pct,
       limits.good_force_pct, "%", 2, "of the load"},
      {"largest_cop_error_mm", "Largest centre-of-pressure error", v.largest_cop_error_mm,
       limits.good_cop_mm, "mm", 2,
       v.points.empty() ? "" : fmt::format("{} places", v.points.size())},
      {"creep_pct", "Creep left after correction", v.creep_pct, limits.good_creep_pct, "% a decade",
       2, v.creep_hold_s ? fmt::format("hold of {:g} s", *v.creep_hold_s) : ""},
      {"hysteresis_pct", "Hysteresis, largest unloading − loading", v.hysteresis_pct,
       limits.good_hysteresis_pct, "% FS", 2, "reported, not corrected"},
      {"bad_cells",
       "Bad cells, filled in from neighbours",
       bad,
       {},
       "cells",
       0,
       fmt::format("of {}", c.plate.cells())},
      {"noise_kpa",
       "Noise of a cell, unloaded (SD)",
       v.noise_kpa,
       {},
       "kPa",
       3,
       "median over cells"},
      {"noise_force_n", "Noise of the total force, unloaded (SD)", v.noise_force_n, {}, "N", 3, ""},
  };
}

std::string day(const std::string& utc) {
  return utc.substr(0, 10);
}

std::string number(const std::optional<double>& value, int decimals) {
  if (!value) return "—";
  std::string text = fmt::format("{:.{}f}", *value, decimals);
  // No minus before a zero, and a real minus elsewhere.
  if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
  if (text.front() == '-') text.replace(0, 1, "−");
  return text;
}

std::string signed_number(double value, int decimals) {
  const std::string text = number(value, decimals);
  const bool zero = text.find_first_not_of("0.") == std::string::npos;
  return value > 0 && !zero ? "+" + text : text;
}

constexpr const char* style = R"(
@page { size: A4; margin: 16mm 15mm 18mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 32px 24px 40px; max-width: 800px; color: #1b2530;
  background: #fff; font: 13px/1.5 "Source Sans 3", "DejaVu Sans", "Segoe UI", Helvetica, Arial,
  sans-serif; font-variant-numeric: tabular-nums; }
header { display: flex; justify-content: space-between; align-items: flex-end; gap: 24px;
  border-bottom: 2px solid #1d4e79; padding-bottom: 12px; }
h1 { font-size: 25px; line-height: 1.2; margin: 0; font-weight: 600; letter-spacing: -0.01em; }
header p { margin: 3px 0 0; color: #52606d; }
header .date { text-align: right; white-space: nowrap; }
header .date b { display: block; font-size: 17px; font-weight: 600; color: #1b2530; }
h2 { font-size: 15px; font-weight: 600; margin: 30px 0 8px; color: #1d4e79; }
.verdict { margin: 20px 0 0; padding: 11px 16px; border-left: 4px solid #2b7a4b;
  background: #eef7f1; font-size: 15px; font-weight: 600; }
.verdict.out { border-color: #b3541e; background: #fdf3ec; }
.verdict span { display: block; font-size: 13px; font-weight: 400; color: #52606d; }
.warn { margin: 10px 0 0; padding: 8px 16px; border-left: 4px solid #c9a227; background: #fdf9ea; }
table { width: 100%; border-collapse: collapse; }
th { text-align: right; font-weight: 600; color: #52606d; font-size: 12px; vertical-align: bottom;
  border-bottom: 1px solid #9fb3c8; padding: 4px 8px; }
td { text-align: right; padding: 5px 8px; border-bottom: 1px solid #e4e9ef; }
th:first-child, td:first-child { text-align: left; padding-left: 0; }
th.t, td.t { text-align: left; }
td.muted, .muted { color: #52606d; }
td.hash { font-family: "DejaVu Sans Mono", monospace; font-size: 11px; color: #52606d; }
.mark { white-space: nowrap; }
.mark.in { color: #2b7a4b; } .mark.out { color: #b3541e; font-weight: 600; }
.pictures { display: grid; grid-template-columns: 1fr 1fr; gap: 20px; margin-top: 6px; }
figure { margin: 0; break-inside: avoid; }
figcaption { color: #52606d; font-size: 12px; margin-top: 6px; }
svg { display: block; width: 100%; height: auto; }
svg text { font: 11px "Source Sans 3", "DejaVu Sans", "Segoe UI", Helvetica, Arial, sans-serif;
  fill: #52606d; }
dl { display: grid; grid-template-columns: 150px 1fr; margin: 0; }
dt { color: #52606d; padding: 2px 0; } dd { margin: 0; padding: 2px 0; overflow-wrap: anywhere; }
section { break-inside: avoid; }
tr { break-inside: avoid; }
footer { margin-top: 32px; padding-top: 10px; border-top: 1px solid #9fb3c8; color: #52606d;
  font-size: 12px; }
.sign { display: grid; grid-template-columns: 1fr 1fr; gap: 40px; margin-top: 52px; }
.sign div { border-top: 1px solid #1b2530; padding-top: 4px; color: #52606d; font-size: 12px; }
@media print { td { padding-top: 2.5px; padding-bottom: 2.5px; } h2 { margin-top: 20px; }
  body { font-size: 12px; padding: 0; max-width: none; -webkit-print-color-adjust: exact;
  print-color-adjust: exact; } }
)";

std::string summary_table(const Certificate& c) {
  std::string html =
      "<table class=\"summary\"><tr><th>Quantity</th><th>Found</th><th class=\"t\">Unit</th>"
      "<th>Limit</th><th class=\"t\"></th><th class=\"t\">Remark</th></tr>\n";
  for (const Finding& f : findings(c)) {
    std::string mark;
    if (f.value && f.limit) {
      mark = f.within() ? "<span class=\"mark in\">✓ within</span>"
                        : "<span class=\"mark out\">✗ outside</span>";
    }
    html += fmt::format(
        "<tr data-id=\"{}\"><td>{}</td><td class=\"value\">{}</td><td class=\"t\">{}</td>"
        "<td>{}</td><td class=\"t\">{}</td><td class=\"t muted\">{}</td></tr>\n",
        f.id, f.name, f.value ? number(f.value, f.decimals) : "not measured", f.value ? f.unit : "",
        f.limit && f.value ? fmt::format("{:g}", *f.limit) : "", mark, f.value ? f.remark : "");
  }
  return html + "</table>\n";
}

std::string level_table(const Verification& v) {
  std::string html =
      "<table class=\"levels\"><tr><th>Reference<br>kPa</th><th>Reference<br>N</th>"
      "<th>Mean of cells<br>kPa</th><th>Force<br>N</th><th>Force error<br>%</th>"
      "<th>Cells, RMS error<br>kPa</th></tr>\n";
  for (const LevelCheck& l : v.levels) {
    html += fmt::format(
        "<tr><td>{:g}{}</td><td>{:.1f}</td><td>{:.2f}</td><td>{:.1f}</td><td>{}</td><td>{:.2f}</td>"
        "</tr>\n",
        l.kpa, l.coming_down ? " <span class=\"muted\">↓</span>" : "", l.force_n, l.measured_kpa,
        l.measured_force_n, signed_number(l.force_error_pct, 2), l.rms_error_kpa);
  }
  return html + "</table>\n";
}

std::string point_table(const Verification& v) {
  std::string html =
      "<table class=\"points\"><tr><th>Stamp at x, y<br>mm</th><th>Centre at x, y<br>mm</th>"
      "<th>Error<br>mm</th><th>Single frames, RMS<br>mm</th><th>Force<br>N</th>"
      "<th>Measured<br>N</th><th>Force error<br>%</th></tr>\n";
  for (const PointCheck& p : v.points) {
    const std::string cop =
        p.cop ? fmt::format("{:.2f}, {:.2f}", p.cop->x, p.cop->y) : std::string("—");
    html += fmt::format(
        "<tr><td>{:.1f}, {:.1f}</td><td>{}</td><td>{}</td><td>{}</td><td>{:.1f}</td><td>{:.1f}</td>"
        "<td>{}</td></tr>\n",
        p.at.x, p.at.y, cop, number(p.cop_error_mm, 2), number(p.cop_rms_mm, 2), p.force_n,
        p.measured_force_n, signed_number(p.force_error_pct, 2));
  }
  return html + "</table>\n";
}

std::string row(const char* name, const std::string& value) {
  return value.empty() ? "" : fmt::format("<dt>{}</dt><dd>{}</dd>\n", name, escaped(value));
}

std::string calibration_section(const Certificate& c) {
  const Calibration& k = c.calibration;
  std::string html = "<section><h2>The calibration</h2>\n<dl>\n";
  html += row("Method", k.summary());
  html += row("Made by", k.origin);
  html += row("Date", day(k.date));
  html += row("Valid until", k.valid_until.empty() ? "no period was set" : k.valid_until);
  html += row("Bad cells", bad_cells_text(k.cell_states) +
                               (bad_cells_json(k).empty() ? "" : ", filled in from neighbours"));
  html += row("File", c.calibration_file + ", SHA-256 " + c.calibration_sha256);
  html += "</dl></section>\n";
  if (k.steps.empty()) return html;
  html +=
      "<section><h2>How it came to be</h2>\n<table><tr><th>Step</th><th class=\"t\">Date</th>"
      "<th class=\"t\">From</th><th class=\"t\">Software</th></tr>\n";
  for (const CalibrationStep& step : k.steps) {
    const auto file = step.settings.find("file");
    html += fmt::format(
        "<tr><td>{}</td><td class=\"t\">{}</td><td class=\"t\">{}</td><td class=\"t muted\">{}</td>"
        "</tr>\n",
        escaped(step.what), escaped(day(step.date)),
        file == step.settings.end() ? "" : escaped(file->second), escaped(step.software));
  }
  return html + "</table></section>\n";
}

std::string recordings_section(const Certificate& c) {
  std::string html =
      "<section><h2>What was measured</h2>\n<table><tr><th>Recording</th>"
      "<th class=\"t\">Loads</th><th class=\"t\">Date</th><th class=\"t\">SHA-256</th></tr>\n";
  for (const Certificate::Recording& r : c.recordings) {
    html += fmt::format(
        "<tr><td>{}</td><td class=\"t\">{}</td><td class=\"t\">{}</td><td class=\"t hash\">{}…</td>"
        "</tr>\n",
        escaped(r.file), escaped(r.loads), escaped(day(r.recorded_utc)), r.sha256.substr(0, 16));
  }
  return html + "</table></section>\n";
}

}  // namespace

Json certificate_to_json(const Certificate& c) {
  const Verification& v = c.found;
  Json levels = Json::array();
  for (const LevelCheck& l : v.levels) {
    levels.push_back({{"kpa", l.kpa},
                      {"force_n", l.force_n},
                      {"measured_kpa", l.measured_kpa},
                      {"measured_force_n", l.measured_force_n},
                      {"force_error_pct", l.force_error_pct},
                      {"rms_error_kpa", l.rms_error_kpa},
                      {"coming_down", l.coming_down}});
  }
  Json points = Json::array();
  for (const PointCheck& p : v.points) {
    points.push_back({{"x_mm", p.at.x},
                      {"y_mm", p.at.y},
                      {"cop_x_mm", p.cop ? Json(p.cop->x) : Json()},
                      {"cop_y_mm", p.cop ? Json(p.cop->y) : Json()},
                      {"cop_error_mm", json_of(p.cop_error_mm)},
                      {"cop_rms_mm", json_of(p.cop_rms_mm)},
                      {"force_n", p.force_n},
                      {"measured_force_n", p.measured_force_n},
                      {"force_error_pct", p.force_error_pct}});
  }
  Json found = Json::object();
  Json limits = Json::object();
  for (const Finding& f : findings(c)) {
    found[f.id] = json_of(f.value);
    if (f.limit) limits[f.id] = *f.limit;
  }
  found["rms_error_kpa"] = json_of(v.rms_error_kpa);
  found["creep_hold_s"] = json_of(v.creep_hold_s);
  Json recordings = Json::array();
  for (const Certificate::Recording& r : c.recordings) {
    recordings.push_back({{"file", r.file},
                          {"sha256", r.sha256},
                          {"recorded_utc", r.recorded_utc},
                          {"loads", r.loads}});
  }
  const auto& s = c.limits;
  return {{"schema", "solea.certificate/1"},
          {"issued_utc", c.issued_utc},
          {"software", c.software},
          {"device",
           {{"name", c.device},
            {"driver", c.calibration.driver},
            {"serial", c.calibration.serial},
            {"rows", c.plate.rows},
            {"cols", c.plate.cols},
            {"pitch_x_mm", c.plate.pitch_x_mm},
            {"pitch_y_mm", c.plate.pitch_y_mm}}},
          {"calibration",
           {{"file", c.calibration_file},
            {"sha256", c.calibration_sha256},
            {"summary", c.calibration.summary()},
            {"date", c.calibration.date},
            {"valid_until", c.calibration.valid_until}}},
          {"within_limits", calibration::is_within_limits(v, c.limits)},
          {"full_scale_kpa", v.full_scale_kpa},
          {"found", found},
          {"limits", limits},
          {"levels", levels},
          {"points", points},
          {"bad_cells", bad_cells_json(c.calibration)},
          {"cell_rms_kpa", v.cell_rms_kpa},
          {"settings",
           {{"settle_s", s.settle_s},
            {"margin_s", s.margin_s},
            {"cop_floor_kpa", s.cop_floor_kpa},
            {"creep_hold_s", s.creep_hold_s},
            {"creep_t0_s", s.creep_t0_s}}},
          {"recordings", recordings},
          {"warnings", c.warnings}};
}

std::string certificate_to_html(const Certificate& c) {
  const Verification& v = c.found;
  const bool within = calibration::is_within_limits(v, c.limits);
  const std::string serial =
      c.calibration.serial.empty() ? "serial number not given" : "serial " + c.calibration.serial;
  std::string html = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n";
  html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
  html += fmt::format("<title>Calibration certificate, {}, {}</title>\n<style>{}</style></head>\n",
                      escaped(c.device), day(c.issued_utc), style);
  html += fmt::format(
      "<body><header><div><h1>Calibration certificate</h1><p>{} · {}</p>"
      "<p>{} × {} cells of {:g} × {:g} mm</p></div><p class=\"date\"><b>{}</b>issued (UTC)</p>"
      "</header>\n",
      escaped(c.device), escaped(serial), c.plate.cols, c.plate.rows, c.plate.pitch_x_mm,
      c.plate.pitch_y_mm, day(c.issued_utc));
  std::size_t measured = 0;
  for (const Finding& f : findings(c)) measured += f.value && f.limit ? 1 : 0;
  html += fmt::format("<div class=\"verdict{}\">{}<span>{} quantities judged; {}</span></div>\n",
                      within ? "" : " out",
                      within ? "Everything measured is within its limit"
                             : "Not everything measured is within its limit",
                      measured,
                      c.calibration.valid_until.empty()
                          ? "no period of validity was set"
                          : "valid until " + escaped(c.calibration.valid_until));
  for (const std::string& line : c.warnings) {
    html += "<div class=\"warn\">" + escaped(line) + "</div>\n";
  }
  html += "<section><h2>Summary</h2>\n" + summary_table(c) + "</section>\n";
  html += "<section class=\"pictures\"><figure>" + cell_map_svg(c) +
          (v.cell_rms_kpa.empty()
               ? "<figcaption>Cells that are filled in from their neighbours (orange).</figcaption>"
               : "<figcaption>RMS error of each cell over the levels, % of full scale. Orange: "
                 "cells filled in from their neighbours.</figcaption>") +
          "</figure>\n";
  if (!v.points.empty()) {
    html += "<figure>" + points_svg(c) +
            "<figcaption>Places of the stamp (circles) and the centre of pressure found "
            "there.</figcaption></figure>\n";
  }
  html += "</section>\n";
  if (!v.levels.empty()) {
    html += "<section><h2>Even pressures</h2>\n" + level_table(v) + "</section>\n<figure>" +
            levels_svg(c) + "</figure>\n";
  }
  if (!v.points.empty()) {
    html += "<section><h2>Centre of pressure of a stamp</h2>\n" + point_table(v) + "</section>\n";
  }
  html += calibration_section(c) + recordings_section(c);
  html += "<div class=\"sign\"><div>Place, date</div><div>Name, signature</div></div>\n";
  html += fmt::format(
      "<footer>FS: full scale, {:g} kPa. Each hold is judged from {:g} s after its start; creep "
      "counts from {:g} s on; cells under {:g} kPa take no part in a centre of pressure. Bad cells "
      "count as any other, with what their neighbours tell. ↓: coming down from a larger pressure "
      "without a rest; these show hysteresis and take no part in the errors above. Computed by "
      "{}.</footer>\n"
      "</body></html>\n",
      v.full_scale_kpa, c.limits.settle_s, c.limits.creep_t0_s, c.limits.cop_floor_kpa,
      escaped(c.software));
  return html;
}

}  // namespace solea::calibrate
