#pragma once

#include <string>

#include "apps/report/pages/pdf_canvas.h"

/// For the PDF writer only.
namespace solea::report {

/// Paper that fills from its top: where the next block begins, and a new page where it does not
/// fit. Every page has its foot.
class PdfFlow {
 public:
  /// `pages`: how many there are, 0 while counting.
  PdfFlow(const Report& report, int pages);

  [[nodiscard]] PdfCanvas& canvas() { return canvas_; }
  [[nodiscard]] bool counting() const { return pages_ == 0; }
  [[nodiscard]] int page() const { return page_; }

  [[nodiscard]] double left() const;
  [[nodiscard]] double width() const;
  [[nodiscard]] double bottom() const;
  /// From the top of an empty page to its bottom.
  [[nodiscard]] double page_room() const;
  [[nodiscard]] bool at_top() const;

  void turn_page();
  /// Turns the page where less than `height` is left.
  void need(double height);

  // Two sizes besides the title's
  [[nodiscard]] Type title() const;
  [[nodiscard]] Type body(bool strong = false, Tone tone = Tone::ink) const;
  [[nodiscard]] Type small(bool strong = false, Tone tone = Tone::quiet) const;

  double y = 0;  ///< where the next block begins

 private:
  void draw_foot();

  const Report& report_;
  double width_;
  double height_;
  PdfCanvas canvas_;
  int pages_;
  int page_ = 1;
};

}  // namespace solea::report
