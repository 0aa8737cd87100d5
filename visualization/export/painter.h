#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "core/color_scale.h"
#include "core/plate.h"
#include "visualization/scenes/scene_style.h"

class vtkContext2D;

/// Letters, lines and surfaces on a page, the same in points, SVG and PDF. For this folder and the
/// charts.
namespace solea {

/// A point of the page in pixels, from the lower left.
struct PagePoint {
  double x = 0;
  double y = 0;
};

/// Draws with a context of VTK while one of its items is painted.
class Painter {
 public:
  enum class Align : std::uint8_t { left, centre, right };

  /// `unit_px`: a hundredth of the page's height.
  Painter(vtkContext2D& context, double unit_px) : context_(context), unit_px_(unit_px) {}

  /// One line of text, in the middle of its height at `at`; `units` high, at least 9 px, smaller
  /// where it would be wider than `room_px` (0: no bound).
  void text(const std::string& words, PagePoint at, double units, const style::Color& color,
            Align align = Align::left, double room_px = 0);
  /// Width of such a text, px.
  [[nodiscard]] double text_width(const std::string& words, double units);
  /// A line through points, `width_px` wide.
  void line(std::span<const PagePoint> points, const style::Color& color, double width_px,
            bool dashed = false);
  /// A filled surface without a rim.
  void polygon(std::span<const PagePoint> points, const Rgb& color, double opacity = 1);
  void disc(PagePoint at, double radius_px, const style::Color& color);

  [[nodiscard]] double unit_px() const noexcept { return unit_px_; }

 private:
  int set_font(double units, const style::Color& color);

  vtkContext2D& context_;
  double unit_px_;
};

}  // namespace solea
