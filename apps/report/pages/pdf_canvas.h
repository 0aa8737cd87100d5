#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include <memory>
#include <set>
#include <string>

#include "apps/report/drawing/drawing.h"
#include "apps/report/model.h"

/// Paper to draw on, through cairo and Pango. For this folder only.
namespace solea::report {

/// How words are set.
struct Type {
  double size = 9;
  bool strong = false;
  Tone tone = Tone::ink;
  Align align = Align::left;
};

/// Pages of a PDF in points, y down. Fonts are embedded, words stay words.
class PdfCanvas {
 public:
  PdfCanvas(double width, double height);
  ~PdfCanvas();
  PdfCanvas(const PdfCanvas&) = delete;
  PdfCanvas& operator=(const PdfCanvas&) = delete;

  /// Title and language in the file's properties; `date_utc` its time of making.
  void describe(const std::string& title, const std::string& date_utc);
  /// The next page.
  void turn_page();
  /// An entry in the list of contents that viewers show, of the present page.
  void outline(const std::string& title, int page);

  /// Height of words broken into lines of `width`; 0 for none.
  [[nodiscard]] double height_of(const std::string& words, double width, const Type& type);
  /// Width of words on one line.
  [[nodiscard]] double width_of(const std::string& words, const Type& type);
  /// Draws them with their top left corner there; their height.
  double write(const std::string& words, double x, double y, double width, const Type& type);
  void rule(double x0, double y0, double x1, double y1, Tone tone, double width);
  void box(double x, double y, double width, double height, Tone tone);
  void draw(const Drawing& drawing, double x, double y, double scale);
  void draw(const Png& png, double x, double y, double width, double height);

  /// Letters that were drawn and no font has, "U+674E" each: a box stands in their place.
  [[nodiscard]] const std::set<std::string>& missing_letters() const;

  /// Ends the document; its bytes. Throws Error where it could not be made.
  [[nodiscard]] std::string finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace solea::report
