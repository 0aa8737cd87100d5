#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <vector>

#include "apps/solea/clock.h"
#include "apps/solea/command.h"
#include "formats/file_hash.h"
#include "formats/session_writer.h"

namespace solea::commands {

namespace {

void import_file(const InputOptions& input, const std::filesystem::path& out) {
  const auto source = input.open();
  const SourceInfo& info = source->info();
  SessionHeader header;
  header.plate = info.plate;
  header.rate_hz = info.rate_hz;
  header.info = info.session;
  header.info.driver = info.format;
  header.info.created_utc = utc_now();
  header.conversions = info.conversions;
  header.conversions.insert(
      header.conversions.begin(),
      "imported from " + info.format + ", sha256 " + sha256_of_file(input.file));
  const Recording recording = read_all(*source);
  keep_earlier_file(out);
  SessionWriter session(out, header, SessionWriter::Samples::kpa);
  std::vector<float> dense(info.plate.cells());
  for (std::size_t frame = 0; frame < recording.size(); ++frame) {
    recording.copy_dense(frame, dense);
    session.accept_kpa(recording.time_s(frame), dense);
  }
  session.close({});
  for (const std::string& warning : info.warnings) spdlog::warn("{}", warning);
  fmt::print("{}: {} frames of {} from {}\n", out.string(), recording.size(), info.format,
             input.file.string());
}

}  // namespace

void add_import(CLI::App& app) {
  auto* command = app.add_subcommand("import", "Turn any readable file into a session");
  command->footer("Example: solea import emed_test.lst -o session.h5");
  struct Options {
    InputOptions input;
    std::filesystem::path out;
  };
  const auto options = std::make_shared<Options>();
  options->input.add_to(*command);
  command->add_option("-o,--out", options->out, "the session to write")->required();
  command->callback([options] { import_file(options->input, options->out); });
}

}  // namespace solea::commands
