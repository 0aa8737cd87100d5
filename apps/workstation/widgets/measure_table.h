#pragma once

#include <QColor>
#include <QTableWidget>
#include <string_view>
#include <vector>

#include "apps/workstation/look/words.h"

namespace solea::workstation {

/// Measures by groups, with values beside each other. Names are never cut: they wrap.
class MeasureTable final : public QTableWidget {
 public:
  /// Titles of the columns, that of the names first.
  explicit MeasureTable(const QStringList& titles, QWidget* parent = nullptr);
  void clear_rows();
  /// A measure, below the heading of its group where it is the first one. `colors`: of the values,
  /// or none.
  void add(const ShownMeasure& measure, const QStringList& values,
           const std::vector<QColor>& colors = {});
  /// Heights for names of more than one line.
  void fit();

 protected:
  void resizeEvent(QResizeEvent* event) override;
};

/// Name, definition, source and pitfalls of a measure, in the user's language where the reports
/// have them in it.
[[nodiscard]] QString measure_tip(const ShownMeasure& measure);

}  // namespace solea::workstation
