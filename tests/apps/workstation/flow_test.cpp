// The real windows, driven by keys and buttons through both flows, with the virtual mat.
#include <QApplication>
#include <QDirIterator>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTranslator>
#include <QtTest>
#include <fstream>
#include <iterator>

#include "apps/station/zone_mesh.h"
#include "apps/workstation/app.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/main_window.h"
#include "apps/workstation/pages/compare_page.h"
#include "apps/workstation/pages/report_page.h"
#include "apps/workstation/pages/review_page.h"
#include "apps/workstation/pages/store_page.h"
#include "apps/workstation/report_maker.h"
#include "apps/workstation/widgets/foot_map.h"
#include "apps/workstation/workspace.h"

using namespace solea;
using namespace solea::workstation;

namespace {

constexpr int soon_ms = 20000;
constexpr int capture_ms = 120000;
const QString name = "Zephyrine Quillfeather";

template <class Widget = QPushButton>
Widget* find(QWidget& window, const char* object) {
  auto* widget = window.findChild<Widget*>(object);
  if (widget == nullptr) qFatal("no widget %s", object);
  return widget;
}

void click(QWidget& window, const char* object) {
  QTest::mouseClick(find(window, object), Qt::LeftButton);
}

/// Presses, moves and lets go. QTest::mouseMove only sets the cursor and hopes that the display
/// server tells of it in time; on a busy machine it does not.
void drag(QWidget* widget, const QPoint& from, const QPoint& to) {
  QTest::mousePress(widget, Qt::LeftButton, {}, from);
  QMouseEvent move(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                   {});
  QApplication::sendEvent(widget, &move);
  QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
}

/// Every file below a folder that holds `words`.
QStringList files_with(const QString& folder, const QByteArray& words, const QString& but) {
  QStringList found;
  QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    QFile file(files.next());
    if (file.fileName().contains(but)) continue;
    if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words)) found << file.fileName();
  }
  return found;
}

QString pdf_text(const QString& file) {
  QProcess program;
  program.start("pdftotext", {"-layout", file, "-"});
  if (!program.waitForFinished(soon_ms)) return {};
  return QString::fromUtf8(program.readAllStandardOutput());
}

}  // namespace

class FlowTest : public QObject {
  Q_OBJECT

