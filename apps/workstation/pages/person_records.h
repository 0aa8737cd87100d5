#pragma once

#include <QWidget>
#include <array>
#include <functional>
#include <vector>

#include "apps/catalogue/records.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace solea::workstation {

class Workspace;

/// What is kept of the person in hand: recordings, notes, appointments.
class PersonRecords final : public QWidget {
  Q_OBJECT
 public:
  enum Kind { recordings, notes, appointments };
  explicit PersonRecords(Workspace& workspace, QWidget* parent = nullptr);
  /// Reads the catalogue again.
  void refresh();
  void show_kind(Kind kind);
  /// About the trial that is looked at, where it is this person's.
  void new_note();
  void new_appointment();

 signals:
  void review_wanted(const QString& session);
  void import_wanted();
  /// Something was removed; `put_back` undoes it.
  void removed(const std::function<void()>& put_back);

 private:
  void fill_list();
  void add();
  void edit();
  void remove();
  void ask_for(const catalogue::Note& note);
  void ask_for(const catalogue::Appointment& appointment);
  [[nodiscard]] int row() const;

  Workspace& workspace_;
  Kind kind_ = recordings;
  std::vector<catalogue::Trial> trials_;
  std::vector<catalogue::Note> notes_;
  std::vector<catalogue::Appointment> appointments_;
  std::array<QPushButton*, 3> tabs_{};
  QListWidget* list_ = nullptr;
  QLabel* none_ = nullptr;
  QPushButton* add_ = nullptr;
  QPushButton* edit_ = nullptr;
  QPushButton* remove_ = nullptr;
};

}  // namespace solea::workstation
