#include <fmt/format.h>

#include <iostream>
#include <string>
#include <vector>

#include "apps/solea/command.h"
#include "core/error.h"

// `solea completion bash|zsh|fish`: a completion script made from the program's own subcommands and
// options, so that it is never out of date. The install puts the three where shells look.

namespace solea::commands {

namespace {

struct Subcommand {
  std::string name;
  std::string description;
  std::vector<std::string> options;
};

std::vector<Subcommand> subcommands(const CLI::App& app) {
  std::vector<Subcommand> all;
  for (const CLI::App* sub : app.get_subcommands({})) {
    Subcommand one{sub->get_name(), sub->get_description(), {}};
    for (const CLI::Option* option : sub->get_options()) {
      if (option->get_group().empty()) continue;  // hidden
      for (const std::string& name : option->get_lnames()) one.options.push_back("--" + name);
    }
    all.push_back(std::move(one));
  }
  return all;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string names(const std::vector<Subcommand>& all) {
  std::vector<std::string> words;
  for (const Subcommand& sub : all) words.push_back(sub.name);
  return joined(words);
}

std::string bash(const std::vector<Subcommand>& all) {
  std::string text = "_solea() {\n  local words\n  case \"${COMP_WORDS[1]}\" in\n";
  for (const Subcommand& sub : all) {
    text += fmt::format("    {}) words=\"{}\" ;;\n", sub.name, joined(sub.options));
  }
  text += fmt::format(
      "    *) words=\"\" ;;\n  esac\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then words=\"{}\"; fi\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"${{COMP_WORDS[COMP_CWORD]}}\"))\n"
      "}}\ncomplete -o default -F _solea solea\n",
      names(all));
  return text;
}

std::string zsh(const std::vector<Subcommand>& all) {
  std::string text =
      "#compdef solea\n_solea() {\n  if (( CURRENT == 2 )); then\n    local -a commands\n    "
      "commands=(\n";
  for (const Subcommand& sub : all) {
    std::string description = sub.description;
    for (char& c : description) {
      if (c == '\'' || c == ':') c = ',';
    }
    text += fmt::format("      '{}:{}'\n", sub.name, description);
  }
  text += "    )\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n";
  for (const Subcommand& sub : all) {
    text += fmt::format("    {}) compadd -- {} ;;\n", sub.name, joined(sub.options));
  }
  return text + "  esac\n  _files\n}\n_solea \"$@\"\n";
}

std::string fish(const std::vector<Subcommand>& all) {
  std::string text;
  for (const Subcommand& sub : all) {
    std::string description = sub.description;
    for (char& c : description) {
      if (c == '\'') c = ' ';
    }
    text += fmt::format("complete -c solea -n __fish_use_subcommand -a {} -d '{}'\n", sub.name,
                        description);
    for (const std::string& option : sub.options) {
      text += fmt::format("complete -c solea -n '__fish_seen_subcommand_from {}' -l {}\n", sub.name,
                          option.substr(2));
    }
  }
  return text;
}

}  // namespace

void add_completion(CLI::App& app) {
  auto* command = app.add_subcommand("completion", "A completion script for a shell");
  command->footer(
      "Example: solea completion bash > ~/.local/share/bash-completion/completions/solea");
  const auto shell = std::make_shared<std::string>();
  command->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  command->callback([shell, &app] {
    const auto all = subcommands(app);
    std::cout << (*shell == "bash" ? bash(all) : *shell == "zsh" ? zsh(all) : fish(all));
  });
}

}  // namespace solea::commands
