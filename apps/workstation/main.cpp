#include <QVTKOpenGLNativeWidget.h>
#include <vtkObject.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>
#include <QStandardPaths>
#include <QSurfaceFormat>
#include <QTimer>
#include <iostream>

#include "apps/workstation/app.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/main_window.h"
#include "apps/workstation/report_maker.h"
#include "apps/workstation/workspace.h"
#include "core/version.h"

int main(int argc, char** argv) {
  using namespace solea::workstation;
  prepare_application();
  QApplication app(argc, argv);
  QApplication::setApplicationName("solea-workstation");
  QApplication::setApplicationVersion(QString::fromUtf8(
      solea::software_version.data(), static_cast<int>(solea::software_version.size())));
  QCommandLineParser options;
  options.setApplicationDescription("Pressure under the foot: clinic, store, laboratory.");
  options.addHelpOption();
  options.addVersionOption();
  options.addOption({"data", "Folder of the catalogue and the recordings.", "FOLDER"});
  options.addOption({"language", "en or de, instead of the system's.", "LANGUAGE"});
  options.addOption({"dark", "Dark colours."});
  options.addOption({"light", "Light colours."});
  options.addOption({"virtual", "Connects the virtual mat."});
  options.addOption({"store", "Begins in store mode."});
  options.addOption({"started", "Ends as soon as the window is usable: to time the start."});
  options.addPositionalArgument("FILE", "A recording to open.");
  options.process(app);
  use_language(app, options.value("language"));
  QString folder = options.value("data");
  if (folder.isEmpty()) {
    folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
  }
  try {
    Workspace workspace(folder.toStdString(), report_maker());
    bool dark = workspace.settings().value("dark", false).toBool();
    if (options.isSet("dark")) dark = true;
    if (options.isSet("light")) dark = false;
    apply_theme(app, dark);
    MainWindow window(workspace);
    window.show();
    if (options.isSet("virtual")) workspace.connect_virtual_mat();
    if (options.isSet("store")) window.go(MainWindow::store);
    if (!options.positionalArguments().isEmpty()) {
      window.open_file(options.positionalArguments().front().toStdString());
    }
    if (options.isSet("started")) {
      QTimer::singleShot(0, &app, [] { QApplication::quit(); });
    }
    return QApplication::exec();
  } catch (const std::exception& e) {
    std::cerr << "solea-workstation: " << e.what() << '\n';
    return 1;
  }
}
