#include "apps/workstation/workspace.h"

#include <QCoreApplication>
#include <QFileInfo>

#include "apps/results/clock.h"
#include "apps/station/person_import.h"
#include "apps/workstation/background.h"
#include "apps/workstation/look/words.h"
#include "calibration/calibration_file.h"
#include "core/error.h"

namespace solea::workstation {

namespace fs = std::filesystem;

namespace {

/// Valid steps of each foot, as the catalogue keeps them.
void count_valid(const station::Review& review, catalogue::Trial& trial) {
  int left = 0;
  int right = 0;
  for (const StepResult& step : review.steps()) {
    if (!step.step.valid()) continue;
    left += step.side == Side::left ? 1 : 0;
    right += step.side == Side::right ? 1 : 0;
  }
  trial.valid_left = left;
  trial.valid_right = right;
}

const fs::path& made(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder / "sessions", error);
  if (!error) fs::create_directories(folder / "reports", error);
  if (error) throw FileError(folder, "cannot be made: " + error.message());
  return folder;
}

}  // namespace

Workspace::Workspace(const fs::path& data, ReportMaker report_maker)
    : data_(made(fs::absolute(data))),
      settings_(QString::fromStdString((data_ / "workstation.ini").string()), QSettings::IniFormat),
      catalogue_("sqlite:" + (data_ / "catalogue.sqlite").string()),
      report_maker_(std::move(report_maker)) {
  read_protocol_names();
  in_background(
      this, [folder = data_ / "sessions"] { return station::find_unfinished(folder); },
      [this](std::vector<station::Unfinished> found) {
        unfinished_ = std::move(found);
        if (!unfinished_.empty()) emit people_changed();
      },
      [](const std::string&) {});
  connect(&timer_, &QTimer::timeout, this, &Workspace::tick);
  constexpr int tick_ms = 33;
  timer_.start(tick_ms);
}

Workspace::~Workspace() = default;

void Workspace::tick() {
  state_ = station_.state();
  if (state_.capture == station::CapturePhase::finished ||
      state_.capture == station::CapturePhase::failed) {
    store_capture();
  }
  emit ticked();
}

void Workspace::store_capture() {
  const station::StationState s = state_;
  station_.acknowledge();
  state_.capture = station::CapturePhase::idle;
  if (s.capture == station::CapturePhase::failed) {
    emit trouble(reason_words(s.capture_trouble));
  }
  std::error_code none;
  if (!fs::exists(s.session, none)) {
    station::end_journal(s.session);
    if (s.capture == station::CapturePhase::finished) emit told(tr("Nothing was recorded."));
    return;
  }
  try {
    if (captured_person_) {
      catalogue::Trial trial;
      trial.person = captured_person_->id;
      trial.session = fs::relative(s.session, data_).generic_string();
      trial.protocol = s.run.protocol().id;
      trial.recorded_utc = utc_now();
      trial.valid_left = s.run.left().valid;
      trial.valid_right = s.run.right().valid;
      catalogue_.save(trial);
      emit people_changed();
    }
    station::end_journal(s.session);
  } catch (const std::exception& e) {
    emit trouble(text_of(e.what()));  // the journal keeps the session for the next start
  }
  emit captured(QString::fromStdString(s.session.string()), for_store_);
  if (!for_store_) open_file(s.session);
}

void Workspace::set_person(const std::optional<catalogue::Person>& person) {
  const bool other = !person || !person_ || person->id != person_->id;
  person_ = person;
  if (other) close_review();
  emit person_changed();
}

void Workspace::close_review() {
  ++job_;
  review_.reset();
  emit review_changed();
}

template <class Work, class Done>
void Workspace::read_in_background(Work work, Done done) {
  const int job = ++job_;
  ++reading_;
  emit reading_changed();
  in_background(
      this, std::move(work),
      [this, job, done = std::move(done)](auto&& value) {
        --reading_;
        done(std::move(value), job == job_);
        emit reading_changed();
      },
      [this](const std::string& words) {
        --reading_;
        emit reading_changed();
        emit trouble(text_of(words));
      });
}

void Workspace::open_file(const fs::path& file) {
  read_in_background(
      [file] { return std::make_shared<const station::Review>(station::read_trials(file)); },
      [this, file](std::shared_ptr<const station::Review> review, bool newest) {
        if (newest) {
          review_ = std::move(review);
          add_recent(file);
          emit review_changed();
        }
      });
}

void Workspace::import_file(const fs::path& file) {
  if (!person_) {
    emit told(tr("Choose a person first."));
    return;
  }
  struct Read {
    station::ImportedSession imported;
    std::shared_ptr<const station::Review> review;
  };
  read_in_background(
      [order = station::ImportOrder{file, data_, person_->code, person_->mass_kg}] {
        Read read;
        read.imported = station::import_for_person(order);
        read.review =
            std::make_shared<const station::Review>(station::read_trials(read.imported.session));
        return read;
      },
      [this, file, person = *person_](const Read& read, bool newest) {
        try {
          catalogue::Trial trial;
          trial.person = person.id;
          trial.session = fs::relative(read.imported.session, data_).generic_string();
          trial.protocol = "import";
          trial.recorded_utc = read.imported.recorded_utc;
          count_valid(*read.review, trial);
          catalogue_.save(trial);
          station::end_journal(read.imported.session);
          emit people_changed();
          QString words = tr("%1 is now a recording of %2.")
                              .arg(text_of(file.filename().string()), text_of(person.name));
          for (const std::string& warning : read.imported.warnings) words += ' ' + text_of(warning);
          emit told(words);
        } catch (const std::exception& e) {
          emit trouble(text_of(e.what()));  // the journal keeps the session for the next start
        }
        if (newest) {
          review_ = read.review;
          add_recent(read.imported.session);
          emit review_changed();
        }
      });
}

