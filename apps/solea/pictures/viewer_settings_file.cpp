#include "apps/solea/pictures/viewer_settings_file.h"
#include "apps/results/output_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "apps/solea/command.h"
#include "core/error.h"

namespace solea {

namespace {

/// Empty where there is no home.
std::filesystem::path settings_file() {
  const char* config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config == '/') {
    return std::filesystem::path(config) / "solea" / "viewer.json";
  }
  const char* home = std::getenv("HOME");
  if (home == nullptr || *home != '/') return {};
  return std::filesystem::path(home) / ".config" / "solea" / "viewer.json";
}

}  // namespace

RememberedView read_viewer_settings() {
  RememberedView view;
  std::ifstream in(settings_file());
  const auto json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_object()) return view;
  const auto number = [&](const char* name, double least, double most, double usual) {
    const auto found = json.find(name);
    if (found == json.end() || !found->is_number()) return usual;
    return std::clamp(found->get<double>(), least, most);
  };
  view.settings.width = static_cast<int>(number("width", 320, 8192, view.settings.width));
  view.settings.height = static_cast<int>(number("height", 240, 8192, view.settings.height));
  view.settings.speed = number("speed", 1.0 / 16, 4, view.settings.speed);
  if (const auto loop = json.find("loop"); loop != json.end() && loop->is_boolean()) {
    view.settings.loop = loop->get<bool>();
  }
  if (const auto layers = json.find("layers"); layers != json.end() && layers->is_string()) {
    try {
      view.layers = Layers::parse(layers->get<std::string>()).text();
    } catch (const std::invalid_argument&) {
      view.layers.clear();
    }
  }
  return view;
}

void write_viewer_settings(const RememberedView& view) {
  const std::filesystem::path file = settings_file();
  if (file.empty()) return;
  const nlohmann::ordered_json json = {{"width", view.settings.width},
                                       {"height", view.settings.height},
                                       {"speed", view.settings.speed},
                                       {"loop", view.settings.loop},
                                       {"layers", view.layers}};
  try {
    std::filesystem::create_directories(file.parent_path());
    write_text_file(file, json.dump(2) + "\n");
  } catch (const Error&) {
    return;
  } catch (const std::filesystem::filesystem_error&) {
    return;
  }
}

}  // namespace solea
