#include "apps/workstation/pages/capture_page.h"

#include <QButtonGroup>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/protocol_words.h"
#include "apps/workstation/widgets/foot_map.h"
#include "apps/workstation/widgets/line_chart.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/widgets/relief_view.h"
#include "apps/workstation/workspace.h"
#include "core/color_scale.h"

namespace solea::workstation {

using station::CapturePhase;
using station::MatPhase;

CapturePage::CapturePage(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 16, 16, 16);
  row->setSpacing(16);
  row->addWidget(make_left());
  row->addWidget(make_middle(), 1);
  row->addWidget(make_right());
  fill_protocols();
  choose_protocol(1);
  connect(&workspace_, &Workspace::ticked, this, &CapturePage::tick);
  connect(&workspace_, &Workspace::protocols_changed, this, &CapturePage::fill_protocols);
}

QWidget* CapturePage::make_left() {
  auto* panel = new Panel;
  panel->setFixedWidth(272);
  auto* title = new QHBoxLayout;
  title->addWidget(make_label(tr("Protocol"), "quiet"), 1);
  edit_protocols_ = make_button(tr("Edit…"), "flat");
  edit_protocols_->setObjectName("edit_protocols");
  edit_protocols_->setToolTip(tr("Names, seconds and steps of the protocols (Ctrl+Shift+P)"));
  title->addWidget(edit_protocols_);
  panel->column()->addLayout(title);
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* inner = new QWidget;
  inner->setObjectName("protocols");
  protocol_column_ = new QVBoxLayout(inner);
  protocol_column_->setContentsMargins(0, 0, 0, 0);
  scroll->setWidget(inner);
  inner->setAutoFillBackground(false);
  scroll->viewport()->setAutoFillBackground(false);
  protocol_scroll_ = scroll;
  panel->column()->addWidget(scroll);
  connect(edit_protocols_, &QPushButton::clicked, this, &CapturePage::protocols_wanted);
  panel->column()->addSpacing(10);
  cue_ = make_label({}, "cue");
  cue_->setObjectName("cue");
  cue_more_ = make_label({}, "quiet");
  panel->column()->addWidget(cue_);
  panel->column()->addWidget(cue_more_);
  panel->column()->addStretch();
  left_count_ = new StepCounter(Side::left);
  right_count_ = new StepCounter(Side::right);
  panel->column()->addWidget(left_count_);
  panel->column()->addWidget(right_count_);
  panel->column()->addStretch();
  big_ = make_button(tr("Start"), "main");
  big_->setObjectName("big_button");
  big_->setMinimumHeight(64);
  QFont font = big_->font();
  font.setPointSizeF(16);
  big_->setStyleSheet("font-size: 16pt;");
  panel->column()->addWidget(big_);
  auto* key = make_label(tr("Space bar"), "quiet");
  key->setAlignment(Qt::AlignCenter);
  panel->column()->addWidget(key);
  connect(big_, &QPushButton::clicked, this, &CapturePage::press_big_button);
  return panel;
}

QWidget* CapturePage::make_middle() {
  middle_ = new QStackedWidget;
  // No mat: what to do next.
  auto* none = new Panel;
  none->column()->addStretch();
  auto* title = make_label(tr("No mat is connected"), "title");
  title->setAlignment(Qt::AlignCenter);
  no_mat_ = make_label({}, "quiet");
  no_mat_->setAlignment(Qt::AlignCenter);
  auto* buttons = new QHBoxLayout;
  auto* virtual_mat = make_button(tr("Try the virtual mat"), "main");
  virtual_mat->setObjectName("virtual_mat");
  auto* real = make_button(tr("Connect a mat…"));
  buttons->addStretch();
  buttons->addWidget(virtual_mat);
  buttons->addWidget(real);
  buttons->addStretch();
  none->column()->addWidget(title);
  none->column()->addWidget(no_mat_);
  none->column()->addLayout(buttons);
  none->column()->addStretch();
  middle_->addWidget(none);
  connect(virtual_mat, &QPushButton::clicked, this, [this] { workspace_.connect_virtual_mat(); });
  connect(real, &QPushButton::clicked, this, &CapturePage::mat_wanted);
  // The mat.
  auto* live = new Panel;
  auto* bar = new QHBoxLayout;
  view_2d_ = make_button(tr("2-D"));
  view_3d_ = make_button(tr("3-D"));
  auto* group = new QButtonGroup(this);
  for (QPushButton* button : {view_2d_, view_3d_}) {
    button->setCheckable(true);
    group->addButton(button);
    bar->addWidget(button);
  }
  view_3d_->setObjectName("view_3d");
  view_2d_->setChecked(true);
  bar->addStretch();
  live->column()->addLayout(bar);
  view_ = new QStackedWidget;
  map_ = new FootMap;
  relief_ = new ReliefView;
  view_->addWidget(map_);
  view_->addWidget(relief_);
  live->column()->addWidget(view_, 1);
  middle_->addWidget(live);
  connect(view_2d_, &QPushButton::clicked, this, [this] { show_3d(false); });
  connect(view_3d_, &QPushButton::clicked, this, [this] { show_3d(true); });
  return middle_;
}

