#include "apps/workstation/widgets/arch_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <array>

#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"

namespace solea::workstation {

ArchPicture::ArchPicture(QWidget* parent) : QWidget(parent) {
  setMinimumHeight(190);
}

void ArchPicture::show_arch(std::optional<ArchClass> arch) {
  arch_ = arch;
  update();
}

void ArchPicture::paintEvent(QPaintEvent* /*event*/) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double line = fontMetrics().height();
  const double tall = height() - 1.6 * line;
  const double wide = width() / 3.0;
  // Of a right foot: how far the print reaches inward at its narrowest, of its width.
  constexpr std::array classes = {ArchClass::high, ArchClass::normal, ArchClass::flat};
  constexpr std::array narrow = {0.78, 0.5, 0.08};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool lit = arch_ && *arch_ == classes[i];
    const double s = tall / 100;
    const double w = 40 * s;
    const double x = (static_cast<double>(i) + 0.5) * wide - 0.5 * w;
    const double inner = x + narrow[i] * w;
    QPainterPath print;
    print.moveTo(x + 0.2 * w, 98 * s);
    print.cubicTo(x, 98 * s, x + 0.02 * w, 76 * s, x + 0.1 * w, 70 * s);
    print.cubicTo(inner, 62 * s, inner, 48 * s, x + 0.04 * w, 40 * s);
    print.cubicTo(x - 0.06 * w, 24 * s, x + 0.1 * w, 20 * s, x + 0.4 * w, 20 * s);
    print.cubicTo(x + 0.8 * w, 20 * s, x + 1.05 * w, 34 * s, x + 0.98 * w, 50 * s);
    print.cubicTo(x + 0.94 * w, 70 * s, x + 0.85 * w, 98 * s, x + 0.5 * w, 98 * s);
    print.closeSubpath();
    painter.setPen(Qt::NoPen);
    painter.setBrush(lit ? theme().accent : theme().raised);
    painter.drawPath(print);
    constexpr std::array<std::array<double, 3>, 5> toes = {
        {{0.14, 9, 8}, {0.4, 8, 5.4}, {0.6, 10, 5}, {0.78, 13, 4.6}, {0.93, 18, 4.2}}};
    for (const auto& toe : toes) {
      painter.drawEllipse(QPointF(x + toe[0] * w, toe[1] * s), toe[2] * s, toe[2] * s);
    }
    painter.setPen(lit ? theme().ink : theme().quiet);
    QFont f = font();
    f.setBold(lit);
    painter.setFont(f);
    painter.drawText(QRectF(static_cast<double>(i) * wide, tall + 4, wide, 1.5 * line),
                     Qt::AlignCenter, short_arch_word(classes[i]));
  }
}

}  // namespace solea::workstation
