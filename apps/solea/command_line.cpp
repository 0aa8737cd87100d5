#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>

#include "apps/solea/command.h"
#include "core/error.h"
#include "core/version.h"

namespace solea {

namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

}  // namespace

void print_error(std::string message) {
  for (char& c : message) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  std::cerr << "solea: " << message << '\n';
}

std::span<const Command> plain_commands() {
  using namespace commands;
  static constexpr std::array table = {
      Command{"devices", add_devices}, Command{"simulate", add_simulate},
      Command{"record", add_record},   Command{"import", add_import},
      Command{"check", add_check},     Command{"info", add_info},
      Command{"correct", add_correct}, Command{"analyze", add_analyze},
      Command{"metrics", add_metrics}, Command{"export", add_export},
      Command{"balance", add_balance}, Command{"calibrate", add_calibrate},
      Command{"tile", add_tile},       Command{"gait", add_gait},
      Command{"stats", add_stats},     Command{"batch", add_batch}};
  return table;
}

int run_command_line(int argc, char** argv, std::span<const Command> commands) {
  std::signal(SIGXFSZ, SIG_IGN);  // a file grown too large is an error like a full disk
  // Results go to stdout, everything else to stderr.
  auto log = spdlog::stderr_color_st("solea");
  log->set_pattern("solea: %^%l%$: %v");
  spdlog::set_default_logger(log);

  CLI::App app{
      "Solea: pressure-plate biomechanics. Measures and displays pressure under the foot;\n"
      "its results are for interpretation by a qualified person and are not a diagnosis."};
  app.name("solea");
  app.require_subcommand(1);
  app.set_version_flag("--version", "solea " + std::string(software_version) + " (" +
                                        std::string(software_commit) + ")");
  app.failure_message(CLI::FailureMessage::simple);
  for (const Command& command : commands) command.add(app);
  try {
    app.parse(argc, argv);
    if (!(std::cout.flush() && std::fflush(stdout) == 0)) {
      print_error("standard output cannot be written: " + std::string(std::strerror(errno)));
      return exit_failed;
    }
    return 0;
  } catch (const CLI::Success& e) {
    return app.exit(e);  // --help, --version
  } catch (const CLI::ParseError& e) {
    print_error(std::string(e.what()) + "; see solea " +
                (app.get_subcommands().empty() ? "" : app.get_subcommands()[0]->get_name() + " ") +
                "--help");
    return exit_usage;
  } catch (const ExitWith& e) {
    return e.code;
  } catch (const std::exception& e) {
    print_error(e.what());
    return exit_failed;
  }
}

}  // namespace solea
