#include "apps/workstation/pages/compare_page.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "apps/workstation/background.h"
#include "apps/workstation/drawn.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/measure_table.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"
#include "core/color_scale.h"

namespace solea::workstation {

namespace {

constexpr int table_px = 448;  // "Kontaktfläche, cm²" and three columns of values

}  // namespace

ComparePage::ComparePage(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 16, 16, 16);
  row->setSpacing(12);
  auto* panel = new Panel;
  auto* bar = new QHBoxLayout;
  auto* with = make_label(tr("Compare with"), "quiet");
  with->setWordWrap(false);
  bar->addWidget(with);
  choices_ = new QComboBox;
  choices_->setObjectName("compare_with");
  choices_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  bar->addWidget(choices_);
  auto* open = make_button(tr("Another file…"));
  bar->addWidget(open);
  bar->addStretch();
  side_ = new QComboBox;
  side_->addItem(side_word(Side::left));
  side_->addItem(side_word(Side::right));
  side_->setObjectName("compare_side");
  bar->addWidget(side_);
  panel->column()->addLayout(bar);
  words_ = make_label({}, "quiet");
  panel->column()->addWidget(words_);
  auto* maps = new QHBoxLayout;
  map_ = new FootMap;
  difference_ = new FootMap;
  maps->addWidget(map_, 1);
  maps->addWidget(difference_);
  panel->column()->addLayout(maps, 1);
  row->addWidget(panel, 1);
  auto* right = new Panel;
  right->setFixedWidth(table_px);
  right->column()->addWidget(make_label(tr("Means of the valid steps"), "quiet"));
  measures_ = new MeasureTable({tr("Measure"), tr("before"), tr("after"), tr("change")});
  measures_->setObjectName("comparison");
  right->column()->addWidget(measures_, 1);
  row->addWidget(right);
  connect(choices_, QOverload<int>::of(&QComboBox::activated), this, [this](int at) {
    const QString file = choices_->itemData(at).toString();
    if (!file.isEmpty()) choose_file(file.toStdString());
  });
  connect(side_, QOverload<int>::of(&QComboBox::currentIndexChanged), this,
          &ComparePage::show_comparison);
  connect(open, &QPushButton::clicked, this, &ComparePage::file_wanted);
  connect(&workspace_, &Workspace::review_changed, this, &ComparePage::compare_now);
  connect(&workspace_, &Workspace::people_changed, this, &ComparePage::fill_choices);
  connect(&workspace_, &Workspace::person_changed, this, [this] {
    before_.reset();
    fill_choices();
    compare_now();
  });
  connect(&workspace_, &Workspace::look_changed, this, &ComparePage::show_comparison);
  fill_choices();
  compare_now();
}

/// Three feet at one scale: each map has two feet or one, and a colour bar.
void ComparePage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  // The table, margins and gaps keep their width.
  constexpr int others = table_px + 2 * 16 + 12 + 2 * 15 + 8;
  const int all = width() - others;
  difference_->setFixedWidth(static_cast<int>((all - 2 * map_->bar_px()) / 3 + map_->bar_px()));
}

void ComparePage::fill_choices() {
  choices_->clear();
  choices_->addItem(tr("choose a recording"), QString());
  if (workspace_.person()) {
    for (const catalogue::Trial& trial :
         workspace_.catalogue().trials_of(workspace_.person()->id)) {
      choices_->addItem(QStringLiteral("%1  %2").arg(moment_words(trial.recorded_utc),
                                                     workspace_.protocol_name(trial.protocol)),
                        QString::fromStdString((workspace_.data() / trial.session).string()));
    }
  }
  if (before_ && !before_->trials().empty()) {
    const QString file = QString::fromStdString(before_->trials().front().file.string());
    if (choices_->findData(file) < 0) {
      choices_->addItem(QString::fromStdString(before_->trials().front().file.filename().string()),
                        file);
    }
    choices_->setCurrentIndex(choices_->findData(file));
  }
}

void ComparePage::choose_file(const std::filesystem::path& file) {
  const int job = ++job_;
  in_background(
      this, [file] { return std::make_shared<const station::Review>(station::read_trials(file)); },
      [this, job](std::shared_ptr<const station::Review> review) {
        if (job != job_) return;
        before_ = std::move(review);
        fill_choices();
        compare_now();
      },
      [this](const std::string& words) { emit workspace_.trouble(text_of(words)); });
}

void ComparePage::compare_now() {
  const auto after = workspace_.review();
  if (!after || !before_) {
    comparison_ = {};
    show_comparison();
    return;
  }
  const int job = ++job_;
  if (!comparison_.left && !comparison_.right) map_->show_words(tr("One moment…"));
  in_background(
      this,
      [before = before_, after] {
        std::vector<std::string_view> ids;
        for (const ShownMeasure& shown : shown_measures()) ids.push_back(shown.id);
        return station::compare(before->merged().result, after->merged().result, ids);
      },
      [this, job](station::Comparison comparison) {
        if (job != job_) return;
        comparison_ = std::move(comparison);
        show_comparison();
      },
      [this](const std::string& words) { emit workspace_.trouble(text_of(words)); });
}

void ComparePage::show_comparison() {
  const bool left = side_->currentIndex() == 0;
  const auto& foot = left ? comparison_.left : comparison_.right;
  measures_->clear_rows();
  if (!foot) {
    words_->clear();
    const QString what = !workspace_.review()
                             ? tr("Open a recording in Review first; it is the later one here.")
                         : !before_ ? tr("Choose the earlier recording above.")
                                    : tr("Both recordings need a valid step of this foot.");
    map_->show_words(what);
    difference_->show_words({});
  } else {
    double peak = 1;
    double most = 1;
    for (const float p : foot->before.peak_kpa) peak = std::max<double>(peak, p);
    for (const float p : foot->after.peak_kpa) peak = std::max<double>(peak, p);
    for (const float d : foot->difference_kpa) most = std::max<double>(most, std::abs(d));
    constexpr double least_kpa = 10;
    DrawnFoot before =
        drawn_print(foot->before, foot->before.peak_kpa, foot->frame, false, least_kpa);
    DrawnFoot after = drawn_print(foot->after, foot->after.peak_kpa, foot->frame, false, least_kpa);
    DrawnFoot difference =
        drawn_print(foot->before, foot->difference_kpa, foot->frame, true, least_kpa);
    before.caption = tr("before");
    before.note = tr("%n step(s)", nullptr, static_cast<int>(foot->steps_before));
    after.caption = tr("after");
    after.note = tr("%n step(s)", nullptr, static_cast<int>(foot->steps_after));
    difference.caption = tr("after − before");
    difference.note = tr("green: more after");
    map_->show_feet({std::move(before), std::move(after)}, round_scale_kpa(peak));
    difference_->show_feet({std::move(difference)}, round_scale_kpa(most));
    words_->setText(tr("Laid over each other: turned by %1°, %2 % of the pressures differ.")
                        .arg(number(foot->registration.transform.turn_deg, 1),
                             number(100 * foot->registration.relative_difference, 0)));
  }
  for (const ShownMeasure& shown : shown_measures()) {
    const auto it =
        std::ranges::find(comparison_.measures, shown.id, [](const auto& m) { return m.id; });
    if (it == comparison_.measures.end()) continue;
    const auto& values = left ? it->left : it->right;
    measures_->add(shown,
                   {number(values.before, shown.decimals), number(values.after, shown.decimals),
                    number(values.change, shown.decimals)});
  }
  measures_->fit();
}

}  // namespace solea::workstation
