#pragma once

#include <QColor>

class QApplication;

namespace solea::workstation {

/// Colours by what they say. Left and right have a hue each, used for nothing else.
struct Theme {
  bool dark = false;
  QColor window, panel, raised, line;
  QColor ink, quiet;
  QColor accent, on_accent;
  QColor left, right;
  QColor good, warning, recording;
  QColor plate;  ///< behind pressures
};

/// The one in use.
[[nodiscard]] const Theme& theme();
/// Sets palette, type and style sheet of the whole program.
void apply_theme(QApplication& app, bool dark);

}  // namespace solea::workstation
