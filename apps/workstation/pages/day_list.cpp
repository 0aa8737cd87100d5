#include "apps/workstation/pages/day_list.h"

#include <QDateTime>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"

namespace solea::workstation {

DayList::DayList(Workspace& workspace, QWidget* parent) : QWidget(parent), workspace_(workspace) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  auto* bar = new QHBoxLayout;
  title_ = make_label({}, "title");
  title_->setObjectName("day_title");
  title_->setWordWrap(false);
  auto* before = make_button(QStringLiteral("‹"), "flat");
  before->setObjectName("day_before");
  before->setToolTip(tr("The day before"));
  auto* today = make_button(tr("Today"), "flat");
  auto* after = make_button(QStringLiteral("›"), "flat");
  after->setObjectName("day_after");
  after->setToolTip(tr("The day after"));
  bar->addWidget(title_, 1);
  bar->addWidget(before);
  bar->addWidget(today);
  bar->addWidget(after);
  column->addLayout(bar);
  none_ = make_label(tr("No appointments."), "quiet");
  column->addWidget(none_);
  list_ = new QListWidget;
  list_->setObjectName("day");
  list_->setTextElideMode(Qt::ElideRight);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(list_);
  connect(before, &QPushButton::clicked, this, [this] { turn(-1); });
  connect(after, &QPushButton::clicked, this, [this] { turn(1); });
  connect(today, &QPushButton::clicked, this, [this] { turn(-days_); });
  const auto choose = [this](QListWidgetItem* item) {
    emit person_chosen(item->data(Qt::UserRole).toLongLong());
  };
  connect(list_, &QListWidget::itemClicked, this, choose);
  connect(list_, &QListWidget::itemActivated, this, choose);
  refresh();
}

void DayList::turn(int days) {
  days_ += days;
  refresh();
}

void DayList::refresh() {
  const QDate day = QDate::currentDate().addDays(days_);
  const auto utc = [](const QDate& date) {
    return QDateTime(date, QTime(0, 0)).toUTC().toString(Qt::ISODate).toStdString();
  };
  const QString written = QLocale().toString(day, QLocale::ShortFormat);
  title_->setText(days_ == 0 ? tr("Today, %1").arg(written)
                  : days_ == 1
                      ? tr("Tomorrow, %1").arg(written)
                      : QStringLiteral("%1, %2").arg(QLocale().dayName(day.dayOfWeek()), written));
  list_->clear();
  try {
    for (const catalogue::Appointment& a :
         workspace_.catalogue().appointments(utc(day), utc(day.addDays(1)))) {
      const auto person = workspace_.catalogue().person(a.person);
      const QDateTime at = QDateTime::fromString(text_of(a.begins_utc), Qt::ISODate).toLocalTime();
      QString text = QStringLiteral("%1   %2").arg(
          QLocale().toString(at.time(), QLocale::ShortFormat), text_of(person.name));
      if (!a.reason.empty()) text += QStringLiteral(" · ") + text_of(a.reason);
      auto* item = new QListWidgetItem(text, list_);
      item->setData(Qt::UserRole, QVariant::fromValue<qlonglong>(a.person));
      item->setToolTip(text);
    }
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
  // As high as a few lines; more can be scrolled to.
  constexpr int most_lines = 4;
  const int lines = std::min(list_->count(), most_lines);
  list_->setVisible(lines > 0);
  none_->setVisible(lines == 0);
  if (lines > 0) list_->setFixedHeight(lines * list_->sizeHintForRow(0) + 4);
}

}  // namespace solea::workstation
