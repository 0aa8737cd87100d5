#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "apps/report/pdf_canvas.h"
#include "apps/report/report.h"

// A report on pages: a head on the first, a foot on each, blocks below each other; what does not
// fit moves to the next page, tables row by row under their titles.

namespace solea::report {

namespace {

struct Sizes {
  double width;
  double height;
};

Sizes size_of(Paper paper) {
  return paper == Paper::a4 ? Sizes{595.28, 841.89} : Sizes{612, 792};
}

constexpr double margin_side = 42;
constexpr double margin_top = 34;
constexpr double margin_bottom = 46;

/// Letters of a kind of report, points: two sizes besides the title.
struct Letters {
  double title;
  double body;
  double small;
};

Letters letters_of(Kind kind) {
  return kind == Kind::store ? Letters{26, 13, 9} : Letters{19, 9, 7.5};
}

class Pager {
 public:
  /// `pages`: how many there are, 0 while counting.
  Pager(const Report& report, int pages)
      : report_(report),
        size_(size_of(report.paper)),
        letters_(letters_of(report.kind)),
        canvas_(size_.width, size_.height),
        pages_(pages) {
    canvas_.describe(report.title + (report.subtitle.empty() ? "" : ", " + report.subtitle),
                     report.date);
    draw_foot();
    y_ = margin_top;
    draw_head();
    for (const Section& section : report.sections) draw(section);
  }

  [[nodiscard]] int pages() const { return page_; }
  [[nodiscard]] std::string finish() { return canvas_.finish(); }

 private:
  [[nodiscard]] double left() const { return margin_side; }
  [[nodiscard]] double width() const { return size_.width - 2 * margin_side; }
  [[nodiscard]] double bottom() const { return size_.height - margin_bottom; }
  [[nodiscard]] double page_room() const { return bottom() - margin_top; }
  [[nodiscard]] double gap() const { return report_.kind == Kind::store ? 10 : 7; }

  [[nodiscard]] Type body(bool strong = false, Tone tone = Tone::ink) const {
    return {letters_.body, strong, tone, Align::left};
  }
  [[nodiscard]] Type small(bool strong = false, Tone tone = Tone::quiet) const {
    return {letters_.small, strong, tone, Align::left};
  }

  void turn_page() {
    canvas_.turn_page();
    ++page_;
    draw_foot();
    y_ = margin_top;
  }

  /// Turns the page where less than `height` is left.
  void need(double height) {
    if (y_ + height > bottom() && y_ > margin_top) turn_page();
  }

  void draw_foot() {
    const double y = bottom() + 12;
    canvas_.rule(left(), y - 4, left() + width(), y - 4, Tone::rule, 0.5);
    const std::string page = fmt::format(fmt::runtime(report_.page_word), page_, pages_);
    Type type{6.5, false, Tone::quiet, Align::right};
    const double page_width = canvas_.width_of(page, type) + 2;
    canvas_.write(page, left() + width() - page_width, y, page_width, type);
    type.align = Align::left;
    canvas_.write(report_.footer, left(), y, width() - page_width - 16, type);
  }

  void draw_head() {
    const double top = y_;
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
    y_ += canvas_.write(report_.title, left(), y_, room,
                        {letters_.title, true, Tone::ink, Align::left});
    std::string line = report_.subtitle;
    for (const std::string& part : {report_.place, report_.date_words}) {
      if (!part.empty()) line += (line.empty() ? "" : "  ·  ") + part;
    }
    y_ += 1 + canvas_.write(line, left(), y_ + 1, room, body(false, Tone::quiet));
    if (!report_.logo.bytes.empty()) y_ = std::max(y_, top + 36);
    y_ += 4;
    canvas_.rule(left(), y_, left() + width(), y_, Tone::ink, 1.2);
    y_ += 7;
  }

  void draw(const Section& section) {
    if (section.new_page && y_ > margin_top) turn_page();
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
    const double room = bottom() - y_;
    const double least_scale = report_.kind == Kind::store ? 0.4 : 0.6;
    const double fitting = hero > 0 ? 1 - (height - room + 1) / hero : 1;
    if (height > room && hero > 0 && (fitting >= least_scale || first_page_)) {
      hero_scale_ = std::max(fitting, least_scale);
    } else if (section.keep_together && height > room && height <= page_room()) {
      turn_page();
    } else {
      need(title_height(section.title) + std::min(120.0, first_height(section)));
    }
    first_page_ = false;
    if (!section.title.empty()) {
      if (y_ > margin_top + 1) y_ += 3;
      if (pages_ > 0) canvas_.outline(section.title, page_);
      y_ += canvas_.write(section.title, left(), y_, width(), body(true));
      y_ += 1.5;
      canvas_.rule(left(), y_, left() + width(), y_, Tone::rule, 0.6);
      y_ += 5;
    }
    for (const Block& block : section.blocks) {
      std::visit([&](const auto& b) { draw(b); }, block);
      y_ += gap();
    }
  }

