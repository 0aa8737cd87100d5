#include "apps/workstation/widgets/foot_shape.h"

#include <array>

namespace solea::workstation {

QPainterPath foot_shape(double narrow) {
  constexpr double w = 0.4;
  const double inner = narrow * w;
  QPainterPath print;
  print.setFillRule(Qt::WindingFill);
  print.moveTo(0.2 * w, 0.98);
  print.cubicTo(0, 0.98, 0.02 * w, 0.76, 0.1 * w, 0.70);
  print.cubicTo(inner, 0.62, inner, 0.48, 0.04 * w, 0.40);
  print.cubicTo(-0.06 * w, 0.24, 0.1 * w, 0.20, 0.4 * w, 0.20);
  print.cubicTo(0.8 * w, 0.20, 1.05 * w, 0.34, 0.98 * w, 0.50);
  print.cubicTo(0.94 * w, 0.70, 0.85 * w, 0.98, 0.5 * w, 0.98);
  print.closeSubpath();
  struct Toe {
    double x, y, radius;
  };
  constexpr std::array<Toe, 5> toes = {{{0.14, 0.09, 0.08},
                                        {0.4, 0.08, 0.054},
                                        {0.6, 0.10, 0.05},
                                        {0.78, 0.13, 0.046},
                                        {0.93, 0.18, 0.042}}};
  for (const Toe& toe : toes) {
    print.addEllipse(QPointF(toe.x * w, toe.y), toe.radius, toe.radius);
  }
  return print;
}

}  // namespace solea::workstation
