#include "apps/workstation/pages/people_page.h"

#include <QComboBox>
#include <QDate>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>

#include "apps/workstation/look/words.h"
#include "apps/workstation/pages/day_list.h"
#include "apps/workstation/pages/person_records.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"

namespace solea::workstation {

namespace {

void choose(QComboBox* box, const std::string& id) {
  const int at = box->findData(text_of(id));
  box->setCurrentIndex(at < 0 ? 0 : at);
}

template <class Box>
auto optional_value(const Box* box) {
  using Value = decltype(box->value());
  return box->value() == box->minimum() ? std::optional<Value>() : std::optional(box->value());
}

}  // namespace

PeoplePage::PeoplePage(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  auto* recovery = new Panel;
  recovery_ = recovery;
  auto* bar = new QHBoxLayout;
  recovery_words_ = make_label({}, "warning");
  auto* recover = make_button(tr("Recover"), "main");
  recover->setObjectName("recover");
  bar->addWidget(recovery_words_, 1);
  bar->addWidget(recover);
  recovery->column()->addLayout(bar);
  column->addWidget(recovery);
  auto* row = new QHBoxLayout;
  row->setSpacing(16);
  row->addWidget(make_list(), 3);
  right_ = new QStackedWidget;
  right_->addWidget(make_empty());
  right_->addWidget(make_form());
  row->addWidget(right_, 2);
  column->addLayout(row, 1);
  connect(recover, &QPushButton::clicked, this, [this] { workspace_.recover_unfinished(); });
  connect(&workspace_, &Workspace::people_changed, this, &PeoplePage::refresh);
  connect(&workspace_, &Workspace::person_changed, this, &PeoplePage::show_person);
  connect(day_, &DayList::person_chosen, this, [this](qlonglong id) {
    try {
      workspace_.set_person(workspace_.catalogue().person(id));
      refresh();
      records_->show_kind(PersonRecords::appointments);
    } catch (const std::exception& e) {
      emit workspace_.trouble(text_of(e.what()));
    }
  });
  connect(records_, &PersonRecords::review_wanted, this, [this](const QString& session) {
    workspace_.open_file(workspace_.data() / session.toStdString());
    emit review_wanted();
  });
  connect(records_, &PersonRecords::import_wanted, this, &PeoplePage::import_wanted);
  connect(records_, &PersonRecords::removed, this, &PeoplePage::offer_undo);
  refresh();
  show_person();
}

QWidget* PeoplePage::make_list() {
  auto* panel = new Panel;
  auto* bar = new QHBoxLayout;
  search_ = new QLineEdit;
  search_->setObjectName("search");
  search_->setPlaceholderText(tr("Search name or code"));
  search_->setClearButtonEnabled(true);
  auto* add = make_button(tr("New person"), "main");
  add->setObjectName("new_person");
  add->setShortcut(QKeySequence::New);
  add->setToolTip(QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText));
  bar->addWidget(search_, 1);
  bar->addWidget(add);
  panel->column()->addLayout(bar);
  list_ = new QTableWidget(0, 5);
  list_->setObjectName("people");
  list_->setHorizontalHeaderLabels(
      {tr("Name"), tr("Code"), tr("Born"), tr("Recordings"), tr("Last visit")});
  list_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  for (int c = 1; c < 5; ++c) {
    list_->horizontalHeader()->setSectionResizeMode(c, QHeaderView::ResizeToContents);
  }
  list_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  list_->horizontalHeader()->setHighlightSections(false);
  list_->verticalHeader()->hide();
  list_->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 16);
  list_->setShowGrid(false);
  list_->setSelectionBehavior(QAbstractItemView::SelectRows);
  list_->setSelectionMode(QAbstractItemView::SingleSelection);
  list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  panel->column()->addWidget(list_, 1);
  auto* below = new QHBoxLayout;
  found_ = make_label({}, "quiet");
  undo_ = make_button(tr("Undo removal"), "flat");
  undo_->setObjectName("undo_removal");
  undo_->setToolTip(QKeySequence(QKeySequence::Undo).toString(QKeySequence::NativeText));
  undo_->hide();
  below->addWidget(found_, 1);
  below->addWidget(undo_);
  panel->column()->addLayout(below);
  day_ = new DayList(workspace_);
  panel->column()->addWidget(day_);
  connect(search_, &QLineEdit::textChanged, this, &PeoplePage::refresh);
  connect(search_, &QLineEdit::returnPressed, this, [this] {
    if (!rows_.empty()) {
      list_->selectRow(0);
      list_->setFocus();
    }
  });
  connect(add, &QPushButton::clicked, this, &PeoplePage::new_person);
  connect(undo_, &QPushButton::clicked, this, &PeoplePage::undo_removal);
  connect(list_, &QTableWidget::itemSelectionChanged, this, [this] {
    if (filling_) return;
    const int at = list_->currentRow();
    if (at < 0 || at >= static_cast<int>(rows_.size())) return;
    workspace_.set_person(rows_[static_cast<std::size_t>(at)].person);
  });
  connect(list_, &QTableWidget::cellDoubleClicked, this, [this] { emit capture_wanted(); });
  return panel;
}

