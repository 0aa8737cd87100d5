#include "apps/report/pages/pdf_canvas.h"

#include <cairo-pdf.h>
#include <fmt/format.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "core/error.h"
#include "core/version.h"

namespace solea::report {

namespace {

constexpr const char* font_family = "Inter, DejaVu Sans, sans-serif";

/// Colours of paper.
Rgb rgb_of(Tone tone) {
  switch (tone) {
    case Tone::none:
    case Tone::ink:
    case Tone::dark:
      break;
    case Tone::quiet:
      return {82, 96, 109};
    case Tone::rule:
      return {190, 200, 210};
    case Tone::paper:
    case Tone::path:
      return {255, 255, 255};
    case Tone::left:
      return {18, 90, 179};
    case Tone::right:
      return {204, 92, 5};
    case Tone::warn:
      return {176, 112, 0};
    case Tone::band:
      return {238, 242, 246};
  }
  return {27, 37, 48};
}

Rgb rgb_of(const Color& color) {
  return color.table != Color::Table::none ? rgb_of_table(color) : rgb_of(color.tone);
}

void use(cairo_t* cairo, const Color& color, double opacity = 1) {
  const Rgb rgb = rgb_of(color);
  cairo_set_source_rgba(cairo, rgb[0] / 255.0, rgb[1] / 255.0, rgb[2] / 255.0, opacity);
}

/// Words as they are set. One for all of a document: what a new one costs is far more than words.
class Layout {
 public:
  explicit Layout(cairo_t* cairo) : layout_(pango_cairo_create_layout(cairo)) {
    pango_cairo_context_set_resolution(pango_layout_get_context(layout_), 72);
    pango_layout_context_changed(layout_);
    // A page is written from the left; names written from the right are isolated in it.
    pango_layout_set_auto_dir(layout_, FALSE);
    pango_layout_set_wrap(layout_, PANGO_WRAP_WORD_CHAR);
    PangoAttrList* attributes = pango_attr_list_new();
    // Figures of one width stand under each other.
    pango_attr_list_insert(attributes, pango_attr_font_features_new("tnum=1, calt=0"));
    pango_layout_set_attributes(layout_, attributes);
    pango_attr_list_unref(attributes);
  }
  ~Layout() { g_object_unref(layout_); }
  Layout(const Layout&) = delete;
  Layout& operator=(const Layout&) = delete;

