#include "apps/workstation/dialogs/protocols_dialog.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>
#include <algorithm>

#include "apps/workstation/look/words.h"
#include "apps/workstation/protocol_words.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"

namespace solea::workstation {

ProtocolsDialog::ProtocolsDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent), workspace_(workspace) {
  setObjectName("protocols_dialog");
  setWindowTitle(tr("Protocols"));
  setMinimumWidth(760);
  auto* column = new QVBoxLayout(this);
  column->addWidget(make_label(
      tr("How a capture goes. Recordings keep the protocol that they were made with."), "quiet"));
  auto* row = new QHBoxLayout;
  row->setSpacing(16);
  list_ = new QListWidget;
  list_->setObjectName("protocol_list");
  row->addWidget(list_, 1);
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(14);
  name_ = new QLineEdit;
  name_->setObjectName("protocol_name");
  task_ = new QComboBox;
  task_->setObjectName("protocol_task");
  for (const char* kind : {"static", "walk", "run"}) task_->addItem(protocol_word(kind), kind);
  seconds_ = new QDoubleSpinBox;
  seconds_->setObjectName("protocol_seconds");
  seconds_->setRange(3, 600);
  seconds_->setDecimals(0);
  seconds_->setSuffix(QStringLiteral(" s"));
  steps_ = new QSpinBox;
  steps_->setObjectName("protocol_steps");
  steps_->setRange(1, 99);
  for (QAbstractSpinBox* box :
       {static_cast<QAbstractSpinBox*>(seconds_), static_cast<QAbstractSpinBox*>(steps_)}) {
    box->setButtonSymbols(QAbstractSpinBox::NoButtons);
  }
  form->addRow(tr("Name"), name_);
  form->addRow(tr("Task"), task_);
  form->addRow(tr("Time of standing"), seconds_);
  form->addRow(tr("Valid steps a foot"), steps_);
  auto* right = new QVBoxLayout;
  right->addLayout(form);
  right->addStretch();
  row->addLayout(right, 1);
  column->addLayout(row, 1);
  auto* buttons = new QHBoxLayout;
  auto* add = make_button(tr("New"));
  add->setObjectName("protocol_add");
  add->setShortcut(QKeySequence::New);
  add->setToolTip(QStringLiteral("Ctrl+N"));
  remove_ = make_button(tr("Remove"), "flat");
  remove_->setObjectName("protocol_remove");
  undo_ = make_button(tr("Undo removal"), "flat");
  undo_->setObjectName("protocol_undo");
  undo_->setShortcut(QKeySequence::Undo);
  undo_->hide();
  auto* keep = make_button(tr("Save"), "main");
  keep->setObjectName("protocol_save");
  keep->setShortcut(QKeySequence::Save);
  keep->setToolTip(QStringLiteral("Ctrl+S"));
  keep->setDefault(true);
  auto* close = make_button(tr("Close"));
  close->setObjectName("protocol_close");
  for (QPushButton* button : {add, remove_, undo_, close}) button->setAutoDefault(false);
  buttons->addWidget(add);
  buttons->addWidget(remove_);
  buttons->addWidget(undo_);
  buttons->addStretch();
  buttons->addWidget(keep);
  buttons->addWidget(close);
  column->addLayout(buttons);
  connect(list_, &QListWidget::currentRowChanged, this, &ProtocolsDialog::show_chosen);
  connect(task_, QOverload<int>::of(&QComboBox::currentIndexChanged), this,
          &ProtocolsDialog::show_task);
  connect(add, &QPushButton::clicked, this, &ProtocolsDialog::add);
  connect(keep, &QPushButton::clicked, this, &ProtocolsDialog::save);
  connect(remove_, &QPushButton::clicked, this, &ProtocolsDialog::remove);
  connect(undo_, &QPushButton::clicked, this, &ProtocolsDialog::undo);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  auto* del = new QShortcut(QKeySequence::Delete, list_);
  del->setContext(Qt::WidgetShortcut);
  connect(del, &QShortcut::activated, this, &ProtocolsDialog::remove);
  fill_list({});
}

void ProtocolsDialog::fill_list(const std::string& chosen) {
  all_ = workspace_.catalogue().protocols();
  const QSignalBlocker quiet(list_);
  list_->clear();
  int now = 0;
  for (const catalogue::StoredProtocol& p : all_) {
    if (p.id == chosen) now = list_->count();
    QString text = protocol_title(p);
    if (!p.name.empty()) text += '\n' + protocol_details(p);
    list_->addItem(text);
  }
  list_->setCurrentRow(now);
  remove_->setEnabled(all_.size() > 1);
  undo_->setVisible(!removed_.empty());
  show_chosen();
}

void ProtocolsDialog::show_chosen() {
  const int at = list_->currentRow();
  if (at < 0 || at >= static_cast<int>(all_.size())) return;
  const catalogue::StoredProtocol& p = all_[static_cast<std::size_t>(at)];
  name_->setText(text_of(p.name));
  task_->setCurrentIndex(task_->findData(text_of(p.kind)));
  seconds_->setValue(p.seconds.value_or(10));
  steps_->setValue(p.steps_per_foot.value_or(5));
  show_task();
}

void ProtocolsDialog::show_task() {
  const bool standing = task_->currentData().toString() == QStringLiteral("static");
  seconds_->setEnabled(standing);
  steps_->setEnabled(!standing);
  name_->setPlaceholderText(tr("called by what it does"));
}

void ProtocolsDialog::add() {
  try {
    catalogue::StoredProtocol p;
    p.kind = "walk";
    p.steps_per_foot = 5;
    p.name = tr("New protocol").toStdString();
    fill_list(workspace_.catalogue().save(p).id);
    workspace_.protocols_were_changed();
    name_->setFocus();
    name_->selectAll();
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
}

void ProtocolsDialog::save() {
  const int at = list_->currentRow();
  if (at < 0) return;
  const catalogue::StoredProtocol old = all_[static_cast<std::size_t>(at)];
  catalogue::StoredProtocol p = old;
  p.name = name_->text().trimmed().toStdString();
  p.kind = task_->currentData().toString().toStdString();
  const bool standing = p.kind == "static";
  p.seconds = standing ? std::optional(seconds_->value()) : std::nullopt;
  p.steps_per_foot = standing ? std::nullopt : std::optional(steps_->value());
  try {
    // Trials are named by their protocol, which tells the task: another task is another protocol.
    if (p.kind != old.kind) p.id.clear();
    p = workspace_.catalogue().save(p);
    if (p.id != old.id) workspace_.catalogue().remove_protocol(old.id);
    fill_list(p.id);
    workspace_.protocols_were_changed();
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
}

void ProtocolsDialog::remove() {
  const int at = list_->currentRow();
  if (at < 0 || all_.size() < 2) return;
  try {
    removed_ = all_[static_cast<std::size_t>(at)].id;
    workspace_.catalogue().remove_protocol(removed_);
    fill_list({});
    workspace_.protocols_were_changed();
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
}

void ProtocolsDialog::undo() {
  if (removed_.empty()) return;
  try {
    const std::string back = std::exchange(removed_, {});
    workspace_.catalogue().restore_protocol(back);
    fill_list(back);
    workspace_.protocols_were_changed();
  } catch (const std::exception& e) {
    emit workspace_.trouble(text_of(e.what()));
  }
}

}  // namespace solea::workstation
