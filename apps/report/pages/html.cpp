#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "apps/report/drawing/drawing_svg.h"
#include "apps/report/report.h"
#include "apps/results/markup.h"

// A report as one HTML file: no script, no request; light and dark, narrow and wide, and on paper.

namespace solea::report {

namespace {

constexpr const char* style = R"(
:root{color-scheme:light dark;--ink:#1b2530;--quiet:#52606d;--rule:#c8d1da;--paper:#ffffff;
--left:#125ab3;--right:#cc5c05;--band:#eef2f6;--warn:#b07000;--dark:#1b2530;--path:#ffffff}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8edf2;--quiet:#a4b1bd;--rule:#3a4652;
--paper:#12181e;--left:#6caaf5;--right:#f39a52;--band:#1d262f;--warn:#e0aa3e}}
*{box-sizing:border-box}
body{margin:0 auto;padding:28px 24px 40px;max-width:784px;color:var(--ink);background:var(--paper);
font:14px/1.5 Inter,"Source Sans 3","Segoe UI",Roboto,Helvetica,"DejaVu Sans",Arial,sans-serif;
font-variant-numeric:tabular-nums;-webkit-text-size-adjust:100%}
header{border-bottom:2px solid var(--ink);padding-bottom:10px;display:flex;gap:20px;
justify-content:space-between;align-items:flex-start}
header img{max-height:56px;max-width:40%;background:#fff;border-radius:3px}
h1{font-size:27px;line-height:1.2;margin:0;font-weight:650;letter-spacing:-.01em}
header p{margin:4px 0 0;color:var(--quiet)}
h2{font-size:15px;margin:30px 0 10px;padding-bottom:4px;border-bottom:1px solid var(--rule);
font-weight:650}
h3{font-size:14px;margin:0 0 4px;font-weight:650}
p{margin:8px 0}
.small,.note{font-size:12px;color:var(--quiet)}
.note{margin:5px 0 0}
.lead{font-weight:650}
.notice{background:var(--band);border-left:4px solid var(--warn);padding:8px 14px;margin:10px 0}
.notice::before{content:"\26A0\FE0E";color:var(--warn);float:left;margin-left:-2px;width:24px;
font-size:17px;line-height:1.25}
.scroll{overflow-x:auto;margin:8px 0}
table{width:100%;border-collapse:collapse;font-size:12.5px}
th{font-weight:600;color:var(--quiet);vertical-align:bottom;border-bottom:1px solid var(--quiet);
padding:3px 6px;text-align:right}
th small{display:block;font-weight:400;font-size:inherit}
td{border-bottom:1px solid var(--rule);padding:3px 6px;text-align:right;vertical-align:top}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
.l{text-align:left}.c{text-align:center}.b{font-weight:650}
td[title]{color:var(--quiet);cursor:help}
tr.group td{text-align:left;font-weight:650;padding-top:9px}
.pictures{display:flex;flex-wrap:wrap;gap:16px 12px;margin:10px 0;align-items:flex-start}
.hero{justify-content:center;gap:16px 36px}
svg{display:block;max-width:100%;height:auto;flex:none;
font-family:Inter,"Source Sans 3","Segoe UI",Roboto,Helvetica,"DejaVu Sans",Arial,sans-serif}
.panel{display:flex;gap:18px;align-items:center;margin:14px 0;flex-wrap:wrap}
.panel>div{flex:1 1 300px;min-width:0}
dl{display:grid;grid-template-columns:repeat(2,minmax(90px,auto) 1fr);gap:2px 14px;margin:10px 0;
font-size:12.5px}
dt{color:var(--quiet)}
dd{margin:0;overflow-wrap:anywhere}
footer{margin-top:34px;padding-top:8px;border-top:1px solid var(--rule);font-size:12px;
color:var(--quiet)}
.store{font-size:18px}.store table{font-size:17px}.store h1{font-size:36px}.store h2{font-size:20px}
.store .small,.store .note,.store dl{font-size:13px}.store .body,.store .lead{font-size:18px}
@media (max-width:560px){body{padding:18px 16px 30px}h1{font-size:23px}
dl{grid-template-columns:minmax(90px,auto) 1fr}.store h1{font-size:29px}
.pictures{overflow-x:auto}.pictures:not(.hero) svg{max-width:none}
.hero{flex-wrap:nowrap;gap:8px}.hero svg{flex:0 1 auto;min-width:0}.hero svg text{font-size:11px}
.pictures.wide svg,.store .pictures:not(.hero) svg{max-width:100%}.wide svg text{font-size:11px}
.store .pictures:not(.hero) svg text{font-size:17px}table{font-size:11px}td,th{padding:3px 2px}
.panel{justify-content:center}.store table{font-size:15px}}
@page{margin:14mm 15mm}
@media print{body{padding:0;max-width:none;font-size:11px}section,.panel,svg,tr{break-inside:avoid}
section.long{break-inside:auto}.scroll{overflow:visible}*{-webkit-print-color-adjust:exact;
print-color-adjust:exact}}
)";

std::string base64(const std::string& bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k > bytes.size() ? '=' : digits[group >> (18 - 6 * k) & 63U];
    }
  }
  return out;
}

const char* align_class(Align align) {
  return align == Align::left ? "l" : align == Align::centre ? "c" : "";
}

struct Writer {
  std::string& html;

