#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "apps/report/language/words.h"
#include "apps/report/pages/pdf_flow.h"
#include "apps/report/pages/pdf_table.h"
#include "apps/report/report.h"

// A report on pages: a head on the first, a foot on each, blocks below each other; what does not
// fit moves to the next page, tables row by row under their titles.

namespace solea::report {

namespace {

class Pager {
 public:
  /// `pages`: how many there are, 0 while counting.
  Pager(const Report& report, int pages)
      : report_(report), flow_(report, pages), canvas_(flow_.canvas()) {
    canvas_.describe(report.title + (report.subtitle.empty() ? "" : ", " + report.subtitle),
                     report.date);
    draw_head();
    for (const Section& section : report.sections) draw(section);
  }

  [[nodiscard]] int pages() const { return flow_.page(); }
  [[nodiscard]] const std::set<std::string>& missing_letters() const {
    return canvas_.missing_letters();
  }
  [[nodiscard]] std::string finish() { return canvas_.finish(); }

 private:
  [[nodiscard]] double left() const { return flow_.left(); }
  [[nodiscard]] double width() const { return flow_.width(); }
  [[nodiscard]] double gap() const { return report_.kind == Kind::store ? 10 : 7; }

  void draw_head() {
    const double top = flow_.y;
    double room = width();
    if (!report_.logo.bytes.empty()) {
      const double height = 34;
      const double logo_width =
          std::min(140.0, height * report_.logo.width_px / std::max(1, report_.logo.height_px));
      const double logo_height =
          logo_width * report_.logo.height_px / std::max(1, report_.logo.width_px);
      canvas_.draw(report_.logo, left() + width() - logo_width, top, logo_width, logo_height);
      room -= logo_width + 14;
    }
    flow_.y += canvas_.write(report_.title, left(), flow_.y, room, flow_.title());
    std::string line = report_.subtitle;
    for (const std::string& part : {report_.place, report_.date_words}) {
      if (!part.empty()) line += (line.empty() ? "" : "  ·  ") + part;
    }
    flow_.y += 1 + canvas_.write(line, left(), flow_.y + 1, room, flow_.body(false, Tone::quiet));
    if (!report_.logo.bytes.empty()) flow_.y = std::max(flow_.y, top + 36);
    flow_.y += 4;
    canvas_.rule(left(), flow_.y, left() + width(), flow_.y, Tone::ink, 1.2);
    flow_.y += 7;
  }

  void draw(const Section& section) {
    if (section.new_page && !flow_.at_top()) flow_.turn_page();
    double height = section.title.empty() ? 0 : title_height(section.title);
    double hero = 0;
    for (const Block& block : section.blocks) {
      height += height_of(block) + gap();
      if (const auto* pictures = std::get_if<Pictures>(&block); pictures && pictures->hero) {
        hero = height_of(block);
      }
    }
    // A hero gives way to what shares its page, where that makes all of it fit; on the first page
    // in any case.
    hero_scale_ = 1;
    const double room = flow_.bottom() - flow_.y;
    const double least_scale = report_.kind == Kind::store ? 0.4 : 0.6;
    const double fitting = hero > 0 ? 1 - (height - room + 1) / hero : 1;
    if (height > room && hero > 0 && (fitting >= least_scale || first_page_)) {
      hero_scale_ = std::max(fitting, least_scale);
    } else if (section.keep_together && height > room && height <= flow_.page_room()) {
      flow_.turn_page();
    } else {
      flow_.need(title_height(section.title) + std::min(120.0, first_height(section)));
    }
    first_page_ = false;
    if (!section.title.empty()) {
      if (!flow_.at_top()) flow_.y += 3;
      if (!flow_.counting()) canvas_.outline(section.title, flow_.page());
      flow_.y += canvas_.write(section.title, left(), flow_.y, width(), flow_.body(true));
      flow_.y += 1.5;
      canvas_.rule(left(), flow_.y, left() + width(), flow_.y, Tone::rule, 0.6);
      flow_.y += 5;
    }
    for (const Block& block : section.blocks) {
      std::visit([&](const auto& b) { draw(b); }, block);
      flow_.y += gap();
    }
  }

