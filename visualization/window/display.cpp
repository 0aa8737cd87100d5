#include "visualization/window/display.h"

#include <X11/Xlib.h>

#include <cstdlib>
#include <string>

#include "core/error.h"

namespace solea {

bool has_display() {
  const char* name = std::getenv("DISPLAY");
  return name != nullptr && *name != '\0';
}

void require_display() {
  if (!has_display()) {
    throw Error(
        "no display to open a window on, expected DISPLAY to be set; solea render draws "
        "without one");
  }
  Display* display = ::XOpenDisplay(nullptr);
  if (display == nullptr) {
    throw Error("the display '" + std::string(std::getenv("DISPLAY")) +
                "' cannot be opened, expected DISPLAY to name a running one");
  }
  ::XCloseDisplay(display);
}

}  // namespace solea
