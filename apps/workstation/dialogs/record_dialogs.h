#pragma once

#include <functional>
#include <vector>

#include "apps/catalogue/records.h"

class QString;
class QWidget;

namespace solea::workstation {

class Workspace;

/// Asks for the time and the reason of an appointment; `save` gets what was entered and throws
/// where it cannot be kept. Returns at once.
void ask_appointment(QWidget* parent, Workspace& workspace, const QString& who,
                     const catalogue::Appointment& appointment,
                     std::function<void(const catalogue::Appointment&)> save);

/// Asks for the words of a note, and of a new one what it is about: the person or one of `trials`.
void ask_note(QWidget* parent, Workspace& workspace, const QString& who,
              const catalogue::Note& note, const std::vector<catalogue::Trial>& trials,
              std::function<void(const catalogue::Note&)> save);

}  // namespace solea::workstation
