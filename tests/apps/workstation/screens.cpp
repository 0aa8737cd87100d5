// Pictures of every window: screens FOLDER LANGUAGE [dark]. Run by scripts/screens.
#include <QApplication>
#include <QComboBox>
#include <QDateTime>
#include <QDialog>
#include <QDir>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QMimeData>
#include <QPushButton>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>
#include <cstdio>

#include "apps/workstation/app.h"
#include "apps/workstation/dialogs/mat_dialog.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/main_window.h"
#include "apps/workstation/pages/capture_page.h"
#include "apps/workstation/pages/compare_page.h"
#include "apps/workstation/pages/people_page.h"
#include "apps/workstation/pages/report_page.h"
#include "apps/workstation/pages/review_page.h"
#include "apps/workstation/pages/store_page.h"
#include "apps/workstation/report_maker.h"
#include "apps/workstation/workspace.h"
#include "tests/apps/station/sessions.h"

using namespace solea;
using namespace solea::workstation;

namespace {

template <class Done>
bool wait(Done&& done, int most_ms = 60000) {
  QElapsedTimer timer;
  timer.start();
  while (!done() && timer.elapsed() < most_ms) QTest::qWait(20);
  QTest::qWait(120);
  return done();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const QString folder = argv[1];
  const QString language = argv[2];
  const bool dark = argc > 3 && QString(argv[3]) == "dark";
  prepare_application();
  QApplication app(argc, argv);
  use_language(app, language);
  apply_theme(app, dark);
  QDir().mkpath(folder);
  QTemporaryDir data;
  const std::filesystem::path home = data.path().toStdString();
  // Two visits of a person, and some neighbours.
  std::filesystem::create_directories(home / "sessions" / "P00001");
  virtual_mat::Person walker;
  walker.mass_kg = 74;
  solea::testing::write_session(home / "sessions/P00001/before.h5", walker, 30, "walk");
  walker.foot = virtual_mat::FootType::flat;
  walker.seed = 5;
  solea::testing::write_session(home / "sessions/P00001/after.h5", walker, 30, "walk");
  Workspace workspace(home, report_maker());
  auto& catalogue = workspace.catalogue();
  catalogue::Person person;
  for (const char* name : {"Example One", "Example Two", "Example Three", "Example Four"}) {
    catalogue::Person p;
    p.name = name;
    p.birth_year = 1961 + 7 * static_cast<int>(std::char_traits<char>::length(name) % 5);
    p.mass_kg = 74;
    p.pain_side = "left";
    p.pain_place = "heel";
    const auto saved = catalogue.save(p);
    if (person.id == 0) person = saved;
  }
  catalogue.save(catalogue::Trial{0, person.id, "sessions/P00001/before.h5", "walk",
                                  "2026-03-02T09:10:00Z", 5, 5});
  catalogue.save(catalogue::Trial{0, person.id, "sessions/P00001/after.h5", "walk",
                                  "2026-09-14T15:30:00Z", 6, 5});
  const auto trial = catalogue.trials_of(person.id).front();
  const bool german = language == "de";
  catalogue.save(catalogue::Note{0, person.id, std::nullopt, "2026-03-02T09:05:00Z",
                                 german
                                     ? "Seit drei Wochen Schmerzen beim ersten Schritt am Morgen."
                                     : "Pain at the first steps in the morning for three weeks."});
  catalogue.save(catalogue::Note{0, person.id, trial.id, "2026-09-14T15:40:00Z",
                                 german ? "Mit neuen Einlagen." : "With new insoles."});
  const auto at = [](int days, int hour) {
    return QDateTime(QDate::currentDate().addDays(days), QTime(hour, 30))
        .toUTC()
        .toString(Qt::ISODate)
        .toStdString();
  };
  catalogue.save(catalogue::Appointment{0, person.id, at(0, 9), german ? "Kontrolle" : "control"});
  catalogue.save(catalogue::Appointment{0, person.id, at(14, 11), german ? "Einlagen" : "insoles"});
  catalogue.save(catalogue::Appointment{0, person.id + 1, at(0, 10), ""});
  MainWindow window(workspace);
  window.show();
  QTest::qWait(300);
  const auto shot = [&](const char* name) {
    QTest::qWait(150);
    const QString file = folder + "/" + name + "_" + language + (dark ? "_dark" : "") +
                         (window.devicePixelRatioF() > 1 ? "_200" : "") + ".png";
    if (!window.grab().save(file)) std::fprintf(stderr, "%s cannot be written\n", qPrintable(file));
  };
  const auto shot_of_dialog = [&](const char* object, const char* name) {
    auto* dialog = window.findChild<QDialog*>(object);
    QTest::qWait(150);
    const QString file = folder + "/" + name + "_" + language + (dark ? "_dark" : "") +
                         (window.devicePixelRatioF() > 1 ? "_200" : "") + ".png";
    if (dialog == nullptr || !dialog->grab().save(file)) {
      std::fprintf(stderr, "%s cannot be written\n", qPrintable(file));
    }
    if (dialog != nullptr) dialog->reject();
    QTest::qWait(50);
  };
  emit workspace.people_changed();
  shot("1_people_empty");
  workspace.set_person(person);
  shot("1_people");
  window.findChild<QPushButton*>("tab_notes")->click();
  shot("1_people_notes");
  window.findChild<QPushButton*>("tab_appointments")->click();
  shot("1_people_appointments");
  window.people_page().new_note();
  shot_of_dialog("note_dialog", "7_note");
  window.people_page().new_appointment();
  shot_of_dialog("appointment_dialog", "7_appointment");
  window.findChild<QPushButton*>("tab_recordings")->click();
  {
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(folder + "/example.h5")});
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
  }
  shot_of_dialog("drop_dialog", "7_drop");
  window.findChild<QPushButton*>("edit_protocols")->click();
  shot_of_dialog("protocols_dialog", "7_protocols");
  window.go(MainWindow::capture);
  shot("2_capture_no_mat");
  workspace.connect_virtual_mat();
  wait([&] { return workspace.state().mat == station::MatPhase::connected; });
  shot("2_capture_ready");
  workspace.start_capture({"walk", station::Task::walking, 0, 5});
  wait([&] { return workspace.state().run.left().valid >= 2 && workspace.state().run.in_pass(); });
  QTest::qWait(200);
  shot("2_capture");
  window.capture_page().findChild<QPushButton*>("view_3d")->click();
  wait([&] { return workspace.state().run.in_pass(); });
  shot("2_capture_3d");
  workspace.station().finish();
  wait([&] {
    return workspace.state().capture == station::CapturePhase::idle && workspace.review();
  });
  workspace.open_file(home / "sessions/P00001/after.h5");
  wait([&] {
    return workspace.review() &&
           workspace.review()->trials().front().file == home / "sessions/P00001/after.h5" &&
           !workspace.reading();
  });
  window.go(MainWindow::review);
  shot("3_review");
  window.review_page().toggle_play();
  QTest::qWait(900);
  window.review_page().toggle_play();
  shot("3_review_playing");
  window.review_page().findChild<QPushButton*>("edit_zones")->click();
  shot("3_review_zones");
  window.review_page().findChild<QPushButton*>("edit_zones")->click();
  window.review_page().findChild<QPushButton*>("review_3d")->click();
  QTest::qWait(600);
  shot("3_review_3d");
  window.go(MainWindow::compare);
  shot("4_compare_empty");
  window.compare_page().choose_file(home / "sessions/P00001/before.h5");
  wait([&] { return window.findChild<QTableWidget*>("comparison")->rowCount() > 0; });
  shot("4_compare");
  window.go(MainWindow::report);
  if (workspace.report_maker()) {
    window.report_page().make_report();
    wait([&] { return !window.report_page().file().empty(); });
  }
  shot("5_report");
  window.go(MainWindow::store);
  QTest::qWait(300);
  shot("6_store_stand");
  window.store_page().press_big_button();
  wait([&] { return workspace.state().run.in_pass(); });
  QTest::qWait(1500);
  shot("6_store_standing");
  wait([&] { return window.store_page().stage() == "walk"; });
  window.store_page().press_big_button();
  wait([&] { return workspace.state().run.left().valid >= 2; });
  shot("6_store_walk");
  wait([&] { return window.store_page().stage() == "result"; }, 120000);
  shot("6_store_result");
  window.go(MainWindow::people);
  MatDialog dialog(workspace, &window);
  dialog.show();
  QTest::qWait(200);
  const QString file = folder + "/7_mat_" + language + (dark ? "_dark" : "") +
                       (window.devicePixelRatioF() > 1 ? "_200" : "") + ".png";
  dialog.grab().save(file);
  return 0;
}
