#include "visualization/export/feet_page.h"

#include <vtkAbstractContextItem.h>
#include <vtkContextScene.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "core/error.h"
#include "visualization/export/page.h"
#include "visualization/export/page_parts.h"
#include "visualization/scenes/foot_bounds.h"

namespace solea {

namespace {

constexpr double gap_mm = 26;          // between feet
constexpr double least_width_mm = 90;  // a title needs its room
constexpr double hair_px = 0.4;

class FeetItem final : public vtkAbstractContextItem {
 public:
  static FeetItem* New();
  vtkTypeMacro(FeetItem, vtkAbstractContextItem) FeetItem(const FeetItem&) = delete;
  FeetItem& operator=(const FeetItem&) = delete;

  const FeetPicture* picture = nullptr;
  double width_px = 0;
  double height_px = 0;

  bool Paint(vtkContext2D* context) override {
    Painter painter(*context, height_px / 100);
    arrange();
    for (std::size_t i = 0; i < picture->feet.size(); ++i) paint_foot(painter, i);
    paint_words(painter, {picture->title, picture->subtitle, picture->footer}, width_px);
    paint_color_bar(painter, scale_max_, picture->unit, width_px);
    return true;
  }

 protected:
  FeetItem() = default;

 private:
  /// As many columns as give the largest feet; words of fixed height above and below each.
  void arrange() {
    const double u = height_px / 100;
    room_ = room_on_page(width_px, u);
    bounds_.clear();
    float largest = 0;
    double width = least_width_mm;
    double height = 0;
    for (const FootPicture& foot : picture->feet) {
      bounds_.push_back(bounds_of(foot));
      width = std::max(width, bounds_.back().x1 - bounds_.back().x0);
      height = std::max(height, bounds_.back().y1 - bounds_.back().y0);
      for (const auto& cell : foot.cells) largest = std::max(largest, cell.value);
    }
    scale_max_ = picture->scale_max.value_or(round_scale_kpa(largest));
    words_px_ = 5 * u;
    px_per_mm_ = 0;
    const int n = static_cast<int>(picture->feet.size());
    for (int cols = 1; cols <= n; ++cols) {
      const int rows = (n + cols - 1) / cols;
      const double slot_x = (room_.x1 - room_.x0) / cols;
      const double slot_y = (room_.y1 - room_.y0) / rows;
      const double scale =
          std::min(slot_x / (width + gap_mm), (slot_y - 2 * words_px_) / (height + gap_mm));
      if (cols > 1 && scale <= px_per_mm_) continue;
      px_per_mm_ = std::max(scale, 1e-3);
      cols_ = cols;
      slot_x_ = slot_x;
      slot_y_ = slot_y;
    }
  }

  void paint_foot(Painter& painter, std::size_t i) {
    const FootPicture& foot = picture->feet[i];
    const FootBounds& b = bounds_[i];
    const double u = painter.unit_px();
    const double middle_x = room_.x0 + (static_cast<int>(i) % cols_ + 0.5) * slot_x_;
    const double top = room_.y1 - static_cast<int>(i) / cols_ * slot_y_;
    const double middle_y = top - 0.5 * slot_y_;
    const auto at = [&](PointMm p) {
      return PagePoint{middle_x + px_per_mm_ * (p.x - 0.5 * (b.x0 + b.x1)),
                       middle_y + px_per_mm_ * (p.y - 0.5 * (b.y0 + b.y1))};
    };
    paint_cells(painter, foot, at);
    const auto line = [&](const FootPicture::Line& l, const style::Color& color, double units) {
      painter.line(std::array{at(l.first), at(l.second)}, color, units * u);
    };
    for (const auto& border : foot.zone_borders) line(border, style::ink, 0.16);
    for (const auto& third : foot.arch_thirds) line(third, style::quiet_ink, 0.12);
    if (foot.axis) line(*foot.axis, style::side_color(foot.side), 0.32);
    std::vector<PagePoint> cop;
    for (const PointMm p : foot.cop) cop.push_back(at(p));
    painter.line(cop, style::ink, 0.60 * u);
    painter.line(cop, {1, 1, 1}, 0.30 * u);
    if (foot.peak) {
      painter.text("+", at(*foot.peak), 2.4, peak_color(foot), Painter::Align::centre);
    }
    if (slot_x_ > 11 * u) {
      for (const FootPicture::Zone& zone : foot.zones)
        paint_zone(painter, zone.label, at(zone.centre));
    }
    const double room = 0.96 * slot_x_;
    painter.text(foot.title, {middle_x, at({0, b.y1}).y + 3.4 * u}, 2.2,
                 foot.valid ? style::side_color(foot.side) : style::quiet_ink,
                 Painter::Align::centre, room);
    painter.text(foot.note, {middle_x, at({0, b.y0}).y - 3.4 * u}, 1.6, style::quiet_ink,
                 Painter::Align::centre, room);
  }

  void paint_cells(Painter& painter, const FootPicture& foot, const auto& at) {
    const ColorScale scale(scale_max_);
    for (const FootPicture::Cell& cell : foot.cells) {
      std::array<PagePoint, 4> corners;
      PagePoint middle;
      for (std::size_t c = 0; c < corners.size(); ++c) {
        corners[c] = at(cell.corners[c]);
        middle.x += corners[c].x / 4;
        middle.y += corners[c].y / 4;
      }
      // Over its neighbours by a hair: no seam shows in PDF and SVG.
      for (PagePoint& corner : corners) {
        corner.x += std::copysign(hair_px, corner.x - middle.x);
        corner.y += std::copysign(hair_px, corner.y - middle.y);
      }
      Rgb color = scale.color(cell.value);
      if (!foot.valid) {  // paler, so that valid steps stand out
        for (auto& part : color) part = static_cast<std::uint8_t>(255 - (255 - part) / 2);
      }
      painter.polygon(corners, color);
    }
  }

  /// A zone's letters on a light ground.
  static void paint_zone(Painter& painter, const std::string& label, PagePoint at) {
    const double u = painter.unit_px();
    const double half = 0.5 * painter.text_width(label, 1.25) + 0.2 * u;
    const std::array<PagePoint, 4> ground = {{{at.x - half, at.y - 0.8 * u},
                                              {at.x + half, at.y - 0.8 * u},
                                              {at.x + half, at.y + 0.8 * u},
                                              {at.x - half, at.y + 0.8 * u}}};
    painter.polygon(ground, {255, 255, 255}, 0.65);
    painter.text(label, at, 1.25, style::ink, Painter::Align::centre);
  }

  [[nodiscard]] style::Color peak_color(const FootPicture& foot) const {
    float largest = 0;
    for (const auto& cell : foot.cells) largest = std::max(largest, cell.value);
    return largest > 0.6 * scale_max_ || !foot.valid ? style::ink : style::Color{1, 1, 1};
  }

  PageRoom room_;
  std::vector<FootBounds> bounds_;
  double scale_max_ = 0;
  double words_px_ = 0;
  double px_per_mm_ = 1;
  double slot_x_ = 0;
  double slot_y_ = 0;
  int cols_ = 1;
};
vtkStandardNewMacro(FeetItem);

}  // namespace

void write_feet_page(const std::filesystem::path& file, const FeetPicture& picture, int width,
                     int height) {
  if (picture.feet.empty()) throw Error("there is no foot to draw");
  Page page(width, height);
  vtkNew<FeetItem> feet;
  feet->picture = &picture;
  feet->width_px = width;
  feet->height_px = height;
  page.scene().AddItem(feet);
  page.save(file);
}

}  // namespace solea
