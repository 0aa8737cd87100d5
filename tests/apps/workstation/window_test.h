#pragma once

#include <QApplication>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>
#include <memory>

#include "apps/workstation/main_window.h"
#include "apps/workstation/report_maker.h"
#include "apps/workstation/workspace.h"

/// What tests of the real windows share: a window of its own over an empty folder for each test.
namespace solea::workstation {

inline constexpr int soon_ms = 20000;
inline const QString name = "Zephyrine Quillfeather";

template <class Widget = QPushButton>
Widget* find(QWidget& window, const char* object) {
  auto* widget = window.findChild<Widget*>(object);
  if (widget == nullptr) qFatal("no widget %s", object);
  return widget;
}

inline void click(QWidget& window, const char* object) {
  QTest::mouseClick(find(window, object), Qt::LeftButton);
}

/// Every file below a folder that holds `words`.
inline QStringList files_with(const QString& folder, const QByteArray& words, const QString& but) {
  QStringList found;
  QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    QFile file(files.next());
    if (file.fileName().contains(but)) continue;
    if (file.open(QIODevice::ReadOnly) && file.readAll().contains(words)) found << file.fileName();
  }
  return found;
}

class WindowTest : public QObject {
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

 protected:
  std::unique_ptr<QTemporaryDir> folder_;
  std::unique_ptr<Workspace> workspace_;
  std::unique_ptr<MainWindow> window_;

 private:
  /// What the clinic's flow left, for identity.py to search.
  void keep_the_visit() const {
    const QString kept = qEnvironmentVariable("SOLEA_FLOW_FOLDER");
    if (kept.isEmpty() || qstrcmp(QTest::currentTestFunction(), "clinic") != 0) return;
    QDir(kept).removeRecursively();
    QCOMPARE(QProcess::execute("cp", {"-r", folder_->path(), kept}), 0);
  }
};

}  // namespace solea::workstation
