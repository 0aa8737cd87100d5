#pragma once

#include <QMainWindow>
#include <array>
#include <filesystem>

class QLabel;
class QPushButton;
class QStackedWidget;

namespace solea::workstation {

class CapturePage;
class ComparePage;
class PeoplePage;
class ReportPage;
class ReviewPage;
class StorePage;
class Workspace;

/// The program: People, Capture, Review, Compare, Report, and the store.
class MainWindow final : public QMainWindow {
  Q_OBJECT
 public:
  enum Page { people, capture, review, compare, report, store };
  explicit MainWindow(Workspace& workspace, QWidget* parent = nullptr);

  void go(Page page);
  [[nodiscard]] Page page() const noexcept { return page_; }
  /// A recording to look at; files that are no session are shown, too.
  void open_file(const std::filesystem::path& file);
  void set_dark(bool dark);

  [[nodiscard]] PeoplePage& people_page() { return *people_page_; }
  [[nodiscard]] CapturePage& capture_page() { return *capture_page_; }
  [[nodiscard]] ReviewPage& review_page() { return *review_page_; }
  [[nodiscard]] ComparePage& compare_page() { return *compare_page_; }
  [[nodiscard]] ReportPage& report_page() { return *report_page_; }
  [[nodiscard]] StorePage& store_page() { return *store_page_; }

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QWidget* make_top();
  void add_keys();
  void show_state();
  void show_message(const QString& words, bool trouble);
  void choose_file();
  void choose_import();
  void import_files(const QStringList& files);
  void ask_about(const QStringList& files);
  void add_record(void (PeoplePage::*ask)());
  void edit_protocols();
  void choose_mat();
  void show_recent();
  void show_keys();
  void press_space();

  Workspace& workspace_;
  Page page_ = people;
  QWidget* top_ = nullptr;
  QWidget* tabs_ = nullptr;
  std::array<QPushButton*, 6> tab_{};
  QStackedWidget* pages_ = nullptr;
  PeoplePage* people_page_ = nullptr;
  CapturePage* capture_page_ = nullptr;
  ReviewPage* review_page_ = nullptr;
  ComparePage* compare_page_ = nullptr;
  ReportPage* report_page_ = nullptr;
  StorePage* store_page_ = nullptr;
  QPushButton* person_ = nullptr;
  QPushButton* mat_ = nullptr;
  QLabel* status_ = nullptr;
  QLabel* recording_ = nullptr;
  QPushButton* night_ = nullptr;
  QLabel* message_ = nullptr;
  int message_ticks_ = 0;
};

}  // namespace solea::workstation