  /// `width` 0: on one line.
  void set(const std::string& words, double size, bool strong, double width = 0,
           PangoAlignment align = PANGO_ALIGN_LEFT) {
    if (size != size_ || strong != strong_) {
      PangoFontDescription* font = pango_font_description_new();
      pango_font_description_set_family_static(font, font_family);
      pango_font_description_set_size(font, static_cast<int>(std::lround(size * PANGO_SCALE)));
      pango_font_description_set_weight(font, strong ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
      pango_layout_set_font_description(layout_, font);
      pango_font_description_free(font);
      size_ = size;
      strong_ = strong;
    }
    pango_layout_set_width(layout_, width > 0 ? static_cast<int>(width * PANGO_SCALE) : -1);
    pango_layout_set_alignment(layout_, align);
    pango_layout_set_text(layout_, words.c_str(), static_cast<int>(words.size()));
  }

  [[nodiscard]] double width() const { return extents().width / static_cast<double>(PANGO_SCALE); }
  [[nodiscard]] double height() const {
    return extents().height / static_cast<double>(PANGO_SCALE);
  }
  [[nodiscard]] double base() const {
    return pango_layout_get_baseline(layout_) / static_cast<double>(PANGO_SCALE);
  }
  void show(cairo_t* cairo, double x, double y) const {
    cairo_move_to(cairo, x, y);
    pango_cairo_show_layout(cairo, layout_);
    cairo_new_path(cairo);
  }
  /// The letters' outlines as the present path.
  void trace(cairo_t* cairo) const {
    cairo_new_path(cairo);
    cairo_move_to(cairo, 0, 0);
    pango_cairo_layout_path(cairo, layout_);
  }

  /// Adds the letters that no font has.
  void add_missing(const std::string& words, std::set<std::string>& letters) const {
    if (pango_layout_get_unknown_glyphs_count(layout_) == 0) return;
    for (const char* at = words.c_str(); *at != 0; at = g_utf8_next_char(at)) {
      pango_layout_set_text(layout_, at, static_cast<int>(g_utf8_next_char(at) - at));
      if (pango_layout_get_unknown_glyphs_count(layout_) == 0) continue;
      letters.insert(fmt::format("U+{:04X}", g_utf8_get_char(at)));
    }
    pango_layout_set_text(layout_, words.c_str(), static_cast<int>(words.size()));
  }

 private:
  [[nodiscard]] PangoRectangle extents() const {
    PangoRectangle logical;
    pango_layout_get_extents(layout_, nullptr, &logical);
    return logical;
  }

  PangoLayout* layout_;
  double size_ = 0;
  bool strong_ = false;
};

PangoAlignment alignment_of(Align align) {
  return align == Align::right    ? PANGO_ALIGN_RIGHT
         : align == Align::centre ? PANGO_ALIGN_CENTER
                                  : PANGO_ALIGN_LEFT;
}

cairo_status_t append(void* to, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

struct Reader {
  const std::string& bytes;
  std::size_t at = 0;
  static cairo_status_t read(void* from, unsigned char* to, unsigned int count) {
    auto& reader = *static_cast<Reader*>(from);
    if (reader.bytes.size() - reader.at < count) return CAIRO_STATUS_READ_ERROR;
    std::copy_n(reader.bytes.data() + reader.at, count, reinterpret_cast<char*>(to));
    reader.at += count;
    return CAIRO_STATUS_SUCCESS;
  }
};

}  // namespace

struct PdfCanvas::Impl {
  Impl(double width, double height)
      : surface(cairo_pdf_surface_create_for_stream(append, &bytes, width, height)),
        cairo(cairo_create(surface)) {
    cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
    // Letters stay where they are at every size.
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_set_font_options(cairo, options);
    cairo_font_options_destroy(options);
    layout.emplace(cairo);
  }
  ~Impl() {
    layout.reset();
    cairo_destroy(cairo);
    cairo_surface_destroy(surface);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::string bytes;
  std::set<std::string> missing;
  cairo_surface_t* surface;
  cairo_t* cairo;
  std::optional<Layout> layout;

  void trace(const std::vector<std::vector<Spot>>& lines, bool closed) const {
    cairo_new_path(cairo);
    for (const auto& line : lines) {
      cairo_new_sub_path(cairo);
      for (const Spot& p : line) cairo_line_to(cairo, p.x, p.y);
      if (closed) cairo_close_path(cairo);
    }
  }

  void stroke(const Color& color, double width, bool dashed) const {
    use(cairo, color);
    cairo_set_line_width(cairo, width);
    const std::array<double, 2> dashes = {3.2 * width + 1, 2 * width + 1};
    cairo_set_dash(cairo, dashes.data(), dashed ? 2 : 0, 0);
    cairo_stroke(cairo);
  }

  void operator()(const Path& path) const {
    if (path.fill.visible()) {
      trace(path.lines, path.closed);
      use(cairo, path.fill, path.opacity);
      cairo_fill(cairo);
    }
    if (path.stroke.visible()) {
      trace(path.lines, path.closed);
      stroke(path.stroke, path.width, path.dashed);
    }
  }

  void operator()(const Disc& disc) const {
    cairo_new_path(cairo);
    cairo_arc(cairo, disc.at.x, disc.at.y, disc.radius, 0, 2 * std::numbers::pi);
    if (disc.fill.visible()) {
      use(cairo, disc.fill);
      cairo_fill_preserve(cairo);
    }
    if (disc.stroke.visible()) stroke(disc.stroke, disc.width, false);
    cairo_new_path(cairo);
  }

  void operator()(const Label& words) {
    layout->set(words.text, words.size, words.strong);
    layout->add_missing(words.text, missing);
    const double width = layout->width();
    cairo_save(cairo);
    cairo_translate(cairo, words.at.x, words.at.y);
    if (words.upright) cairo_rotate(cairo, -std::numbers::pi / 2);
    const double x = words.anchor == Anchor::middle ? -width / 2
                     : words.anchor == Anchor::end  ? -width
                                                    : 0;
    cairo_translate(cairo, x, -layout->base());
    if (words.halo) {
      layout->trace(cairo);
      stroke(Tone::paper, 2, false);
    }
    use(cairo, words.tone);
    layout->show(cairo, 0, 0);
    cairo_restore(cairo);
  }
};

PdfCanvas::PdfCanvas(double width, double height) : impl_(std::make_unique<Impl>(width, height)) {}
PdfCanvas::~PdfCanvas() = default;

void PdfCanvas::describe(const std::string& title, const std::string& date_utc) {
  cairo_pdf_surface_set_metadata(impl_->surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(impl_->surface, CAIRO_PDF_METADATA_CREATOR,
                                 fmt::format("Solea {}", software_version).c_str());
  cairo_pdf_surface_set_metadata(impl_->surface, CAIRO_PDF_METADATA_CREATE_DATE, date_utc.c_str());
}

void PdfCanvas::turn_page() {
  cairo_show_page(impl_->cairo);
}

void PdfCanvas::outline(const std::string& title, int page) {
  cairo_pdf_surface_add_outline(impl_->surface, CAIRO_PDF_OUTLINE_ROOT, title.c_str(),
                                fmt::format("page={}", page).c_str(),
                                static_cast<cairo_pdf_outline_flags_t>(0));
}

double PdfCanvas::height_of(const std::string& words, double width, const Type& type) {
  if (words.empty()) return 0;
  impl_->layout->set(words, type.size, type.strong, width);
  return impl_->layout->height();
}

double PdfCanvas::width_of(const std::string& words, const Type& type) {
  impl_->layout->set(words, type.size, type.strong);
  return impl_->layout->width();
}

double PdfCanvas::write(const std::string& words, double x, double y, double width,
                        const Type& type) {
  if (words.empty()) return 0;
  impl_->layout->set(words, type.size, type.strong, width, alignment_of(type.align));
  impl_->layout->add_missing(words, impl_->missing);
  use(impl_->cairo, type.tone);
  impl_->layout->show(impl_->cairo, x, y);
  return impl_->layout->height();
}

void PdfCanvas::rule(double x0, double y0, double x1, double y1, Tone tone, double width) {
  (*impl_)(Path{{{{x0, y0}, {x1, y1}}}, false, {}, tone, width, false, 1});
}

void PdfCanvas::box(double x, double y, double width, double height, Tone tone) {
  (*impl_)(Path{{{{x, y}, {x + width, y}, {x + width, y + height}, {x, y + height}}},
                true,
                tone,
                {},
                0,
                false,
                1});
}

void PdfCanvas::draw(const Drawing& drawing, double x, double y, double scale) {
  cairo_save(impl_->cairo);
  cairo_translate(impl_->cairo, x, y);
  cairo_scale(impl_->cairo, scale, scale);
  for (const Shape& shape : drawing.shapes) std::visit(*impl_, shape);
  cairo_restore(impl_->cairo);
}

void PdfCanvas::draw(const Png& png, double x, double y, double width, double height) {
  Reader reader{png.bytes};
  cairo_surface_t* image = cairo_image_surface_create_from_png_stream(Reader::read, &reader);
  if (cairo_surface_status(image) == CAIRO_STATUS_SUCCESS) {
    cairo_save(impl_->cairo);
    cairo_translate(impl_->cairo, x, y);
    cairo_scale(impl_->cairo, width / png.width_px, height / png.height_px);
    cairo_set_source_surface(impl_->cairo, image, 0, 0);
    cairo_paint(impl_->cairo);
    cairo_restore(impl_->cairo);
  }
  cairo_surface_destroy(image);
}

const std::set<std::string>& PdfCanvas::missing_letters() const {
  return impl_->missing;
}

std::string PdfCanvas::finish() {
  cairo_surface_finish(impl_->surface);
  if (const cairo_status_t status = cairo_surface_status(impl_->surface);
      status != CAIRO_STATUS_SUCCESS) {
    throw Error(fmt::format("the PDF could not be made: {}", cairo_status_to_string(status)));
  }
  return impl_->bytes;
}

}  // namespace solea::report
