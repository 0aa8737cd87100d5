#pragma once

#include <QObject>
#include <QSettings>
#include <QString>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "apps/catalogue/catalogue.h"
#include "apps/station/journal.h"
#include "apps/station/review.h"
#include "apps/station/station.h"

namespace solea::workstation {

/// What a report is made of and how; report_maker.h writes it.
struct ReportOrder {
  std::shared_ptr<const station::Review> review;
  std::shared_ptr<const station::Review> before;  ///< null: no comparison
  std::string kind = "clinic";                    ///< "clinic", "store", "research"
  std::string paper = "a4";
  std::string language = "en";
  std::string person;  ///< as it is to be shown
  std::string note;
  std::filesystem::path advice;  ///< the store's table, where it is there
};
/// Writes a report as PDF. Called in another thread. Throws Error.
using ReportMaker = std::function<void(const ReportOrder&, const std::filesystem::path& out)>;

/// What all pages share: catalogue, mat, the person in hand and the session that is looked at. One
/// timer tells how things stand, 30 times a second.
class Workspace final : public QObject {
  Q_OBJECT
 public:
  /// `data`: folder of catalogue, sessions and reports; made where it is missing. Throws Error.
  explicit Workspace(const std::filesystem::path& data, ReportMaker report_maker = {});
  ~Workspace() override;

  [[nodiscard]] const std::filesystem::path& data() const noexcept { return data_; }
  [[nodiscard]] catalogue::Catalogue& catalogue() { return catalogue_; }
  [[nodiscard]] station::Station& station() { return station_; }
  [[nodiscard]] QSettings& settings() { return settings_; }
  [[nodiscard]] const ReportMaker& report_maker() const noexcept { return report_maker_; }
  [[nodiscard]] const station::StationState& state() const noexcept { return state_; }

  [[nodiscard]] const std::optional<catalogue::Person>& person() const noexcept { return person_; }
  void set_person(const std::optional<catalogue::Person>& person);

  /// Nothing while none is open.
  [[nodiscard]] std::shared_ptr<const station::Review> review() const noexcept { return review_; }
  [[nodiscard]] bool reading() const noexcept { return reading_; }
  /// Reads a session or any other file in the background; then review_changed.
  void open_file(const std::filesystem::path& file);
  void close_review();
  /// Changes a copy of the review in the background, keeps it in the session and shows it.
  void change_review(std::function<void(station::Review&)> change);

  /// Makes any readable file a session of the person in hand, in the background, and shows it.
  void import_file(const std::filesystem::path& file);

  /// What a trial's protocol is called: by its own name, or by what it does.
  [[nodiscard]] QString protocol_name(const std::string& id) const;
  /// Reads the protocols' names again; then protocols_changed.
  void protocols_were_changed();

  void connect_virtual_mat();
  void connect_mat(const std::string& driver, const QString& port, const QString& calibration_file);
  /// For the person in hand, or nobody: the store.
  void start_capture(const station::Protocol& protocol, bool for_store = false);

  /// Captures that did not end, found at the start.
  [[nodiscard]] const std::vector<station::Unfinished>& unfinished() const noexcept {
    return unfinished_;
  }
  /// Puts them into the catalogue, a person by its code; those of nobody are kept as files.
  void recover_unfinished();

  [[nodiscard]] QStringList recent() const;

 signals:
  void ticked();
  void person_changed();
  void review_changed();
  void reading_changed();
  void people_changed();
  void protocols_changed();
  /// A capture is over and stored; `for_store` as it was started.
  void captured(const QString& session, bool for_store);
  void trouble(const QString& words);
  void told(const QString& words);
  void look_changed();

 private:
  void tick();
  void store_capture();
  /// Does `work` in another thread and hands its value to `done` in this one, and whether nothing
  /// newer was asked for meanwhile. What it throws is told as trouble.
  template <class Work, class Done>
  void read_in_background(Work work, Done done);
  void add_recent(const std::filesystem::path& file);
  void trial_was_reviewed(const station::Review& review);
  void read_protocol_names();

  std::filesystem::path data_;
  QSettings settings_;
  catalogue::Catalogue catalogue_;
  station::Station station_;
  station::StationState state_;
  ReportMaker report_maker_;
  std::optional<catalogue::Person> person_;
  std::shared_ptr<const station::Review> review_;
  int reading_ = 0;
  std::map<std::string, QString> protocol_names_;  ///< of those that have one of their own
  int job_ = 0;  ///< of the newest reading or change: older ones come too late
  std::vector<station::Unfinished> unfinished_;
  bool for_store_ = false;
  std::optional<catalogue::Person> captured_person_;
  QTimer timer_;
};

}  // namespace solea::workstation
