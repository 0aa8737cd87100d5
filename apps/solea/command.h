#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analysis/settings.h"
#include "apps/results/settings_table.h"
#include "formats/recording_format.h"

/// The subcommands of `solea`, one a file in commands/. Each adds itself to the program.
namespace solea::commands {

void add_devices(CLI::App& app);
void add_simulate(CLI::App& app);
void add_record(CLI::App& app);
void add_import(CLI::App& app);
void add_correct(CLI::App& app);
void add_chart(CLI::App& app);
void add_check(CLI::App& app);
void add_info(CLI::App& app);
void add_analyze(CLI::App& app);
void add_metrics(CLI::App& app);
void add_film(CLI::App& app);
void add_render(CLI::App& app);
void add_report(CLI::App& app);
void add_view(CLI::App& app);
void add_export(CLI::App& app);
void add_calibrate(CLI::App& app);
void add_tile(CLI::App& app);
void add_balance(CLI::App& app);
void add_batch(CLI::App& app);
void add_gait(CLI::App& app);
void add_stats(CLI::App& app);
void add_completion(CLI::App& app);

}  // namespace solea::commands

namespace solea {

/// A subcommand: its name, and what adds it to the program.
struct Command {
  std::string_view name;
  void (*add)(CLI::App& app);
};

/// The commands that draw nothing, in the order in which they are listed.
[[nodiscard]] std::span<const Command> plain_commands();

/// Does what the arguments say with these commands; the program's exit code. Mistakes become one
/// line on stderr.
[[nodiscard]] int run_command_line(int argc, char** argv, std::span<const Command> commands);

/// One line on stderr, whatever the message holds.
void print_error(std::string message);

/// Thrown by a command that ended with another exit code than 0 and has said why.
struct ExitWith {
  int code = 1;
};

/// What a command of pictures does in a build that has none: throws Error.
[[noreturn]] void built_without_pictures();

/// A number from `least` to `most`. CLI11's own lets NaN pass.
[[nodiscard]] CLI::Validator number_in(double least, double most);

/// Options that every command on a recording has, and what they mean.
struct InputOptions {
  std::filesystem::path file;
  std::string format;
  std::filesystem::path calibration_file;
  std::optional<Calibration> calibration;  ///< instead of that file's; no option
  std::size_t recording = 0;               ///< 1-based; 0: not said
  double rate_hz = 0;                      ///< 0: not said
  std::vector<double> pitch_mm;
  std::string unit;

  /// The file and all choices about it.
  void add_to(CLI::App& command);
  void add_choices_to(CLI::App& command);
  /// The recording asked for, else the first, with a warning where there are more.
  [[nodiscard]] std::unique_ptr<FrameSource> open() const;
  /// Every recording, or the one asked for.
  [[nodiscard]] Sources open_all() const;
  /// The choices, as readers take them.
  [[nodiscard]] OpenOptions open_options() const;
};

/// Options of the analysis: `--set NAME=VALUE` for every setting, and short forms of some.
struct AnalysisOptions {
  std::string mask{AnalysisSettings{}.mask};
  bool without_corrections = false;
  std::vector<std::string> assignments;  ///< NAME=VALUE; `--set` after its short forms

  void add_to(CLI::App& command);
  void add_contact_to(CLI::App& command);  ///< what tells steps apart only
  /// The command line first, then what the file knows (body mass, corrections). Throws
  /// CLI::ValidationError where settings contradict each other.
  [[nodiscard]] AnalysisSettings settings(const SourceInfo& info) const;

 private:
  void add_set_to(CLI::App& command);
  void add_short_form_to(CLI::App& command, const Setting& setting);
};

/// Everything a source has, as read_all does, and all that it warns of, on stderr: what was wrong
/// with the frames is known when they were read.
[[nodiscard]] Recording read_recording(FrameSource& source, double floor_kpa = 0);

/// Which trial of a session a recording is, 0-based: documents are added to it. Throws FormatError
/// where the file is no session.
[[nodiscard]] std::size_t session_trial(const InputOptions& input, const FrameSource& source);

}  // namespace solea
