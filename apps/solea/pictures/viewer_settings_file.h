#pragma once

#include <string>

#include "visualization/window/viewer.h"

namespace solea {

/// What the viewer remembers: ViewerSettings and the layers as Layers::text() has them.
struct RememberedView {
  ViewerSettings settings;
  std::string layers;
};

/// What is kept in $XDG_CONFIG_HOME/solea/viewer.json, else ~/.config/solea/viewer.json. The usual
/// settings where there is no such file or it makes no sense.
[[nodiscard]] RememberedView read_viewer_settings();

/// Keeps it. A folder that cannot be written is no reason to fail: nothing is remembered then.
void write_viewer_settings(const RememberedView& view);

}  // namespace solea
