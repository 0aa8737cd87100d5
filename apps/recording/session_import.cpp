#include "apps/recording/session_import.h"

#include <fmt/format.h>

#include "apps/results/clock.h"
#include "apps/results/interrupt.h"
#include "apps/results/output_file.h"
#include "core/error.h"
#include "formats/file_hash.h"
#include "formats/session/session_reader.h"
#include "formats/text_scan.h"

namespace solea {

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

}  // namespace

SessionImport::SessionImport(std::filesystem::path out)
    : out_(std::move(out)), part_(unfinished_name(out_)) {}

SessionImport::~SessionImport() {
  session_.reset();  // before the file is removed
  std::error_code ignored;
  std::filesystem::remove(part_, ignored);
}

void SessionImport::set_subject(const std::string& code, std::optional<double> mass_kg) {
  given_.emplace();
  given_->subject_code = code;
  given_->mass_kg = mass_kg;
}

std::vector<Imported> SessionImport::add(const std::filesystem::path& file, const Sources& sources,
                                         const std::optional<Calibration>& calibration,
                                         std::vector<std::string>& warnings) {
  try {
    return add_all(file, sources, calibration, warnings);
  } catch (...) {
    rethrow_naming(part_, out_);
  }
}

void SessionImport::finish() {
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

std::vector<Imported> SessionImport::add_all(const std::filesystem::path& file,
                                             const Sources& sources,
                                             const std::optional<Calibration>& calibration,
                                             std::vector<std::string>& warnings) {
  std::vector<Imported> all;
  std::string sha256;
  for (const auto& source : sources) {
    const SourceInfo& info = source->info();
    take_subject(file, info.session, warnings);
    Imported& one = all.emplace_back();
    one.name = info.name;
    one.format = info.format;
    if (const auto* trial = dynamic_cast<const SessionTrial*>(&source->origin())) {
      if (calibration && info.unit != "count") {
        warnings.push_back(file.string() + ": " + info.name +
                           " has pressures; the calibration is not used");
      }
      trial->copy_to(*session_, info.unit == "count" ? calibration : std::nullopt, utc_now());
      one.copied = true;
    } else {
      if (sha256.empty()) sha256 = sha256_of_file(file);
      one.frames = convert(*source, sha256);
    }
    warnings.insert(warnings.end(), info.warnings.begin(), info.warnings.end());
  }
  return all;
}

/// A session is of one person. Files that do not tell of whom they are go with those that do.
void SessionImport::take_subject(const std::filesystem::path& file, SessionInfo info,
                                 std::vector<std::string>& warnings) {
  if (given_) {
    info.subject_code = given_->subject_code;
    if (!info.mass_kg) info.mass_kg = given_->mass_kg;
  }
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
    throw FileError(file, "is of subject " + in_quotes(info.subject_code) +
                              ", the files before it of " + in_quotes(subject_.subject_code) +
                              ", expected one person in a session");
  }
  if (info.mass_kg && subject_.mass_kg && *info.mass_kg != *subject_.mass_kg) {
    warnings.push_back(fmt::format("{}: a body mass of {:g} kg, the session keeps {:g} kg",
                                   file.string(), *info.mass_kg, *subject_.mass_kg));
  }
}

/// Gives the number of frames.
std::size_t SessionImport::convert(FrameSource& source, const std::string& sha256) {
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
  return frames;
}

}  // namespace solea
