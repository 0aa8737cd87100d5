#pragma once

#include <QWidget>
#include <optional>

#include "analysis/arch.h"

namespace solea::workstation {

/// Three prints: high, medium and flat arch, with one of them lit.
class ArchPicture final : public QWidget {
 public:
  explicit ArchPicture(QWidget* parent = nullptr);
  void show_arch(std::optional<ArchClass> arch);
  [[nodiscard]] QSize sizeHint() const override { return {360, 190}; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  std::optional<ArchClass> arch_;
};

}  // namespace solea::workstation
