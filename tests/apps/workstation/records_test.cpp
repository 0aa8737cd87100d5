#include "tests/apps/workstation/records_test.h"

#include <QComboBox>
#include <QDateTimeEdit>
#include <QDoubleSpinBox>
#include <QDropEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSpinBox>

#include "tests/apps/station/sessions.h"

namespace solea::workstation {

/// A person in hand, and a recording of nobody yet outside of the data.
catalogue::Person RecordsTest::somebody() {
  const auto person = workspace_->catalogue().save(
      {0, "", name.toStdString(), std::nullopt, 70.0, std::nullopt, "", "", ""});
  workspace_->set_person(person);
  emit workspace_->people_changed();
  return person;
}

void RecordsTest::drop(const QString& file) {
  QMimeData data;
  data.setUrls({QUrl::fromLocalFile(file)});
  QDragEnterEvent enter(QPoint(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &enter);
  QDropEvent event(QPointF(100, 100), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
  QApplication::sendEvent(window_.get(), &event);
}

void RecordsTest::notes() {
  const auto person = somebody();
  catalogue::Catalogue& all = workspace_->catalogue();
  all.save(catalogue::Trial{0, person.id, "sessions/x.h5", "walk", "2026-01-02T03:04:05Z", 5, 5});
  const auto control_shift = Qt::ControlModifier | Qt::ShiftModifier;

  QTest::keyClick(window_.get(), Qt::Key_N, control_shift);
  auto* dialog = find<QWidget>(*window_, "note_dialog");
  QVERIFY(!find(*dialog, "dialog_save")->isEnabled());
  QTest::keyClicks(find<QPlainTextEdit>(*dialog, "note_text"), "limps");
  find<QComboBox>(*dialog, "note_about")->setCurrentIndex(1);
  click(*dialog, "dialog_save");
  QTRY_VERIFY(window_->findChild<QWidget*>("note_dialog") == nullptr);
  QCOMPARE(all.notes_of(person.id).size(), std::size_t(1));
  QCOMPARE(all.notes_of(person.id)[0].trial, std::optional(all.trials_of(person.id)[0].id));
  QVERIFY(!all.notes_of(person.id)[0].written_utc.empty());
  auto* list = find<QListWidget>(*window_, "trials");
  QCOMPARE(list->count(), 1);
  QVERIFY(list->item(0)->text().endsWith("limps"));
  list->setCurrentRow(0);
  click(*window_, "record_edit");
  dialog = find<QWidget>(*window_, "note_dialog");
  QApplication::setActiveWindow(dialog);  // there is no window manager to do it
  QTest::keyClicks(find<QPlainTextEdit>(*dialog, "note_text"), "Often ");
  QTest::keyClick(find<QPlainTextEdit>(*dialog, "note_text"), Qt::Key_Return, Qt::ControlModifier);
  QTRY_COMPARE(QString::fromStdString(all.notes_of(person.id)[0].text), QString("Often limps"));
  QTRY_VERIFY(window_->findChild<QWidget*>("note_dialog") == nullptr);
  list->setCurrentRow(0);
  click(*window_, "record_remove");
  QCOMPARE(all.notes_of(person.id).size(), std::size_t(0));
  click(*window_, "undo_removal");
  QCOMPARE(QString::fromStdString(all.notes_of(person.id)[0].text), QString("Often limps"));
}

void RecordsTest::appointments() {
  const auto person = somebody();
  catalogue::Catalogue& all = workspace_->catalogue();
  auto* list = find<QListWidget>(*window_, "trials");
  QTest::keyClick(window_.get(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
  auto* dialog = find<QWidget>(*window_, "appointment_dialog");
  find<QDateTimeEdit>(*dialog, "appointment_when")
      ->setDateTime(QDateTime(QDate::currentDate(), QTime(9, 30)));
  QTest::keyClicks(find<QLineEdit>(*dialog, "appointment_reason"), "insoles");
  QTest::keyClick(find<QLineEdit>(*dialog, "appointment_reason"), Qt::Key_Return);
  QTRY_VERIFY(window_->findChild<QWidget*>("appointment_dialog") == nullptr);
  QCOMPARE(all.appointments_of(person.id).size(), std::size_t(1));
  auto* day = find<QListWidget>(*window_, "day");
  QCOMPARE(day->count(), 1);
  QVERIFY(day->item(0)->text().contains(name) && day->item(0)->text().endsWith("insoles"));
  list->setCurrentRow(0);
  click(*window_, "record_edit");
  dialog = find<QWidget>(*window_, "appointment_dialog");
  find<QDateTimeEdit>(*dialog, "appointment_when")
      ->setDateTime(QDateTime(QDate::currentDate().addDays(1), QTime(9, 30)));
  click(*dialog, "dialog_save");
  QTRY_COMPARE(day->count(), 0);
  click(*window_, "day_after");
  QCOMPARE(day->count(), 1);
  list->setCurrentRow(0);
  click(*window_, "record_remove");
  QCOMPARE(day->count(), 0);
  QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier);
  QCOMPARE(day->count(), 1);
  // Today's chooses the person.
  workspace_->set_person(std::nullopt);
  emit day->itemActivated(day->item(0));
  QVERIFY(workspace_->person() && workspace_->person()->id == person.id);
}

void RecordsTest::protocols() {
  window_->go(MainWindow::capture);
  QTest::keyClick(window_.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
  auto* dialog = find<QWidget>(*window_, "protocols_dialog");
  auto* list = find<QListWidget>(*dialog, "protocol_list");
  click(*dialog, "protocol_add");
  QCOMPARE(list->count(), 4);
  auto* words = find<QLineEdit>(*dialog, "protocol_name");
  words->setText("Treadmill");
  auto* task = find<QComboBox>(*dialog, "protocol_task");
  task->setCurrentIndex(task->findData("run"));
  QVERIFY(!find<QDoubleSpinBox>(*dialog, "protocol_seconds")->isEnabled());
  find<QSpinBox>(*dialog, "protocol_steps")->setValue(12);
  click(*dialog, "protocol_save");
  const auto stored = workspace_->catalogue().protocols().back();
  QCOMPARE(stored.id, std::string("run-2"));
  QCOMPARE(stored.steps_per_foot, std::optional(12));
  QCOMPARE(find(*window_, "protocol_run-2")->text(), QString("Treadmill"));
  list->setCurrentRow(1);
  click(*dialog, "protocol_remove");
  QVERIFY(window_->findChild<QPushButton*>("protocol_walk") == nullptr);
  click(*dialog, "protocol_undo");
  QVERIFY(window_->findChild<QPushButton*>("protocol_walk") != nullptr);
  click(*dialog, "protocol_close");
  QTRY_VERIFY(window_->findChild<QWidget*>("protocols_dialog") == nullptr);
}

void RecordsTest::aDroppedFileIsAskedAbout() {
  QTemporaryDir elsewhere;
  const QString file = elsewhere.path() + "/from_elsewhere.h5";
  solea::testing::write_session(file.toStdString(), {}, 8, "walk");
  // Of nobody: it is looked at.
  drop(file);
  QTRY_VERIFY_WITH_TIMEOUT(workspace_->review() != nullptr, soon_ms);
  QVERIFY(window_->findChild<QWidget*>("drop_dialog") == nullptr);
  // Only look.
  const auto person = somebody();
  drop(file);
  click(*find<QWidget>(*window_, "drop_dialog"), "drop_look");
  QTRY_VERIFY_WITH_TIMEOUT(workspace_->review() != nullptr, soon_ms);
  QTRY_VERIFY(window_->findChild<QWidget*>("drop_dialog") == nullptr);
  QCOMPARE(workspace_->catalogue().trials_of(person.id).size(), std::size_t(0));
  // Added: a session under the person's code, with its counts, that keeps corrections.
  drop(file);
  click(*find<QWidget>(*window_, "drop_dialog"), "drop_add");
  QTRY_COMPARE_WITH_TIMEOUT(workspace_->catalogue().trials_of(person.id).size(), std::size_t(1),
                            soon_ms);
  const auto trial = workspace_->catalogue().trials_of(person.id)[0];
  QCOMPARE(trial.protocol, std::string("import"));
  QCOMPARE(trial.recorded_utc, std::string("2026-01-02T03:04:05Z"));
  QVERIFY(trial.valid_left.value_or(0) > 0 && trial.valid_right.value_or(0) > 0);
  QTRY_VERIFY_WITH_TIMEOUT(workspace_->review() && workspace_->review()->trials()[0].file ==
                                                       workspace_->data() / trial.session,
                           soon_ms);
  QCOMPARE(workspace_->review()->trials()[0].info.session.subject_code, person.code);
  QVERIFY(station::find_unfinished(workspace_->data()).empty());
  QVERIFY(QFile::exists(file));
  QCOMPARE(files_with(folder_->path(), name.toUtf8(), "catalogue.sqlite"), QStringList());
}

}  // namespace solea::workstation
