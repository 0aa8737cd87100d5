#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "analysis/masks/mask.h"
#include "analysis/metric.h"
#include "analysis/reference/ranges.h"
#include "apps/report/drawing/drawing_svg.h"
#include "apps/report/language/german.h"
#include "apps/report/language/words.h"
#include "apps/report/report.h"

namespace solea::report {
namespace {

TEST(ReportWords, NumbersHaveTheLanguagesDecimalMark) {
  const Words english(Language::en);
  const Words german(Language::de);
  EXPECT_EQ(english.number(313.25, 1), "313.2");
  EXPECT_EQ(german.number(0.229, 3), "0,229");
  EXPECT_EQ(english.number(-2.5, 1), "−2.5");
  EXPECT_EQ(english.number(-0.04, 1), "0.0");  // no minus before a zero
  EXPECT_EQ(english.with_sign(0.04, 1), "0.0");
  EXPECT_EQ(german.with_sign(1.25, 1), "+1,2");
  EXPECT_EQ(english.plain(0.5), "0.5");
  EXPECT_EQ(english.plain(123456), "123456");
}

TEST(ReportWords, DatesAreWrittenOut) {
  EXPECT_EQ(Words(Language::en).day("2026-11-21T10:00:00Z"), "21 November 2026");
  EXPECT_EQ(Words(Language::de).day("2026-03-02T10:00:00Z"), "2. März 2026");
  EXPECT_EQ(Words(Language::en).day("yesterday"), "yesterday");
}

TEST(ReportWords, GermanIsInOrderAndComposes) {
  std::set<std::string_view> all;
  for (const auto table : german_tables()) {
    EXPECT_TRUE(std::ranges::is_sorted(table, {}, &Pair::first));
    for (const auto& [english, german] : table) {
      EXPECT_TRUE(all.insert(english).second) << english;
      EXPECT_FALSE(german.empty()) << english;
    }
  }
  EXPECT_EQ(say(Language::de, "Peak pressure"), "Spitzendruck");
  EXPECT_EQ(say(Language::de, "Largest loading rate, heel, per body weight"),
            "Größte Belastungsrate, Ferse, je Körpergewicht");
  EXPECT_EQ(say(Language::de, "of no table"), "of no table");
  EXPECT_EQ(say(Language::en, "Peak pressure"), "Peak pressure");
  EXPECT_EQ(
      say(Language::de, "M2 - M1, forces, in percent of their sum; positive: M2. At heel off."),
      "M2 - M1, Kräfte, in Prozent ihrer Summe; positiv: M2. Wenn die Ferse abhebt.");
}

TEST(ReportWords, EveryMeasureZoneAndReferenceIsInGerman) {
  for (const Metric* metric : builtin_metrics()) {
    EXPECT_TRUE(is_known(Language::de, metric->label)) << metric->label;
    EXPECT_TRUE(is_known(Language::de, metric->definition)) << metric->definition;
  }
  for (const Mask* mask : builtin_masks()) {
    for (const ZoneOfParts& zone : mask->zones) {
      EXPECT_TRUE(is_known(Language::de, zone.label)) << zone.label;
    }
  }
  for (const ReferenceRange& range : reference_ranges()) {
    EXPECT_TRUE(is_known(Language::de, range.population)) << range.population;
  }
}

TEST(ReportWords, WhatIsThereInEnglishOnlyIsSaidToBe) {
  EXPECT_EQ(Words(Language::de).or_english("of no table"), "of no table [auf Englisch]");
  EXPECT_EQ(Words(Language::de).or_english("Peak pressure"), "Spitzendruck");
  EXPECT_EQ(Words(Language::en).or_english("of no table"), "of no table");
}

TEST(ReportModel, AReasonIsToldOnce) {
  Table table;
  table.columns.resize(2);
  table.rows = {{{"a", "", false}, {"–", "no rate", false}},
                {{"b", "", false}, {"–", "no foot", false}},
                {{"c", "", false}, {"–", "no rate", false}}};
  const auto reasons = footnotes(table);
  ASSERT_EQ(reasons.size(), 2U);
  EXPECT_EQ(cell_text(table.rows[2][1], reasons), "–¹");
  EXPECT_EQ(cell_text(table.rows[1][1], reasons), "–²");
  EXPECT_EQ(footnote_mark(11), "¹²");
}

TEST(ReportDrawing, SvgEscapesWordsAndKeepsCoordinates) {
  Drawing drawing;
  drawing.width = 30;
  drawing.height = 20;
  drawing.shapes.emplace_back(
      Label{{1.5, 2}, "a < b & \"c\"", 9, true, Anchor::end, Tone::left, false, false});
  drawing.shapes.emplace_back(
      Path{{{{0, 0}, {10.25, 0}, {10, 5}}}, true, Tone::band, {}, 1, false, 1});
  const std::string svg = to_svg(drawing);
  EXPECT_NE(svg.find("a &lt; b &amp; &quot;c&quot;"), std::string::npos);
  EXPECT_NE(svg.find("M0 0L10.25 0 10 5z"), std::string::npos);
  EXPECT_NE(svg.find("viewBox=\"0 0 30 20\""), std::string::npos);
}

/// Model to file without a recording: every block, nothing in it.
TEST(ReportPages, AnEmptyReportAndEveryBlockAreWritten) {
  Report report;
  report.title = "Title";
  report.page_word = "Page {} of {}";
  EXPECT_TRUE(to_pdf(report).starts_with("%PDF-"));
  EXPECT_TRUE(to_html(report).starts_with("<!DOCTYPE html>"));
  Section section;
  section.title = "Section";
  section.blocks = {Paragraph{}, Table{}, Pictures{}, Panel{}, Facts{}};
  Table rows;
  rows.columns = {{"Column", "mm", Align::left, 1}, {"", "", Align::right, 1}};
  for (int i = 0; i < 200; ++i)
    rows.rows.push_back({{std::to_string(i), "", false}, {"x", "", true}});
  section.blocks.emplace_back(rows);
  section.keep_together = false;
  report.sections = {section, section};
  EXPECT_GT(to_pdf(report).size(), 1000U);
  EXPECT_NE(to_html(report).find("<td class=\"l\">199</td>"), std::string::npos);
}

TEST(ReportIds, OfTheCommandLine) {
  EXPECT_EQ(kind_of("store"), Kind::store);
  EXPECT_EQ(paper_of("letter"), Paper::letter);
  EXPECT_EQ(language_of("de"), Language::de);
  EXPECT_THROW(static_cast<void>(kind_of("long")), std::invalid_argument);
}

}  // namespace
}  // namespace solea::report
