// The command line of Solea: one subcommand a file in commands/. This program has those that draw
// nothing, without the libraries that draw: loading them takes longer than analysing a recording.

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "apps/solea/command.h"

namespace {

/// Becomes solea-full, with the same arguments, where it lies beside this program.
void become_full(char** argv) {
  std::error_code unknown;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", unknown);
  if (!unknown) ::execv((self.parent_path() / "solea-full").c_str(), argv);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view asked = argc > 1 ? argv[1] : "";
  const auto commands = solea::plain_commands();
  const auto found = std::ranges::find(commands, asked, &solea::Command::name);
  if (found != commands.end()) return solea::run_command_line(argc, argv, {found, 1});
  become_full(argv);  // pictures and reports, and what is said of all commands: help, completion
  if (!asked.empty() && !asked.starts_with('-')) {
    solea::print_error("'" + std::string(asked) +
                       "' is left to the program solea-full, expected it beside this one");
    return 1;
  }
  return solea::run_command_line(argc, argv, commands);
}
