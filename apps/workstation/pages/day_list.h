#pragma once

#include <QWidget>
#include <vector>

#include "apps/catalogue/records.h"

class QLabel;
class QListWidget;

namespace solea::workstation {

class Workspace;

/// The appointments of a day, today's to begin with.
class DayList final : public QWidget {
  Q_OBJECT
 public:
  explicit DayList(Workspace& workspace, QWidget* parent = nullptr);
  void refresh();

 signals:
  void person_chosen(qlonglong person);

 private:
  void turn(int days);

  Workspace& workspace_;
  int days_ = 0;  ///< from today
  QLabel* title_ = nullptr;
  QLabel* none_ = nullptr;
  QListWidget* list_ = nullptr;
};

}  // namespace solea::workstation
