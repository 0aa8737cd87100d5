// The command line of Solea: one subcommand a file in commands/.

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

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

namespace {

constexpr int exit_failed = 1;
constexpr int exit_usage = 2;

/// One line, whatever the message holds.
void print_error(std::string message) {
  for (char& c : message) {
    if (c == '\n' || c == '\r') c = ' ';
  }
  std::cerr << "solea: " << message << '\n';
}

}  // namespace

int main(int argc, char** argv) {
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
  app.set_version_flag("--version", "solea " + std::string(solea::software_version) + " (" +
                                        std::string(solea::software_commit) + ")");
  app.failure_message(CLI::FailureMessage::simple);
  using namespace solea::commands;
  for (const auto add :
       {add_devices, add_simulate, add_record,    add_import,    add_check,  add_info,
        add_correct, add_analyze,  add_metrics,   add_render,    add_report, add_view,
        add_export,  add_balance,  add_calibrate, add_tile,      add_chart,  add_film,
        add_gait,    add_stats,    add_batch,     add_completion}) {
    add(app);
  }
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
  } catch (const solea::ExitWith& e) {
    return e.code;
  } catch (const std::exception& e) {
    print_error(e.what());
    return exit_failed;
  }
}
