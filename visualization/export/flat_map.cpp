#include "visualization/export/flat_map.h"

#include <vtkAbstractContextItem.h>
#include <vtkContextScene.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "visualization/export/page.h"
#include "visualization/export/page_parts.h"
#include "visualization/scenes/floor.h"

namespace solea {

namespace {

constexpr double grid_mm = 50;
constexpr style::Color grid_grey = {0.88, 0.88, 0.88};

class MapItem final : public vtkAbstractContextItem {
 public:
  static MapItem* New();
  vtkTypeMacro(MapItem, vtkAbstractContextItem) MapItem(const MapItem&) = delete;
  MapItem& operator=(const MapItem&) = delete;

  PressurePicture picture;
  double width_px = 0;
  double height_px = 0;

  bool Paint(vtkContext2D* context) override {
    if (picture.values.empty()) return true;
    Painter painter(*context, height_px / 100);
    place();
    paint_grid(painter);
    paint_cells(painter);
    paint_outline(painter);
    for (const TimedPath& path : picture.cop) paint_cop(painter, path);
    for (const PlateLabel& label : picture.labels) {
      painter.text(label.text, at(label.at), 1.9, style::ink, Painter::Align::centre);
    }
    paint_words(painter, {picture.title, picture.subtitle, picture.footer}, width_px);
    paint_color_bar(painter, scale_max_, picture.unit, width_px);
    return true;
  }

 protected:
  MapItem() = default;

 private:
  void place() {
    const double u = height_px / 100;
    floor_ = floor_extent(picture);
    PageRoom room = room_on_page(width_px, u);
    room.x0 += 5 * u;  // the plate's coordinates
    room.y0 += 3 * u;
    px_per_mm_ = std::min((room.x1 - room.x0) / (floor_.x1 - floor_.x0),
                          (room.y1 - room.y0) / (floor_.y1 - floor_.y0));
    x_px_ = 0.5 * (room.x0 + room.x1) - 0.5 * px_per_mm_ * (floor_.x0 + floor_.x1);
    y_px_ = 0.5 * (room.y0 + room.y1) - 0.5 * px_per_mm_ * (floor_.y0 + floor_.y1);
    float largest = 0;
    for (const float value : picture.values) largest = std::max(largest, value);
    scale_max_ = picture.scale_max.value_or(round_scale_kpa(largest));
  }

  [[nodiscard]] PagePoint at(PointMm plate) const {
    return {x_px_ + px_per_mm_ * plate.x, y_px_ + px_per_mm_ * plate.y};
  }

  [[nodiscard]] float value(int row, int col) const {
    if (row < 0 || col < 0 || row >= picture.box.rows() || col >= picture.box.cols()) return 0;
    return picture.values[static_cast<std::size_t>(row * picture.box.cols() + col)];
  }

  /// Corners of a cell of the box, from its lower left, counter-clockwise; larger by parts of it.
  [[nodiscard]] std::array<PagePoint, 4> corners(int row, int col, double east = 0,
                                                 double north = 0) const {
    const double x0 = (picture.box.col0 + col) * picture.plate.pitch_x_mm;
    const double y0 = (picture.box.row0 + row) * picture.plate.pitch_y_mm;
    const double x1 = x0 + (1 + east) * picture.plate.pitch_x_mm;
    const double y1 = y0 + (1 + north) * picture.plate.pitch_y_mm;
    return {at({x0, y0}), at({x1, y0}), at({x1, y1}), at({x0, y1})};
  }