  double title_height(const std::string& title) {
    return canvas_.height_of(title, width(), body(true)) + 10;
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
    if (p.look == Look::small) return small();
    Type type = body();
    if (p.look == Look::lead) type = {letters_.body * 1.0, true, Tone::ink, Align::left};
    return type;
  }
  [[nodiscard]] static double inset(const Paragraph& p) { return p.look == Look::notice ? 24 : 0; }
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
    need(std::min(height, page_room()));
    double x = left();
    double room = width();
    if (p.look == Look::notice) {
      canvas_.box(x, y_, room, height, Tone::band);
      canvas_.draw(warning_sign(), x + 6, y_ + 4.5, 1);
      x += inset(p);
      room -= inset(p) + 4;
      y_ += 4.5;
    }
    Type title = type_of(p);
    title.strong = true;
    title.tone = Tone::ink;
    if (!p.title.empty()) y_ += canvas_.write(p.title, x, y_, room, title);
    y_ += canvas_.write(p.text, x, y_, room, type_of(p));
    if (p.look == Look::notice) y_ += 4.5;
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
      height = std::max({height, canvas_.height_of(fact.name, name_width, small()),
                         canvas_.height_of(fact.value, value_width, small(false, Tone::ink))});
      if (!drawing) continue;
      canvas_.write(fact.name, x, y_, name_width, small());
      canvas_.write(fact.value, x + name_width + 6, y_, value_width, small(false, Tone::ink));
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
      need(facts_row(facts, row, false));
      y_ += facts_row(facts, row, true);
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
    need(height);
    const double space =
        pictures.drawings.size() > 1
            ? std::min(40.0, (width() - total) / static_cast<double>(pictures.drawings.size() - 1))
            : 0;
    const double used =
        total + space * static_cast<double>(std::max<std::size_t>(pictures.drawings.size(), 1) - 1);
    double x = left() + (pictures.hero ? (width() - used) / 2 : 0);
    for (const Drawing& d : pictures.drawings) {
      canvas_.draw(d, x, y_, scale);
      x += scale * d.width + space;
    }
    y_ += height;
  }

  // A picture with its table
  static constexpr double panel_gap = 14;
  double panel_height(const Panel& panel) {
    const double room = width() - panel.drawing.width - panel_gap;
    return std::max(panel.drawing.height, canvas_.height_of(panel.title, room, body(true)) + 2 +
                                              table_height(panel.table, room));
  }
  double height_of(const Panel& panel) { return panel_height(panel); }
  void draw(const Panel& panel) {
    const double height = panel_height(panel);
    need(height);
    canvas_.draw(panel.drawing, left(), y_ + std::max(0.0, (height - panel.drawing.height) / 2), 1);
    const double x = left() + panel.drawing.width + panel_gap;
    const double room = width() - panel.drawing.width - panel_gap;
    const double top = y_;
    y_ += canvas_.write(panel.title, x, y_, room, body(true)) + 2;
    draw_table(panel.table, x, room, false);
    y_ = top + height;
  }

