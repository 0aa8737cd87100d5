#include "apps/workstation/widgets/foot_map.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "apps/station/zone_mesh.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/foot_shape.h"
#include "core/color_scale.h"

namespace solea::workstation {

namespace {

constexpr double foot_mm = 300;        // a foot takes at least so much height,
constexpr double foot_width_mm = 130;  // and so much width: the same scale for all but giants
constexpr double handle_px = 11;

QColor qt_color(Rgb c) {
  return {c[0], c[1], c[2]};
}

QPolygonF polygon(const std::array<QPointF, 4>& corners) {
  QPolygonF p;
  for (const QPointF& c : corners) p << c;
  return p;
}

}  // namespace

FootMap::FootMap(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setAccessibleName(tr("Pressure map"));
}

void FootMap::show_feet(std::vector<DrawnFoot> feet, double scale_max) {
  live_ = false;
  words_.clear();
  feet_ = std::move(feet);
  scale_max_ = scale_max;
  has_difference_ = std::ranges::any_of(feet_, &DrawnFoot::difference);
  update();
}

void FootMap::set_cells(std::size_t foot, std::vector<FootPicture::Cell> cells,
                        std::optional<PointMm> cop_now) {
  if (foot >= feet_.size()) return;
  feet_[foot].picture.cells = std::move(cells);
  feet_[foot].cop_now = cop_now;
  update();
}

void FootMap::show_plate(const PlateGeometry& plate, const std::vector<float>& kpa,
                         std::optional<PointMm> cop, double scale_max) {
  live_ = true;
  words_.clear();
  plate_ = plate;
  scale_max_ = scale_max;
  has_difference_ = false;
  if (image_.width() != plate.cols || image_.height() != plate.rows) {
    image_ = QImage(plate.cols, plate.rows, QImage::Format_RGB32);
  }
  const QRgb empty = theme().plate.rgb();
  for (int row = 0; row < plate.rows; ++row) {
    auto* line = reinterpret_cast<QRgb*>(image_.scanLine(plate.rows - 1 - row));  // y is up
    for (int col = 0; col < plate.cols; ++col) {
      const float p = kpa[static_cast<std::size_t>(row * plate.cols + col)];
      line[col] = p > 0 ? color_of(p, false).rgb() : empty;
    }
  }
  cop_now_ = cop;
  constexpr std::size_t trail = 90;
  if (cop) {
    trail_.push_back(*cop);
    if (trail_.size() > trail) trail_.erase(trail_.begin());
  } else {
    trail_.clear();
  }
  update();
}

void FootMap::set_hint(Hint hint) {
  if (hint_ == hint) return;
  hint_ = hint;
  update();
}

void FootMap::show_words(const QString& words) {
  live_ = false;
  feet_.clear();
  words_ = words;
  update();
}

void FootMap::set_layers(bool zones, bool axis, bool cop) {
  zones_ = zones;
  axis_ = axis;
  cop_ = cop;
  update();
}

void FootMap::edit_zones(const std::optional<PolygonMask>& zones) {
  edited_ = zones;
  drag_.reset();
  update();
}

double FootMap::bar_px() const {
  return 38 + fontMetrics().horizontalAdvance(QStringLiteral("−000"));
}

std::optional<QPointF> FootMap::corner_place(std::size_t foot, PointMm corner) const {
  if (foot >= feet_.size() || !edited_) return std::nullopt;
  return places()[foot].at(mirrored(corner, feet_[foot].picture.side));
}

QColor FootMap::color_of(float value, bool difference) const {
  return qt_color(
      table_color(difference ? ColorTable::difference : ColorTable::even, value, scale_max_));
}

PointMm FootMap::mirrored(PointMm foot, Side side) {
  return {side == Side::left ? -foot.x : foot.x, foot.y};
}

std::vector<FootMap::Place> FootMap::places() const {
  std::vector<Place> all;
  if (feet_.empty()) return all;
  double tall = foot_mm;
  double wide = foot_width_mm;
  for (const DrawnFoot& foot : feet_) {
    for (const FootPicture::Cell& cell : foot.picture.cells) {
      for (const PointMm& p : cell.corners) {
        tall = std::max(tall, p.y + 25);
        wide = std::max(wide, 2 * std::abs(p.x) + 10);
      }
    }
  }
  const double line = fontMetrics().height();
  const double top = 1.6 * line;
  const double bottom = 2.4 * line;
  const auto n = static_cast<double>(feet_.size());
  const double px =
      std::min((width() - bar_px()) / (n * wide), (height() - top - bottom) / (tall + 12));
  const double step = std::min((width() - bar_px()) / n, 1.5 * px * wide);
  const double begin = 0.5 * (width() - bar_px() - n * step);
  const double used = px * (tall + 12);
  const double base = top + 0.5 * (height() - top - bottom - used) + used - 12 * px;
  for (std::size_t i = 0; i < feet_.size(); ++i) {
    all.push_back({{begin + (static_cast<double>(i) + 0.5) * step, base}, px});
  }
  return all;
}

void FootMap::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.fillRect(rect(), theme().plate);
  if (!words_.isEmpty() || (!live_ && feet_.empty())) {
    painter.setPen(theme().quiet);
    painter.drawText(rect().adjusted(40, 0, -40, 0), Qt::AlignCenter | Qt::TextWordWrap, words_);
    return;
  }
  painter.setRenderHint(QPainter::Antialiasing);
  if (live_) {
    paint_plate(painter);
  } else {
    const std::vector<Place> where = places();
    for (std::size_t i = 0; i < feet_.size(); ++i) paint_foot(painter, i, where[i]);
  }
  paint_bar(painter);
}

