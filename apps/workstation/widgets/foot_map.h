#pragma once

#include <QImage>
#include <QWidget>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/plate.h"
#include "core/polygon_mask.h"
#include "visualization/scenes/color_table.h"
#include "visualization/scenes/picture.h"

namespace solea::workstation {

/// A foot to be drawn, toes up, in its own millimetres.
struct DrawnFoot {
  FootPicture picture;
  QString caption;  ///< above
  QString note;     ///< below
  std::optional<PointMm> cop_now;
  bool difference = false;  ///< values below 0 mean something
};

/// Pressures in 2-D: feet side by side at one scale, or a plate that is live. Zones can be dragged.
class FootMap final : public QWidget {
  Q_OBJECT
 public:
  explicit FootMap(QWidget* parent = nullptr);

  /// `scale_max`: end of the colours, kPa.
  void show_feet(std::vector<DrawnFoot> feet, double scale_max);
  /// Other values of the feet shown, same order; for playback.
  void set_cells(std::size_t foot, std::vector<FootPicture::Cell> cells,
                 std::optional<PointMm> cop_now);
  void show_plate(const PlateGeometry& plate, const std::vector<float>& kpa,
                  std::optional<PointMm> cop, double scale_max);
  /// What is drawn on a plate while nobody is on it: where to stand, which way to walk.
  enum class Hint : std::uint8_t { none, stand, walk };
  void set_hint(Hint hint);
  /// Nothing to show: what to do next.
  void show_words(const QString& words);

  void set_layers(bool zones, bool axis, bool cop);
  /// Zones of the feet shown, in the foot frame; their corners can be dragged.
  void edit_zones(const std::optional<PolygonMask>& zones);

  /// Width that the colour bar takes at the right.
  [[nodiscard]] double bar_px() const;
  /// Where a corner of the zones is drawn on a foot; nothing where it is not.
  [[nodiscard]] std::optional<QPointF> corner_place(std::size_t foot, PointMm corner) const;

  [[nodiscard]] QSize minimumSizeHint() const override { return {280, 240}; }

 signals:
  void foot_clicked(int foot);
  /// A corner was dropped elsewhere, in the foot frame.
  void corner_moved(QPointF from, QPointF to);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  /// Where millimetres of a foot are in the widget.
  struct Place {
    QPointF origin;  ///< of the foot's (0, 0)
    double px_per_mm = 1;
    [[nodiscard]] QPointF at(PointMm p) const {
      return {origin.x() + px_per_mm * p.x, origin.y() - px_per_mm * p.y};
    }
    [[nodiscard]] PointMm back(QPointF p) const {
      return {(p.x() - origin.x()) / px_per_mm, (origin.y() - p.y()) / px_per_mm};
    }
  };
  [[nodiscard]] std::vector<Place> places() const;
  [[nodiscard]] static PointMm mirrored(PointMm foot, Side side);
  void paint_foot(QPainter& painter, std::size_t index, const Place& place) const;
  void paint_lines(QPainter& painter, const DrawnFoot& foot, const Place& place) const;
  void paint_zones(QPainter& painter, const DrawnFoot& foot, const Place& place) const;
  void paint_plate(QPainter& painter) const;
  void paint_hint(QPainter& painter, const QRectF& plate, double px_per_mm) const;
  void paint_bar(QPainter& painter) const;
  [[nodiscard]] QColor color_of(float value, bool difference) const;

  std::vector<DrawnFoot> feet_;
  double scale_max_ = 100;
  bool has_difference_ = false;
  bool zones_ = true, axis_ = true, cop_ = true;
  std::optional<PolygonMask> edited_;
  struct Drag {
    std::size_t foot = 0;
    PointMm from;  ///< in the foot frame
    PointMm now;
  };
  std::optional<Drag> drag_;

  bool live_ = false;
  Hint hint_ = Hint::none;
  PlateGeometry plate_;
  QImage image_;
  std::optional<PointMm> cop_now_;
  std::vector<PointMm> trail_;
  QString words_;
};

}  // namespace solea::workstation
