#pragma once

#include <CLI/CLI.hpp>
#include <cstdio>
#include <string>

namespace solea {

/// Size of a picture in pixels, as --size gives it.
struct PictureSize {
  std::string text = "1280x800";

  void add_to(CLI::App& command) {
    command.add_option("--size", text, "WIDTHxHEIGHT in pixels")
        ->capture_default_str()
        ->check([](const std::string& size) {
          int width = 0;
          int height = 0;
          char end = 0;
          const bool good = std::sscanf(size.c_str(), "%5dx%5d%c", &width, &height, &end) == 2 &&
                            width >= 160 && height >= 120 && width <= 16384 && height <= 16384;
          return good ? std::string()
                      : std::string("expected WIDTHxHEIGHT, 160x120 to 16384x16384");
        });
  }
  [[nodiscard]] int width() const { return std::stoi(text); }
  [[nodiscard]] int height() const { return std::stoi(text.substr(text.find('x') + 1)); }
};

}  // namespace solea
