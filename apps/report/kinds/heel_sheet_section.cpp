#include <fmt/format.h>

#include "apps/report/kinds/content.h"

// The heel-pain screening sheet: measurements beside what studies found.

namespace solea::report {

Section Content::heel_sheet_section() const {
  Section section;
  section.title = words("Heel-pain screening sheet");
  section.keep_together = false;
  section.blocks.emplace_back(Paragraph{words(heel_sheet_notice), Look::small, ""});
  const std::string none = words("not measured or not given");
  for (const Finding& finding : sheet.findings) {
    Table table;
    table.columns = {{words(finding.label), "", Align::left, 2.6},
                     {title_of(Side::left), "", Align::right, 1},
                     {title_of(Side::right), "", Align::right, 1}};
    const auto printed = [&](const std::optional<double>& v, const std::string& own) {
      const bool plain = own == "kg" || own == "kg/m2" || own == "years";
      return plain && v ? Cell{words.plain(*v, 3), "", false} : value(v, own, none);
    };
    for (const SheetValue& v : finding.values) {
      const std::string own = v.unit.empty() ? "1" : v.unit;
      const std::string after = unit(own);
      const std::string name = after.empty() ? words(v.label) : words(v.label) + ", " + after;
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
  for (const std::string& missing : sheet.missing) {
    section.blocks.emplace_back(Paragraph{words.or_english(missing) + ".", Look::small, ""});
  }
  return section;
}

}  // namespace solea::report
