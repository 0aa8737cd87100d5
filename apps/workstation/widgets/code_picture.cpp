#include "apps/workstation/widgets/code_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <algorithm>

#include "apps/report/drawing/chart_drawing.h"

namespace solea::workstation {

CodePicture::CodePicture(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void CodePicture::show_text(const QString& text) {
  code_ = report::draw_code(text.toStdString(), 100);
  setAccessibleName(text);
  update();
}

void CodePicture::paintEvent(QPaintEvent* /*event*/) {
  if (code_.width <= 0) return;
  QPainter painter(this);
  const double side = std::min(width(), height());
  painter.fillRect(QRectF(0, 0, side, side), Qt::white);
  painter.scale(side / code_.width, side / code_.width);
  QPainterPath black;
  for (const report::Shape& shape : code_.shapes) {
    const auto* path = std::get_if<report::Path>(&shape);
    if (path == nullptr || path->lines.size() < 2) continue;  // the ground is one rectangle
    for (const auto& line : path->lines) {
      QPolygonF cell;
      for (const report::Spot& spot : line) cell << QPointF(spot.x, spot.y);
      black.addPolygon(cell);
    }
  }
  painter.fillPath(black, Qt::black);
}

}  // namespace solea::workstation
