#pragma once

#include <QWidget>
#include <vector>

#include "apps/station/live_frame.h"
#include "apps/station/protocol.h"

class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace solea::workstation {

class FootMap;
class LineChart;
class LoadBar;
class ReliefView;
class StepCounter;
class Workspace;

/// The live mat, and captures by a protocol.
class CapturePage final : public QWidget {
  Q_OBJECT
 public:
  explicit CapturePage(Workspace& workspace, QWidget* parent = nullptr);
  /// What the space bar does.
  void press_big_button();
  void choose_protocol(int index);

 signals:
  void mat_wanted();
  void protocols_wanted();

 private:
  QWidget* make_left();
  QWidget* make_middle();
  QWidget* make_right();
  void fill_protocols();
  void tick();
  void show_state();
  void show_live();
  void show_3d(bool on);

  Workspace& workspace_;
  station::LiveFrame live_;
  double scale_max_ = 100;
  std::vector<station::Protocol> protocols_;
  std::vector<QPushButton*> protocol_buttons_;
  int protocol_ = 0;

  QVBoxLayout* protocol_column_ = nullptr;
  QScrollArea* protocol_scroll_ = nullptr;
  QPushButton* edit_protocols_ = nullptr;
  QLabel* cue_ = nullptr;
  QLabel* cue_more_ = nullptr;
  StepCounter* left_count_ = nullptr;
  StepCounter* right_count_ = nullptr;
  QPushButton* big_ = nullptr;
  QStackedWidget* middle_ = nullptr;
  QStackedWidget* view_ = nullptr;
  FootMap* map_ = nullptr;
  ReliefView* relief_ = nullptr;
  QPushButton* view_2d_ = nullptr;
  QPushButton* view_3d_ = nullptr;
  QLabel* no_mat_ = nullptr;
  QLabel* force_now_ = nullptr;
  LineChart* force_ = nullptr;
  LoadBar* load_ = nullptr;
  QPushButton* tare_ = nullptr;
  QLabel* tare_words_ = nullptr;
  QLabel* weight_words_ = nullptr;
};

}  // namespace solea::workstation
