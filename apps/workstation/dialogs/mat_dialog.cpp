#include "apps/workstation/dialogs/mat_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "acquisition/ports.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"

namespace solea::workstation {

MatDialog::MatDialog(Workspace& workspace, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Mat"));
  setMinimumWidth(520);
  auto* column = new QVBoxLayout(this);
  auto* virtual_mat = make_button(tr("Use the virtual mat"), "main");
  column->addWidget(make_label(
      tr("The virtual mat is a person on sensors, made by this program: for trying and learning."),
      "quiet"));
  column->addWidget(virtual_mat);
  column->addSpacing(14);
  auto* form = new QFormLayout;
  auto* driver = new QComboBox;
  for (const DeviceDriver* d : builtin_drivers()) {
    driver->addItem(QString::fromUtf8(d->name.data(), static_cast<int>(d->name.size())),
                    QString::fromUtf8(d->id.data(), static_cast<int>(d->id.size())));
  }
  const int last = driver->findData(workspace.settings().value("mat").toString());
  if (last >= 0) driver->setCurrentIndex(last);
  auto* port = new QComboBox;
  port->setEditable(true);
  for (const SerialPort& info : list_ports()) port->addItem(text_of(info.path));
  port->setCurrentText(workspace.settings().value("port").toString());
  port->lineEdit()->setPlaceholderText(tr("serial port, or HOST:PORT"));
  auto* calibration = new QLineEdit(workspace.settings().value("calibration").toString());
  calibration->setPlaceholderText(tr("only for mats that tell none"));
  auto* choose = make_button(tr("Choose…"));
  auto* file = new QHBoxLayout;
  file->addWidget(calibration, 1);
  file->addWidget(choose);
  form->addRow(tr("Kind"), driver);
  form->addRow(tr("Port"), port);
  form->addRow(tr("Calibration"), file);
  column->addLayout(form);
  auto* buttons = new QHBoxLayout;
  auto* disconnect_mat = make_button(tr("Disconnect"));
  auto* connect_mat = make_button(tr("Connect"));
  auto* cancel = make_button(tr("Cancel"));
  buttons->addWidget(disconnect_mat);
  buttons->addStretch();
  buttons->addWidget(cancel);
  buttons->addWidget(connect_mat);
  column->addLayout(buttons);
  connect(virtual_mat, &QPushButton::clicked, this, [this, &workspace] {
    workspace.connect_virtual_mat();
    accept();
  });
  connect(choose, &QPushButton::clicked, this, [this, calibration] {
    const QString chosen = QFileDialog::getOpenFileName(this, tr("Calibration"));
    if (!chosen.isEmpty()) calibration->setText(chosen);
  });
  connect(connect_mat, &QPushButton::clicked, this, [this, driver, port, calibration, &workspace] {
    workspace.connect_mat(driver->currentData().toString().toStdString(), port->currentText(),
                          calibration->text());
    accept();
  });
  connect(disconnect_mat, &QPushButton::clicked, this, [this, &workspace] {
    workspace.station().disconnect();
    accept();
  });
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

}  // namespace solea::workstation
