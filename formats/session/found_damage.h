#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "formats/session/session_check.h"

namespace solea {

/// Is told what is amiss in a trial.
using FoundDamage = std::function<void(SessionFinding::Severity, const std::string& what)>;

/// "frame 3", "frames 3 to 7".
[[nodiscard]] inline std::string frames_text(std::uint64_t first, std::uint64_t count) {
  return count == 1
             ? "frame " + std::to_string(first)
             : "frames " + std::to_string(first) + " to " + std::to_string(first + count - 1);
}

}  // namespace solea
