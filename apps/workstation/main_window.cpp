#include "apps/workstation/main_window.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QTextEdit>
#include <QVBoxLayout>

#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/mat_dialog.h"
#include "apps/workstation/pages/capture_page.h"
#include "apps/workstation/pages/compare_page.h"
#include "apps/workstation/pages/people_page.h"
#include "apps/workstation/pages/report_page.h"
#include "apps/workstation/pages/review_page.h"
#include "apps/workstation/pages/store_page.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"

namespace solea::workstation {

using station::CapturePhase;
using station::MatPhase;

MainWindow::MainWindow(Workspace& workspace, QWidget* parent)
    : QMainWindow(parent), workspace_(workspace) {
  setWindowTitle(QStringLiteral("Solea"));
  setAcceptDrops(true);
  resize(1280, 800);
  people_page_ = new PeoplePage(workspace_);
  capture_page_ = new CapturePage(workspace_);
  review_page_ = new ReviewPage(workspace_);
  compare_page_ = new ComparePage(workspace_);
  report_page_ = new ReportPage(workspace_, [this] { return compare_page_->before(); });
  store_page_ = new StorePage(workspace_);
  auto* center = new QWidget;
  auto* column = new QVBoxLayout(center);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(make_top());
  pages_ = new QStackedWidget;
  for (QWidget* page : {static_cast<QWidget*>(people_page_), static_cast<QWidget*>(capture_page_),
                        static_cast<QWidget*>(review_page_), static_cast<QWidget*>(compare_page_),
                        static_cast<QWidget*>(report_page_), static_cast<QWidget*>(store_page_)}) {
    pages_->addWidget(page);
  }
  column->addWidget(pages_, 1);
  message_ = make_label({}, "quiet");
  message_->setObjectName("message");
  message_->setContentsMargins(20, 0, 20, 10);
  message_->hide();
  column->addWidget(message_);
  setCentralWidget(center);
  add_keys();
  connect(people_page_, &PeoplePage::capture_wanted, this, [this] { go(capture); });
  connect(people_page_, &PeoplePage::review_wanted, this, [this] { go(review); });
  connect(capture_page_, &CapturePage::mat_wanted, this, &MainWindow::choose_mat);
  connect(review_page_, &ReviewPage::file_wanted, this, &MainWindow::choose_file);
  connect(compare_page_, &ComparePage::file_wanted, this, [this] {
    const QString file = QFileDialog::getOpenFileName(this, tr("Compare with"));
    if (!file.isEmpty()) compare_page_->choose_file(file.toStdString());
  });
  connect(store_page_, &StorePage::left, this, [this] { go(people); });
  connect(&workspace_, &Workspace::captured, this, [this](const QString&, bool for_store) {
    if (!for_store && page_ == capture) go(review);
  });
  connect(&workspace_, &Workspace::trouble, this,
          [this](const QString& words) { show_message(words, true); });
  connect(&workspace_, &Workspace::told, this,
          [this](const QString& words) { show_message(words, false); });
  connect(&workspace_, &Workspace::ticked, this, &MainWindow::show_state);
  connect(&workspace_, &Workspace::person_changed, this, &MainWindow::show_state);
  qApp->installEventFilter(this);
  go(people);
  show_state();
}

QWidget* MainWindow::make_top() {
  top_ = new QWidget;
  auto* column = new QVBoxLayout(top_);
  column->setContentsMargins(20, 8, 20, 0);
  column->setSpacing(0);
  auto* bar = new QHBoxLayout;
  auto* name = make_label(QStringLiteral("Solea"));
  name->setWordWrap(false);
  name->setStyleSheet("font-size: 15pt; font-weight: 700;");
  bar->addWidget(name);
  bar->addSpacing(10);
  person_ = make_button({}, "flat");
  person_->setObjectName("person");
  bar->addWidget(person_);
  bar->addStretch();
  recording_ = make_label({});
  recording_->setWordWrap(false);
  bar->addWidget(recording_);
  mat_ = make_button({}, "flat");
  mat_->setObjectName("mat");
  bar->addWidget(mat_);
  status_ = make_label({}, "quiet");
  status_->setWordWrap(false);
  status_->setObjectName("status");
  bar->addWidget(status_);
  night_ = make_button(QStringLiteral("☾"), "flat");
  night_->setToolTip(tr("Light or dark (Ctrl+D)"));
  night_->setAccessibleName(tr("Light or dark"));
  bar->addWidget(night_);
  column->addLayout(bar);
  tabs_ = new QWidget;
  auto* tabs = new QHBoxLayout(tabs_);
  tabs->setContentsMargins(0, 0, 0, 0);
  tabs->setSpacing(4);
  auto* group = new QButtonGroup(this);
  const QStringList titles = {tr("People"),  tr("Capture"), tr("Review"),
                              tr("Compare"), tr("Report"),  tr("Store mode")};
  for (int i = 0; i < titles.size(); ++i) {
    auto* button = make_button(titles[i], "tab");
    button->setCheckable(true);
    button->setObjectName(QStringLiteral("tab_%1").arg(i));
    button->setToolTip(QStringLiteral("Ctrl+%1").arg(i + 1));
    group->addButton(button);
    if (i == store) tabs->addStretch();
    tabs->addWidget(button);
    tab_[static_cast<std::size_t>(i)] = button;
    connect(button, &QPushButton::clicked, this, [this, i] { go(static_cast<Page>(i)); });
  }
  column->addWidget(tabs_);
  connect(person_, &QPushButton::clicked, this, [this] { go(people); });
  connect(mat_, &QPushButton::clicked, this, &MainWindow::choose_mat);
  connect(night_, &QPushButton::clicked, this, [this] { set_dark(!theme().dark); });
  return top_;
}

void MainWindow::add_keys() {
  const auto key = [this](const QKeySequence& keys, std::function<void()> then) {
    connect(new QShortcut(keys, this), &QShortcut::activated, this, std::move(then));
  };
  for (int i = 0; i < 6; ++i) {
    key(QKeySequence(Qt::CTRL | (Qt::Key_1 + i)), [this, i] { go(static_cast<Page>(i)); });
  }
  key(QKeySequence::Open, [this] { choose_file(); });
  key(QKeySequence("Ctrl+Shift+O"), [this] { show_recent(); });
  key(QKeySequence::Undo, [this] { review_page_->undo(); });
  key(QKeySequence::Redo, [this] { review_page_->redo(); });
  key(QKeySequence("Ctrl+D"), [this] { set_dark(!theme().dark); });
  key(QKeySequence("Ctrl+M"), [this] { choose_mat(); });
  key(QKeySequence::Find, [this] {
    go(people);
    people_page_->focus_search();
  });
  key(QKeySequence("Ctrl+P"), [this] {
    go(report);
    report_page_->make_report();
  });
  key(QKeySequence(Qt::Key_F11), [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  key(QKeySequence(Qt::Key_F1), [this] { show_keys(); });
}

void MainWindow::go(Page page) {
  page_ = page;
  tab_[static_cast<std::size_t>(page)]->setChecked(true);
  pages_->setCurrentIndex(page);
  top_->setVisible(page != store);
  if (page == store) store_page_->begin();
  if (page == people) people_page_->focus_search();
  if (page == capture || page == review) pages_->currentWidget()->setFocus();
}

void MainWindow::open_file(const std::filesystem::path& file) {
  workspace_.open_file(file);
  go(review);
}

void MainWindow::set_dark(bool dark) {
  apply_theme(*qApp, dark);
  workspace_.settings().setValue("dark", dark);
  emit workspace_.look_changed();
  for (QWidget* widget : findChildren<QWidget*>()) widget->update();
}

void MainWindow::show_state() {
  const station::StationState& s = workspace_.state();
  const auto& person = workspace_.person();
  person_->setText(
      person ? QStringLiteral("%1  %2 ▾").arg(text_of(person->name), text_of(person->code))
             : tr("No person ▾"));
  QString mat;
  QColor color = theme().quiet;
  switch (s.mat) {
    case MatPhase::none:
      mat = tr("○ No mat");
      break;
    case MatPhase::connecting:
      mat = tr("○ Connecting…");
      break;
    case MatPhase::failed:
      mat = tr("⚠ Mat lost");
      color = theme().recording;
      break;
    case MatPhase::away:
      mat = tr("⚠ Mat away, waiting");
      color = theme().warning;
      break;
    case MatPhase::connected:
      mat = (s.is_virtual ? tr("● Virtual mat %1×%2, %3 Hz") : tr("● Mat %1×%2, %3 Hz"))
                .arg(s.rows)
                .arg(s.cols)
                .arg(number(s.rate_hz, 0));
      color = theme().good;
      break;
  }
  if (mat_->text() != mat) {
    mat_->setText(mat);
    mat_->setStyleSheet(QStringLiteral("color: %1;").arg(color.name()));
  }
  QStringList parts;
  if (s.mat == MatPhase::connected || s.mat == MatPhase::away) {
    parts << (!s.calibrated ? tr("not calibrated")
              : s.calibration_date.empty()
                  ? tr("calibrated by the mat")
                  : tr("calibrated %1").arg(day_words(s.calibration_date)));
    parts << tr("lost %1").arg(s.frames_lost);
  }
  if (s.capture != CapturePhase::idle) {
    parts << protocol_word(s.run.protocol().id)
          << tr("valid %1 L, %2 R").arg(s.run.left().valid).arg(s.run.right().valid);
  }
  status_->setText(parts.join(QStringLiteral(" · ")));
  recording_->setText(s.capture == CapturePhase::capturing ? tr("● Recording") : QString());
  recording_->setStyleSheet(
      QStringLiteral("color: %1; font-weight: 700;").arg(theme().recording.name()));
  if (message_ticks_ > 0 && --message_ticks_ == 0) message_->hide();
}

void MainWindow::show_message(const QString& words, bool trouble) {
  message_->setText(trouble ? QStringLiteral("⚠ ") + words : words);
  set_look(message_, "warning", trouble);
  message_->show();
  message_ticks_ = trouble ? 600 : 240;
}

void MainWindow::choose_file() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open a recording"));
  if (!file.isEmpty()) open_file(file.toStdString());
}

void MainWindow::choose_mat() {
  MatDialog dialog(workspace_, this);
  dialog.exec();
}

void MainWindow::show_recent() {
  QMenu menu(this);
  for (const QString& file : workspace_.recent()) {
    menu.addAction(QFileInfo(file).fileName(), this,
                   [this, file] { open_file(file.toStdString()); });
  }
  if (menu.isEmpty()) menu.addAction(tr("Nothing was opened yet"))->setEnabled(false);
  menu.exec(mapToGlobal(QPoint(24, 90)));
}

void MainWindow::show_keys() {
  QMessageBox::information(
      this, tr("Keys"),
      tr("<table cellspacing='6'>"
         "<tr><td><b>Space</b></td><td>the big button: start, finish; in Review: play</td></tr>"
         "<tr><td><b>Ctrl+1 … 6</b></td><td>People, Capture, Review, Compare, Report, "
         "Store</td></tr>"
         "<tr><td><b>Ctrl+N, Ctrl+F, Ctrl+S</b></td><td>new person, search, save</td></tr>"
         "<tr><td><b>Ctrl+T</b></td><td>tare</td></tr>"
         "<tr><td><b>S, X, Z</b></td><td>in Review: other side, exclude, edit zones</td></tr>"
         "<tr><td><b>Ctrl+Z, Ctrl+Y</b></td><td>undo, redo</td></tr>"
         "<tr><td><b>Ctrl+O, Ctrl+Shift+O</b></td><td>open a file, recent files</td></tr>"
         "<tr><td><b>Ctrl+M</b></td><td>the mat</td></tr>"
         "<tr><td><b>Ctrl+P</b></td><td>make the report</td></tr>"
         "<tr><td><b>Ctrl+D, F11</b></td><td>light or dark, full screen</td></tr>"
         "</table>"));
}

void MainWindow::press_space() {
  if (page_ == capture) capture_page_->press_big_button();
  if (page_ == store) store_page_->press_big_button();
  if (page_ == review) review_page_->toggle_play();
}

/// Keys of one letter, wherever no text is being written.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress || QApplication::activeModalWidget() != nullptr) {
    return QMainWindow::eventFilter(watched, event);
  }
  auto* widget = qobject_cast<QWidget*>(watched);
  if (widget == nullptr || (widget != this && !isAncestorOf(widget)))
    return QMainWindow::eventFilter(watched, event);
  const QWidget* focus = QApplication::focusWidget();
  const bool writing = qobject_cast<const QLineEdit*>(focus) != nullptr ||
                       qobject_cast<const QPlainTextEdit*>(focus) != nullptr ||
                       qobject_cast<const QTextEdit*>(focus) != nullptr ||
                       qobject_cast<const QAbstractSpinBox*>(focus) != nullptr;
  auto* key = static_cast<QKeyEvent*>(event);
  if (writing || key->modifiers() != Qt::NoModifier || key->isAutoRepeat()) {
    return QMainWindow::eventFilter(watched, event);
  }
  if (key->key() == Qt::Key_Space && (page_ == capture || page_ == store || page_ == review)) {
    press_space();
    return true;
  }
  if (page_ == review) {
    if (key->key() == Qt::Key_S) return review_page_->flip_side(), true;
    if (key->key() == Qt::Key_X) return review_page_->toggle_excluded(), true;
    if (key->key() == Qt::Key_Z) {
      findChild<QPushButton*>("edit_zones")->toggle();
      return true;
    }
  }
  return QMainWindow::eventFilter(watched, event);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  const auto urls = event->mimeData()->urls();
  if (!urls.isEmpty() && urls.front().isLocalFile()) {
    open_file(urls.front().toLocalFile().toStdString());
  }
}

}  // namespace solea::workstation
