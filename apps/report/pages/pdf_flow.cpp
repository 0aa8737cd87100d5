#include "apps/report/pages/pdf_flow.h"

#include <fmt/format.h>

namespace solea::report {

namespace {

constexpr double margin_side = 42;
constexpr double margin_top = 34;
constexpr double margin_bottom = 46;

double width_of(Paper paper) {
  return paper == Paper::a4 ? 595.28 : 612;
}
double height_of(Paper paper) {
  return paper == Paper::a4 ? 841.89 : 792;
}

}  // namespace

PdfFlow::PdfFlow(const Report& report, int pages)
    : y(margin_top),
      report_(report),
      width_(width_of(report.paper)),
      height_(height_of(report.paper)),
      canvas_(width_, height_),
      pages_(pages) {
  draw_foot();
}

double PdfFlow::left() const {
  return margin_side;
}
double PdfFlow::width() const {
  return width_ - 2 * margin_side;
}
double PdfFlow::bottom() const {
  return height_ - margin_bottom;
}
double PdfFlow::page_room() const {
  return bottom() - margin_top;
}
bool PdfFlow::at_top() const {
  return y <= margin_top;
}

void PdfFlow::turn_page() {
  canvas_.turn_page();
  ++page_;
  draw_foot();
  y = margin_top;
}

void PdfFlow::need(double height) {
  if (y + height > bottom() && !at_top()) turn_page();
}

Type PdfFlow::title() const {
  return {report_.kind == Kind::store ? 26.0 : 19.0, true, Tone::ink, Align::left};
}
Type PdfFlow::body(bool strong, Tone tone) const {
  return {report_.kind == Kind::store ? 13.0 : 9.0, strong, tone, Align::left};
}
Type PdfFlow::small(bool strong, Tone tone) const {
  return {report_.kind == Kind::store ? 9.0 : 7.5, strong, tone, Align::left};
}

void PdfFlow::draw_foot() {
  const double top = bottom() + 12;
  canvas_.rule(left(), top - 4, left() + width(), top - 4, Tone::rule, 0.5);
  const std::string number = fmt::format(fmt::runtime(report_.page_word), page_, pages_);
  Type type{6.5, false, Tone::quiet, Align::right};
  const double room = canvas_.width_of(number, type) + 2;
  canvas_.write(number, left() + width() - room, top, room, type);
  type.align = Align::left;
  canvas_.write(report_.footer, left(), top, width() - room - 8, type);
}

}  // namespace solea::report
