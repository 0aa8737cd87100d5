#pragma once

#include <QColor>
#include <QPointF>
#include <QString>
#include <QWidget>
#include <optional>
#include <vector>

namespace solea::workstation {

/// Curves over time, with a cursor that others are tied to.
class LineChart final : public QWidget {
  Q_OBJECT
 public:
  struct Curve {
    QString name;
    QColor color;
    bool dashed = false;
    std::vector<QPointF> points;
  };
  LineChart(const QString& title, const QString& x_unit, const QString& y_unit,
            QWidget* parent = nullptr);
  void set_title(const QString& title) { title_ = title; }
  void show_curves(std::vector<Curve> curves, std::optional<double> x_from = {},
                   std::optional<double> x_to = {});
  void set_cursor(std::optional<double> x);
  [[nodiscard]] QSize minimumSizeHint() const override { return {160, 90}; }
  [[nodiscard]] QSize sizeHint() const override { return {320, 150}; }

 signals:
  void cursor_moved(double x);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;

 private:
  [[nodiscard]] QRectF area() const;
  QString title_, x_unit_, y_unit_;
  std::vector<Curve> curves_;
  double x_from_ = 0, x_to_ = 1, y_to_ = 1, y_step_ = 1;
  std::optional<double> cursor_;
};

}  // namespace solea::workstation
