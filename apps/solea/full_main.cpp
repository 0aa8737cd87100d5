// The whole of the command line, with the commands that draw. `solea` becomes it where needed.

#include <vector>

#include "apps/solea/command.h"

int main(int argc, char** argv) {
  using namespace solea::commands;
  const auto plain = solea::plain_commands();
  std::vector<solea::Command> all(plain.begin(), plain.end());
  all.insert(all.end(), {{"render", add_render},
                         {"view", add_view},
                         {"film", add_film},
                         {"chart", add_chart},
                         {"report", add_report},
                         {"completion", add_completion}});
  return solea::run_command_line(argc, argv, all);
}
