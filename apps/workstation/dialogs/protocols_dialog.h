#pragma once

#include <QDialog>
#include <vector>

#include "apps/catalogue/records.h"

class QComboBox;
class QDoubleSpinBox;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;

namespace solea::workstation {

class Workspace;

/// The protocols of captures: name, task, seconds or steps. Kept in the catalogue.
class ProtocolsDialog final : public QDialog {
  Q_OBJECT
 public:
  explicit ProtocolsDialog(Workspace& workspace, QWidget* parent = nullptr);

 private:
  void fill_list(const std::string& chosen);
  void show_chosen();
  void show_task();
  void add();
  void save();
  void remove();
  void undo();

  Workspace& workspace_;
  std::vector<catalogue::StoredProtocol> all_;
  std::string removed_;  ///< id of what undo() brings back
  QListWidget* list_ = nullptr;
  QLineEdit* name_ = nullptr;
  QComboBox* task_ = nullptr;
  QDoubleSpinBox* seconds_ = nullptr;
  QSpinBox* steps_ = nullptr;
  QPushButton* remove_ = nullptr;
  QPushButton* undo_ = nullptr;
};

}  // namespace solea::workstation
