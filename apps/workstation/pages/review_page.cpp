#include "apps/workstation/pages/review_page.h"

#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "apps/station/measures.h"
#include "apps/station/zone_mesh.h"
#include "apps/workstation/drawn.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/line_chart.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/widgets/relief_view.h"
#include "apps/workstation/workspace.h"
#include "core/color_scale.h"

namespace solea::workstation {

namespace {

constexpr int slider_steps = 1000;

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
  panel->setFixedWidth(272);
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
  slider_->setRange(0, slider_steps);
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
    playback_->seek(static_cast<double>(at) / slider_steps);
    show_frame();
  });
  for (LineChart* chart : {force_, pressure_}) {
    connect(chart, &LineChart::cursor_moved, this, &ReviewPage::seek);
  }
  return panel;
}

QWidget* ReviewPage::make_right() {
  auto* panel = new Panel;
  panel->setFixedWidth(386);
  panel->column()->addWidget(make_label(tr("Means of the valid steps"), "quiet"));
  measures_ = make_table({tr("Measure"), tr("L"), tr("R"), tr("SI, %")});
  measures_->setObjectName("measures");
  measures_->setSelectionMode(QAbstractItemView::NoSelection);
  measures_->setFocusPolicy(Qt::NoFocus);
  measures_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  measures_->horizontalHeaderItem(3)->setToolTip(
      tr("Symmetry index: difference in percent of the mean of both feet"));
  panel->column()->addWidget(measures_, 1);
  auto* words = make_label(
      tr("Point at a measure for its definition. A dash is undefined for these steps."), "quiet");
  panel->column()->addWidget(words);
  return panel;
}

void ReviewPage::fill_sessions() {
  filling_ = true;
  sessions_->clear();
  if (workspace_.person()) {
    for (const catalogue::Trial& trial :
         workspace_.catalogue().trials_of(workspace_.person()->id)) {
      QString text = QStringLiteral("%1\n%2").arg(moment_words(trial.recorded_utc),
                                                  protocol_word(trial.protocol));
      if (trial.valid_left && trial.valid_right) {
        text += tr(": %1 L, %2 R").arg(*trial.valid_left).arg(*trial.valid_right);
      }
      auto* item = new QListWidgetItem(text, sessions_);
      item->setData(Qt::UserRole, text_of(trial.session));
      if (review_ && !review_->trials().empty() &&
          review_->trials().front().file == workspace_.data() / trial.session) {
        sessions_->setCurrentItem(item);
      }
    }
  }
  filling_ = false;
}

void ReviewPage::show_review() {
  const bool same_file =
      review_ && workspace_.review() && !review_->trials().empty() &&
      !workspace_.review()->trials().empty() &&
      review_->trials().front().file == workspace_.review()->trials().front().file;
  const bool other = review_ != workspace_.review();
  review_ = workspace_.review();
  if (!review_) {
    stack_->setCurrentIndex(0);
    empty_words_->setText(
        workspace_.reading() ? tr("Reading…")
        : workspace_.person()
            ? tr("Capture something, or choose one of the recordings of this person.")
            : tr("Choose a person and capture, or drop any readable file here."));
    if (workspace_.person() && !workspace_.reading() && sessions_->count() > 0) {
      stack_->setCurrentIndex(1);
      map_->show_words(tr("Choose a recording on the left."));
      steps_->setRowCount(0);
      measures_->setRowCount(0);
      force_->show_curves({});
      pressure_->show_curves({});
    }
    show_buttons();
    return;
  }
  stack_->setCurrentIndex(1);
  if (other) {
    QString words;
    for (const station::AnalysedTrial& trial : review_->trials()) {
      if (!trial.trouble.empty()) words = reason_words(trial.trouble);
    }
    trouble_->setText(words.isEmpty() ? words : QStringLiteral("⚠ ") + words);
    trouble_->setVisible(!words.isEmpty());
    fill_sessions();
    fill_steps();
    fill_measures();
    if (!same_file) {
      shown_ = {step_of_side(*review_, Side::left), step_of_side(*review_, Side::right)};
      if (!shown_[0] && !shown_[1] && !review_->steps().empty()) shown_[0] = 0;
      edit_->setChecked(false);
    }
    for (auto& step : shown_) {
      if (step && *step >= review_->steps().size()) step.reset();
    }
    const std::optional<std::size_t> first = same_file && current() ? current()
                                             : shown_[0]            ? shown_[0]
                                                                    : shown_[1];
    if (first) {
      choose_step(*first);
    } else {
      map_->show_words(tr("No step was found in this recording."));
      playback_.reset();
    }
  }
  show_buttons();
}

