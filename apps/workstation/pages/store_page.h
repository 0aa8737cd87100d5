#pragma once

#include <QWidget>
#include <memory>
#include <vector>

#include "apps/station/live_frame.h"
#include "apps/station/review.h"
#include "apps/station/store_result.h"
#include "apps/station/trial_analysis.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace solea::workstation {

class ArchPicture;
class CodePicture;
class FootMap;
class LoadBar;
class Workspace;

/// Stand, walk, result: large, for two metres away. No name is asked.
class StorePage final : public QWidget {
  Q_OBJECT
 public:
  explicit StorePage(Workspace& workspace, QWidget* parent = nullptr);
  void begin();
  void press_big_button();
  /// "stand", "walk", "reading", "result".
  [[nodiscard]] QString stage() const;
  [[nodiscard]] const station::StoreResult& result() const noexcept { return result_; }

 signals:
  void left();
  void page_made(const QString& file);

 private:
  enum class Stage { stand, walk, reading, result };
  QWidget* make_capture();
  QWidget* make_result();
  void set_stage(Stage stage);
  void tick();
  void captured(const QString& session);
  void read_sessions();
  void show_result();
  void go_back();
  void take_home();

  Workspace& workspace_;
  Stage stage_ = Stage::stand;
  bool active_ = false;
  bool ignore_next_ = false;  ///< a capture that was given up
  void give_up_capture();
  std::vector<QString> sessions_;
  std::shared_ptr<const station::Review> walked_;
  station::StoreResult result_;
  station::LiveFrame live_;
  double scale_max_ = 100;

  QStackedWidget* stack_ = nullptr;
  QLabel* step_ = nullptr;
  QLabel* cue_ = nullptr;
  QLabel* counts_ = nullptr;
  LoadBar* load_ = nullptr;
  FootMap* live_map_ = nullptr;
  QPushButton* big_ = nullptr;
  FootMap* feet_ = nullptr;
  QLabel* size_ = nullptr;
  QLabel* size_more_ = nullptr;
  ArchPicture* arch_ = nullptr;
  QLabel* facts_ = nullptr;
  QLabel* advice_ = nullptr;
  CodePicture* code_ = nullptr;
  QPushButton* home_ = nullptr;
};

}  // namespace solea::workstation
