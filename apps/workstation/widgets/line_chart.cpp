#include "apps/workstation/widgets/line_chart.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"

namespace solea::workstation {

namespace {

/// 1, 2 or 5 times a power of ten, so that about four of them make `range`.
double round_step(double range) {
  const double raw = std::max(range, 1e-9) / 4;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double f : {1.0, 2.0, 5.0, 10.0}) {
    if (f * power >= raw) return f * power;
  }
  return 10 * power;
}

int decimals_of(double step) {
  return step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
}

}  // namespace

LineChart::LineChart(const QString& title, const QString& x_unit, const QString& y_unit,
                     QWidget* parent)
    : QWidget(parent), title_(title), x_unit_(x_unit), y_unit_(y_unit) {
  setAccessibleName(title);
}

void LineChart::show_curves(std::vector<Curve> curves, std::optional<double> x_from,
                            std::optional<double> x_to) {
  curves_ = std::move(curves);
  double low = 1e300;
  double high = -1e300;
  double top = 0;
  for (const Curve& curve : curves_) {
    for (const QPointF& p : curve.points) {
      low = std::min(low, p.x());
      high = std::max(high, p.x());
      top = std::max(top, p.y());
    }
  }
  x_from_ = x_from.value_or(low < high ? low : 0);
  x_to_ = x_to.value_or(low < high ? high : 1);
  if (x_to_ <= x_from_) x_to_ = x_from_ + 1;
  constexpr double least_range = 1;  // an empty mat is no chart of its noise
  y_step_ = round_step(std::max(top, least_range));
  y_to_ = std::max(y_step_, std::ceil(top / y_step_ - 1e-9) * y_step_);
  update();
}

void LineChart::set_cursor(std::optional<double> x) {
  cursor_ = x;
  update();
}

QRectF LineChart::area() const {
  const double line = fontMetrics().height();
  return QRectF(rect()).adjusted(fontMetrics().horizontalAdvance("00000") + 4, 1.5 * line, -14,
                                 -1.5 * line);
}

void LineChart::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF a = area();
  const double line = fontMetrics().height();
  const auto at = [&](const QPointF& p) {
    return QPointF(a.left() + (p.x() - x_from_) / (x_to_ - x_from_) * a.width(),
                   a.bottom() - std::max(0.0, p.y()) / y_to_ * a.height());
  };
  painter.setPen(theme().ink);
  painter.drawText(QPointF(a.left(), 1.05 * line),
                   y_unit_.isEmpty() ? title_ : QStringLiteral("%1, %2").arg(title_, y_unit_));
  const int y_decimals = decimals_of(y_step_);
  for (double y = 0; y <= y_to_ + 1e-9; y += y_step_) {
    const double py = at({x_from_, y}).y();
    painter.setPen(QPen(theme().line, 1));
    painter.drawLine(QPointF(a.left(), py), QPointF(a.right(), py));
    painter.setPen(theme().quiet);
    painter.drawText(QRectF(0, py - line / 2, a.left() - 6, line),
                     Qt::AlignRight | Qt::AlignVCenter, number(y, y_decimals));
  }
  const double x_step = round_step(x_to_ - x_from_);
  const int x_decimals = decimals_of(x_step);
  double last_right = -1e9;
  for (double x = std::ceil(x_from_ / x_step) * x_step; x <= x_to_ + 1e-9; x += x_step) {
    const double px = at({x, 0}).x();
    const bool last = x + x_step > x_to_ + 1e-9;
    const QString text = number(x, x_decimals) + (last ? ' ' + x_unit_ : QString());
    const double half = 0.5 * fontMetrics().horizontalAdvance(text);
    if (px - half < last_right + 6) continue;
    last_right = px + half;
    painter.setPen(theme().quiet);
    painter.drawText(QRectF(px - half - 4, a.bottom() + 2, 2 * half + 8, line), Qt::AlignCenter,
                     text);
  }
  double legend = a.right() + 14;
  for (auto it = curves_.rbegin(); it != curves_.rend(); ++it) {
    if (it->name.isEmpty()) continue;
    const double wide = fontMetrics().horizontalAdvance(it->name);
    legend -= wide + 22;
    painter.setPen(QPen(it->color, 2, it->dashed ? Qt::DashLine : Qt::SolidLine));
    painter.drawLine(QPointF(legend, 0.7 * line), QPointF(legend + 12, 0.7 * line));
    painter.setPen(theme().ink);
    painter.drawText(QPointF(legend + 15, 1.05 * line), it->name);
  }
  painter.setClipRect(a.adjusted(-1, -2, 1, 2));
  for (const Curve& curve : curves_) {
    if (curve.points.empty()) continue;
    QPainterPath path(at(curve.points.front()));
    for (const QPointF& p : curve.points) path.lineTo(at(p));
    painter.setPen(QPen(curve.color, 2, curve.dashed ? Qt::DashLine : Qt::SolidLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(path);
  }
  if (cursor_) {
    const double px = at({*cursor_, 0}).x();
    painter.setPen(QPen(theme().ink, 1.4));
    painter.drawLine(QPointF(px, a.top()), QPointF(px, a.bottom()));
  }
}

void LineChart::mousePressEvent(QMouseEvent* event) {
  const QRectF a = area();
  const double part = std::clamp((event->localPos().x() - a.left()) / a.width(), 0.0, 1.0);
  emit cursor_moved(x_from_ + part * (x_to_ - x_from_));
}

void LineChart::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons() & Qt::LeftButton) mousePressEvent(event);
}

}  // namespace solea::workstation
