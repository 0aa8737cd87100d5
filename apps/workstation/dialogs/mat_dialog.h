#pragma once

#include <QDialog>

namespace solea::workstation {

class Workspace;

/// Which mat: the virtual one, or a driver and its port.
class MatDialog final : public QDialog {
  Q_OBJECT
 public:
  explicit MatDialog(Workspace& workspace, QWidget* parent = nullptr);
};

}  // namespace solea::workstation