void Workspace::read_protocol_names() {
  protocol_names_.clear();
  for (const catalogue::StoredProtocol& protocol : catalogue_.protocols(true)) {
    if (!protocol.name.empty()) protocol_names_[protocol.id] = text_of(protocol.name);
  }
}

QString Workspace::protocol_name(const std::string& id) const {
  const auto own = protocol_names_.find(id);
  return own == protocol_names_.end() ? protocol_word(id) : own->second;
}

void Workspace::protocols_were_changed() {
  read_protocol_names();
  emit protocols_changed();
  emit people_changed();
}

void Workspace::change_review(std::function<void(station::Review&)> change) {
  if (!review_) return;
  struct Changed {
    std::shared_ptr<const station::Review> review;
    std::string trouble;
  };
  read_in_background(
      [old = review_, change = std::move(change)] {
        auto next = std::make_shared<station::Review>(*old);
        change(*next);
        Changed changed;
        try {
          next->save();
        } catch (const std::exception& e) {
          changed.trouble = e.what();
        }
        changed.review = next;
        return changed;
      },
      [this](const Changed& changed, bool newest) {
        if (newest) {
          review_ = changed.review;
          trial_was_reviewed(*review_);
          emit review_changed();
        }
        if (!changed.trouble.empty()) emit told(text_of(changed.trouble));
      });
}

/// Counts of valid steps, and that there was a correction, in the catalogue.
void Workspace::trial_was_reviewed(const station::Review& review) {
  if (review.trials().empty()) return;
  try {
    const std::string session = fs::relative(review.trials().front().file, data_).generic_string();
    auto trial = catalogue_.trial_of_session(session);
    if (!trial) return;
    count_valid(review, *trial);
    catalogue_.save(*trial);
    catalogue_.save(catalogue::Correction{0, trial->id, utc_now(), "{}"});
    emit people_changed();
  } catch (const std::exception& e) {
    emit trouble(text_of(e.what()));
  }
}

void Workspace::connect_virtual_mat() {
  station::MatChoice mat;
  mat.driver = find_driver(settings_.value("virtual_driver", "solea_mat").toString().toStdString());
  if (mat.driver == nullptr) mat.driver = find_driver("solea_mat");
  mat.is_virtual = true;
  station_.connect(mat);
  settings_.setValue("mat", "virtual");
}

void Workspace::connect_mat(const std::string& driver, const QString& port,
                            const QString& calibration_file) {
  try {
    station::MatChoice mat;
    mat.driver = find_driver(driver);
    mat.port = port.toStdString();
    if (!calibration_file.isEmpty())
      mat.calibration = read_calibration(calibration_file.toStdString());
    station_.connect(mat);
    settings_.setValue("mat", text_of(driver));
    settings_.setValue("port", port);
    settings_.setValue("calibration", calibration_file);
  } catch (const std::exception& e) {
    emit trouble(text_of(e.what()));
  }
}

void Workspace::start_capture(const station::Protocol& protocol, bool for_store) {
  try {
    station::CaptureOrder order;
    order.protocol = protocol;
    for_store_ = for_store;
    captured_person_ = for_store ? std::nullopt : person_;
    if (captured_person_) {
      order.person_code = captured_person_->code;
      order.mass_kg = captured_person_->mass_kg.value_or(0);
    }
    order.session = station::new_session_file(data_, order.person_code, protocol.id);
    station_.start(order);
  } catch (const std::exception& e) {
    emit trouble(text_of(e.what()));
  }
}

void Workspace::recover_unfinished() {
  int kept = 0;
  for (const station::Unfinished& capture : unfinished_) {
    try {
      const fs::path session = station::recover(capture);
      if (const auto person = catalogue_.person_of_code(capture.entry.person_code)) {
        catalogue::Trial trial;
        trial.person = person->id;
        trial.session = fs::relative(session, data_).generic_string();
        trial.protocol = capture.entry.protocol;
        trial.recorded_utc = capture.entry.started_utc;
        catalogue_.save(trial);
      }
      station::end_journal(capture.entry.session);
      ++kept;
    } catch (const std::exception& e) {
      emit trouble(text_of(e.what()));
    }
  }
  unfinished_.clear();
  emit told(tr("%n recording(s) recovered.", nullptr, kept));
  emit people_changed();
}

QStringList Workspace::recent() const {
  return settings_.value("recent").toStringList();
}

void Workspace::add_recent(const fs::path& file) {
  constexpr int most = 12;
  const QString name = QString::fromStdString(fs::absolute(file).string());
  QStringList all = recent();
  all.removeAll(name);
  all.prepend(name);
  while (all.size() > most) all.removeLast();
  settings_.setValue("recent", all);
}

}  // namespace solea::workstation
