#include "apps/workstation/widgets/arch_picture.h"

#include <QPainter>
#include <array>

#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/foot_shape.h"

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
  constexpr std::array classes = {ArchClass::high, ArchClass::normal, ArchClass::flat};
  constexpr std::array narrow = {narrow_high, narrow_medium, narrow_flat};
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const bool lit = arch_ && *arch_ == classes[i];
    painter.save();
    painter.translate((static_cast<double>(i) + 0.5) * wide - 0.2 * tall, 0);
    painter.scale(tall, tall);
    painter.fillPath(foot_shape(narrow[i]), lit ? theme().accent : theme().raised);
    painter.restore();
    painter.setPen(lit ? theme().ink : theme().quiet);
    QFont f = font();
    f.setBold(lit);
    painter.setFont(f);
    painter.drawText(QRectF(static_cast<double>(i) * wide, tall + 4, wide, 1.5 * line),
                     Qt::AlignCenter, short_arch_word(classes[i]));
  }
}

}  // namespace solea::workstation
