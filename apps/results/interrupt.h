#pragma once

#include <filesystem>

namespace solea {

/// From now on Ctrl-C and SIGTERM ask long work to end cleanly instead of killing the program.
void catch_interrupts();

/// True once the user asked to end.
[[nodiscard]] bool interrupted() noexcept;

/// For work that cannot ask: Ctrl-C and SIGTERM remove the unfinished file, say that `out` was not
/// written, and end the program with 1.
void remove_when_interrupted(const std::filesystem::path& unfinished,
                             const std::filesystem::path& out);

}  // namespace solea