QWidget* CapturePage::make_right() {
  auto* panel = new Panel;
  panel->setFixedWidth(300);
  panel->column()->addWidget(make_label(tr("Force now"), "quiet"));
  force_now_ = make_label(QStringLiteral("–"), "cue");
  panel->column()->addWidget(force_now_);
  force_ = new LineChart(tr("Force"), QStringLiteral("s"), QStringLiteral("N"));
  panel->column()->addWidget(force_, 1);
  panel->column()->addWidget(make_label(tr("Load left and right, standing"), "quiet"));
  load_ = new LoadBar;
  panel->column()->addWidget(load_);
  panel->column()->addSpacing(8);
  tare_ = make_button(tr("Tare (empty mat)"));
  tare_->setObjectName("tare");
  tare_->setShortcut(QKeySequence("Ctrl+T"));
  tare_->setToolTip(QStringLiteral("Ctrl+T"));
  tare_words_ = make_label({}, "quiet");
  tare_words_->setObjectName("tare_words");
  panel->column()->addWidget(tare_);
  panel->column()->addWidget(tare_words_);
  panel->column()->addSpacing(4);
  panel->column()->addWidget(make_label(tr("Body weight"), "quiet"));
  weight_words_ = make_label(QStringLiteral("–"));
  weight_words_->setObjectName("weight_words");
  panel->column()->addWidget(weight_words_);
  connect(tare_, &QPushButton::clicked, this, [this] { workspace_.station().tare(); });
  return panel;
}

/// The protocols of the catalogue; the one that was chosen stays so.
void CapturePage::fill_protocols() {
  const std::string chosen = protocol_ < static_cast<int>(protocols_.size())
                                 ? protocols_[static_cast<std::size_t>(protocol_)].id
                                 : std::string();
  qDeleteAll(protocol_buttons_);
  protocol_buttons_.clear();
  protocols_.clear();
  int now = 0;
  for (const catalogue::StoredProtocol& stored : workspace_.catalogue().protocols()) {
    const int at = static_cast<int>(protocols_.size());
    if (stored.id == chosen) now = at;
    protocols_.push_back(capture_protocol(stored));
    auto* button = make_button(protocol_title(stored));
    button->setObjectName("protocol_" + text_of(stored.id));
    button->setToolTip(protocol_details(stored));
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->ensurePolished();  // its height counts below
    protocol_buttons_.push_back(button);
    protocol_column_->addWidget(button);
    connect(button, &QPushButton::clicked, this, [this, at] { choose_protocol(at); });
  }
  constexpr std::size_t most_shown = 5;
  const auto shown = static_cast<int>(std::min(protocols_.size(), most_shown));
  const int one = protocol_buttons_.empty() ? 0 : protocol_buttons_.front()->sizeHint().height();
  protocol_scroll_->setFixedHeight(shown * one +
                                   std::max(0, shown - 1) * protocol_column_->spacing());
  choose_protocol(now);
}

void CapturePage::choose_protocol(int index) {
  if (index < 0 || index >= static_cast<int>(protocols_.size())) return;
  protocol_ = index;
  protocol_buttons_[static_cast<std::size_t>(index)]->setChecked(true);
}

void CapturePage::press_big_button() {
  const auto& s = workspace_.state();
  if (s.mat != MatPhase::connected) {
    if (s.mat == MatPhase::none || s.mat == MatPhase::failed) workspace_.connect_virtual_mat();
    return;
  }
  if (s.capture == CapturePhase::idle) {
    workspace_.start_capture(protocols_[static_cast<std::size_t>(protocol_)]);
  } else if (s.capture == CapturePhase::capturing) {
    workspace_.station().finish();
  }
}

void CapturePage::show_3d(bool on) {
  view_->setCurrentIndex(on ? 1 : 0);
  live_.number = 0;
}

void CapturePage::tick() {
  if (!isVisible()) return;
  show_state();
  if (workspace_.station().newest(live_)) show_live();
}

