// The real windows, driven by keys and buttons through both flows, with the virtual mat.
#include <QApplication>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTranslator>
#include <QtTest>

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
#include "tests/apps/station/sessions.h"
#include "tests/apps/workstation/records_test.h"
#include "tests/apps/workstation/told_by_solea.h"
#include "tests/apps/workstation/window_test.h"

using namespace solea;
using namespace solea::workstation;
using solea::testing::Printed;
using solea::testing::ToldSteps;

namespace {

constexpr int capture_ms = 120000;

/// Presses, moves and lets go. QTest::mouseMove only sets the cursor and hopes that the display
/// server tells of it in time; on a busy machine it does not.
void drag(QWidget* widget, const QPoint& from, const QPoint& to) {
  QTest::mousePress(widget, Qt::LeftButton, {}, from);
  QMouseEvent move(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton, Qt::LeftButton,
                   {});
  QApplication::sendEvent(widget, &move);
  QTest::mouseRelease(widget, Qt::LeftButton, {}, to);
}

}  // namespace

class FlowTest : public WindowTest {
  Q_OBJECT

 private slots:
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

    shorten_standing();

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
    QSignalSpy captured(workspace_.get(), &Workspace::captured);
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
    store_page_says(made.at(0).at(0).toString(), captured.at(1).at(0).toString());
  }

  void whatWasUnfinishedIsOffered() {
    // A person, and a session whose capture was cut off.
    const auto person = workspace_->catalogue().save(
        {0, "", "A B", std::nullopt, std::nullopt, std::nullopt, "", "", ""});
    const std::string session = folder_->path().toStdString() + "/sessions/cut_off.h5";
    solea::testing::write_session(session, {}, 3, "static");
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
    const QString text = solea::testing::text_of_pdf(made.at(0).at(0).toString());
    QVERIFY(text.contains(QString::fromStdString(workspace_->person()->code)));
    QVERIFY(!text.contains("Quillfeather"));
    report_says(text, session);
    QVERIFY(QFile::exists(session));
  }

  /// The report's table of both feet holds the means of what the program tells of each step.
  void report_says(const QString& text, const QString& session) {
    const ToldSteps told(session, workspace_->review()->trials().size());
    QCOMPARE(told.trouble(), QString());
    QVERIFY(told.count("left") >= 5 && told.count("right") >= 5);
    struct Row {
      const char* label;
      const char* metric;
      int decimals;
    };
    for (const Row& row :
         {Row{"Stance time, s", "stance_s", 2}, Row{"Peak pressure, kPa", "peak_pressure_kpa", 0},
          Row{"Maximum force, N", "max_force_n", 0},
          Row{"Contact area of the footprint, cm²", "contact_area_mpp_cm2", 1},
          Row{"Heel peak pressure, kPa", "heel_peak_pressure_kpa", 0},
          Row{"Arch index", "arch_index", 3}, Row{"Length of the CoP path, mm", "cop_path_mm", 0},
          Row{"Print length, mm", "foot_length_mm", 0}}) {
      const auto numbers = solea::testing::numbers_after(text, QString::fromUtf8(row.label));
      QVERIFY2(numbers.size() >= 2, row.label);
      std::size_t n = 0;
      for (const char* side : {"left", "right"}) {
        const auto exact = told.mean(side, row.metric);
        const Printed& printed = numbers[n++];
        QVERIFY2(exact && printed.says(*exact) && printed.decimals == row.decimals,
                 qPrintable(QStringLiteral("%1, %2: %3 is printed, %4 is told")
                                .arg(row.label, side)
                                .arg(printed.value)
                                .arg(exact.value_or(-1))));
      }
    }
    const auto words = [&](const QString& pattern) {
      const auto match = QRegularExpression(pattern).match(text);
      return QStringList{match.captured(1), match.captured(2)};
    };
    QCOMPARE(words("First contact\\s+(\\w+)\\s+(\\w+)"),
             (QStringList{told.most("left", "strike"), told.most("right", "strike")}));
    const auto arch = [&](const char* side) {
      return told.most(side, "arch").replace("normal", "medium");
    };
    QCOMPARE(words("Arch by the arch index\\s+(\\w+) arch\\s+(\\w+) arch"),
             (QStringList{arch("left"), arch("right")}));
  }

  /// The customer's page holds sizes, length and way of rolling as the program tells them.
  void store_page_says(const QString& pdf, const QString& session) {
    const QString text = solea::testing::text_of_pdf(pdf);
    const ToldSteps told(session, solea::station::read_trials(session.toStdString()).size());
    QCOMPARE(told.trouble(), QString());
    const auto printed = solea::testing::spreads(text);
    const std::array<std::array<const char*, 2>, 5> values = {
        {{"shoe_size_eu", "shoe_size_eu_uncertainty"},
         {"shoe_size_uk", "shoe_size_uk_uncertainty"},
         {"shoe_size_us_men", "shoe_size_us_men_uncertainty"},
         {"shoe_size_us_women", "shoe_size_us_women_uncertainty"},
         {"estimated_foot_length_mm", "length_uncertainty_mm"}}};
    QCOMPARE(printed.size(), values.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
      const auto value = told.larger_mean(values[i][0]);
      const auto spread = told.larger_mean(values[i][1]);
      QVERIFY2(value && spread && printed[i].first.says(*value) && printed[i].second.says(*spread),
               values[i][0]);
    }
    QCOMPARE(told.most("left", "strike"), QString("rearfoot"));
    QCOMPARE(told.most("right", "strike"), QString("rearfoot"));
    QVERIFY(text.contains("lands on the heel"));
  }

  /// The protocol of standing, from ten seconds to four, by its window.
  void shorten_standing() {
    click(*window_, "edit_protocols");
    auto* dialog = find<QWidget>(*window_, "protocols_dialog");
    auto* list = find<QListWidget>(*dialog, "protocol_list");
    QCOMPARE(list->count(), 3);
    list->setCurrentRow(0);
    auto* seconds = find<QDoubleSpinBox>(*dialog, "protocol_seconds");
    QCOMPARE(seconds->value(), 10.0);
    seconds->setValue(4);
    click(*dialog, "protocol_save");
    click(*dialog, "protocol_close");
    QCOMPARE(workspace_->catalogue().protocols().front().seconds, std::optional(4.0));
    QCOMPARE(find(*window_, "protocol_static")->text(), QString("Standing, 4 s"));
  }
};

int main(int argc, char** argv) {
  prepare_application();
  QApplication app(argc, argv);
  use_language(app, "en");
  apply_theme(app, false);
  FlowTest flow;
  RecordsTest records;
  // One after the other, each told by its name and the number of what failed.
  return QTest::qExec(&records, argc, argv) + QTest::qExec(&flow, argc, argv);
}

#include "flow_test.moc"