  void paint_grid(Painter& painter) {
    const double u = painter.unit_px();
    // Coordinates where they have room: every 50 mm, else every 100, 200, ...
    double every = grid_mm;
    while (every * px_per_mm_ < 6 * u) every *= 2;
    const auto lines = [&](double lo, double hi, bool upright) {
      for (double mm = every * std::ceil(lo / every); mm <= hi + 1e-9; mm += every) {
        const std::array<PagePoint, 2> line =
            upright ? std::array{at({mm, floor_.y0}), at({mm, floor_.y1})}
                    : std::array{at({floor_.x0, mm}), at({floor_.x1, mm})};
        painter.line(line, grid_grey, 0.15 * u);
        std::array<char, 32> text{};
        std::snprintf(text.data(), text.size(), "%g", mm == 0 ? 0 : mm);  // not -0
        const PagePoint words = upright ? PagePoint{line[0].x, line[0].y - 1.6 * u}
                                        : PagePoint{line[0].x - 0.8 * u, line[0].y};
        painter.text(text.data(), words, 1.7, style::quiet_ink,
                     upright ? Painter::Align::centre : Painter::Align::right);
      }
    };
    lines(floor_.x0, floor_.x1, true);
    lines(floor_.y0, floor_.y1, false);
    const PagePoint corner = at({floor_.x1, floor_.y0});
    painter.text("mm", {corner.x + 2.8 * u, corner.y - 1.6 * u}, 1.7, style::quiet_ink);
  }

  void paint_cells(Painter& painter) {
    const ColorScale scale(scale_max_);
    for (int row = 0; row < picture.box.rows(); ++row) {
      for (int col = 0; col < picture.box.cols(); ++col) {
        const float kpa = value(row, col);
        if (!(kpa > 0)) continue;
        // Half way under the next ones, which are painted later: no seam shows in PDF and SVG.
        const double east = value(row, col + 1) > 0 ? 0.5 : 0;
        const double north = value(row + 1, col) > 0 ? 0.5 : 0;
        painter.polygon(corners(row, col, east, 0), scale.color(kpa));
        if (north > 0) painter.polygon(corners(row, col, 0, north), scale.color(kpa));
      }
    }
  }

  void paint_outline(Painter& painter) {
    const double width = 0.2 * painter.unit_px();
    for (int row = 0; row <= picture.box.rows(); ++row) {
      for (int col = 0; col <= picture.box.cols(); ++col) {
        const bool here = value(row, col) > 0;
        const auto c = corners(row, col);
        if (here != (value(row, col - 1) > 0)) {
          painter.line(std::array{c[0], c[3]}, style::ink, width);
        }
        if (here != (value(row - 1, col) > 0)) {
          painter.line(std::array{c[0], c[1]}, style::ink, width);
        }
      }
    }
  }

  void paint_cop(Painter& painter, const TimedPath& path) {
    if (path.points.empty()) return;
    const double u = painter.unit_px();
    std::vector<PagePoint> points;
    for (const PointMm p : path.points) points.push_back(at(p));
    painter.line(points, style::ink, 0.65 * u);
    painter.line(points, {1, 1, 1}, 0.32 * u);
    painter.disc(points.front(), 0.6 * u, style::ink);
    painter.disc(points.back(), 0.8 * u, style::ink);
    painter.disc(points.back(), 0.45 * u, {1, 1, 1});
  }

  FloorExtent floor_;
  double scale_max_ = 0;
  double px_per_mm_ = 1;
  double x_px_ = 0;
  double y_px_ = 0;
};
vtkStandardNewMacro(MapItem);

}  // namespace

struct FlatMap::Impl {
  explicit Impl(vtkContextScene& the_scene) : scene(the_scene) {}
  vtkContextScene& scene;
  vtkNew<MapItem> item;
};

FlatMap::FlatMap(vtkContextScene& scene, int width, int height)
    : impl_(std::make_unique<Impl>(scene)) {
  impl_->item->width_px = width;
  impl_->item->height_px = height;
  scene.AddItem(impl_->item);
}

FlatMap::~FlatMap() {
  impl_->scene.RemoveItem(impl_->item.Get());
}

void FlatMap::show(const PressurePicture& picture) {
  impl_->item->picture = picture;
  impl_->scene.SetDirty(true);
}

void write_flat_map(const std::filesystem::path& file, const PressurePicture& picture, int width,
                    int height) {
  Page page(width, height);
  FlatMap map(page.scene(), width, height);
  map.show(picture);
  page.save(file);
}

}  // namespace solea