QWidget* PeoplePage::make_empty() {
  auto* panel = new Panel;
  panel->column()->addStretch();
  auto* title = make_label(tr("Who is here?"), "title");
  title->setAlignment(Qt::AlignCenter);
  auto* words = make_label(
      tr("Choose a person on the left, or add a new one. Names stay in this catalogue; recordings "
         "carry a code only."),
      "quiet");
  words->setAlignment(Qt::AlignCenter);
  auto* add = make_button(tr("New person"), "main");
  panel->column()->addWidget(title);
  panel->column()->addWidget(words);
  panel->column()->addWidget(add, 0, Qt::AlignCenter);
  panel->column()->addStretch();
  connect(add, &QPushButton::clicked, this, &PeoplePage::new_person);
  return panel;
}

QWidget* PeoplePage::make_form() {
  auto* panel = new Panel;
  heading_ = make_label({}, "title");
  panel->column()->addWidget(heading_);
  auto* form = new QFormLayout;
  form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  form->setHorizontalSpacing(14);
  name_ = new QLineEdit;
  name_->setObjectName("name");
  code_ = new QLineEdit;
  code_->setPlaceholderText(tr("given when saved"));
  birth_year_ = new QSpinBox;
  birth_year_->setObjectName("birth_year");
  birth_year_->setRange(1899, QDate::currentDate().year());
  birth_year_->setGroupSeparatorShown(false);
  mass_ = new QDoubleSpinBox;
  mass_->setObjectName("mass");
  mass_->setRange(0, 400);
  mass_->setDecimals(1);
  mass_->setSuffix(QStringLiteral(" kg"));
  height_ = new QDoubleSpinBox;
  height_->setRange(0, 260);
  height_->setDecimals(0);
  height_->setSuffix(QStringLiteral(" cm"));
  for (QAbstractSpinBox* box :
       {static_cast<QAbstractSpinBox*>(birth_year_), static_cast<QAbstractSpinBox*>(mass_),
        static_cast<QAbstractSpinBox*>(height_)}) {
    box->setSpecialValueText(QStringLiteral("–"));
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
  }
  pain_side_ = new QComboBox;
  pain_side_->addItem(tr("no pain"), "");
  pain_side_->addItem(tr("left"), "left");
  pain_side_->addItem(tr("right"), "right");
  pain_side_->addItem(tr("both"), "both");
  pain_place_ = new QComboBox;
  pain_place_->addItem(QStringLiteral("–"), "");
  pain_place_->addItem(tr("heel"), "heel");
  pain_place_->addItem(tr("arch"), "arch");
  pain_place_->addItem(tr("forefoot"), "forefoot");
  pain_place_->addItem(tr("toes"), "toes");
  pain_place_->addItem(tr("ankle"), "ankle");
  pain_place_->addItem(tr("knee"), "knee");
  note_ = new QPlainTextEdit;
  note_->setTabChangesFocus(true);
  note_->setMaximumHeight(3 * fontMetrics().height());
  note_->setPlaceholderText(tr("what stays true of the person; dated notes are below"));
  const auto both = [](QWidget* left, QWidget* right) {
    auto* pair = new QHBoxLayout;
    pair->setSpacing(8);
    pair->addWidget(left, 1);
    pair->addWidget(right, 1);
    return pair;
  };
  form->addRow(tr("Name"), name_);
  form->addRow(tr("Code, birth year"), both(code_, birth_year_));
  form->addRow(tr("Mass, height"), both(mass_, height_));
  form->addRow(tr("Pain"), both(pain_side_, pain_place_));
  form->addRow(tr("Remark"), note_);
  panel->column()->addLayout(form);
  auto* buttons = new QHBoxLayout;
  save_ = make_button(tr("Save"));
  save_->setObjectName("save_person");
  save_->setShortcut(QKeySequence::Save);
  capture_ = make_button(tr("Capture"), "main");
  capture_->setObjectName("capture_person");
  remove_ = make_button(tr("Remove"), "flat");
  buttons->addWidget(remove_);
  buttons->addStretch();
  buttons->addWidget(save_);
  buttons->addWidget(capture_);
  panel->column()->addLayout(buttons);
  records_ = new PersonRecords(workspace_);
  panel->column()->addWidget(records_, 1);
  connect(save_, &QPushButton::clicked, this, &PeoplePage::save_person);
  connect(name_, &QLineEdit::returnPressed, this, &PeoplePage::save_person);
  connect(capture_, &QPushButton::clicked, this, [this] {
    save_person();
    if (workspace_.person()) emit capture_wanted();
  });
  connect(remove_, &QPushButton::clicked, this, &PeoplePage::remove_person);
  return panel;
}

