#pragma once

#include <QWidget>

#include "apps/report/drawing/drawing.h"

namespace solea::workstation {

/// A QR code of a text, black on white in every theme: else telephones do not read it.
class CodePicture final : public QWidget {
 public:
  explicit CodePicture(QWidget* parent = nullptr);
  void show_text(const QString& text);
  [[nodiscard]] QSize sizeHint() const override { return {156, 156}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  report::Drawing code_;
};

}  // namespace solea::workstation
