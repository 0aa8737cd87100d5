#pragma once

#include <QString>

class QApplication;

namespace solea::workstation {

/// Before the QApplication: OpenGL, high resolutions.
void prepare_application();
/// Texts and numbers in a language ("en", "de"; empty: the system's).
void use_language(QApplication& app, const QString& language);

}  // namespace solea::workstation