  double title_height(const std::string& title) {
    return canvas_.height_of(title, width(), flow_.body(true)) + 10;
  }
  /// Of the first blocks: a title does not stand alone with a word or two.
  double first_height(const Section& section) {
    double height = 0;
    for (std::size_t i = 0; i < std::min<std::size_t>(2, section.blocks.size()); ++i) {
      height += height_of(section.blocks[i]) + gap();
    }
    return height;
  }
  double height_of(const Block& block) {
    return std::visit([&](const auto& b) { return height_of(b); }, block);
  }

  // Paragraphs
  [[nodiscard]] Type type_of(const Paragraph& p) const {
    if (p.look == Look::small) return flow_.small();
    Type type = flow_.body();
    if (p.look == Look::lead) type = flow_.body(true);
    return type;
  }
  [[nodiscard]] static double inset(const Paragraph& p) { return p.look == Look::notice ? 28 : 0; }
  double height_of(const Paragraph& p) {
    const double room = width() - inset(p);
    Type title = type_of(p);
    title.strong = true;
    title.tone = Tone::ink;
    const double height =
        canvas_.height_of(p.title, room, title) + canvas_.height_of(p.text, room, type_of(p));
    return p.look == Look::notice ? height + 9 : height;
  }
  void draw(const Paragraph& p) {
    const double height = height_of(p);
    flow_.need(std::min(height, flow_.page_room()));
    double x = left();
    double room = width();
    if (p.look == Look::notice) {
      canvas_.box(x, flow_.y, room, height, Tone::band);
      canvas_.draw(warning_sign(), x + 6, flow_.y + 4.5, 1);
      x += inset(p) - 4;
      room -= inset(p);
      flow_.y += 4.5;
    }
    Type title = type_of(p);
    title.strong = true;
    title.tone = Tone::ink;
    if (!p.title.empty()) flow_.y += canvas_.write(p.title, x, flow_.y, room, title);
    flow_.y += canvas_.write(p.text, x, flow_.y, room, type_of(p));
    if (p.look == Look::notice) flow_.y += 4.5;
  }

  // Names and values, the first half of them on the left
  double facts_row(const Facts& facts, std::size_t row, bool drawing) {
    const double column = (width() - 20) / 2;
    const double name_width = column * 0.34;
    const double value_width = column - name_width - 6;
    const std::size_t half = (facts.facts.size() + 1) / 2;
    double height = 0;
    for (const bool second : {false, true}) {
      const std::size_t i = row + (second ? half : 0);
      if (i >= facts.facts.size()) continue;
      const auto& fact = facts.facts[i];
      const double x = left() + (second ? column + 20 : 0);
      height =
          std::max({height, canvas_.height_of(fact.name, name_width, flow_.small()),
                    canvas_.height_of(fact.value, value_width, flow_.small(false, Tone::ink))});
      if (!drawing) continue;
      canvas_.write(fact.name, x, flow_.y, name_width, flow_.small());
      canvas_.write(fact.value, x + name_width + 6, flow_.y, value_width,
                    flow_.small(false, Tone::ink));
    }
    return height + 1.5;
  }
  double height_of(const Facts& facts) {
    double height = 0;
    for (std::size_t row = 0; row < (facts.facts.size() + 1) / 2; ++row) {
      height += facts_row(facts, row, false);
    }
    return height;
  }
  void draw(const Facts& facts) {
    for (std::size_t row = 0; row < (facts.facts.size() + 1) / 2; ++row) {
      flow_.need(facts_row(facts, row, false));
      flow_.y += facts_row(facts, row, true);
    }
  }

