#pragma once

#include <QElapsedTimer>
#include <QWidget>
#include <array>
#include <memory>
#include <optional>

#include "apps/station/review.h"
#include "visualization/window/playback.h"

class QLabel;
class QListWidget;
class QPushButton;
class QSlider;
class QStackedWidget;
class QTableWidget;

namespace solea::workstation {

class FootMap;
class LineChart;
class MeasureTable;
class ReliefView;
class Workspace;

/// Places of the slider below the feet.
inline constexpr int review_slider_steps = 1000;

/// Steps of a session: pictures, playback tied to charts, corrections with undo, measures.
class ReviewPage final : public QWidget {
  Q_OBJECT
 public:
  explicit ReviewPage(Workspace& workspace, QWidget* parent = nullptr);
  void toggle_play();
  void choose_step(std::size_t step);
  void flip_side();
  void toggle_excluded();
  void edit_zones(bool on);
  void undo();
  void redo();

 signals:
  void file_wanted();

 private:
  QWidget* make_left();
  QWidget* make_middle();
  QWidget* make_right();
  void show_review();
  void fill_sessions();
  void fill_steps();
  void fill_measures();
  void show_feet();
  void show_relief();
  void show_curves();
  void show_frame();
  void seek(double time_s);
  void tick();
  void show_buttons();
  [[nodiscard]] const std::optional<std::size_t>& current() const { return shown_[active_]; }

  Workspace& workspace_;
  std::shared_ptr<const station::Review> review_;
  std::array<std::optional<std::size_t>, 2> shown_;  ///< left, right step
  std::size_t active_ = 0;                           ///< which of the two is played
  std::optional<Playback> playback_;
  double begin_s_ = 0;  ///< of the step that is played
  QElapsedTimer clock_;
  bool filling_ = false;

  QStackedWidget* stack_ = nullptr;
  QLabel* empty_words_ = nullptr;
  QListWidget* sessions_ = nullptr;
  QTableWidget* steps_ = nullptr;
  QLabel* trouble_ = nullptr;
  FootMap* map_ = nullptr;
  ReliefView* relief_ = nullptr;
  QStackedWidget* view_ = nullptr;
  QPushButton *view_2d_ = nullptr, *view_3d_ = nullptr;
  QPushButton *zones_ = nullptr, *axis_ = nullptr, *cop_ = nullptr, *edit_ = nullptr;
  QPushButton *undo_ = nullptr, *redo_ = nullptr, *side_ = nullptr, *exclude_ = nullptr;
  QPushButton* play_ = nullptr;
  QPushButton* speed_ = nullptr;
  QSlider* slider_ = nullptr;
  QLabel* time_ = nullptr;
  LineChart* force_ = nullptr;
  LineChart* pressure_ = nullptr;
  MeasureTable* measures_ = nullptr;
};

}  // namespace solea::workstation
