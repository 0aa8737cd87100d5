#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <vector>

#include "apps/solea/clock.h"
#include "apps/solea/command.h"
#include "apps/solea/interrupt.h"
#include "core/error.h"
#include "formats/file_hash.h"
#include "formats/session/session_writer.h"

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
    const InputFile file(input.file);
    const Sources sources = input.open_all();
    if (!session_) {
      SessionInfo info = sources.front()->info().session;
      info.created_utc = utc_now();
      session_ = std::make_unique<SessionWriter>(part_, info);
    }
    const bool as_is = input.recording == 0 && input.calibration_file.empty() &&
                       !file.is_packed() && sources.front()->info().format == "solea_session";
    if (as_is) {
      session_->copy_trials(file);
      fmt::print("{}: {} trial{} of {}\n", out_.string(), sources.size(),
                 sources.size() == 1 ? "" : "s", input.file.string());
      return;
    }
    const std::string sha256 = sha256_of_file(input.file);
    for (const auto& source : sources) add(*source, sha256);
  }

  void add(FrameSource& source, const std::string& sha256) {
    const SourceInfo& info = source.info();
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
    session_->end_trial({});
    for (const std::string& warning : info.warnings) spdlog::warn("{}", warning);
    fmt::print("{}: {} frames of {}{}{}\n", out_.string(), frames, info.format,
               info.name.empty() ? "" : ", ", info.name);
  }

  void finish() {
    session_->close({});
    session_.reset();
    keep_earlier_file(out_);
    std::error_code error;
    std::filesystem::rename(part_, out_, error);
    if (error) throw FileError(out_, "cannot be written: " + error.message());
  }

 private:
  std::filesystem::path out_;
  std::filesystem::path part_;
  std::unique_ptr<SessionWriter> session_;
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