  void operator()(const Paragraph& p) const {
    constexpr std::array names = {"body", "small", "lead", "notice"};
    const std::string title = p.title.empty() ? ""
                                              : fmt::format("<b>{}</b>{}", escaped(p.title),
                                                            p.text.empty() ? "" : "<br>");
    html += fmt::format("<p class=\"{}\">{}{}</p>\n", names[static_cast<std::size_t>(p.look)],
                        title, escaped(p.text));
  }

  void operator()(const Facts& facts) const {
    html += "<dl>\n";
    for (const auto& fact : facts.facts) {
      html += fmt::format("<dt>{}</dt><dd>{}</dd>\n", escaped(fact.name), escaped(fact.value));
    }
    html += "</dl>\n";
  }

  void operator()(const Pictures& pictures) const {
    constexpr double wide_pt = 400;  // wider than a telephone: scaled instead of scrolled
    const bool wide =
        std::ranges::any_of(pictures.drawings, [](const Drawing& d) { return d.width > wide_pt; });
    html += fmt::format("<div class=\"pictures{}\">\n", pictures.hero ? " hero"
                                                        : wide        ? " wide"
                                                                      : "");
    for (const Drawing& drawing : pictures.drawings) html += to_svg(drawing);
    html += "</div>\n";
  }

  void operator()(const Panel& panel) const {
    html += "<div class=\"panel\">\n" + to_svg(panel.drawing) + "<div><h3>" + escaped(panel.title) +
            "</h3>\n";
    (*this)(panel.table);
    html += "</div></div>\n";
  }

  void operator()(const Table& table) const {
    const auto reasons = footnotes(table);
    html += "<div class=\"scroll\"><table>\n";
    bool titled = false;
    for (const Column& c : table.columns) titled = titled || !c.title.empty() || !c.unit.empty();
    if (titled) {
      html += "<thead><tr>";
      for (const Column& c : table.columns) {
        const std::string unit = c.unit.empty() ? "" : "<small>" + escaped(c.unit) + "</small>";
        html +=
            fmt::format("<th class=\"{}\">{}{}</th>", align_class(c.align), escaped(c.title), unit);
      }
      html += "</tr></thead>\n";
    }
    html += "<tbody>\n";
    for (const auto& row : table.rows) {
      if (row.size() == 1 && table.columns.size() > 1) {
        html += fmt::format("<tr class=\"group\"><td colspan=\"{}\">{}</td></tr>\n",
                            table.columns.size(), escaped(row[0].text));
        continue;
      }
      html += "<tr>";
      for (std::size_t c = 0; c < row.size(); ++c) {
        const std::string why =
            row[c].why.empty() ? "" : fmt::format(" title=\"{}\"", escaped(row[c].why));
        std::string classes = align_class(table.columns[c].align);
        if (row[c].strong) classes += classes.empty() ? "b" : " b";
        const std::string attribute = classes.empty() ? "" : " class=\"" + classes + "\"";
        html += fmt::format("<td{}{}>{}</td>", attribute, why, escaped(cell_text(row[c], reasons)));
      }
      html += "</tr>\n";
    }
    html += "</tbody></table></div>\n";
    std::string note = escaped(table.note);
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      note += (note.empty() ? "" : " ") + footnote_mark(i) + " " + escaped(reasons[i]) + ".";
    }
    if (!note.empty()) html += "<p class=\"note\">" + note + "</p>\n";
  }
};

}  // namespace

std::string to_html(const Report& report) {
  const char* language = report.language == Language::de ? "de" : "en";
  std::string html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>{}{}</title>\n<style>{}{}{}</style></head>\n<body{}>\n",
      language, escaped(report.title),
      report.subtitle.empty() ? "" : ", " + escaped(report.subtitle), style, svg_style(),
      report.paper == Paper::letter ? "@page{size:letter}" : "@page{size:A4}",
      report.kind == Kind::store ? " class=\"store\"" : "");
  std::string line = escaped(report.subtitle);
  for (const std::string& part : {report.place, report.date_words}) {
    if (!part.empty()) line += (line.empty() ? "" : " · ") + escaped(part);
  }
  html += fmt::format("<header><div><h1>{}</h1><p>{}</p></div>", escaped(report.title), line);
  if (!report.logo.bytes.empty()) {
    html +=
        fmt::format("<img alt=\"\" src=\"data:image/png;base64,{}\">", base64(report.logo.bytes));
  }
  html += "</header>\n<main>\n";
  for (const Section& section : report.sections) {
    html += section.keep_together ? "<section>\n" : "<section class=\"long\">\n";
    if (!section.title.empty()) html += "<h2>" + escaped(section.title) + "</h2>\n";
    for (const Block& block : section.blocks) std::visit(Writer{html}, block);
    html += "</section>\n";
  }
  html += "</main>\n<footer>" + escaped(report.footer) + "</footer>\n</body></html>\n";
  return html;
}

}  // namespace solea::report
