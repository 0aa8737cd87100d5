#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <vector>

#include "apps/results/clock.h"
#include "apps/results/interrupt.h"
#include "apps/results/output_file.h"
#include "apps/solea/command.h"
#include "calibration/calibration_file.h"
#include "core/error.h"
#include "formats/file_hash.h"
#include "formats/session/session_reader.h"
#include "formats/session/session_writer.h"
#include "formats/text_scan.h"

namespace solea::commands {

namespace {

TrialHeader header_of(const SourceInfo& info, const std::string& sha256) {
  TrialHeader header;
  header.info = info.session;
  if (header.info.trial.empty()) header.info.trial = info.name;
  header.info.driver = info.format;
  header.info.created_utc = utc_now();
  header.plate = info.plate;
  header.has_grid = info.has_grid;
  header.one_foot = info.one_foot;
  header.rate_hz = info.rate_hz;
  header.side = info.side;
  header.sensor_mask = info.sensor_mask;
  header.channels = info.channels;
  header.source = {info.format,        sha256,         info.unit, info.conversions, info.warnings,
                   info.vendor_checks, info.provenance};
  return header;
}

/// Writes recordings into one session, a trial each. Made under another name and renamed at the
/// end: a damaged input leaves no half session behind.
class Import {
 public:
  explicit Import(std::filesystem::path out) : out_(std::move(out)), part_(unfinished_name(out_)) {}
  ~Import() {
    session_.reset();  // before the file is removed
    std::error_code ignored;
    std::filesystem::remove(part_, ignored);
  }
  Import(const Import&) = delete;
  Import& operator=(const Import&) = delete;

  /// A session's trials are copied as they are, anything else is read and converted.
  void add(const InputOptions& input) {
    try {
      add_all(input);
    } catch (...) {
      rethrow_naming(part_, out_);
    }
  }

  void finish() {
    try {
      session_->close({});
    } catch (...) {
      rethrow_naming(part_, out_);
    }
    session_.reset();
    keep_earlier_file(out_);
    std::error_code error;
    std::filesystem::rename(part_, out_, error);
    if (error) throw FileError(out_, "cannot be written: " + error.message());
  }

 private:
  void add_all(const InputOptions& input) {
    const Sources sources = input.open_all();
    std::string sha256;
    std::size_t copied = 0;
    for (const auto& source : sources) {
      take_subject(input, source->info().session);
      if (const auto* trial = dynamic_cast<const SessionTrial*>(&source->origin())) {
        copy(input, source->info(), *trial);
        ++copied;
        continue;
      }
      if (sha256.empty()) sha256 = sha256_of_file(input.file);
      add(*source, sha256);
    }
    if (copied > 0) {
      fmt::print("{}: {} trial{} of {}\n", out_.string(), copied, copied == 1 ? "" : "s",
                 input.file.string());
    }
  }

  /// A session is of one person. Files that do not tell of whom they are go with those that do.
  void take_subject(const InputOptions& input, SessionInfo info) {
    info.created_utc = utc_now();
    if (!session_) {
      session_ = std::make_unique<SessionWriter>(part_, info);
      subject_ = info;
      return;
    }
    if (info.subject_code.empty()) return;
    if (subject_.subject_code.empty()) {
      if (subject_.mass_kg) info.mass_kg = subject_.mass_kg;
      session_->set_subject(info);
      subject_ = info;
      return;
    }
    if (info.subject_code != subject_.subject_code) {
      throw FileError(input.file, "is of subject " + in_quotes(info.subject_code) +
                                      ", the files before it of " +
                                      in_quotes(subject_.subject_code) +
                                      ", expected one person in a session");
    }
    if (info.mass_kg && subject_.mass_kg && *info.mass_kg != *subject_.mass_kg) {
      spdlog::warn("{}: a body mass of {:g} kg, the session keeps {:g} kg", input.file.string(),
                   *info.mass_kg, *subject_.mass_kg);
    }
  }

  void copy(const InputOptions& input, const SourceInfo& info, const SessionTrial& trial) {
    std::optional<Calibration> calibration;
    if (!input.calibration_file.empty()) {
      if (info.unit == "count") {
        calibration = read_calibration(input.calibration_file);
      } else {
        spdlog::warn("{}: {} has pressures; the calibration is not used", input.file.string(),
                     info.name);
      }
    }
    trial.copy_to(*session_, calibration, utc_now());
    for (const std::string& warning : info.warnings) spdlog::warn("{}", warning);
  }

  void add(FrameSource& source, const std::string& sha256) {
    const SourceInfo& info = source.info();
    const std::size_t told = info.warnings.size();
    session_->begin_trial(header_of(info, sha256), SessionWriter::Samples::kpa);
    std::vector<float> dense(info.plate.cells());
    for (bool more = true; more;) {
      Recording block(info.plate);
      more = source.next_block(block);
      for (std::size_t frame = 0; frame < block.size(); ++frame) {
        block.copy_dense(frame, dense);
        session_->accept_kpa(block.time_s(frame), dense);
      }
      if (interrupted()) throw Error("interrupted, " + out_.string() + " was not written");
    }
    const std::size_t frames = session_->frames();
    if (const std::vector<std::string> later(
            info.warnings.begin() + static_cast<std::ptrdiff_t>(told), info.warnings.end());
        !later.empty()) {
      session_->add_to_trial([&](hdf5::Node& trial) { add_reading_warnings(trial, later); });
    }
    session_->end_trial({});
    for (const std::string& warning : info.warnings) spdlog::warn("{}", warning);
    fmt::print("{}: {} frames of {}{}{}\n", out_.string(), frames, info.format,
               info.name.empty() ? "" : ", ", info.name);
  }

  std::filesystem::path out_;
  std::filesystem::path part_;
  std::unique_ptr<SessionWriter> session_;
  SessionInfo subject_;  ///< the session's
};

}  // namespace

void add_import(CLI::App& app) {
  auto* command = app.add_subcommand("import", "Turn any readable file into a session");
  command->footer("Example: solea import emed_test.lst -o session.h5");
  struct Options {
    InputOptions input;
    std::vector<std::filesystem::path> files;
    std::filesystem::path out;
  };
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "files; each of their recordings becomes a trial")
      ->required();
  options->input.add_choices_to(*command);
  command->add_option("-o,--out", options->out, "the session to write")->required();
  command->callback([options] {
    catch_interrupts();
    Import import(options->out);
    for (const std::filesystem::path& file : options->files) {
      options->input.file = file;
      import.add(options->input);
    }
    import.finish();
  });
}

}  // namespace solea::commands
