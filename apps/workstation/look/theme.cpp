#include "apps/workstation/look/theme.h"

#include <QApplication>
#include <QFont>
#include <QFontDatabase>
#include <QPalette>
#include <QStyleFactory>

namespace solea::workstation {

namespace {

Theme the_theme;

Theme light() {
  Theme t;
  t.window = QColor(0xf4f5f7);
  t.panel = QColor(0xffffff);
  t.raised = QColor(0xeceef2);
  t.line = QColor(0xd5d9e0);
  t.ink = QColor(0x1a1f27);
  t.quiet = QColor(0x5a6472);
  t.accent = QColor(0x0b6e6e);
  t.on_accent = QColor(0xffffff);
  t.left = QColor(0x1f6fb2);
  t.right = QColor(0xcc6600);
  t.good = QColor(0x1d7a3e);
  t.warning = QColor(0x9a6700);
  t.recording = QColor(0xc62828);
  t.plate = QColor(0xfafbfc);
  return t;
}

Theme night() {
  Theme t;
  t.dark = true;
  t.window = QColor(0x14171c);
  t.panel = QColor(0x1c2027);
  t.raised = QColor(0x272d36);
  t.line = QColor(0x39414d);
  t.ink = QColor(0xe9ecf1);
  t.quiet = QColor(0x9ea8b6);
  t.accent = QColor(0x35b5ac);
  t.on_accent = QColor(0x08201e);
  t.left = QColor(0x6cb2f0);
  t.right = QColor(0xf5a04a);
  t.good = QColor(0x63c384);
  t.warning = QColor(0xe8b339);
  t.recording = QColor(0xff6b60);
  t.plate = QColor(0x101318);
  return t;
}

const char* sheet = R"(
* { outline: none; }
QMainWindow, QDialog { background: %window; }
QToolTip { background: %raised; color: %ink; border: 1px solid %line; padding: 6px; }
QFrame[panel="true"] { background: %panel; border: 1px solid %line; border-radius: 8px; }
QLabel[quiet="true"] { color: %quiet; }
QLabel[title="true"] { font-size: 15pt; font-weight: 600; }
QLabel[cue="true"] { font-size: 19pt; font-weight: 600; }
QLabel[warning="true"] { color: %warning; font-weight: 600; }
QPushButton { background: %raised; color: %ink; border: 1px solid %line; border-radius: 6px;
  padding: 7px 14px; }
QPushButton:hover { border-color: %accent; }
QPushButton:focus { border: 2px solid %accent; padding: 6px 13px; }
QPushButton:disabled { color: %faint; }
QPushButton:checked { background: %accent; color: %onaccent; border-color: %accent; }
QPushButton[main="true"] { background: %accent; color: %onaccent; border-color: %accent;
  font-weight: 600; }
QPushButton[main="true"]:focus { border: 2px solid %ink; }
QPushButton[main="true"]:disabled { background: %raised; color: %faint; border-color: %line; }
QPushButton[recording="true"] { background: %recording; color: white; border-color: %recording; }
QPushButton[tab="true"] { background: transparent; border: none; border-bottom: 3px solid transparent;
  border-radius: 0; padding: 10px 18px; color: %quiet; font-weight: 600; }
QPushButton[tab="true"]:hover { color: %ink; }
QPushButton[tab="true"]:focus { border: none; border-bottom: 3px solid %line; padding: 10px 18px; color: %ink; }
QPushButton[tab="true"]:checked { color: %ink; border-bottom: 3px solid %accent; background: transparent; }
QPushButton[tab="true"]:disabled { color: %faint; }
QPushButton[flat="true"] { background: transparent; border-color: transparent; }
QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, QComboBox { background: %panel; color: %ink;
  border: 1px solid %line; border-radius: 6px; padding: 6px 8px; selection-background-color: %accent;
  selection-color: %onaccent; }
QLineEdit:focus, QPlainTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus {
  border-color: %accent; }
QCheckBox::indicator { width: 15px; height: 15px; border: 1px solid %quiet; border-radius: 4px;
  background: %panel; }
QCheckBox::indicator:hover, QCheckBox::indicator:focus { border-color: %accent; }
QCheckBox::indicator:checked { background: %accent; border-color: %accent; }
QCheckBox::indicator:disabled { border-color: %line; }
QCheckBox:disabled { color: %faint; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url(:/texts/down.png); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: %panel; color: %ink; border: 1px solid %line;
  selection-background-color: %accent; selection-color: %onaccent; }
QTableView, QListView { background: %panel; alternate-background-color: %panel; color: %ink;
  border: none; gridline-color: %line; selection-background-color: %select; selection-color: %ink; }
QTableView::item, QListView::item { padding: 4px; }
QListView::item { border-bottom: 1px solid %line; padding: 8px; }
QListView::item:selected, QTableView::item:selected { background: %select; color: %ink; }
QHeaderView::section { background: %panel; color: %quiet; border: none;
  border-bottom: 1px solid %line; padding: 5px; font-weight: 600; }
QTableCornerButton::section { background: %panel; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; }
QScrollBar::handle:vertical { background: %line; border-radius: 5px; min-height: 30px; }
QScrollBar::add-line, QScrollBar::sub-line { height: 0; width: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; }
QScrollBar::handle:horizontal { background: %line; border-radius: 5px; }
QSlider::groove:horizontal { height: 6px; background: %raised; border-radius: 3px; }
QSlider::sub-page:horizontal { background: %accent; border-radius: 3px; }
QSlider::handle:horizontal { background: %accent; width: 16px; margin: -6px 0; border-radius: 8px; }
QProgressBar { background: %raised; border: none; border-radius: 4px; height: 8px; }
QProgressBar::chunk { background: %accent; border-radius: 4px; }
QMenu { background: %panel; color: %ink; border: 1px solid %line; padding: 4px; }
QMenu::item { padding: 6px 24px; }
QMenu::item:selected { background: %select; }
QScrollArea { border: none; background: transparent; }
)";

}  // namespace