void FootMap::paint_plate(QPainter& painter) const {
  const double margin = 14;
  const double px = std::min((width() - bar_px() - 2 * margin) / plate_.width_mm(),
                             (height() - 2 * margin) / plate_.length_mm());
  const QSizeF size(px * plate_.width_mm(), px * plate_.length_mm());
  const QRectF area({0.5 * (width() - bar_px() - size.width()), 0.5 * (height() - size.height())},
                    size);
  painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
  painter.drawImage(area, image_);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().line, 1));
  for (double mm = 50; mm < plate_.width_mm(); mm += 50) {
    painter.drawLine(QPointF(area.left() + px * mm, area.bottom()),
                     QPointF(area.left() + px * mm, area.bottom() - 5));
  }
  painter.drawRect(area);
  painter.setPen(theme().quiet);
  const QString size_words =
      tr("%1 × %2 cm, seen from above")
          .arg(number(plate_.width_mm() / 10, 0), number(plate_.length_mm() / 10, 0));
  if (fontMetrics().horizontalAdvance(size_words) < area.width() - 12) {
    painter.drawText(QPointF(area.left() + 6, area.bottom() - 8), size_words);
  }
  const auto at = [&](PointMm p) {
    return QPointF(area.left() + px * p.x, area.bottom() - px * p.y);
  };
  if (hint_ != Hint::none && !cop_now_) paint_hint(painter, area, px);
  if (!trail_.empty()) {
    QPainterPath path(at(trail_.front()));
    for (const PointMm& p : trail_) path.lineTo(at(p));
    painter.setPen(QPen(theme().recording, 2));
    painter.drawPath(path);
  }
  if (cop_now_) {
    painter.setPen(QPen(Qt::white, 2));
    painter.setBrush(theme().recording);
    painter.drawEllipse(at(*cop_now_), 7, 7);
  }
}

