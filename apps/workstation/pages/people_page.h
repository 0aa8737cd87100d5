#pragma once

#include <QWidget>
#include <vector>

#include "apps/catalogue/records.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableWidget;

namespace solea::workstation {

class Workspace;

/// Find or add a person; their recordings.
class PeoplePage final : public QWidget {
  Q_OBJECT
 public:
  explicit PeoplePage(Workspace& workspace, QWidget* parent = nullptr);
  void focus_search();
  void new_person();

 signals:
  void capture_wanted();
  void review_wanted();

 private:
  QWidget* make_list();
  QWidget* make_form();
  QWidget* make_empty();
  void refresh();
  void show_person();
  void save_person();
  void remove_person();
  void fill_trials();

  Workspace& workspace_;
  std::vector<catalogue::PersonRow> rows_;
  bool filling_ = false;

  QLineEdit* search_ = nullptr;
  QTableWidget* list_ = nullptr;
  QLabel* found_ = nullptr;
  QStackedWidget* right_ = nullptr;
  QLabel* heading_ = nullptr;
  QLineEdit* name_ = nullptr;
  QLineEdit* code_ = nullptr;
  QSpinBox* birth_year_ = nullptr;
  QDoubleSpinBox* mass_ = nullptr;
  QDoubleSpinBox* height_ = nullptr;
  QComboBox* pain_side_ = nullptr;
  QComboBox* pain_place_ = nullptr;
  QPlainTextEdit* note_ = nullptr;
  QPushButton* save_ = nullptr;
  QPushButton* capture_ = nullptr;
  QPushButton* remove_ = nullptr;
  QListWidget* trials_ = nullptr;
  QLabel* no_trials_ = nullptr;
  QWidget* recovery_ = nullptr;
  QLabel* recovery_words_ = nullptr;
  std::optional<catalogue::Id> removed_;
  QPushButton* undo_ = nullptr;
};

}  // namespace solea::workstation
