#include "apps/workstation/widgets/parts.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>
#include <QVariant>
#include <algorithm>

#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"

namespace solea::workstation {

Panel::Panel(QWidget* parent) : QFrame(parent), column_(new QVBoxLayout(this)) {
  setProperty("panel", true);
  column_->setContentsMargins(14, 12, 14, 12);
  column_->setSpacing(8);
}

QLabel* make_label(const QString& text, const char* look) {
  auto* label = new QLabel(text);
  label->setWordWrap(true);
  if (look != nullptr) label->setProperty(look, true);
  return label;
}

QPushButton* make_button(const QString& text, const char* look) {
  auto* button = new QPushButton(text);
  if (look != nullptr) button->setProperty(look, true);
  return button;
}

void set_look(QWidget* widget, const char* property, bool on) {
  if (widget->property(property).toBool() == on) return;
  widget->setProperty(property, on);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

LoadBar::LoadBar(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void LoadBar::show_share(std::optional<double> left_pct) {
  left_pct_ = left_pct;
  update();
}

QSize LoadBar::sizeHint() const {
  return {220, 2 * fontMetrics().height() + 18};
}

void LoadBar::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double line = fontMetrics().height();
  const QRectF bar(0, line + 4, width(), 14);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme().raised);
  painter.drawRoundedRect(bar, 4, 4);
  if (left_pct_) {
    const double x = bar.width() * *left_pct_ / 100;
    painter.setBrush(theme().left);
    painter.drawRect(QRectF(bar.left(), bar.top(), x - 1, bar.height()));
    painter.setBrush(QBrush(theme().right, Qt::SolidPattern));
    painter.drawRect(QRectF(bar.left() + x + 1, bar.top(), bar.width() - x - 1, bar.height()));
  }
  painter.setPen(QPen(theme().ink, 1));
  painter.drawLine(QPointF(bar.center().x(), bar.top() - 3),
                   QPointF(bar.center().x(), bar.bottom() + 3));
  const auto share = [&](Side side, std::optional<double> pct) {
    return QStringLiteral("%1  %2 %").arg(side_mark(side), number(pct, 0));
  };
  painter.setPen(theme().left);
  painter.drawText(QRectF(0, 0, width() / 2.0, line), Qt::AlignLeft | Qt::AlignVCenter,
                   share(Side::left, left_pct_));
  painter.setPen(theme().right);
  painter.drawText(QRectF(width() / 2.0, 0, width() / 2.0, line), Qt::AlignRight | Qt::AlignVCenter,
                   share(Side::right, left_pct_ ? std::optional(100 - *left_pct_) : std::nullopt));
}

StepCounter::StepCounter(Side side, QWidget* parent) : QWidget(parent), side_(side) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void StepCounter::show_count(const station::FootCount& count, int wanted) {
  count_ = count;
  wanted_ = wanted;
  QStringList why;
  for (const auto& [reason, n] : count.reasons) {
    why << QStringLiteral("%1 × %2").arg(n).arg(reason_words(reason));
  }
  setToolTip(why.join('\n'));
  update();
}

QSize StepCounter::sizeHint() const {
  return {200, 4 * fontMetrics().height() + 26};
}

void StepCounter::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QColor hue = side_ == Side::left ? theme().left : theme().right;
  const double line = fontMetrics().height();
  QFont large = font();
  large.setPointSizeF(1.7 * font().pointSizeF());
  large.setBold(true);
  painter.setFont(large);
  painter.setPen(hue);
  painter.drawText(QRectF(0, 0, 40, 1.7 * line), Qt::AlignLeft | Qt::AlignVCenter,
                   side_mark(side_));
  painter.setPen(theme().ink);
  painter.drawText(QRectF(30, 0, width() - 30, 1.7 * line), Qt::AlignLeft | Qt::AlignVCenter,
                   QStringLiteral("%1 / %2").arg(count_.valid).arg(wanted_));
  painter.setFont(font());
  const int dots = std::max(1, wanted_);
  const double step = std::min(26.0, static_cast<double>(width()) / dots);
  for (int i = 0; i < dots; ++i) {
    const QRectF dot(i * step, 1.9 * line, step - 6, 10);
    painter.setPen(QPen(hue, 1.5));
    painter.setBrush(i < count_.valid ? QBrush(hue) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(dot.adjusted(1, 1, -1, -1), 4, 4);
  }
  QString words = QCoreApplication::translate("words", "none rejected");
  if (count_.rejected > 0) {
    const auto most = std::ranges::max_element(count_.reasons, {},
                                               [](const auto& reason) { return reason.second; });
    words = QCoreApplication::translate("words", "%1 rejected: %2")
                .arg(count_.rejected)
                .arg(reason_words(most->first));
  }
  painter.setPen(count_.rejected > 0 ? theme().warning : theme().quiet);
  painter.drawText(QRectF(0, 1.9 * line + 16, width(), 2 * line), Qt::AlignLeft | Qt::TextWordWrap,
                   words);
}

}  // namespace solea::workstation
