#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <optional>

#include "apps/station/protocol.h"

class QVBoxLayout;

namespace solea::workstation {

/// A card with a margin.
class Panel final : public QFrame {
 public:
  explicit Panel(QWidget* parent = nullptr);
  [[nodiscard]] QVBoxLayout* column() const { return column_; }

 private:
  QVBoxLayout* column_;
};

[[nodiscard]] QLabel* make_label(const QString& text, const char* look = nullptr);
[[nodiscard]] QPushButton* make_button(const QString& text, const char* look = nullptr);
/// Sets a property that the style sheet looks at.
void set_look(QWidget* widget, const char* property, bool on);

/// How a load is shared between left and right.
class LoadBar final : public QWidget {
 public:
  explicit LoadBar(QWidget* parent = nullptr);
  void show_share(std::optional<double> left_pct);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<double> left_pct_;
};

/// Valid steps of a foot out of those that are wanted, rejected ones and why.
class StepCounter final : public QWidget {
 public:
  explicit StepCounter(Side side, QWidget* parent = nullptr);
  void show_count(const station::FootCount& count, int wanted);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Side side_;
  station::FootCount count_;
  int wanted_ = 0;
};

}  // namespace solea::workstation
