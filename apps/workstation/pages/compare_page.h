#pragma once

#include <QWidget>
#include <filesystem>
#include <memory>

#include "apps/station/compare.h"
#include "apps/station/review.h"

class QComboBox;
class QLabel;
class QStackedWidget;

namespace solea::workstation {

class FootMap;
class MeasureTable;
class Workspace;

/// An earlier recording and this one, laid over each other: before, after, difference.
class ComparePage final : public QWidget {
  Q_OBJECT
 public:
  explicit ComparePage(Workspace& workspace, QWidget* parent = nullptr);
  /// The earlier one, for reports; null without.
  [[nodiscard]] std::shared_ptr<const station::Review> before() const { return before_; }
  void choose_file(const std::filesystem::path& file);

 signals:
  void file_wanted();

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fill_choices();
  void compare_now();
  void show_comparison();

  Workspace& workspace_;
  std::shared_ptr<const station::Review> before_;
  station::Comparison comparison_;
  int job_ = 0;
  bool filling_ = false;
  QComboBox* choices_ = nullptr;
  QComboBox* side_ = nullptr;
  QLabel* words_ = nullptr;
  FootMap* map_ = nullptr;
  FootMap* difference_ = nullptr;
  MeasureTable* measures_ = nullptr;
};

}  // namespace solea::workstation