void PeoplePage::focus_search() {
  search_->setFocus();
  search_->selectAll();
}

void PeoplePage::new_person() {
  workspace_.set_person(std::nullopt);
  filling_ = true;
  list_->clearSelection();
  filling_ = false;
  heading_->setText(tr("New person"));
  for (QLineEdit* line : {name_, code_}) line->clear();
  birth_year_->setValue(birth_year_->minimum());
  mass_->setValue(0);
  height_->setValue(0);
  pain_side_->setCurrentIndex(0);
  pain_place_->setCurrentIndex(0);
  note_->clear();
  records_->hide();
  remove_->hide();
  right_->setCurrentIndex(1);
  name_->setFocus();
}

void PeoplePage::refresh() {
  constexpr std::size_t most = 200;
  try {
    rows_ = workspace_.catalogue().find(search_->text().toStdString(), most);
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
    return;
  }
  filling_ = true;
  list_->setRowCount(static_cast<int>(rows_.size()));
  int chosen = -1;
  for (int i = 0; i < static_cast<int>(rows_.size()); ++i) {
    const catalogue::PersonRow& row = rows_[static_cast<std::size_t>(i)];
    const QStringList texts = {
        text_of(row.person.name), text_of(row.person.code),
        row.person.birth_year ? QString::number(*row.person.birth_year) : QStringLiteral("–"),
        QString::number(row.trials), day_words(row.last_utc)};
    for (int c = 0; c < texts.size(); ++c) list_->setItem(i, c, new QTableWidgetItem(texts[c]));
    if (workspace_.person() && workspace_.person()->id == row.person.id) chosen = i;
  }
  if (chosen >= 0) list_->selectRow(chosen);
  filling_ = false;
  const auto all = workspace_.catalogue().people();
  found_->setText(all == 0 ? tr("No person yet: add the first one.")
                           : tr("%1 of %2 people").arg(rows_.size()).arg(all));
  const std::size_t lost = workspace_.unfinished().size();
  recovery_->setVisible(lost > 0);
  if (lost > 0) {
    recovery_words_->setText(
        tr("⚠ %n recording(s) did not end properly. Everything up to the last second is there.",
           nullptr, static_cast<int>(lost)));
  }
  records_->refresh();
  day_->refresh();
}

void PeoplePage::show_person() {
  const auto& person = workspace_.person();
  if (!person) {
    right_->setCurrentIndex(0);
    return;
  }
  right_->setCurrentIndex(1);
  heading_->setText(text_of(person->name));
  name_->setText(text_of(person->name));
  code_->setText(text_of(person->code));
  birth_year_->setValue(person->birth_year.value_or(birth_year_->minimum()));
  mass_->setValue(person->mass_kg.value_or(0));
  height_->setValue(person->height_cm.value_or(0));
  choose(pain_side_, person->pain_side);
  choose(pain_place_, person->pain_place);
  note_->setPlainText(text_of(person->note));
  remove_->show();
  records_->show();
  records_->refresh();
}

void PeoplePage::save_person() {
  catalogue::Person p = workspace_.person().value_or(catalogue::Person{});
  p.name = name_->text().trimmed().toStdString();
  p.code = code_->text().trimmed().toStdString();
  p.birth_year = optional_value(birth_year_);
  p.mass_kg = optional_value(mass_);
  p.height_cm = optional_value(height_);
  p.pain_side = pain_side_->currentData().toString().toStdString();
  p.pain_place = pain_place_->currentData().toString().toStdString();
  p.note = note_->toPlainText().toStdString();
  if (p.name.empty()) {
    name_->setPlaceholderText(tr("a name, or any other words to be found by"));
    name_->setFocus();
    return;
  }
  try {
    workspace_.set_person(workspace_.catalogue().save(p));
    emit workspace_.people_changed();
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
}

void PeoplePage::remove_person() {
  if (!workspace_.person()) return;
  const catalogue::Id id = workspace_.person()->id;
  try {
    workspace_.catalogue().remove(id);
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
    return;
  }
  offer_undo([this, id] { workspace_.catalogue().restore(id); });
  workspace_.set_person(std::nullopt);
  refresh();
}

void PeoplePage::offer_undo(const std::function<void()>& put_back) {
  put_back_.push_back(put_back);
  undo_->show();
}

void PeoplePage::undo_removal() {
  if (put_back_.empty()) return;
  const std::function<void()> put_back = put_back_.back();
  put_back_.pop_back();
  undo_->setVisible(!put_back_.empty());
  try {
    put_back();
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
  emit workspace_.people_changed();
}

void PeoplePage::new_note() {
  records_->new_note();
}

void PeoplePage::new_appointment() {
  records_->new_appointment();
}

}  // namespace solea::workstation
