#pragma once

namespace solea {

/// From now on Ctrl-C and SIGTERM ask long work to end cleanly instead of killing the program.
void catch_interrupts();

/// True once the user asked to end.
[[nodiscard]] bool interrupted() noexcept;

}  // namespace solea