void FootMap::paint_hint(QPainter& painter, const QRectF& plate, double px_per_mm) const {
  painter.save();
  painter.setBrush(Qt::NoBrush);
  if (hint_ == Hint::stand) {
    constexpr double length_mm = 260;
    constexpr double apart_mm = 60;  // between the inner sides
    const double tall = std::min(length_mm * px_per_mm, 0.8 * plate.height());
    const double apart = apart_mm / length_mm * tall / 2;
    QPen pen(theme().quiet, 2.5, Qt::DashLine);
    pen.setCosmetic(true);
    painter.setPen(pen);
    // Curves are cut into lines as long as they are now: at their size, not before.
    const QPainterPath foot =
        QTransform::fromScale(tall, tall).map(foot_shape(narrow_medium)).simplified();
    for (const double side : {1.0, -1.0}) {  // right, left
      painter.save();
      painter.translate(plate.center().x() + side * apart, plate.center().y() - 0.5 * tall);
      painter.scale(side, 1);
      painter.drawPath(foot);
      painter.restore();
    }
  } else {
    // Arrows along y, the line of progression.
    const double size = 0.11 * std::min(plate.width(), plate.height());
    painter.setPen(QPen(theme().accent, 0.22 * size, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const double at : {-2.2, 0.0, 2.2}) {
      const QPointF tip = plate.center() + QPointF(0, at * size - 0.4 * size);
      painter.drawPolyline(
          QPolygonF({tip + QPointF(-size, 0.8 * size), tip, tip + QPointF(size, 0.8 * size)}));
    }
  }
  painter.restore();
}

void FootMap::paint_foot(QPainter& painter, std::size_t index, const Place& place) const {
  const DrawnFoot& foot = feet_[index];
  const double line = fontMetrics().height();
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (const FootPicture::Cell& cell : foot.picture.cells) {
    const QColor color = color_of(cell.value, foot.difference);
    painter.setPen(QPen(color, 1));
    painter.setBrush(color);
    painter.drawPolygon(polygon({place.at(cell.corners[0]), place.at(cell.corners[1]),
                                 place.at(cell.corners[2]), place.at(cell.corners[3])}));
  }
  painter.setRenderHint(QPainter::Antialiasing, true);
  paint_lines(painter, foot, place);
  paint_zones(painter, foot, place);
  // Side in its hue and as a letter, caption and note around it.
  const QColor hue = foot.picture.side == Side::left    ? theme().left
                     : foot.picture.side == Side::right ? theme().right
                                                        : theme().quiet;
  QFont strong = font();
  strong.setBold(true);
  const double half = 0.5 * foot_width_mm * place.px_per_mm;
  const double top = place.at({0, foot_mm}).y();
  painter.setFont(strong);
  painter.setPen(hue);
  painter.drawText(QRectF(place.origin.x() - half - 40, std::max(2.0, top - 0.9 * line),
                          2 * half + 80, line + 4),
                   Qt::AlignCenter, foot.caption);
  painter.setFont(font());
  painter.setPen(foot.picture.valid ? theme().quiet : theme().warning);
  const double room = (width() - bar_px()) / static_cast<double>(feet_.size());
  const double wide = std::min(room - 6, 2 * half + 120);
  painter.drawText(QRectF(place.origin.x() - 0.5 * wide, place.origin.y() + 14 * place.px_per_mm,
                          wide, 2.3 * line),
                   Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, foot.note);
}

void FootMap::paint_lines(QPainter& painter, const DrawnFoot& foot, const Place& place) const {
  const FootPicture& p = foot.picture;
  const auto draw = [&](const FootPicture::Line& l) {
    painter.drawLine(place.at(l.first), place.at(l.second));
  };
  if (axis_ && p.axis) {
    painter.setPen(QPen(theme().quiet, 1.4, Qt::DashLine));
    draw(*p.axis);
  }
  if (zones_ && !edited_) {
    painter.setPen(QPen(theme().dark ? QColor(235, 238, 242) : QColor(20, 26, 34), 1.2));
    for (const auto& l : p.zone_borders) draw(l);
  }
  if (cop_ && p.cop.size() > 1) {
    QPainterPath path(place.at(p.cop.front()));
    for (const PointMm& q : p.cop) path.lineTo(place.at(q));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(20, 20, 20), 4.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
    painter.setPen(QPen(Qt::white, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(path);
  }
  if (foot.cop_now) {
    painter.setPen(QPen(Qt::white, 2));
    painter.setBrush(theme().recording);
    painter.drawEllipse(place.at(*foot.cop_now), 7, 7);
  }
}

void FootMap::paint_zones(QPainter& painter, const DrawnFoot& foot, const Place& place) const {
  if (!edited_ || foot.picture.side == Side::unknown) return;
  const bool here = drag_ && &feet_[drag_->foot] == &foot;
  const auto at = [&](PointMm p) {
    if (here && std::abs(p.x - drag_->from.x) < 1e-6 && std::abs(p.y - drag_->from.y) < 1e-6) {
      p = drag_->now;
    }
    return place.at(mirrored(p, foot.picture.side));
  };
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme().accent, 1.8));
  for (const PolygonZone& zone : edited_->zones) {
    QPolygonF outline;
    for (const PointMm& p : zone.polygon) outline << at(p);
    painter.drawPolygon(outline);
  }
  painter.setBrush(theme().panel);
  for (const PointMm& p : station::corners_of(*edited_)) painter.drawEllipse(at(p), 4.5, 4.5);
}

void FootMap::paint_bar(QPainter& painter) const {
  const double line = fontMetrics().height();
  const double tall = std::min(260.0, 0.6 * height());
  const QRectF bar(width() - bar_px() + 14, 0.5 * (height() - tall), 14, tall);
  const double least = has_difference_ ? -scale_max_ : 0;
  const int n = static_cast<int>(tall);
  for (int i = 0; i < n; ++i) {
    const double value = scale_max_ - (scale_max_ - least) * i / (n - 1);
    painter.fillRect(QRectF(bar.left(), bar.top() + i, bar.width(), 1.5),
                     color_of(static_cast<float>(value), has_difference_));
  }
  painter.setPen(QPen(theme().line, 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(bar);
  painter.setPen(theme().quiet);
  const int labels = has_difference_ ? 5 : scale_labels(scale_max_);
  for (int i = 0; i < labels; ++i) {
    const double part = static_cast<double>(i) / (labels - 1);
    const double value = least + part * (scale_max_ - least);
    painter.drawText(QRectF(bar.right() + 6, bar.bottom() - part * tall - line, width(), 2 * line),
                     Qt::AlignLeft | Qt::AlignVCenter, number(value, 0));
  }
  painter.drawText(QRectF(bar.left() - 12, bar.top() - 2 * line, width(), line),
                   Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("kPa"));
}

void FootMap::mousePressEvent(QMouseEvent* event) {
  const std::vector<Place> where = places();
  for (std::size_t i = 0; i < where.size(); ++i) {
    const Side side = feet_[i].picture.side;
    if (edited_ && side != Side::unknown) {
      for (const PointMm& corner : station::corners_of(*edited_)) {
        const QPointF at = where[i].at(mirrored(corner, side));
        if (QLineF(at, event->localPos()).length() > handle_px) continue;
        drag_ = Drag{i, corner, corner};
        return;
      }
    }
  }
  for (std::size_t i = 0; i < where.size(); ++i) {
    const PointMm p = where[i].back(event->localPos());
    if (std::abs(p.x) < 0.6 * foot_width_mm && p.y > -20 && p.y < foot_mm) {
      emit foot_clicked(static_cast<int>(i));
      return;
    }
  }
}

void FootMap::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_) return;
  const Side side = feet_[drag_->foot].picture.side;
  drag_->now = mirrored(places()[drag_->foot].back(event->localPos()), side);
  update();
}

void FootMap::mouseReleaseEvent(QMouseEvent* /*event*/) {
  if (!drag_) return;
  const Drag drag = *drag_;
  drag_.reset();
  update();
  if (std::abs(drag.now.x - drag.from.x) + std::abs(drag.now.y - drag.from.y) < 0.5) return;
  emit corner_moved({drag.from.x, drag.from.y}, {drag.now.x, drag.now.y});
}

}  // namespace solea::workstation
