#pragma once

namespace solea {

/// Whether the environment names a display.
[[nodiscard]] bool has_display();

/// Throws Error when no window can be opened: VTK itself would crash.
void require_display();

}  // namespace solea