 private slots:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    workspace_ = std::make_unique<Workspace>(folder_->path().toStdString(), report_maker());
    window_ = std::make_unique<MainWindow>(*workspace_);
    window_->show();
    QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    QApplication::setActiveWindow(window_.get());  // there is no window manager to do it
  }
  void cleanup() {
    window_.reset();
    workspace_.reset();
    keep_the_visit();
    folder_.reset();
  }

  void numbersAndWordsInGerman() {
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    QCOMPARE(number(0.2214, 3), QString("0,221"));
    QCOMPARE(number(-1.5, 1), QString("\u22121,5"));
    QCOMPARE(number(-0.001, 1), QString("0,0"));
    QCOMPARE(number(1234.5, 1), QString("1234,5"));
    QCOMPARE(number(std::nullopt, 1), QString("\u2013"));
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    QTranslator german;
    QVERIFY(german.load(":/texts/solea_de.qm"));
    QApplication::installTranslator(&german);
    QCOMPARE(reason_words("cut by the plate's edge"), QString("vom Mattenrand abgeschnitten"));
    QCOMPARE(reason_words("excluded by the user: limps"),
             QString("von Hand ausgeschlossen: limps"));
    QCOMPARE(MainWindow::tr("People"), QString("Personen"));
    QCOMPARE(Workspace::tr("%n recording(s) recovered.", nullptr, 1),
             QString("1 Aufnahme wiederhergestellt."));
    QApplication::removeTranslator(&german);
  }

  void clinic() {
    // A new person.
    click(*window_, "new_person");
    QTest::keyClicks(find<QLineEdit>(*window_, "name"), name);
    find<QDoubleSpinBox>(*window_, "mass")->setValue(76);
    click(*window_, "save_person");
    QVERIFY(workspace_->person().has_value());
    QCOMPARE(workspace_->person()->mass_kg, std::optional(76.0));
    QCOMPARE(find<QTableWidget>(*window_, "people")->rowCount(), 1);

    // The mat, tare.
    click(*window_, "capture_person");
    QCOMPARE(window_->page(), MainWindow::capture);
    click(*window_, "virtual_mat");
    QTRY_VERIFY_WITH_TIMEOUT(workspace_->state().mat == station::MatPhase::connected, soon_ms);
    QTRY_VERIFY(find<QLabel>(*window_, "status")->text().contains("lost 0"));
    click(*window_, "tare");
    QTRY_VERIFY_WITH_TIMEOUT(workspace_->state().tare.step == station::TareState::Step::done,
                             soon_ms);

    // Standing, begun with the space bar.
    QSignalSpy captured(workspace_.get(), &Workspace::captured);
    click(*window_, "protocol_static");
    QTest::keyClick(window_.get(), Qt::Key_Space);
    QTRY_VERIFY_WITH_TIMEOUT(find<QLabel>(*window_, "weight_words")->text().contains("✓"), soon_ms);
    QTRY_COMPARE_WITH_TIMEOUT(captured.count(), 1, capture_ms);
    QCOMPARE(window_->page(), MainWindow::review);
    QTRY_VERIFY_WITH_TIMEOUT(workspace_->review() != nullptr, soon_ms);
    QCOMPARE(workspace_->review()->steps().size(), std::size_t(2));

    // Walking until each foot has five valid steps.
    window_->go(MainWindow::capture);
    QTRY_VERIFY_WITH_TIMEOUT(find(*window_, "protocol_walk")->isEnabled(), soon_ms);
    click(*window_, "protocol_walk");
    QTest::keyClick(window_.get(), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(captured.count(), 2, capture_ms);
    const QString session = captured.at(1).at(0).toString();
    QTRY_VERIFY_WITH_TIMEOUT(workspace_->review() && workspace_->review()->trials().front().file ==
                                                         session.toStdString(),
                             soon_ms);
    const auto trials = workspace_->catalogue().trials_of(workspace_->person()->id);
    QCOMPARE(trials.size(), std::size_t(2));
    QVERIFY(trials[0].valid_left >= 5 && trials[0].valid_right >= 5);
    QVERIFY(station::find_unfinished(workspace_->data()).empty());

    review_the_walk(session);
    compare(session);
    report(session);
    QCOMPARE(files_with(folder_->path(), name.toUtf8(), "catalogue.sqlite"), QStringList());
  }

  void store() {
    window_->go(MainWindow::store);
    StorePage& page = window_->store_page();
    QTest::keyClick(window_.get(), Qt::Key_Space);  // no mat: the virtual one
    QTRY_VERIFY_WITH_TIMEOUT(workspace_->state().mat == station::MatPhase::connected, soon_ms);
    QTest::keyClick(window_.get(), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(page.stage(), QString("walk"), capture_ms);
    QTest::keyClick(window_.get(), Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(page.stage(), QString("result"), capture_ms);
    const auto& result = page.result();
    QVERIFY(result.eu && result.uk && result.us_men && result.us_women);
    // The virtual foot is 260 mm long.
    QVERIFY2(std::abs(*result.length_mm - 260) < 10,
             qPrintable(QString::number(*result.length_mm)));
    QVERIFY(find<QLabel>(*window_, "store_size")->text().startsWith("EU 4"));
    QVERIFY(find<QLabel>(*window_, "store_advice")->text().contains("<b>"));
    QCOMPARE(workspace_->catalogue().people(), 0);
    if (!workspace_->report_maker()) return;
    QSignalSpy made(&page, &StorePage::page_made);
    click(*window_, "take_home");
    QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, soon_ms);
    QVERIFY(pdf_text(made.at(0).at(0).toString()).size() > 100);
  }

  void whatWasUnfinishedIsOffered() {
    // A person, and a session whose capture was cut off.
    const auto person = workspace_->catalogue().save(
        {0, "", "A B", std::nullopt, std::nullopt, std::nullopt, "", "", ""});
    workspace_->set_person(person);
    workspace_->connect_virtual_mat();
    QTRY_VERIFY_WITH_TIMEOUT(workspace_->state().mat == station::MatPhase::connected, soon_ms);
    QSignalSpy captured(workspace_.get(), &Workspace::captured);
    workspace_->start_capture({"static", station::Task::standing, 3, 1});
    QTRY_COMPARE_WITH_TIMEOUT(captured.count(), 1, capture_ms);
    const std::string session = captured.at(0).at(0).toString().toStdString();
    window_.reset();
    workspace_.reset();
    {
      catalogue::Catalogue catalogue(folder_->path().toStdString() + "/catalogue.sqlite");
      catalogue.erase(person.id);
      catalogue.save({0, person.code, "A B", std::nullopt, std::nullopt, std::nullopt, "", "", ""});
    }
    station::begin_journal({session, person.code, "static", "2026-01-02T03:04:05Z"});
    workspace_ = std::make_unique<Workspace>(folder_->path().toStdString(), report_maker());
    window_ = std::make_unique<MainWindow>(*workspace_);
    window_->show();
    QTRY_VERIFY_WITH_TIMEOUT(find(*window_, "recover")->isVisible(), soon_ms);
    click(*window_, "recover");
    QTRY_VERIFY(!find(*window_, "recover")->isVisible());
    const auto again = workspace_->catalogue().person_of_code(person.code);
    QCOMPARE(workspace_->catalogue().trials_of(again->id).size(), std::size_t(1));
    QVERIFY(station::find_unfinished(folder_->path().toStdString()).empty());
  }

 private:
  /// What the clinic's flow left, for identity.py to search.
  void keep_the_visit() const {
    const QString kept = qEnvironmentVariable("SOLEA_FLOW_FOLDER");
    if (kept.isEmpty() || qstrcmp(QTest::currentTestFunction(), "clinic") != 0) return;
    QDir(kept).removeRecursively();
    QCOMPARE(QProcess::execute("cp", {"-r", folder_->path(), kept}), 0);
  }

  void wait_for_review(const std::function<void()>& act) {
    QSignalSpy changed(workspace_.get(), &Workspace::review_changed);
    act();
    QTRY_VERIFY_WITH_TIMEOUT(changed.count() >= 1 && !workspace_->reading(), soon_ms);
  }

  void review_the_walk(const QString& session) {
    auto* steps = find<QTableWidget>(*window_, "steps");
    QCOMPARE(steps->rowCount(), static_cast<int>(workspace_->review()->steps().size()));
    int row = 0;
    while (!workspace_->review()->steps()[static_cast<std::size_t>(row)].step.valid()) ++row;
    steps->selectRow(row);
    const Side before = workspace_->review()->steps()[static_cast<std::size_t>(row)].side;
    const auto side = [&] {
      return workspace_->review()->steps()[static_cast<std::size_t>(row)].side;
    };
    wait_for_review([&] { click(*window_, "flip_side"); });
    QVERIFY(side() != before);
    wait_for_review([&] { QTest::keyClick(window_.get(), Qt::Key_Z, Qt::ControlModifier); });
    QCOMPARE(side(), before);
    wait_for_review([&] { click(*window_, "exclude"); });
    QVERIFY(!workspace_->review()->steps()[static_cast<std::size_t>(row)].step.valid());
    QVERIFY(!station::Review(station::read_trials(session.toStdString()))
                 .steps()[static_cast<std::size_t>(row)]
                 .step.valid());
    wait_for_review([&] { click(*window_, "undo"); });
    // Playback is tied to the pictures.
    auto* time = find<QPushButton>(*window_, "play");
    QTest::keyClick(window_.get(), Qt::Key_Space);
    QCOMPARE(time->text(), QString("Pause"));
    QTest::qWait(300);
    QTest::keyClick(window_.get(), Qt::Key_Space);
    QCOMPARE(time->text(), QString("Play"));
    // A zone's corner, dragged with the mouse and back.
    click(*window_, "edit_zones");
    auto* map = find<FootMap>(*window_, "review_map");
    const auto zones =
        station::zones_of(workspace_->review()->steps()[static_cast<std::size_t>(row)],
                          workspace_->review()->merged().result.settings);
    QVERIFY(zones);
    const PointMm corner = zones->zones[0].polygon[2];  // between both heel zones and the midfoot
    const std::size_t foot = before == Side::right && map->corner_place(1, corner) ? 1 : 0;
    const auto place = map->corner_place(foot, corner);
    QVERIFY(place);
    wait_for_review([&] { drag(map, place->toPoint(), place->toPoint() - QPoint(0, 12)); });
    QVERIFY(workspace_->review()->zones());
    QVERIFY(workspace_->review()->zones()->zones[0].polygon[2].y > corner.y + 3);
    wait_for_review([&] { click(*window_, "undo"); });
    QVERIFY(!workspace_->review()->zones());
    click(*window_, "edit_zones");
  }

  void compare(const QString& session) {
    window_->go(MainWindow::compare);
    window_->compare_page().choose_file(session.toStdString());
    auto* table = find<QTableWidget>(*window_, "comparison");
    QTRY_VERIFY_WITH_TIMEOUT(table->rowCount() > 10, soon_ms);
    for (int row = 0; row < table->rowCount(); ++row) {
      if (table->columnSpan(row, 0) > 1) continue;  // a heading
      QCOMPARE(table->item(row, 1)->text(), table->item(row, 2)->text());
    }
  }

  void report(const QString& session) {
    window_->go(MainWindow::report);
    if (!workspace_->report_maker()) return;
    QSignalSpy made(&window_->report_page(), &ReportPage::made);
    click(*window_, "make_report");
    QTRY_COMPARE_WITH_TIMEOUT(made.count(), 1, 60000);
    const QString text = pdf_text(made.at(0).at(0).toString());
    QVERIFY(text.contains(QString::fromStdString(workspace_->person()->code)));
    QVERIFY(!text.contains("Quillfeather"));
    // The numbers of the review's table.
    auto* measures = find<QTableWidget>(*window_, "measures");
    for (int row = 0; row < measures->rowCount(); ++row) {
      if (measures->columnSpan(row, 0) > 1) continue;
      if (!measures->item(row, 0)->text().contains("arch index")) continue;
      for (const int column : {1, 2}) {
        QVERIFY2(text.contains(measures->item(row, column)->text()),
                 qPrintable(measures->item(row, column)->text()));
      }
    }
    QVERIFY(QFile::exists(session));
  }

  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<MainWindow> window_;
};

int main(int argc, char** argv) {
  prepare_application();
  QApplication app(argc, argv);
  use_language(app, "en");
  apply_theme(app, false);
  FlowTest test;
  return QTest::qExec(&test, argc, argv);
}

#include "flow_test.moc"
