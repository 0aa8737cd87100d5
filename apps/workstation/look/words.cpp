#include "apps/workstation/look/words.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <array>
#include <cmath>

namespace solea::workstation {

namespace {

QString say(const char* text) {
  return QCoreApplication::translate("words", text);
}

}  // namespace

QString number(const std::optional<double>& value, int decimals) {
  if (!value || !std::isfinite(*value)) return QStringLiteral("–");
  QLocale locale;
  locale.setNumberOptions(QLocale::OmitGroupSeparator);
  QString text = locale.toString(*value, 'f', decimals);
  if (text.startsWith('-')) {
    const bool zero = text.count('0') + 1 + text.count(locale.decimalPoint()) == text.size();
    text = zero ? text.mid(1) : QChar(0x2212) + text.mid(1);
  }
  return text;
}

QString text_of(const std::string& utf8) {
  return QString::fromStdString(utf8);
}

QString side_word(Side side) {
  return side == Side::left    ? say(QT_TRANSLATE_NOOP("words", "left"))
         : side == Side::right ? say(QT_TRANSLATE_NOOP("words", "right"))
                               : say(QT_TRANSLATE_NOOP("words", "side not known"));
}

QString side_mark(Side side) {
  return side == Side::left    ? say(QT_TRANSLATE_NOOP("words", "L"))
         : side == Side::right ? say(QT_TRANSLATE_NOOP("words", "R"))
                               : QStringLiteral("?");
}

QString protocol_word(const std::string& id) {
  // "walk-2" walks too: an id begins with its kind.
  const std::string kind = id.substr(0, id.find('-'));
  if (kind == "static") return say(QT_TRANSLATE_NOOP("words", "Standing"));
  if (kind == "walk") return say(QT_TRANSLATE_NOOP("words", "Walking"));
  if (kind == "run") return say(QT_TRANSLATE_NOOP("words", "Running"));
  if (id == "import") return say(QT_TRANSLATE_NOOP("words", "Imported file"));
  return text_of(id);
}

QString cue_words(station::Cue cue, const station::Protocol& protocol) {
  const bool standing = protocol.task == station::Task::standing;
  switch (cue) {
    case station::Cue::step_on:
      return say(QT_TRANSLATE_NOOP("words", "Step on with both feet"));
    case station::Cue::stand_still:
      return say(QT_TRANSLATE_NOOP("words", "Stand still"));
    case station::Cue::go:
      return protocol.task == station::Task::running
                 ? say(QT_TRANSLATE_NOOP("words", "Run across the mat"))
                 : say(QT_TRANSLATE_NOOP("words", "Walk across the mat"));
    case station::Cue::on_mat:
      return say(QT_TRANSLATE_NOOP("words", "On the mat"));
    case station::Cue::looking:
      return say(QT_TRANSLATE_NOOP("words", "Looking at the steps"));
    case station::Cue::again:
      return standing ? say(QT_TRANSLATE_NOOP("words", "Step off, then on again"))
                      : say(QT_TRANSLATE_NOOP("words", "Once more"));
    case station::Cue::done:
      break;
  }
  return say(QT_TRANSLATE_NOOP("words", "Done"));
}

QString reason_words(const std::string& reason) {
  static const std::array known = {
      QT_TRANSLATE_NOOP("words", "larger than a foot"),
      QT_TRANSLATE_NOOP("words", "cut by the plate's edge"),
      QT_TRANSLATE_NOOP("words", "begun before the recording"),
      QT_TRANSLATE_NOOP("words", "not ended within the recording"),
      QT_TRANSLATE_NOOP("words", "too short"),
      QT_TRANSLATE_NOOP("words", "too small"),
      QT_TRANSLATE_NOOP("words", "side not known"),
      QT_TRANSLATE_NOOP("words", "no foot was found"),
      QT_TRANSLATE_NOOP("words", "excluded by the user"),
      QT_TRANSLATE_NOOP("words", "the mat is loaded"),
      QT_TRANSLATE_NOOP("words", "no mat is connected"),
      QT_TRANSLATE_NOOP("words", "the mat ended"),
  };
  for (const char* text : known) {
    if (reason == text) return say(text);
  }
  const std::string excluded = "excluded by the user: ";
  if (reason.rfind(excluded, 0) == 0) {
    return reason_words("excluded by the user") + ": " + text_of(reason.substr(excluded.size()));
  }
  if (reason.rfind("stood for", 0) == 0) {
    return say(QT_TRANSLATE_NOOP("words", "stepped off too early"));
  }
  return text_of(reason);
}

QString arch_word(std::optional<ArchClass> arch) {
  if (!arch) return QStringLiteral("–");
  return *arch == ArchClass::high     ? say(QT_TRANSLATE_NOOP("words", "high arch"))
         : *arch == ArchClass::normal ? say(QT_TRANSLATE_NOOP("words", "medium arch"))
                                      : say(QT_TRANSLATE_NOOP("words", "flat arch"));
}

QString short_arch_word(ArchClass arch) {
  return arch == ArchClass::high     ? say(QT_TRANSLATE_NOOP("words", "high"))
         : arch == ArchClass::normal ? say(QT_TRANSLATE_NOOP("words", "medium"))
                                     : say(QT_TRANSLATE_NOOP("words", "flat"));
}

QString strike_word(std::optional<StrikeClass> strike) {
  if (!strike) return QStringLiteral("–");
  return *strike == StrikeClass::rearfoot  ? say(QT_TRANSLATE_NOOP("words", "heel first"))
         : *strike == StrikeClass::midfoot ? say(QT_TRANSLATE_NOOP("words", "midfoot first"))
                                           : say(QT_TRANSLATE_NOOP("words", "forefoot first"));
}

QString loading_word(std::optional<LoadingClass> loading) {
  if (!loading) return QStringLiteral("–");
  return *loading == LoadingClass::medial
             ? say(QT_TRANSLATE_NOOP("words", "more load on the inner side"))
         : *loading == LoadingClass::lateral
             ? say(QT_TRANSLATE_NOOP("words", "more load on the outer side"))
             : say(QT_TRANSLATE_NOOP("words", "even load"));
}

QString moment_words(const std::string& utc) {
  const QDateTime at = QDateTime::fromString(text_of(utc), Qt::ISODate);
  return at.isValid() ? QLocale().toString(at.toLocalTime(), QLocale::ShortFormat)
                      : QStringLiteral("–");
}

QString day_words(const std::string& utc) {
  const QDateTime at = QDateTime::fromString(text_of(utc), Qt::ISODate);
  return at.isValid() ? QLocale().toString(at.toLocalTime().date(), QLocale::ShortFormat)
                      : QStringLiteral("–");
}

QString label_with_unit(const ShownMeasure& measure) {
  if (measure.unit == QStringLiteral("1")) return measure.label;
  return QStringLiteral("%1, %2").arg(measure.label, measure.unit);
}

std::vector<ShownMeasure> shown_measures() {
  const QString none;
  const auto kpa = QStringLiteral("kPa");
  const auto newton = QStringLiteral("N");
  const auto mm = QStringLiteral("mm");
  const auto pct = QStringLiteral("%");
  return {
      {"heel_peak_pressure_kpa", say(QT_TRANSLATE_NOOP("words", "peak pressure")), kpa, 0,
       say(QT_TRANSLATE_NOOP("words", "Heel"))},
      {"heel_max_force_n", say(QT_TRANSLATE_NOOP("words", "maximum force")), newton, 0, none},
      {"heel_medial_lateral_pct", say(QT_TRANSLATE_NOOP("words", "inner against outer")), pct, 0,
       none},
      {"heel_contact_end_pct", say(QT_TRANSLATE_NOOP("words", "contact ends")), pct, 0, none},
      {"arch_index", say(QT_TRANSLATE_NOOP("words", "arch index")), QStringLiteral("1"), 3,
       say(QT_TRANSLATE_NOOP("words", "Arch"))},
      {"chippaux_smirak_pct", say(QT_TRANSLATE_NOOP("words", "Chippaux-Smirak")), pct, 0, none},
      {"cpei_pct", say(QT_TRANSLATE_NOOP("words", "CPEI")), pct, 1,
       say(QT_TRANSLATE_NOOP("words", "Centre of pressure"))},
      {"cop_path_mm", say(QT_TRANSLATE_NOOP("words", "path length")), mm, 0, none},
      {"strike_index_pct", say(QT_TRANSLATE_NOOP("words", "first contact at")), pct, 0, none},
      {"peak_pressure_kpa", say(QT_TRANSLATE_NOOP("words", "peak pressure")), kpa, 0,
       say(QT_TRANSLATE_NOOP("words", "Whole foot"))},
      {"max_force_n", say(QT_TRANSLATE_NOOP("words", "maximum force")), newton, 0, none},
      {"contact_area_mpp_cm2", say(QT_TRANSLATE_NOOP("words", "contact area")),
       QStringLiteral("cm²"), 0, none},
      {"stance_s", say(QT_TRANSLATE_NOOP("words", "stance")), QStringLiteral("s"), 2, none},
      {"foot_progression_deg", say(QT_TRANSLATE_NOOP("words", "foot angle")), QStringLiteral("°"),
       0, none},
      {"foot_length_mm", say(QT_TRANSLATE_NOOP("words", "print length")), mm, 0,
       say(QT_TRANSLATE_NOOP("words", "Size"))},
      {"foot_width_mm", say(QT_TRANSLATE_NOOP("words", "print width")), mm, 0, none},
  };
}

}  // namespace solea::workstation