void ReviewPage::fill_steps() {
  filling_ = true;
  steps_->setRowCount(static_cast<int>(review_->steps().size()));
  for (std::size_t i = 0; i < review_->steps().size(); ++i) {
    const StepResult& s = review_->steps()[i];
    const QString counts =
        s.step.valid() ? QStringLiteral("✓") : reason_words(s.step.invalid_reason);
    const QStringList texts = {QString::number(i + 1), side_word(s.side), counts,
                               number(s.metric("stance_s"), 2),
                               number(s.metric("peak_pressure_kpa"), 0)};
    for (int c = 0; c < texts.size(); ++c) {
      auto* item = new QTableWidgetItem(texts[c]);
      if (c == 1 && s.side != Side::unknown) {
        item->setForeground(s.side == Side::left ? theme().left : theme().right);
      }
      if (c == 2 && !s.step.valid()) item->setForeground(theme().warning);
      if (c > 2) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      item->setToolTip(counts);
      steps_->setItem(static_cast<int>(i), c, item);
    }
  }
  filling_ = false;
}

void ReviewPage::fill_measures() {
  const std::vector<ShownMeasure> all = shown_measures();
  std::vector<std::string_view> ids;
  for (const ShownMeasure& shown : all) ids.push_back(shown.id);
  const auto rows = station::mean_measures(review_->merged().result, ids);
  measures_->clearSpans();
  measures_->setRowCount(0);
  for (const ShownMeasure& shown : all) {
    const auto it = std::ranges::find(rows, shown.id, &station::MeasureRow::id);
    if (it == rows.end()) continue;
    if (!shown.group.isEmpty()) {
      const int row = measures_->rowCount();
      measures_->insertRow(row);
      auto* title = new QTableWidgetItem(shown.group);
      QFont font = measures_->font();
      font.setBold(true);
      title->setFont(font);
      measures_->setItem(row, 0, title);
      measures_->setSpan(row, 0, 1, 4);
    }
    const int row = measures_->rowCount();
    measures_->insertRow(row);
    const QStringList texts = {QStringLiteral("  ") + label_with_unit(shown),
                               number(it->left, shown.decimals), number(it->right, shown.decimals),
                               number(it->symmetry_pct, 0)};
    const QString tip = QStringLiteral("<qt><p>%1</p><p>%2</p><p>%3</p></qt>")
                            .arg(text_of(std::string(it->definition)).toHtmlEscaped(),
                                 text_of(std::string(it->source)).toHtmlEscaped(),
                                 text_of(std::string(it->pitfalls)).toHtmlEscaped());
    for (int c = 0; c < texts.size(); ++c) {
      auto* item = new QTableWidgetItem(texts[c]);
      item->setToolTip(tip);
      if (c > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      if (c == 1) item->setForeground(theme().left);
      if (c == 2) item->setForeground(theme().right);
      measures_->setItem(row, c, item);
    }
  }
}

void ReviewPage::choose_step(std::size_t step) {
  if (!review_ || step >= review_->steps().size()) return;
  const StepResult& s = review_->steps()[step];
  active_ = s.side == Side::right ? 1 : 0;
  shown_[active_] = step;
  if (shown_[1 - active_] == step) shown_[1 - active_].reset();
  // A step that changed its side must not be shown on both.
  for (std::size_t k = 0; k < 2; ++k) {
    const Side side = k == 0 ? Side::left : Side::right;
    if (shown_[k] && *shown_[k] != step && review_->steps()[*shown_[k]].side != side) {
      shown_[k] = step_of_side(*review_, side);
    }
  }
  begin_s_ = s.curves.times_s.empty() ? 0 : s.curves.times_s[s.curves.first_contact];
  playback_.reset();
  if (s.detail == Detail::times && s.curves.times_s.size() > 1) {
    playback_.emplace(s.curves.times_s);
    playback_->set_speed(0.25);
    playback_->set_loop(true);
    speed_->setText(text_of(playback_->speed_text()));
  }
  filling_ = true;
  steps_->selectRow(static_cast<int>(step));
  filling_ = false;
  show_feet();
  show_curves();
  if (view_->currentIndex() == 1) show_relief();
  show_buttons();
}

void ReviewPage::show_feet() {
  std::vector<DrawnFoot> feet;
  double peak = 1;
  for (std::size_t k = 0; k < 2; ++k) {
    if (!shown_[k]) continue;
    feet.push_back(drawn_step(*review_, *shown_[k]));
    if (k == active_ && shown_[1 - k]) feet.back().caption += QStringLiteral(" ●");
    peak = std::max(peak, review_->steps()[*shown_[k]].metric("peak_pressure_kpa").value_or(0));
  }
  map_->show_feet(std::move(feet), round_scale_kpa(peak));
  edit_zones(edit_->isChecked());
  slider_->setValue(0);
  time_->setText(tr("all of the stance"));
}

void ReviewPage::show_relief() {
  if (review_ && current()) relief_->show_picture(relief_of(*review_, *current()), false);
}

void ReviewPage::show_curves() {
  if (!review_) return;
  std::vector<LineChart::Curve> force;
  std::vector<LineChart::Curve> pressure;
  for (std::size_t k = 0; k < 2; ++k) {
    if (!shown_[k]) continue;
    const StepResult& s = review_->steps()[*shown_[k]];
    if (s.detail != Detail::times || s.curves.times_s.empty()) continue;
    const double begin = s.curves.times_s[s.curves.first_contact];
    const QColor color = k == 0 ? theme().left : theme().right;
    LineChart::Curve f{side_mark(s.side), color, k == 1, {}};
    LineChart::Curve p = f;
    for (std::size_t i = 0; i < s.curves.times_s.size(); ++i) {
      f.points.emplace_back(s.curves.times_s[i] - begin, s.curves.force_n[i]);
      p.points.emplace_back(s.curves.times_s[i] - begin, s.curves.peak_kpa[i]);
    }
    force.push_back(std::move(f));
    pressure.push_back(std::move(p));
  }
  force_->show_curves(std::move(force));
  pressure_->show_curves(std::move(pressure));
  force_->set_cursor({});
  pressure_->set_cursor({});
}

void ReviewPage::show_frame() {
  if (!playback_ || !review_ || !current()) return;
  const std::size_t frame = playback_->frame();
  const StepResult& s = review_->steps()[*current()];
  const std::size_t foot = active_ == 1 && shown_[0] ? 1 : 0;
  map_->set_cells(foot, frame_cells(*review_, *current(), frame),
                  frame_cop(*review_, *current(), frame));
  const double now = playback_->time_s() - begin_s_;
  force_->set_cursor(now);
  pressure_->set_cursor(now);
  slider_->setValue(static_cast<int>(playback_->fraction() * slider_steps));
  time_->setText(
      QStringLiteral("%1 s  %2 %").arg(number(now, 3), number(s.curves.stance_pct(frame), 0)));
  show_buttons();
}

void ReviewPage::seek(double time_s) {
  if (!playback_ || !review_ || !current()) return;
  const auto& times = review_->steps()[*current()].curves.times_s;
  const double span = times.back() - times.front();
  if (playback_->playing()) playback_->toggle();
  playback_->seek(std::clamp((time_s + begin_s_ - times.front()) / span, 0.0, 1.0));
  show_frame();
}

void ReviewPage::tick() {
  if (!playback_ || !playback_->playing() || !isVisible()) return;
  playback_->advance(1e-3 * static_cast<double>(clock_.restart()));
  show_frame();
}

void ReviewPage::toggle_play() {
  if (!playback_) return;
  playback_->toggle();
  clock_.restart();
  view_2d_->setChecked(true);
  view_->setCurrentIndex(0);
  show_frame();
}

void ReviewPage::show_buttons() {
  const bool any = review_ && current() && *current() < review_->steps().size();
  const bool idle = !workspace_.reading();
  side_->setEnabled(any && idle);
  exclude_->setEnabled(any && idle);
  const bool counts = any && review_->steps()[*current()].step.valid();
  exclude_->setText(counts ? tr("Exclude") : tr("Include"));
  if (any && !counts) {
    // What analysis itself rejects cannot be included again.
    const auto said = review_->correction_of(*current());
    exclude_->setEnabled(idle && said && said->excluded);
  }
  undo_->setEnabled(review_ && review_->can_undo() && idle);
  redo_->setEnabled(review_ && review_->can_redo() && idle);
  play_->setEnabled(playback_.has_value());
  play_->setText(playback_ && playback_->playing() ? tr("Pause") : tr("Play"));
}

void ReviewPage::flip_side() {
  if (!review_ || !current() || workspace_.reading()) return;
  const std::size_t step = *current();
  const Side side = review_->steps()[step].side == Side::left ? Side::right : Side::left;
  workspace_.change_review([step, side](station::Review& r) { r.set_side(step, side); });
}

void ReviewPage::toggle_excluded() {
  if (!review_ || !current() || !exclude_->isEnabled()) return;
  const std::size_t step = *current();
  const bool counts = review_->steps()[step].step.valid();
  workspace_.change_review([step, counts](station::Review& r) {
    if (counts) {
      r.exclude(step, "");
    } else {
      r.include(step);
    }
  });
}

void ReviewPage::edit_zones(bool on) {
  if (!on || !review_ || !current()) {
    map_->edit_zones({});
    return;
  }
  view_2d_->setChecked(true);
  view_->setCurrentIndex(0);
  const StepResult& s = review_->steps()[*current()];
  const auto zones =
      review_->zones() ? review_->zones() : station::zones_of(s, review_->merged().result.settings);
  if (!zones) emit workspace_.told(tr("Zones need a whole print with its toes."));
  map_->edit_zones(zones);
}

void ReviewPage::undo() {
  if (review_ && review_->can_undo() && !workspace_.reading()) {
    workspace_.change_review([](station::Review& r) { r.undo(); });
  }
}
void ReviewPage::redo() {
  if (review_ && review_->can_redo() && !workspace_.reading()) {
    workspace_.change_review([](station::Review& r) { r.redo(); });
  }
}

}  // namespace solea::workstation
