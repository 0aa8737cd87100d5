#include "apps/workstation/app.h"

#include <QVTKOpenGLNativeWidget.h>
#include <vtkObject.h>

#include <QApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QSurfaceFormat>
#include <QTranslator>

// In a static library resources are not found by themselves.
static void use_texts() {
  Q_INIT_RESOURCE(texts);
}

namespace solea::workstation {

void prepare_application() {
  vtkObject::GlobalWarningDisplayOff();
  QSurfaceFormat format = QVTKOpenGLNativeWidget::defaultFormat();
  format.setSamples(0);  // in software each sample costs as much as the picture
  QSurfaceFormat::setDefaultFormat(format);
  QApplication::setAttribute(Qt::AA_EnableHighDpiScaling);
  QApplication::setAttribute(Qt::AA_UseHighDpiPixmaps);
}

void use_language(QApplication& app, const QString& language) {
  use_texts();
  if (!language.isEmpty()) {
    QLocale::setDefault(language == "de" ? QLocale(QLocale::German, QLocale::Germany)
                                         : QLocale(QLocale::English, QLocale::UnitedKingdom));
  }
  const bool german = QLocale().language() == QLocale::German;
  auto* qt = new QTranslator(&app);
  if (german && qt->load("qtbase_de", QLibraryInfo::location(QLibraryInfo::TranslationsPath))) {
    QApplication::installTranslator(qt);
  }
  auto* own = new QTranslator(&app);
  // English has its plurals in a file too.
  if (own->load(german ? ":/texts/solea_de.qm" : ":/texts/solea_en.qm")) {
    QApplication::installTranslator(own);
  }
}

}  // namespace solea::workstation
