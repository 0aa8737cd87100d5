#include "apps/workstation/pages/report_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPdfDocument>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "apps/workstation/background.h"
#include "apps/workstation/look/words.h"
#include "apps/workstation/widgets/parts.h"

namespace solea::workstation {

ReportPage::ReportPage(Workspace& workspace,
                       std::function<std::shared_ptr<const station::Review>()> before,
                       QWidget* parent)
    : QWidget(parent),
      workspace_(workspace),
      before_(std::move(before)),
      document_(new QPdfDocument(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(16, 16, 16, 16);
  row->setSpacing(12);
  auto* panel = new Panel;
  panel->setFixedWidth(320);
  panel->column()->addWidget(make_label(tr("Report"), "title"));
  auto* form = new QFormLayout;
  kind_ = new QComboBox;
  kind_->setObjectName("report_kind");
  kind_->addItem(tr("Clinic"), "clinic");
  kind_->addItem(tr("Store, one page"), "store");
  kind_->addItem(tr("Research, everything"), "research");
  paper_ = new QComboBox;
  paper_->addItem(QStringLiteral("A4"), "a4");
  paper_->addItem(QStringLiteral("Letter"), "letter");
  who_ = new QComboBox;
  who_->addItem(tr("code"), "code");
  who_->addItem(tr("name and code"), "name");
  note_ = new QLineEdit;
  compared_ = new QCheckBox(tr("with the comparison"));
  form->addRow(tr("Kind"), kind_);
  form->addRow(tr("Paper"), paper_);
  form->addRow(tr("Shows"), who_);
  form->addRow(tr("Note"), note_);
  form->addRow(QString(), compared_);
  panel->column()->addLayout(form);
  make_ = make_button(tr("Make report"), "main");
  make_->setObjectName("make_report");
  save_as_ = make_button(tr("Save a copy…"));
  panel->column()->addWidget(make_);
  panel->column()->addWidget(save_as_);
  words_ = make_label({}, "quiet");
  words_->setObjectName("report_words");
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  panel->column()->addWidget(words_);
  panel->column()->addStretch();
  panel->column()->addWidget(
      make_label(tr("Solea measures and displays pressure under the foot. Its results are for "
                    "interpretation by a qualified person and are not a diagnosis."),
                 "quiet"));
  row->addWidget(panel);
  auto* preview = new Panel;
  auto* scroll = new QScrollArea;
  scroll->setWidgetResizable(true);
  auto* inner = new QWidget;
  inner->setObjectName("report_pages");
  pages_ = new QVBoxLayout(inner);
  pages_->setSpacing(16);
  scroll->setWidget(inner);
  preview->column()->addWidget(scroll);
  row->addWidget(preview, 1);
  connect(make_, &QPushButton::clicked, this, &ReportPage::make_report);
  connect(save_as_, &QPushButton::clicked, this, [this] {
    const QString to = QFileDialog::getSaveFileName(
        this, tr("Save the report"), QString::fromStdString(file_.filename().string()),
        QStringLiteral("PDF (*.pdf)"));
    if (to.isEmpty()) return;
    QFile::remove(to);
    if (!QFile::copy(QString::fromStdString(file_.string()), to)) {
      emit workspace_.trouble(tr("%1 cannot be written.").arg(to));
    }
  });
  connect(&workspace_, &Workspace::review_changed, this, &ReportPage::show_state);
  connect(&workspace_, &Workspace::reading_changed, this, &ReportPage::show_state);
  show_state();
}

void ReportPage::show_state() {
  const bool can = workspace_.review() && !making_ && workspace_.report_maker();
  make_->setEnabled(can);
  save_as_->setEnabled(!file_.empty());
  compared_->setEnabled(before_() != nullptr);
  if (making_) {
    words_->setText(tr("Making the report…"));
  } else if (!workspace_.report_maker()) {
    words_->setText(tr("This build has no reports."));
  } else if (!workspace_.review()) {
    words_->setText(tr("Open a recording in Review first."));
  } else if (file_.empty()) {
    words_->setText(tr("Choose what it holds, then make it."));
  }
}

void ReportPage::make_report() {
  if (!workspace_.review() || making_ || !workspace_.report_maker()) return;
  ReportOrder order;
  order.review = workspace_.review();
  if (compared_->isChecked()) order.before = before_();
  order.kind = kind_->currentData().toString().toStdString();
  order.paper = paper_->currentData().toString().toStdString();
  order.language = QLocale().language() == QLocale::German ? "de" : "en";
  if (workspace_.person()) {
    order.person = workspace_.person()->code;
    if (who_->currentData() == "name") {
      order.person = workspace_.person()->name + " (" + workspace_.person()->code + ")";
    }
  }
  order.note = note_->text().toStdString();
  order.advice = workspace_.data() / "advice.csv";
  std::filesystem::path out = workspace_.data() / "reports";
  out /= order.review->trials().front().file.stem().string() + "_" + order.kind + ".pdf";
  making_ = true;
  show_state();
  in_background(
      this,
      [maker = workspace_.report_maker(), order, out] {
        maker(order, out);
        return out;
      },
      [this](const std::filesystem::path& made_file) {
        making_ = false;
        file_ = made_file;
        show_state();
        words_->setText(QString::fromStdString(file_.string()));
        show_pages();
        emit made(QString::fromStdString(file_.string()));
      },
      [this](const std::string& words) {
        making_ = false;
        show_state();
        emit workspace_.trouble(text_of(words));
      });
}

void ReportPage::show_pages() {
  while (QLayoutItem* item = pages_->takeAt(0)) {
    delete item->widget();
    delete item;
  }
  if (document_->load(QString::fromStdString(file_.string())) != QPdfDocument::NoError) {
    words_->setText(tr("The report was made, but cannot be shown here."));
    return;
  }
  const double wide = 760 * devicePixelRatioF();
  for (int page = 0; page < document_->pageCount(); ++page) {
    const QSizeF size = document_->pageSize(page);
    QImage image = document_->render(
        page, QSize(static_cast<int>(wide), static_cast<int>(wide * size.height() / size.width())));
    QImage paper(image.size(), QImage::Format_RGB32);
    paper.fill(Qt::white);
    {
      QPainter painter(&paper);
      painter.drawImage(0, 0, image);
    }
    paper.setDevicePixelRatio(devicePixelRatioF());
    auto* label = new QLabel;
    label->setPixmap(QPixmap::fromImage(paper));
    label->setAlignment(Qt::AlignHCenter);
    pages_->addWidget(label);
  }
  pages_->addStretch();
}

}  // namespace solea::workstation
