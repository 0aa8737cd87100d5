#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "apps/station/zone_mesh.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/pages/review_page.h"
#include "apps/workstation/widgets/foot_map.h"
#include "apps/workstation/widgets/line_chart.h"
#include "apps/workstation/widgets/measure_table.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/widgets/relief_view.h"
#include "apps/workstation/workspace.h"

// What is where on the page, and what each button calls.

namespace solea::workstation {

namespace {

QTableWidget* make_table(const QStringList& titles) {
  auto* table = new QTableWidget(0, static_cast<int>(titles.size()));
  table->setHorizontalHeaderLabels(titles);
  table->verticalHeader()->hide();
  table->setShowGrid(false);
  table->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table->setSelectionBehavior(QAbstractItemView::SelectRows);
  table->setSelectionMode(QAbstractItemView::SingleSelection);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 10);
  return table;
}

}  // namespace

ReviewPage::ReviewPage(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  stack_ = new QStackedWidget;
  column->addWidget(stack_);
  auto* empty = new QWidget;
  auto* center = new QVBoxLayout(empty);
  auto* title = make_label(tr("Nothing to review yet"), "title");
  title->setAlignment(Qt::AlignCenter);
  empty_words_ = make_label({}, "quiet");
  empty_words_->setAlignment(Qt::AlignCenter);
  auto* open = make_button(tr("Open a file…"), "main");
  center->addStretch();
  center->addWidget(title);
  center->addWidget(empty_words_);
  center->addWidget(open, 0, Qt::AlignCenter);
  center->addStretch();
  stack_->addWidget(empty);
  auto* page = new QWidget;
  auto* row = new QHBoxLayout(page);
  row->setContentsMargins(16, 16, 16, 16);
  row->setSpacing(12);
  row->addWidget(make_left());
  row->addWidget(make_middle(), 1);
  row->addWidget(make_right());
  stack_->addWidget(page);
  connect(open, &QPushButton::clicked, this, &ReviewPage::file_wanted);
  connect(&workspace_, &Workspace::review_changed, this, &ReviewPage::show_review);
  connect(&workspace_, &Workspace::reading_changed, this, &ReviewPage::show_review);
  connect(&workspace_, &Workspace::people_changed, this, &ReviewPage::fill_sessions);
  connect(&workspace_, &Workspace::person_changed, this, &ReviewPage::fill_sessions);
  connect(&workspace_, &Workspace::look_changed, this, &ReviewPage::show_curves);
  connect(&workspace_, &Workspace::ticked, this, &ReviewPage::tick);
  fill_sessions();
  show_review();
}

QWidget* ReviewPage::make_left() {
  auto* panel = new Panel;
  panel->setFixedWidth(282);
  panel->column()->addWidget(make_label(tr("Recordings"), "quiet"));
  sessions_ = new QListWidget;
  sessions_->setObjectName("sessions");
  panel->column()->addWidget(sessions_, 1);
  panel->column()->addWidget(make_label(tr("Steps"), "quiet"));
  steps_ =
      make_table({tr("No."), tr("Side"), QString(), QStringLiteral("s"), QStringLiteral("kPa")});
  steps_->setObjectName("steps");
  steps_->horizontalHeaderItem(3)->setToolTip(tr("Stance, s"));
  steps_->horizontalHeaderItem(4)->setToolTip(tr("Peak, kPa"));
  steps_->horizontalHeader()->setSectionResizeMode(2, QHeaderView::Stretch);
  steps_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  panel->column()->addWidget(steps_, 2);
  auto* buttons = new QHBoxLayout;
  side_ = make_button(tr("Other side"));
  side_->setObjectName("flip_side");
  side_->setToolTip(tr("The step is of the other foot (S)"));
  exclude_ = make_button(tr("Exclude"));
  exclude_->setObjectName("exclude");
  exclude_->setToolTip(tr("The step does not count, or counts again (X)"));
  buttons->addWidget(side_);
  buttons->addWidget(exclude_);
  panel->column()->addLayout(buttons);
  for (QPushButton* button : {side_, exclude_}) button->setStyleSheet("padding: 7px 4px;");
  auto* undo = new QHBoxLayout;
  undo_ = make_button(tr("Undo"));
  undo_->setObjectName("undo");
  redo_ = make_button(tr("Redo"));
  undo->addWidget(undo_);
  undo->addWidget(redo_);
  panel->column()->addLayout(undo);
  trouble_ = make_label({}, "warning");
  panel->column()->addWidget(trouble_);
  connect(sessions_, &QListWidget::currentRowChanged, this, [this](int at) {
    if (filling_ || at < 0) return;
    workspace_.open_file(workspace_.data() /
                         sessions_->item(at)->data(Qt::UserRole).toString().toStdString());
  });
  connect(steps_, &QTableWidget::currentCellChanged, this, [this](int at) {
    if (!filling_ && at >= 0) choose_step(static_cast<std::size_t>(at));
  });
  connect(side_, &QPushButton::clicked, this, &ReviewPage::flip_side);
  connect(exclude_, &QPushButton::clicked, this, &ReviewPage::toggle_excluded);
  connect(undo_, &QPushButton::clicked, this, &ReviewPage::undo);
  connect(redo_, &QPushButton::clicked, this, &ReviewPage::redo);
  return panel;
}

