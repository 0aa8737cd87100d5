#include "apps/workstation/main_window.h"

#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include "apps/workstation/dialogs/mat_dialog.h"
#include "apps/workstation/dialogs/protocols_dialog.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
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
  connect(people_page_, &PeoplePage::import_wanted, this, &MainWindow::choose_import);
  connect(capture_page_, &CapturePage::protocols_wanted, this, &MainWindow::edit_protocols);
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
    parts << workspace_.protocol_name(s.run.protocol().id)
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

void MainWindow::choose_import() {
  if (!workspace_.person()) {
    show_message(tr("Choose a person first."), false);
    go(people);
    return;
  }
  import_files(QFileDialog::getOpenFileNames(
      this, tr("Import recordings of %1").arg(text_of(workspace_.person()->name))));
}

void MainWindow::import_files(const QStringList& files) {
  if (files.isEmpty()) return;
  for (const QString& file : files) workspace_.import_file(file.toStdString());
  go(review);
}

void MainWindow::add_record(void (PeoplePage::*ask)()) {
  if (!workspace_.person()) show_message(tr("Choose a person first."), false);
  go(people);
  (people_page_->*ask)();
}

void MainWindow::edit_protocols() {
  if (workspace_.state().capture != CapturePhase::idle) return;
  auto* dialog = new ProtocolsDialog(workspace_, this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->open();
}

/// Files of a person in hand: theirs, or only to be looked at? Nothing is assumed.
void MainWindow::ask_about(const QStringList& files) {
  auto* box = new QMessageBox(this);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->setObjectName("drop_dialog");
  box->setWindowTitle(tr("Recordings"));
  const QString name = text_of(workspace_.person()->name);
  box->setText(files.size() == 1
                   ? tr("Is %1 a recording of %2?").arg(QFileInfo(files.front()).fileName(), name)
                   : tr("Are these %n files recordings of %1?", nullptr, files.size()).arg(name));
  box->setInformativeText(
      tr("What is added is kept under the person's code and can be corrected and compared."));
  auto* add = box->addButton(tr("Add to %1").arg(name), QMessageBox::AcceptRole);
  add->setObjectName("drop_add");
  auto* look = box->addButton(tr("Only look"), QMessageBox::RejectRole);
  look->setObjectName("drop_look");
  auto* cancel = box->addButton(QMessageBox::Cancel);
  cancel->setIcon({});
  box->setDefaultButton(static_cast<QPushButton*>(add));
  box->setEscapeButton(cancel);
  connect(box, &QMessageBox::buttonClicked, this,
          [this, files, add, look](QAbstractButton* chosen) {
            if (chosen == add) import_files(files);
            if (chosen == look) open_file(files.front().toStdString());
          });
  box->open();
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

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  QStringList files;
  for (const QUrl& url : event->mimeData()->urls()) {
    if (url.isLocalFile()) files << url.toLocalFile();
  }
  if (files.isEmpty()) return;
  event->acceptProposedAction();
  // What lies in the catalogue's folder is somebody's already.
  const QString own = QString::fromStdString((workspace_.data() / "sessions/").string());
  if (workspace_.person() && page_ != store && !files.front().startsWith(own)) {
    ask_about(files);
  } else {
    open_file(files.front().toStdString());
  }
}

}  // namespace solea::workstation
