#pragma once

#include "tests/apps/workstation/window_test.h"

namespace solea::workstation {

/// Notes, appointments, protocols and files of a person.
class RecordsTest : public WindowTest {
  Q_OBJECT

 private slots:
  void notes();
  void appointments();
  void protocols();
  void aDroppedFileIsAskedAbout();

 private:
  catalogue::Person somebody();
  void drop(const QString& file);
};

}  // namespace solea::workstation