  // Pictures
  double scale_of(const Pictures& pictures) const {
    double total =
        12.0 * static_cast<double>(std::max<std::size_t>(pictures.drawings.size(), 1) - 1);
    for (const Drawing& d : pictures.drawings) total += d.width;
    return std::min(1.0, width() / total);
  }
  double height_of(const Pictures& pictures) {
    double height = 0;
    for (const Drawing& d : pictures.drawings) height = std::max(height, d.height);
    return height * scale_of(pictures);
  }
  void draw(const Pictures& pictures) {
    const double scale = scale_of(pictures) * (pictures.hero ? hero_scale_ : 1);
    double total = 0;
    double height = 0;
    for (const Drawing& d : pictures.drawings) {
      total += scale * d.width;
      height = std::max(height, scale * d.height);
    }
    flow_.need(height);
    const double space =
        pictures.drawings.size() > 1
            ? std::min(40.0, (width() - total) / static_cast<double>(pictures.drawings.size() - 1))
            : 0;
    const double used =
        total + space * static_cast<double>(std::max<std::size_t>(pictures.drawings.size(), 1) - 1);
    double x = left() + (pictures.hero ? (width() - used) / 2 : 0);
    for (const Drawing& d : pictures.drawings) {
      canvas_.draw(d, x, flow_.y, scale);
      x += scale * d.width + space;
    }
    flow_.y += height;
  }

  // A picture with its table
  static constexpr double panel_gap = 14;
  double panel_height(const Panel& panel) {
    const double room = width() - panel.drawing.width - panel_gap;
    return std::max(panel.drawing.height, canvas_.height_of(panel.title, room, flow_.body(true)) +
                                              2 + laid(panel.table, room).height());
  }
  double height_of(const Panel& panel) { return panel_height(panel); }
  void draw(const Panel& panel) {
    const double height = panel_height(panel);
    flow_.need(height);
    canvas_.draw(panel.drawing, left(),
                 flow_.y + std::max(0.0, (height - panel.drawing.height) / 2), 1);
    const double x = left() + panel.drawing.width + panel_gap;
    const double room = width() - panel.drawing.width - panel_gap;
    const double top = flow_.y;
    flow_.y += canvas_.write(panel.title, x, flow_.y, room, flow_.body(true)) + 2;
    laid(panel.table, room).draw(x, false);
    flow_.y = top + height;
  }

  // Tables
  [[nodiscard]] PdfTable laid(const Table& table, double width) {
    return {flow_, table, width, report_.kind == Kind::store};
  }
  double height_of(const Table& table) { return laid(table, width()).height(); }
  void draw(const Table& table) { laid(table, width()).draw(left(), true); }

  static Drawing warning_sign() {
    Drawing sign;
    sign.width = 12;
    sign.height = 11;
    sign.shapes.emplace_back(
        Path{{{{6, 0.5}, {11.5, 10.5}, {0.5, 10.5}}}, true, {}, Tone::warn, 1.1, false, 1});
    sign.shapes.emplace_back(Path{{{{6, 4}, {6, 7}}}, false, {}, Tone::warn, 1.2, false, 1});
    sign.shapes.emplace_back(Disc{{6, 8.9}, 0.7, Tone::warn, {}, 0});
    return sign;
  }

  const Report& report_;
  PdfFlow flow_;
  PdfCanvas& canvas_;
  double hero_scale_ = 1;
  bool first_page_ = true;  ///< nothing but its head is there yet
};

/// Of letters that cannot be shown.
Paragraph notice_of(const std::set<std::string>& missing, const Words& words) {
  constexpr std::size_t most = 12;
  std::string letters;
  std::size_t named = 0;
  for (const std::string& letter : missing) {
    if (named++ == most) {
      letters += ", …";
      break;
    }
    letters += (letters.empty() ? "" : ", ") + letter;
  }
  return {fmt::format(fmt::runtime(words(
                          "Some letters are in no font of this computer: {}. Boxes with their "
                          "numbers stand in their place; the HTML report shows them where its "
                          "reader has such a font.")),
                      letters),
          Look::notice, ""};
}

}  // namespace

std::string to_pdf(const Report& report) {
  const Pager counted(report, 0);
  const auto& missing = counted.missing_letters();
  if (missing.empty()) return Pager(report, counted.pages()).finish();
  Report told = report;
  if (told.sections.empty()) told.sections.emplace_back();
  auto& blocks = told.sections.front().blocks;
  blocks.insert(blocks.begin(), notice_of(missing, Words(report.language)));
  return Pager(told, Pager(told, 0).pages()).finish();
}

}  // namespace solea::report
