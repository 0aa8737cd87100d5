#include "apps/workstation/pages/store_page.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <fstream>

#include "apps/results/shoe_advice.h"
#include "apps/workstation/background.h"
#include "apps/workstation/drawn.h"
#include "apps/workstation/look/theme.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/arch_picture.h"
#include "apps/workstation/widgets/code_picture.h"
#include "apps/workstation/widgets/foot_map.h"
#include "apps/workstation/widgets/parts.h"
#include "apps/workstation/workspace.h"
#include "core/color_scale.h"

namespace solea::workstation {

using station::CapturePhase;
using station::MatPhase;

namespace {

QLabel* large(int points, bool strong = false) {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setStyleSheet(
      QStringLiteral("font-size: %1pt; font-weight: %2;").arg(points).arg(strong ? 600 : 400));
  return label;
}

QPushButton* large_button(const QString& text, const char* look = nullptr) {
  auto* button = make_button(text, look);
  button->setStyleSheet(QStringLiteral("font-size: 28pt;"));
  return button;
}

const station::Protocol& protocol(bool standing) {
  static const station::Protocol stand{"static", station::Task::standing, 5, 1};
  static const station::Protocol walk{"walk", station::Task::walking, 0, 5};
  return standing ? stand : walk;
}

QString size_words(const std::optional<ShoeSize>& size) {
  if (!size) return QStringLiteral("–");
  // Halves are what shops have.
  return number(std::round(2 * size->size) / 2, 1) + QStringLiteral(" ± ") +
         number(size->uncertainty, 1);
}

}  // namespace

StorePage::StorePage(Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(28, 20, 28, 20);
  stack_ = new QStackedWidget;
  stack_->addWidget(make_capture());
  stack_->addWidget(make_result());
  column->addWidget(stack_, 1);
  auto* buttons = new QHBoxLayout;
  auto* back = large_button(tr("Back"));
  back->setObjectName("store_back");
  auto* next = large_button(tr("New customer"));
  next->setObjectName("new_customer");
  home_ = large_button(tr("Page to take home"), "main");
  home_->setObjectName("take_home");
  buttons->addWidget(back);
  buttons->addWidget(next);
  buttons->addStretch();
  buttons->addWidget(home_);
  big_ = large_button(tr("Start"), "main");
  big_->setObjectName("store_big");
  buttons->addWidget(big_);
  column->addLayout(buttons);
  connect(back, &QPushButton::clicked, this, &StorePage::go_back);
  connect(next, &QPushButton::clicked, this, &StorePage::begin);
  connect(home_, &QPushButton::clicked, this, &StorePage::take_home);
  connect(big_, &QPushButton::clicked, this, &StorePage::press_big_button);
  connect(&workspace_, &Workspace::ticked, this, &StorePage::tick);
  connect(&workspace_, &Workspace::captured, this, [this](const QString& session, bool for_store) {
    if (for_store && active_) captured(session);
  });
  set_stage(Stage::stand);
}

QWidget* StorePage::make_capture() {
  auto* page = new QWidget;
  auto* row = new QHBoxLayout(page);
  row->setSpacing(28);
  auto* column = new QVBoxLayout;
  step_ = large(28);
  step_->setProperty("quiet", true);
  cue_ = large(48, true);
  cue_->setObjectName("store_cue");
  counts_ = large(28);
  counts_->setObjectName("store_counts");
  column->addWidget(step_);
  column->addStretch();
  column->addWidget(cue_);
  column->addWidget(counts_);
  load_ = new LoadBar;
  load_->setStyleSheet("font-size: 28pt;");
  column->addSpacing(16);
  column->addWidget(load_);
  column->addStretch();
  row->addLayout(column, 1);
  live_map_ = new FootMap;
  live_map_->setStyleSheet("font-size: 28pt;");
  row->addWidget(live_map_, 1);
  return page;
}

QWidget* StorePage::make_result() {
  auto* page = new QWidget;
  auto* row = new QHBoxLayout(page);
  row->setSpacing(28);
  feet_ = new FootMap;
  feet_->setStyleSheet("font-size: 28pt;");
  row->addWidget(feet_, 5);
  auto* column = new QVBoxLayout;
  size_ = large(40, true);
  size_->setObjectName("store_size");
  size_more_ = large(28);
  size_more_->setObjectName("store_size_more");
  arch_ = new ArchPicture;
  arch_->setStyleSheet("font-size: 28pt;");
  facts_ = large(28);
  facts_->setObjectName("store_facts");
  advice_ = large(28);
  advice_->setObjectName("store_advice");
  advice_->setTextFormat(Qt::RichText);
  column->addWidget(size_);
  column->addWidget(size_more_);
  code_ = new CodePicture;
  code_->setToolTip(tr("The result for your phone"));
  auto* arch = new QHBoxLayout;
  arch->addWidget(arch_, 1);
  arch->addWidget(code_, 0, Qt::AlignVCenter);
  column->addLayout(arch, 1);
  column->addWidget(facts_);
  column->addWidget(advice_);
  row->addLayout(column, 6);
  return page;
}

QString StorePage::stage() const {
  return stage_ == Stage::stand     ? QStringLiteral("stand")
         : stage_ == Stage::walk    ? QStringLiteral("walk")
         : stage_ == Stage::reading ? QStringLiteral("reading")
                                    : QStringLiteral("result");
}

void StorePage::begin() {
  give_up_capture();
  active_ = true;
  sessions_.clear();
  walked_.reset();
  result_ = {};
  set_stage(Stage::stand);
}

void StorePage::set_stage(Stage stage) {
  stage_ = stage;
  stack_->setCurrentIndex(stage == Stage::result ? 1 : 0);
  home_->setVisible(stage == Stage::result);
  home_->setEnabled(static_cast<bool>(workspace_.report_maker()));
  big_->setVisible(stage == Stage::stand || stage == Stage::walk);
  step_->setText(stage == Stage::stand  ? tr("1 of 3: stand")
                 : stage == Stage::walk ? tr("2 of 3: walk")
                                        : tr("3 of 3: result"));
}

void StorePage::press_big_button() {
  const auto& s = workspace_.state();
  if (stage_ != Stage::stand && stage_ != Stage::walk) return;
  if (s.mat == MatPhase::none || s.mat == MatPhase::failed) {
    workspace_.connect_virtual_mat();
  } else if (s.mat == MatPhase::connected && s.capture == CapturePhase::idle) {
    workspace_.start_capture(protocol(stage_ == Stage::stand), true);
  } else if (s.capture == CapturePhase::capturing) {
    workspace_.station().finish();
  }
}

void StorePage::give_up_capture() {
  if (workspace_.state().capture == CapturePhase::idle) return;
  ignore_next_ = active_;
  workspace_.station().finish();
}

void StorePage::go_back() {
  if (workspace_.state().capture != CapturePhase::idle) {
    give_up_capture();  // the same stage again
  } else if (stage_ == Stage::walk && workspace_.state().capture == CapturePhase::idle) {
    if (!sessions_.empty()) sessions_.pop_back();
    set_stage(Stage::stand);
  } else if (stage_ == Stage::result) {
    if (sessions_.size() > 1) sessions_.pop_back();
    set_stage(Stage::walk);
  } else {
    active_ = false;
    workspace_.station().finish();
    emit left();
  }
}

void StorePage::captured(const QString& session) {
  if (ignore_next_) {
    ignore_next_ = false;
    return;
  }
  sessions_.push_back(session);
  if (stage_ == Stage::stand) {
    set_stage(Stage::walk);
  } else {
    set_stage(Stage::reading);
    read_sessions();
  }
}

void StorePage::read_sessions() {
  struct Read {
    station::StoreResult result;
    std::shared_ptr<const station::Review> walked;
  };
  in_background(
      this,
      [files = sessions_] {
        std::vector<station::AnalysedTrial> all;
        Read read;
        for (const QString& file : files) {
          auto trials = station::read_trials(file.toStdString());
          if (!trials.empty() && trials.front().task != station::Task::standing) {
            read.walked = std::make_shared<const station::Review>(trials);
          }
          for (auto& trial : trials) all.push_back(std::move(trial));
        }
        read.result = station::store_result(all);
        return read;
      },
      [this](const Read& read) {
        result_ = read.result;
        walked_ = read.walked;
        show_result();
        set_stage(Stage::result);
      },
      [this](const std::string& words) {
        emit workspace_.trouble(text_of(words));
        set_stage(Stage::walk);
      });
}

void StorePage::show_result() {
  std::vector<DrawnFoot> feet;
  double peak = 1;
  if (walked_) {
    for (const Side side : {Side::left, Side::right}) {
      const auto step = step_of_side(*walked_, side);
      if (!step) continue;
      feet.push_back(drawn_step(*walked_, *step));
      feet.back().caption = side_word(side);
      const auto& foot = side == Side::left ? result_.left : result_.right;
      feet.back().note = tr("%1 mm").arg(number(foot.length_mm, 0));
      peak = std::max(peak, walked_->steps()[*step].metric("peak_pressure_kpa").value_or(0));
    }
  }
  feet_->set_layers(false, false, true);
  if (feet.empty()) {
    feet_->show_words(tr("No whole step was seen."));
  } else {
    feet_->show_feet(std::move(feet), round_scale_kpa(peak));
  }
  size_->setText(tr("EU %1").arg(size_words(result_.eu)));
  size_more_->setText(
      tr("UK %1   US men %2   US women %3")
          .arg(size_words(result_.uk), size_words(result_.us_men), size_words(result_.us_women)));
  arch_->show_arch(result_.arch);
  QString balance = QStringLiteral("–");
  if (result_.left_load_pct) {
    balance = tr("left %1 %, right %2 %")
                  .arg(number(*result_.left_load_pct, 0), number(100 - *result_.left_load_pct, 0));
  }
  facts_->setText(tr("%1 · %2\nStanding: %3")
                      .arg(strike_word(result_.strike), loading_word(result_.loading), balance));
  QStringList shoes;
  const auto file = workspace_.data() / "advice.csv";
  try {
    if (!std::filesystem::exists(file)) {
      std::ofstream(file) << advice_to_text(
          starting_advice(QLocale().language() == QLocale::German ? "de" : "en"));
    }
    QStringList lines;
    std::vector<std::string> loading;
    std::vector<std::string> arch;
    if (result_.loading) loading.emplace_back(to_string(*result_.loading));
    if (result_.arch) arch.emplace_back(to_string(*result_.arch));
    for (const ShoeAdvice& a : choose_advice(read_advice(file), loading, arch)) {
      shoes << text_of(a.name);
      lines << QStringLiteral("<b>%1</b>").arg(text_of(a.name).toHtmlEscaped());
    }
    advice_->setText(tr("Try: ") + lines.join(QStringLiteral(" · ")));
  } catch (const std::exception& e) {
    advice_->setText(text_of(e.what()));
  }
  // The result in few words: read without a network, and nobody's name is in it.
  const auto size = [](const char* where, const std::optional<ShoeSize>& of) {
    return QStringLiteral("%1 %2").arg(where, of ? number(std::round(2 * of->size) / 2, 1) : "–");
  };
  code_->show_text(QStringList{size("EU", result_.eu) + ' ' + size("UK", result_.uk) + ' ' +
                                   size("US m", result_.us_men) + ' ' + size("w", result_.us_women),
                               arch_word(result_.arch), strike_word(result_.strike),
                               shoes.join(", ")}
                       .join('\n'));
}

void StorePage::tick() {
  if (!isVisible() || stage_ == Stage::result) return;
  const station::StationState& s = workspace_.state();
  const bool mat = s.mat == MatPhase::connected || s.mat == MatPhase::away;
  const bool capturing = s.capture == CapturePhase::capturing;
  big_->setText(!mat ? tr("Try the virtual mat") : capturing ? tr("Finish") : tr("Start"));
  big_->setEnabled(s.mat != MatPhase::connecting && (s.capture == CapturePhase::idle || capturing));
  if (stage_ == Stage::reading) {
    cue_->setText(tr("One moment…"));
    counts_->clear();
    load_->hide();
    return;
  }
  load_->setVisible(mat && stage_ == Stage::stand);
  if (!mat) {
    cue_->setText(tr("No mat is connected"));
    counts_->setText(s.mat == MatPhase::failed ? reason_words(s.mat_trouble) : QString());
    live_map_->show_words({});
    return;
  }
  if (s.capture == CapturePhase::idle) {
    cue_->setText(stage_ == Stage::stand ? tr("Stand with both feet on the mat")
                                         : tr("Walk across the mat, again and again"));
    counts_->setText(tr("Press the space bar to start."));
  } else {
    QString cue = cue_words(s.run.cue(), s.run.protocol());
    if (s.run.in_pass() && stage_ == Stage::stand) {
      cue += QStringLiteral(" %1").arg(
          static_cast<int>(std::ceil(std::max(0.0, s.run.protocol().seconds + 1.3 - s.pass_s))));
    }
    cue_->setText(cue);
    const int wanted = s.run.protocol().steps_per_foot;
    counts_->setText(stage_ == Stage::stand ? reason_words(s.run.trouble())
                                            : tr("left %1 of %3, right %2 of %3")
                                                  .arg(std::min(s.run.left().valid, wanted))
                                                  .arg(std::min(s.run.right().valid, wanted))
                                                  .arg(wanted));
  }
  if (workspace_.station().newest(live_)) {
    const float peak = live_.kpa.empty() ? 0 : *std::ranges::max_element(live_.kpa);
    if (peak > scale_max_) scale_max_ = round_scale_kpa(peak);
    live_map_->show_plate(live_.plate, live_.kpa, live_.now.cop, scale_max_);
    live_map_->set_hint(stage_ == Stage::stand ? FootMap::Hint::stand : FootMap::Hint::walk);
    load_->show_share(live_.left_pct);
  }
}

void StorePage::take_home() {
  if (!walked_ || !workspace_.report_maker()) return;
  ReportOrder order;
  order.review = walked_;
  order.kind = "store";
  order.advice = workspace_.data() / "advice.csv";
  order.language = QLocale().language() == QLocale::German ? "de" : "en";
  const std::filesystem::path out = workspace_.data() / "reports" /
                                    (walked_->trials().front().file.stem().string() + "_store.pdf");
  home_->setEnabled(false);
  in_background(
      this,
      [maker = workspace_.report_maker(), order, out] {
        maker(order, out);
        return out;
      },
      [this](const std::filesystem::path& file) {
        home_->setEnabled(true);
        emit page_made(QString::fromStdString(file.string()));
        emit workspace_.told(
            tr("The page is ready: %1").arg(QString::fromStdString(file.string())));
      },
      [this](const std::string& words) {
        home_->setEnabled(true);
        emit workspace_.trouble(text_of(words));
      });
}

}  // namespace solea::workstation