const Theme& theme() {
  return the_theme;
}

void apply_theme(QApplication& app, bool dark) {
  the_theme = dark ? night() : light();
  const Theme& t = the_theme;
  app.setStyle(QStyleFactory::create("Fusion"));
  QPalette p;
  p.setColor(QPalette::Window, t.window);
  p.setColor(QPalette::WindowText, t.ink);
  p.setColor(QPalette::Base, t.panel);
  p.setColor(QPalette::AlternateBase, t.raised);
  p.setColor(QPalette::Text, t.ink);
  p.setColor(QPalette::Button, t.raised);
  p.setColor(QPalette::ButtonText, t.ink);
  p.setColor(QPalette::Highlight, t.accent);
  p.setColor(QPalette::HighlightedText, t.on_accent);
  p.setColor(QPalette::PlaceholderText, t.quiet);
  p.setColor(QPalette::ToolTipBase, t.raised);
  p.setColor(QPalette::ToolTipText, t.ink);
  app.setPalette(p);
  QFont font = app.font();
  const QStringList families = QFontDatabase().families();
  for (const char* family : {"Inter", "Noto Sans", "DejaVu Sans"}) {
    if (!families.contains(family)) continue;
    font.setFamily(family);
    break;
  }
  font.setPointSizeF(11);
  app.setFont(font);
  const auto mixed = [](const QColor& a, const QColor& b, double part) {
    return QColor::fromRgbF(a.redF() + part * (b.redF() - a.redF()),
                            a.greenF() + part * (b.greenF() - a.greenF()),
                            a.blueF() + part * (b.blueF() - a.blueF()));
  };
  QString text = sheet;
  text.replace("%window", t.window.name());
  text.replace("%panel", t.panel.name());
  text.replace("%raised", t.raised.name());
  text.replace("%line", t.line.name());
  text.replace("%ink", t.ink.name());
  text.replace("%quiet", t.quiet.name());
  text.replace("%onaccent", t.on_accent.name());
  text.replace("%accent", t.accent.name());
  text.replace("%warning", t.warning.name());
  text.replace("%recording", t.recording.name());
  text.replace("%faint", mixed(t.quiet, t.window, 0.45).name());
  text.replace("%select", mixed(t.panel, t.accent, 0.2).name());
  app.setStyleSheet(text);
}

}  // namespace solea::workstation
