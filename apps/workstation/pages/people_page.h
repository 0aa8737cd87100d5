#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "apps/catalogue/records.h"

class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QTableWidget;

namespace solea::workstation {

class DayList;
class PersonRecords;
class Workspace;

/// Find or add a person; what is kept of them; the appointments of the day.
class PeoplePage final : public QWidget {
  Q_OBJECT
 public:
  explicit PeoplePage(Workspace& workspace, QWidget* parent = nullptr);
  void focus_search();
  void new_person();
  /// Of the person in hand; nothing without one.
  void new_note();
  void new_appointment();
  /// The last thing that was removed is there again.
  void undo_removal();

 signals:
  void capture_wanted();
  void review_wanted();
  void import_wanted();

 private:
  QWidget* make_list();
  QWidget* make_form();
  QWidget* make_empty();
  void refresh();
  void show_person();
  void save_person();
  void remove_person();
  void offer_undo(const std::function<void()>& put_back);

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
  PersonRecords* records_ = nullptr;
  DayList* day_ = nullptr;
  QWidget* recovery_ = nullptr;
  QLabel* recovery_words_ = nullptr;
  std::vector<std::function<void()>> put_back_;  ///< of what was removed, the last thing last
  QPushButton* undo_ = nullptr;
};

}  // namespace solea::workstation