void CapturePage::show_state() {
  const station::StationState& s = workspace_.state();
  const bool mat = s.mat == MatPhase::connected || s.mat == MatPhase::away;
  middle_->setCurrentIndex(mat ? 1 : 0);
  if (!mat) {
    no_mat_->setText(s.mat == MatPhase::connecting ? tr("Connecting…")
                     : s.mat == MatPhase::failed
                         ? reason_words(s.mat_trouble)
                         : tr("Connect one, or try everything with a virtual person on a virtual "
                              "mat: no hardware is needed."));
  }
  const bool busy = s.capture != CapturePhase::idle;
  const bool capturing = s.capture == CapturePhase::capturing;
  const station::Protocol& protocol =
      busy ? s.run.protocol() : protocols_[static_cast<std::size_t>(protocol_)];
  const station::ProtocolRun run = busy ? s.run : station::ProtocolRun(protocol);
  for (QPushButton* button : protocol_buttons_) button->setEnabled(!busy);
  edit_protocols_->setEnabled(!busy);
  left_count_->show_count(run.left(), protocol.steps_per_foot);
  right_count_->show_count(run.right(), protocol.steps_per_foot);
  big_->setText(!mat        ? tr("Virtual mat")
                : capturing ? tr("Finish")
                : busy      ? tr("One moment…")
                            : tr("Start"));
  big_->setEnabled(s.mat != MatPhase::connecting && (!busy || capturing));
  set_look(big_, "recording", capturing);
  if (!busy) {
    cue_->setText(workspace_.person() ? tr("Ready") : tr("Nobody chosen"));
    cue_more_->setText(
        workspace_.person()
            ? tr("Every pass is kept by itself; the counters tell which steps count.")
            : tr("The recording will be kept without a person."));
  } else {
    QString cue = cue_words(run.cue(), protocol);
    if (run.in_pass() && protocol.task == station::Task::standing) {
      const double left_s = std::max(0.0, protocol.seconds + 1.3 - s.pass_s);
      cue += QStringLiteral(": %1 s").arg(static_cast<int>(std::ceil(left_s)));
    }
    cue_->setText(cue);
    cue_more_->setText(run.trouble().empty() ? tr("%n pass(es) kept", nullptr, run.passes())
                                             : reason_words(run.trouble()));
  }
  tare_->setEnabled(mat && !busy);
  using Tare = station::TareState::Step;
  tare_words_->setText(s.tare.step == Tare::running ? tr("Taring: keep off the mat…")
                       : s.tare.step == Tare::done
                           ? tr("Tared %1").arg(moment_words(s.tare.done_utc))
                       : s.tare.step == Tare::failed ? reason_words(s.tare.words)
                                                     : tr("Not tared since it was connected."));
  if (!s.standing_kg) {
    weight_words_->setText(tr("Somebody stands still: it is shown here."));
    set_look(weight_words_, "warning", false);
  } else if (workspace_.person() && workspace_.person()->mass_kg) {
    const auto check = station::check_weight(*s.standing_kg, *workspace_.person()->mass_kg);
    weight_words_->setText((check.within ? tr("✓ %1 kg measured, %2 kg entered (%3 %)")
                                         : tr("⚠ %1 kg measured, %2 kg entered (%3 %)"))
                               .arg(number(check.measured_kg, 1), number(check.expected_kg, 1),
                                    number(check.difference_pct, 0)));
    set_look(weight_words_, "warning", !check.within);
  } else {
    weight_words_->setText(tr("%1 kg measured").arg(number(*s.standing_kg, 1)));
  }
}

void CapturePage::show_live() {
  const float peak = live_.kpa.empty() ? 0 : *std::ranges::max_element(live_.kpa);
  // The scale grows with what comes and stays: colours keep their meaning.
  if (peak > scale_max_) scale_max_ = round_scale_kpa(peak);
  if (view_->currentIndex() == 0) {
    map_->show_plate(live_.plate, live_.kpa, live_.now.cop, scale_max_);
  } else {
    if (relief_->cells() != live_.kpa.size()) {
      PressurePicture picture;
      picture.plate = live_.plate;
      picture.box = {0, 0, live_.plate.rows, live_.plate.cols};
      picture.values.assign(live_.kpa.size(), 0);
      picture.scale_max = scale_max_;
      relief_->show_picture(picture, true);
    }
    relief_->set_values(live_.kpa);
  }
  force_now_->setText(QStringLiteral("%1 N").arg(number(live_.now.force_n, 0)));
  load_->show_share(live_.left_pct);
  LineChart::Curve curve{{}, theme().accent, false, {}};
  for (const station::LiveMoment& m : live_.past) {
    curve.points.emplace_back(m.time_s - live_.now.time_s, m.force_n);
  }
  force_->show_curves({std::move(curve)}, -6, 0);
}

}  // namespace solea::workstation
