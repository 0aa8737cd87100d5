#include "apps/workstation/pages/person_records.h"

#include <QButtonGroup>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>

#include "apps/results/clock.h"
#include "apps/workstation/dialogs/record_dialogs.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"

namespace solea::workstation {

PersonRecords::PersonRecords(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  auto* bar = new QHBoxLayout;
  bar->setSpacing(0);
  auto* group = new QButtonGroup(this);
  const std::array<const char*, 3> names = {"tab_recordings", "tab_notes", "tab_appointments"};
  for (std::size_t k = 0; k < tabs_.size(); ++k) {
    tabs_[k] = make_button({}, "tab");
    tabs_[k]->setObjectName(names[k]);
    tabs_[k]->setCheckable(true);
    tabs_[k]->setStyleSheet("padding: 6px 10px;");
    group->addButton(tabs_[k]);
    bar->addWidget(tabs_[k]);
    connect(tabs_[k], &QPushButton::clicked, this, [this, k] { show_kind(static_cast<Kind>(k)); });
  }
  bar->addStretch();
  column->addLayout(bar);
  none_ = make_label({}, "quiet");
  column->addWidget(none_);
  list_ = new QListWidget;
  list_->setObjectName("trials");
  list_->setWordWrap(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(list_, 1);
  column->addStretch();
  auto* buttons = new QHBoxLayout;
  add_ = make_button({});
  add_->setObjectName("record_add");
  edit_ = make_button({});
  edit_->setObjectName("record_edit");
  remove_ = make_button(tr("Remove"), "flat");
  remove_->setObjectName("record_remove");
  remove_->setToolTip(tr("Can be undone (Delete)"));
  buttons->addWidget(remove_);
  buttons->addStretch();
  buttons->addWidget(edit_);
  buttons->addWidget(add_);
  column->addLayout(buttons);
  connect(add_, &QPushButton::clicked, this, &PersonRecords::add);
  connect(edit_, &QPushButton::clicked, this, &PersonRecords::edit);
  connect(remove_, &QPushButton::clicked, this, &PersonRecords::remove);
  connect(list_, &QListWidget::itemActivated, this, &PersonRecords::edit);
  connect(list_, &QListWidget::currentRowChanged, this, [this] {
    edit_->setEnabled(row() >= 0);
    remove_->setEnabled(row() >= 0);
  });
  auto* del = new QShortcut(QKeySequence::Delete, list_);
  del->setContext(Qt::WidgetShortcut);
  connect(del, &QShortcut::activated, this, &PersonRecords::remove);
  show_kind(recordings);
}

int PersonRecords::row() const {
  return list_->currentRow();
}

void PersonRecords::refresh() {
  trials_.clear();
  notes_.clear();
  appointments_.clear();
  if (const auto& person = workspace_.person()) {
    try {
      trials_ = workspace_.catalogue().trials_of(person->id);
      notes_ = workspace_.catalogue().notes_of(person->id);
      appointments_ = workspace_.catalogue().appointments_of(person->id);
    } catch (const std::exception& e) {
      emit workspace_.trouble(text_of(e.what()));
    }
  }
  const auto title = [](const QString& word, std::size_t n) {
    return n == 0 ? word : QStringLiteral("%1 %2").arg(word).arg(n);
  };
  tabs_[recordings]->setText(title(tr("Recordings"), trials_.size()));
  tabs_[notes]->setText(title(tr("Notes"), notes_.size()));
  tabs_[appointments]->setText(title(tr("Appointments"), appointments_.size()));
  fill_list();
}

void PersonRecords::show_kind(Kind kind) {
  kind_ = kind;
  tabs_[static_cast<std::size_t>(kind)]->setChecked(true);
  const bool files = kind == recordings;
  add_->setText(files           ? tr("Import a file…")
                : kind == notes ? tr("New note")
                                : tr("New appointment"));
  add_->setToolTip(files           ? QStringLiteral("Ctrl+I")
                   : kind == notes ? QStringLiteral("Ctrl+Shift+N")
                                   : QStringLiteral("Ctrl+Shift+A"));
  edit_->setText(files ? tr("Look at it") : tr("Edit…"));
  remove_->setVisible(!files);
  refresh();
}

void PersonRecords::fill_list() {
  const int before = row();
  list_->clear();
  if (kind_ == recordings) {
    none_->setText(tr("None yet: capture, or import a file."));
    for (const catalogue::Trial& trial : trials_) {
      QString text = QStringLiteral("%1   %2").arg(moment_words(trial.recorded_utc),
                                                   workspace_.protocol_name(trial.protocol));
      if (trial.valid_left && trial.valid_right) {
        text += tr("   %1 L  %2 R").arg(*trial.valid_left).arg(*trial.valid_right);
      }
      const auto about =
          std::ranges::count(notes_, std::optional(trial.id), &catalogue::Note::trial);
      if (about > 0) text += tr("   %n note(s)", nullptr, static_cast<int>(about));
      list_->addItem(text);
    }
  } else if (kind_ == notes) {
    none_->setText(tr("No note yet."));
    for (const catalogue::Note& note : notes_) {
      QString head = moment_words(note.written_utc);
      const auto trial = std::ranges::find(trials_, note.trial.value_or(0), &catalogue::Trial::id);
      if (trial != trials_.end()) {
        head +=
            tr(", on %1 of %2")
                .arg(workspace_.protocol_name(trial->protocol), moment_words(trial->recorded_utc));
      }
      list_->addItem(head + '\n' + text_of(note.text));
    }
  } else {
    none_->setText(tr("No appointment."));
    for (const catalogue::Appointment& a : appointments_) {
      list_->addItem(QStringLiteral("%1   %2").arg(moment_words(a.begins_utc), text_of(a.reason)));
    }
  }
  none_->setVisible(list_->count() == 0);
  list_->setVisible(list_->count() > 0);
  if (before >= 0) list_->setCurrentRow(std::min(before, list_->count() - 1));
  edit_->setEnabled(row() >= 0);
  remove_->setEnabled(row() >= 0);
}

void PersonRecords::add() {
  if (kind_ == recordings) {
    emit import_wanted();
  } else if (kind_ == notes) {
    new_note();
  } else {
    new_appointment();
  }
}

void PersonRecords::edit() {
  if (row() < 0) return;
  const auto at = static_cast<std::size_t>(row());
  if (kind_ == recordings) {
    emit review_wanted(text_of(trials_[at].session));
  } else if (kind_ == notes) {
    ask_for(notes_[at]);
  } else {
    ask_for(appointments_[at]);
  }
}

void PersonRecords::remove() {
  if (row() < 0 || kind_ == recordings) return;
  const auto at = static_cast<std::size_t>(row());
  catalogue::Catalogue& catalogue = workspace_.catalogue();
  try {
    if (kind_ == notes) {
      catalogue::Note note = notes_[at];
      catalogue.remove_note(note.id);
      note.id = 0;
      emit removed([&catalogue, note] { catalogue.save(note); });
    } else {
      catalogue::Appointment appointment = appointments_[at];
      catalogue.remove_appointment(appointment.id);
      appointment.id = 0;
      emit removed([&catalogue, appointment] { catalogue.save(appointment); });
    }
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
  emit workspace_.people_changed();
}

void PersonRecords::new_note() {
  if (!workspace_.person()) return;
  show_kind(notes);
  catalogue::Note note;
  note.person = workspace_.person()->id;
  if (const auto review = workspace_.review(); review && !review->trials().empty()) {
    for (const catalogue::Trial& trial : trials_) {
      if (workspace_.data() / trial.session == review->trials().front().file) note.trial = trial.id;
    }
  }
  ask_for(note);
}

void PersonRecords::ask_for(const catalogue::Note& note) {
  ask_note(window(), workspace_, text_of(workspace_.person()->name), note, trials_,
           [this](catalogue::Note n) {
             if (n.id == 0) n.written_utc = utc_now();
             workspace_.catalogue().save(n);
             emit workspace_.people_changed();
           });
}

void PersonRecords::new_appointment() {
  if (!workspace_.person()) return;
  show_kind(appointments);
  catalogue::Appointment appointment;
  appointment.person = workspace_.person()->id;
  ask_for(appointment);
}

void PersonRecords::ask_for(const catalogue::Appointment& appointment) {
  ask_appointment(window(), workspace_, text_of(workspace_.person()->name), appointment,
                  [this](const catalogue::Appointment& a) {
                    workspace_.catalogue().save(a);
                    emit workspace_.people_changed();
                  });
}

}  // namespace solea::workstation
