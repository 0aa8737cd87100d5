#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "visualization/scenes/picture.h"

namespace solea {

/// Feet side by side, in order, at one scale and with one colour table.
struct FeetPicture {
  std::vector<FootPicture> feet;
  std::string quantity;
  std::string unit = "kPa";
  std::string title;
  std::string subtitle;
  std::string footer;
  std::optional<double> scale_max;  ///< colours end here; empty: a round number above the largest
};

/// Draws feet without a display and writes them as PNG. Throws FileError when the file cannot be
/// written, Error when the system has no OpenGL or there is no foot.
void write_png(const std::filesystem::path& file, const FeetPicture& picture, int width,
               int height);

}  // namespace solea