  // Tables
  static constexpr double pad_x = 3;
  static constexpr double pad_y = 1.6;
  static std::vector<double> widths(const Table& table, double width) {
    double total = 0;
    for (const Column& c : table.columns) total += c.share;
    std::vector<double> out;
    for (const Column& c : table.columns) out.push_back(width * c.share / total);
    return out;
  }
  /// Where words follow numbers they stand off.
  [[nodiscard]] static double indent(const Table& table, std::size_t c) {
    return c > 0 && table.columns[c].align == Align::left &&
                   table.columns[c - 1].align == Align::right
               ? 8
               : 0;
  }
  /// The room for words in a column.
  [[nodiscard]] static double room_in(const Table& table, const std::vector<double>& widths,
                                      std::size_t c) {
    return widths[c] - (c + 1 < widths.size() ? pad_x : 0) - indent(table, c);
  }
  [[nodiscard]] Type cell_type(const Column& column, bool strong) const {
    Type type = small(strong, Tone::ink);
    if (report_.kind == Kind::store) type = body(strong);
    type.align = column.align;
    return type;
  }
  double title_row(const Table& table, double x, double width, bool drawing) {
    const auto w = widths(table, width);
    double height = 0;
    double at = x;
    for (int pass = 0; pass < (drawing ? 2 : 1); ++pass) {
      at = x;
      for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const Column& column = table.columns[c];
        Type type = small(true);
        type.align = column.align;
        const double room = room_in(table, w, c);
        std::string words = column.title;
        if (!column.unit.empty()) words += (words.empty() ? "" : ", ") + column.unit;
        const double own = canvas_.height_of(words, room, type);
        if (pass == 0) {
          height = std::max(height, own);
        } else {
          canvas_.write(words, at + indent(table, c), y_ + height - own, room, type);
        }
        at += w[c];
      }
    }
    return height > 0 ? height + 2 * pad_y : 0;
  }
  double row_height(const Table& table, std::size_t row, double width,
                    const std::vector<std::string>& reasons) {
    const auto& cells = table.rows[row];
    if (cells.size() == 1 && table.columns.size() > 1) {
      return canvas_.height_of(cells[0].text, width, small(true, Tone::ink)) + 2 * pad_y + 3;
    }
    const auto w = widths(table, width);
    double height = 0;
    for (std::size_t c = 0; c < cells.size() && c < w.size(); ++c) {
      const double room = room_in(table, w, c);
      height = std::max(height, canvas_.height_of(cell_text(cells[c], reasons), room,
                                                  cell_type(table.columns[c], cells[c].strong)));
    }
    return height + 2 * pad_y;
  }
  [[nodiscard]] static std::string note_of(const Table& table,
                                           const std::vector<std::string>& reasons) {
    std::string note = table.note;
    for (std::size_t i = 0; i < reasons.size(); ++i) {
      note += (note.empty() ? "" : "  ") + footnote_mark(i) + " " + reasons[i] + ".";
    }
    return note;
  }
  double table_height(const Table& table, double width) {
    const auto reasons = footnotes(table);
    double height = title_row(table, 0, width, false);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      height += row_height(table, r, width, reasons);
    }
    const std::string note = note_of(table, reasons);
    return height + (note.empty() ? 0 : 2 + canvas_.height_of(note, width, small()));
  }
  double height_of(const Table& table) { return table_height(table, width()); }
  void draw(const Table& table) { draw_table(table, left(), width(), true); }

  void draw_titles(const Table& table, double x, double width) {
    const double height = title_row(table, x, width, true);
    y_ += height;
    if (height > 0) canvas_.rule(x, y_ - pad_y / 2, x + width, y_ - pad_y / 2, Tone::quiet, 0.6);
  }
  void draw_table(const Table& table, double x, double width, bool may_break) {
    const auto reasons = footnotes(table);
    const auto w = widths(table, width);
    if (may_break) need(title_row(table, x, width, false) + 24);
    draw_titles(table, x, width);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const auto& cells = table.rows[r];
      const bool heading = cells.size() == 1 && table.columns.size() > 1;
      const double height = row_height(table, r, width, reasons);
      // A heading stays with the row below it.
      const double with_next =
          height +
          (heading && r + 1 < table.rows.size() ? row_height(table, r + 1, width, reasons) : 0);
      if (may_break && y_ + with_next > bottom()) {
        turn_page();
        draw_titles(table, x, width);
      }
      if (heading) {
        canvas_.write(cells[0].text, x, y_ + pad_y + 3, width, small(true, Tone::ink));
      }
      double at = x;
      for (std::size_t c = 0; !heading && c < cells.size() && c < w.size(); ++c) {
        const double room = room_in(table, w, c);
        Type type = cell_type(table.columns[c], cells[c].strong);
        if (!cells[c].why.empty()) type.tone = Tone::quiet;
        canvas_.write(cell_text(cells[c], reasons), at + indent(table, c), y_ + pad_y, room, type);
        at += w[c];
      }
      y_ += height;
      canvas_.rule(x, y_, x + width, y_, Tone::rule, 0.35);
    }
    const std::string note = note_of(table, reasons);
    if (note.empty()) return;
    y_ += 2;
    if (may_break) need(canvas_.height_of(note, width, small()));
    y_ += canvas_.write(note, x, y_, width, small());
  }

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
  Sizes size_;
  Letters letters_;
  PdfCanvas canvas_;
  int pages_;
  int page_ = 1;
  double y_ = 0;
  double hero_scale_ = 1;
  bool first_page_ = true;  ///< nothing but its head is there yet
};

}  // namespace

std::string to_pdf(const Report& report) {
  const int pages = Pager(report, 0).pages();
  return Pager(report, pages).finish();
}

}  // namespace solea::report
