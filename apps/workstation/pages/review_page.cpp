#include "apps/workstation/pages/review_page.h"

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QTableWidget>
#include <algorithm>

#include "apps/station/measures.h"
#include "apps/station/zone_mesh.h"
#include "apps/workstation/drawn.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/line_chart.h"
#include "apps/workstation/widgets/measure_table.h"
#include "apps/workstation/widgets/relief_view.h"
#include "apps/workstation/workspace.h"
#include "core/color_scale.h"

namespace solea::workstation {

void ReviewPage::fill_sessions() {
  filling_ = true;
  sessions_->clear();
  if (workspace_.person()) {
    for (const catalogue::Trial& trial :
         workspace_.catalogue().trials_of(workspace_.person()->id)) {
      QString text = QStringLiteral("%1\n%2").arg(moment_words(trial.recorded_utc),
                                                  workspace_.protocol_name(trial.protocol));
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
      measures_->clear_rows();
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
  measures_->clear_rows();
  for (const ShownMeasure& shown : all) {
    const auto it = std::ranges::find(rows, shown.id, &station::MeasureRow::id);
    if (it == rows.end()) continue;
    measures_->add(shown,
                   {number(it->left, shown.decimals), number(it->right, shown.decimals),
                    number(it->symmetry_pct, 0)},
                   {theme().left, theme().right});
  }
  measures_->fit();
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
  slider_->setValue(static_cast<int>(playback_->fraction() * review_slider_steps));
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
