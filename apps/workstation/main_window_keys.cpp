#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QTextEdit>

#include "apps/workstation/look/theme.h"
#include "apps/workstation/main_window.h"
#include "apps/workstation/pages/capture_page.h"
#include "apps/workstation/pages/people_page.h"
#include "apps/workstation/pages/report_page.h"
#include "apps/workstation/pages/review_page.h"
#include "apps/workstation/pages/store_page.h"

// What each key does.

namespace solea::workstation {

void MainWindow::add_keys() {
  const auto key = [this](const QKeySequence& keys, std::function<void()> then) {
    connect(new QShortcut(keys, this), &QShortcut::activated, this, std::move(then));
  };
  for (int i = 0; i < 6; ++i) {
    key(QKeySequence(Qt::CTRL | (Qt::Key_1 + i)), [this, i] { go(static_cast<Page>(i)); });
  }
  key(QKeySequence::Open, [this] { choose_file(); });
  key(QKeySequence("Ctrl+Shift+O"), [this] { show_recent(); });
  key(QKeySequence("Ctrl+I"), [this] { choose_import(); });
  key(QKeySequence("Ctrl+Shift+N"), [this] { add_record(&PeoplePage::new_note); });
  key(QKeySequence("Ctrl+Shift+A"), [this] { add_record(&PeoplePage::new_appointment); });
  key(QKeySequence("Ctrl+Shift+P"), [this] { edit_protocols(); });
  key(QKeySequence::Undo, [this] {
    if (page_ == people) {
      people_page_->undo_removal();
    } else {
      review_page_->undo();
    }
  });
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

void MainWindow::show_keys() {
  QMessageBox::information(
      this, tr("Keys"),
      tr("<table cellspacing='6'>"
         "<tr><td><b>Space</b></td><td>the big button: start, finish; in Review: play</td></tr>"
         "<tr><td><b>Ctrl+1 … 6</b></td><td>People, Capture, Review, Compare, Report, "
         "Store</td></tr>"
         "<tr><td><b>Ctrl+N, Ctrl+F, Ctrl+S</b></td><td>new person, search, save</td></tr>"
         "<tr><td><b>Ctrl+Shift+N, A</b></td><td>new note, new appointment of the person</td></tr>"
         "<tr><td><b>Ctrl+I</b></td><td>import files as recordings of the person</td></tr>"
         "<tr><td><b>Ctrl+T, Ctrl+Shift+P</b></td><td>tare, protocols</td></tr>"
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

}  // namespace solea::workstation
