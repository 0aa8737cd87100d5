#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "apps/recording/session_import.h"
#include "apps/results/interrupt.h"
#include "apps/solea/command.h"
#include "calibration/calibration_file.h"

namespace solea::commands {

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
    SessionImport import(options->out);
    const std::string out = options->out.string();
    std::optional<Calibration> calibration;
    if (!options->input.calibration_file.empty()) {
      calibration = read_calibration(options->input.calibration_file);
    }
    for (const std::filesystem::path& file : options->files) {
      options->input.file = file;
      std::vector<std::string> warnings;
      const std::vector<Imported> all =
          import.add(file, options->input.open_all(), calibration, warnings);
      for (const std::string& warning : warnings) spdlog::warn("{}", warning);
      for (const Imported& one : all) {
        if (one.copied) continue;
        fmt::print("{}: {} frames of {}{}{}\n", out, one.frames, one.format,
                   one.name.empty() ? "" : ", ", one.name);
      }
      if (const auto copied = std::ranges::count(all, true, &Imported::copied); copied > 0) {
        fmt::print("{}: {} trial{} of {}\n", out, copied, copied == 1 ? "" : "s", file.string());
      }
    }
    import.finish();
  });
}

}  // namespace solea::commands
