#include "apps/workstation/widgets/measure_table.h"

#include <QHeaderView>
#include <QLocale>

#include "analysis/metric.h"
#include "apps/report/language/words.h"

namespace solea::workstation {

MeasureTable::MeasureTable(const QStringList& titles, QWidget* parent)
    : QTableWidget(0, static_cast<int>(titles.size()), parent) {
  setHorizontalHeaderLabels(titles);
  verticalHeader()->hide();
  setShowGrid(false);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setSelectionMode(QAbstractItemView::NoSelection);
  setFocusPolicy(Qt::NoFocus);
  setWordWrap(true);
  setTextElideMode(Qt::ElideNone);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  QHeaderView* header = horizontalHeader();
  header->setHighlightSections(false);
  header->setSectionResizeMode(QHeaderView::ResizeToContents);
  header->setSectionResizeMode(0, QHeaderView::Stretch);
  header->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
  horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void MeasureTable::clear_rows() {
  clearSpans();
  setRowCount(0);
}

void MeasureTable::add(const ShownMeasure& measure, const QStringList& values,
                       const std::vector<QColor>& colors) {
  if (!measure.group.isEmpty()) {
    const int row = rowCount();
    insertRow(row);
    auto* title = new QTableWidgetItem(measure.group);
    QFont bold = font();
    bold.setBold(true);
    title->setFont(bold);
    setItem(row, 0, title);
    setSpan(row, 0, 1, columnCount());
  }
  const int row = rowCount();
  insertRow(row);
  const QString tip = measure_tip(measure);
  auto* name = new QTableWidgetItem(label_with_unit(measure));
  name->setToolTip(tip);
  setItem(row, 0, name);
  for (int c = 0; c < values.size(); ++c) {
    auto* item = new QTableWidgetItem(values[c]);
    item->setToolTip(tip);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (const auto at = static_cast<std::size_t>(c); at < colors.size() && colors[at].isValid()) {
      item->setForeground(colors[at]);
    }
    setItem(row, c + 1, item);
  }
}

void MeasureTable::fit() {
  constexpr int margins_px = 16;
  for (int row = 0; row < rowCount(); ++row) {
    const QTableWidgetItem* name = item(row, 0);
    const bool wraps = columnSpan(row, 0) == 1 && name != nullptr &&
                       fontMetrics().horizontalAdvance(name->text()) > columnWidth(0) - margins_px;
    setRowHeight(row, (wraps ? 2 : 1) * fontMetrics().height() + 10);
  }
}

void MeasureTable::resizeEvent(QResizeEvent* event) {
  QTableWidget::resizeEvent(event);
  fit();
}

QString measure_tip(const ShownMeasure& measure) {
  const Metric* metric = find_metric(measure.id);
  const auto language =
      QLocale().language() == QLocale::German ? report::Language::de : report::Language::en;
  QString tip =
      QStringLiteral("<qt><p><b>%1</b></p>").arg(label_with_unit(measure).toHtmlEscaped());
  if (metric == nullptr) return tip + QStringLiteral("</qt>");
  for (const std::string_view text : {metric->definition, metric->source, metric->pitfalls}) {
    if (text.empty()) continue;
    tip += QStringLiteral("<p>%1</p>").arg(text_of(report::say(language, text)).toHtmlEscaped());
  }
  return tip + QStringLiteral("</qt>");
}

}  // namespace solea::workstation
