#include "apps/workstation/protocol_words.h"

#include <QCoreApplication>

#include "apps/workstation/look/words.h"

namespace solea::workstation {

station::Protocol capture_protocol(const catalogue::StoredProtocol& stored) {
  station::Protocol p;
  p.id = stored.id;
  p.task = stored.kind == "static" ? station::Task::standing
           : stored.kind == "run"  ? station::Task::running
                                   : station::Task::walking;
  p.seconds = stored.seconds.value_or(0);
  p.steps_per_foot = stored.steps_per_foot.value_or(1);
  return p;
}

QString protocol_details(const catalogue::StoredProtocol& stored) {
  const QString word = protocol_word(stored.kind);
  if (stored.kind == "static") {
    return QCoreApplication::translate("words", "%1, %2 s").arg(word, number(stored.seconds, 0));
  }
  return QCoreApplication::translate("words", "%1, %2 steps a foot")
      .arg(word)
      .arg(stored.steps_per_foot.value_or(1));
}

QString protocol_title(const catalogue::StoredProtocol& stored) {
  return stored.name.empty() ? protocol_details(stored) : text_of(stored.name);
}

}  // namespace solea::workstation
