#include "apps/workstation/dialogs/record_dialogs.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QDateTimeEdit>
#include <QDialog>
#include <QFormLayout>
#include <QKeySequence>
#include <QLineEdit>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"

namespace solea::workstation {

namespace {

QString say(const char* text) {
  return QCoreApplication::translate("records", text);
}

/// A window over its parent with a title, a form and Cancel and Save below. Ctrl+Return saves.
struct Form {
  QDialog* dialog;
  QFormLayout* rows;
  QPushButton* save;
};

Form make_form(QWidget* parent, const QString& title, const QString& who) {
  auto* dialog = new QDialog(parent);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title);
  dialog->setMinimumWidth(480);
  auto* column = new QVBoxLayout(dialog);
  column->addWidget(make_label(who, "title"));
  auto* rows = new QFormLayout;
  rows->setHorizontalSpacing(14);
  column->addLayout(rows);
  auto* buttons = new QHBoxLayout;
  auto* cancel = make_button(say(QT_TRANSLATE_NOOP("records", "Cancel")));
  cancel->setAutoDefault(false);
  auto* save = make_button(say(QT_TRANSLATE_NOOP("records", "Save")), "main");
  save->setObjectName("dialog_save");
  save->setDefault(true);
  buttons->addStretch();
  buttons->addWidget(cancel);
  buttons->addWidget(save);
  column->addLayout(buttons);
  QObject::connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
  QObject::connect(new QShortcut(QKeySequence("Ctrl+Return"), dialog), &QShortcut::activated, save,
                   &QPushButton::click);
  return {dialog, rows, save};
}

/// Closes the dialog where `keep` did not throw; else it stays, with what was entered.
template <class Keep>
void keep_and_close(const Form& form, Workspace& workspace, Keep keep) {
  try {
    keep();
    form.dialog->accept();
  } catch (const std::exception& e) {
    emit workspace.trouble(text_of(e.what()));
  }
}

}  // namespace

void ask_appointment(QWidget* parent, Workspace& workspace, const QString& who,
                     const catalogue::Appointment& appointment,
                     std::function<void(const catalogue::Appointment&)> save) {
  const Form form = make_form(parent, say(QT_TRANSLATE_NOOP("records", "Appointment")), who);
  form.dialog->setObjectName("appointment_dialog");
  auto* when = new QDateTimeEdit;
  when->setObjectName("appointment_when");
  when->setCalendarPopup(true);
  when->setDisplayFormat(QLocale().dateFormat(QLocale::LongFormat) + QStringLiteral("  ") +
                         QLocale().timeFormat(QLocale::ShortFormat));
  QDateTime at = QDateTime::fromString(text_of(appointment.begins_utc), Qt::ISODate).toLocalTime();
  if (!at.isValid()) {
    // The next full hour.
    at = QDateTime::currentDateTime();
    at = QDateTime(at.date(), QTime(at.time().hour(), 0)).addSecs(3600);
  }
  when->setDateTime(at);
  auto* reason = new QLineEdit(text_of(appointment.reason));
  reason->setObjectName("appointment_reason");
  reason->setPlaceholderText(say(QT_TRANSLATE_NOOP("records", "such as control, insoles")));
  form.rows->addRow(say(QT_TRANSLATE_NOOP("records", "When")), when);
  form.rows->addRow(say(QT_TRANSLATE_NOOP("records", "What for")), reason);
  QObject::connect(form.save, &QPushButton::clicked, form.dialog,
                   [form, &workspace, when, reason, appointment, save = std::move(save)] {
                     catalogue::Appointment a = appointment;
                     a.begins_utc = when->dateTime().toUTC().toString(Qt::ISODate).toStdString();
                     a.reason = reason->text().trimmed().toStdString();
                     keep_and_close(form, workspace, [&] { save(a); });
                   });
  form.dialog->open();
  when->setFocus();
}

void ask_note(QWidget* parent, Workspace& workspace, const QString& who,
              const catalogue::Note& note, const std::vector<catalogue::Trial>& trials,
              std::function<void(const catalogue::Note&)> save) {
  const Form form = make_form(parent, say(QT_TRANSLATE_NOOP("records", "Note")), who);
  form.dialog->setObjectName("note_dialog");
  auto* about = new QComboBox;
  about->setObjectName("note_about");
  about->addItem(say(QT_TRANSLATE_NOOP("records", "the person")), 0);
  for (const catalogue::Trial& trial : trials) {
    about->addItem(QStringLiteral("%1  %2").arg(moment_words(trial.recorded_utc),
                                                workspace.protocol_name(trial.protocol)),
                   QVariant::fromValue<qlonglong>(trial.id));
  }
  about->setCurrentIndex(
      std::max(0, about->findData(QVariant::fromValue<qlonglong>(note.trial.value_or(0)))));
  about->setEnabled(note.id == 0);  // what was written stays about what it was
  auto* text = new QPlainTextEdit(text_of(note.text));
  text->setObjectName("note_text");
  text->setTabChangesFocus(true);
  form.rows->addRow(say(QT_TRANSLATE_NOOP("records", "About")), about);
  form.rows->addRow(say(QT_TRANSLATE_NOOP("records", "Text")), text);
  form.save->setToolTip(QStringLiteral("Ctrl+Return"));
  const auto show = [form, text] {
    form.save->setEnabled(!text->toPlainText().trimmed().isEmpty());
  };
  QObject::connect(text, &QPlainTextEdit::textChanged, form.dialog, show);
  show();
  QObject::connect(form.save, &QPushButton::clicked, form.dialog,
                   [form, &workspace, about, text, note, save = std::move(save)] {
                     catalogue::Note n = note;
                     const catalogue::Id trial = about->currentData().toLongLong();
                     if (note.id == 0) {
                       n.trial = trial == 0 ? std::nullopt : std::optional(trial);
                     }
                     n.text = text->toPlainText().trimmed().toStdString();
                     keep_and_close(form, workspace, [&] { save(n); });
                   });
  form.dialog->open();
  text->setFocus();
}

}  // namespace solea::workstation