QWidget* ReviewPage::make_middle() {
  auto* panel = new Panel;
  auto* bar = new QHBoxLayout;
  const auto toggle = [&](const QString& text, bool on) {
    auto* button = make_button(text);
    button->setCheckable(true);
    button->setChecked(on);
    bar->addWidget(button);
    return button;
  };
  view_2d_ = toggle(tr("2-D"), true);
  view_3d_ = toggle(tr("3-D"), false);
  view_3d_->setObjectName("review_3d");
  auto* group = new QButtonGroup(this);
  group->addButton(view_2d_);
  group->addButton(view_3d_);
  bar->addStretch();
  zones_ = toggle(tr("Zones"), true);
  axis_ = toggle(tr("Axis"), true);
  cop_ = toggle(tr("CoP"), true);
  edit_ = toggle(tr("Edit zones"), false);
  edit_->setObjectName("edit_zones");
  edit_->setToolTip(tr("Drag the corners of the zones; each move can be undone"));
  panel->column()->addLayout(bar);
  view_ = new QStackedWidget;
  map_ = new FootMap;
  map_->setObjectName("review_map");
  relief_ = new ReliefView;
  view_->addWidget(map_);
  view_->addWidget(relief_);
  panel->column()->addWidget(view_, 3);
  auto* playing = new QHBoxLayout;
  play_ = make_button(tr("Play"));
  play_->setObjectName("play");
  slider_ = new QSlider(Qt::Horizontal);
  slider_->setRange(0, review_slider_steps);
  time_ = make_label({}, "quiet");
  time_->setWordWrap(false);
  time_->setMinimumWidth(fontMetrics().horizontalAdvance("0,000 s  100 %  00"));
  speed_ = make_button(QStringLiteral("1/4x"));
  speed_->setToolTip(tr("Speed of playback"));
  playing->addWidget(play_);
  playing->addWidget(slider_, 1);
  playing->addWidget(time_);
  playing->addWidget(speed_);
  panel->column()->addLayout(playing);
  auto* charts = new QHBoxLayout;
  force_ = new LineChart(tr("Force"), QStringLiteral("s"), QStringLiteral("N"));
  pressure_ = new LineChart(tr("Peak pressure"), QStringLiteral("s"), QStringLiteral("kPa"));
  charts->addWidget(force_);
  charts->addWidget(pressure_);
  panel->column()->addLayout(charts, 1);
  const auto layers = [this] {
    map_->set_layers(zones_->isChecked(), axis_->isChecked(), cop_->isChecked());
  };
  for (QPushButton* button : {zones_, axis_, cop_}) {
    connect(button, &QPushButton::toggled, this, layers);
  }
  connect(edit_, &QPushButton::toggled, this, &ReviewPage::edit_zones);
  connect(view_2d_, &QPushButton::clicked, this, [this] { view_->setCurrentIndex(0); });
  connect(view_3d_, &QPushButton::clicked, this, [this] {
    view_->setCurrentIndex(1);
    show_relief();
  });
  connect(map_, &FootMap::foot_clicked, this, [this](int foot) {
    std::vector<std::size_t> there;
    for (std::size_t k = 0; k < 2; ++k) {
      if (shown_[k]) there.push_back(k);
    }
    if (foot < static_cast<int>(there.size())) {
      choose_step(*shown_[there[static_cast<std::size_t>(foot)]]);
    }
  });
  connect(map_, &FootMap::corner_moved, this, [this](QPointF from, QPointF to) {
    if (!review_ || !current()) return;
    const auto& s = review_->steps()[*current()];
    const auto zones = review_->zones() ? review_->zones()
                                        : station::zones_of(s, review_->merged().result.settings);
    if (!zones) return;
    const auto moved = station::with_corner_at(*zones, {from.x(), from.y()}, {to.x(), to.y()});
    if (!moved) {
      emit workspace_.told(tr("Zones may not cross."));
      map_->edit_zones(zones);
      return;
    }
    map_->edit_zones(moved);
    workspace_.change_review([moved](station::Review& review) { review.set_zones(moved); });
  });
  connect(play_, &QPushButton::clicked, this, &ReviewPage::toggle_play);
  connect(speed_, &QPushButton::clicked, this, [this] {
    if (!playback_) return;
    playback_->set_speed(playback_->speed() >= 1 ? 1.0 / 16 : 2 * playback_->speed());
    speed_->setText(text_of(playback_->speed_text()));
  });
  connect(slider_, &QSlider::sliderMoved, this, [this](int at) {
    if (!playback_) return;
    if (playback_->playing()) playback_->toggle();
    playback_->seek(static_cast<double>(at) / review_slider_steps);
    show_frame();
  });
  for (LineChart* chart : {force_, pressure_}) {
    connect(chart, &LineChart::cursor_moved, this, &ReviewPage::seek);
  }
  return panel;
}

QWidget* ReviewPage::make_right() {
  auto* panel = new Panel;
  panel->setFixedWidth(380);
  panel->column()->addWidget(make_label(tr("Means of the valid steps"), "quiet"));
  measures_ = new MeasureTable({tr("Measure"), tr("L"), tr("R"), tr("SI, %")});
  measures_->setObjectName("measures");
  measures_->horizontalHeaderItem(3)->setToolTip(
      tr("Symmetry index: difference in percent of the mean of both feet"));
  panel->column()->addWidget(measures_, 1);
  auto* words = make_label(
      tr("Point at a measure for its definition. A dash is undefined for these steps."), "quiet");
  panel->column()->addWidget(words);
  return panel;
}

}  // namespace solea::workstation
