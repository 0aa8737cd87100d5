#pragma once

#include <QImage>
#include <QWidget>
#include <filesystem>
#include <functional>
#include <memory>

#include "apps/workstation/workspace.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPdfDocument;
class QPushButton;
class QVBoxLayout;

namespace solea::workstation {

/// A report of the session in hand: chosen, looked at, kept as PDF.
class ReportPage final : public QWidget {
  Q_OBJECT
 public:
  ReportPage(Workspace& workspace, std::function<std::shared_ptr<const station::Review>()> before,
             QWidget* parent = nullptr);
  void make_report();
  /// Of the last report; empty: none.
  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }

 signals:
  void made(const QString& file);

 private:
  void show_state();
  void show_pages();

  Workspace& workspace_;
  std::function<std::shared_ptr<const station::Review>()> before_;
  std::filesystem::path file_;
  bool making_ = false;
  QComboBox* kind_ = nullptr;
  QComboBox* paper_ = nullptr;
  QComboBox* who_ = nullptr;
  QCheckBox* compared_ = nullptr;
  QLineEdit* note_ = nullptr;
  QPushButton* make_ = nullptr;
  QPushButton* save_as_ = nullptr;
  QLabel* words_ = nullptr;
  QPdfDocument* document_ = nullptr;
  QVBoxLayout* pages_ = nullptr;
};

}  // namespace solea::workstation
