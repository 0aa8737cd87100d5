#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "acquisition/transport.h"

namespace solea {

/// True for a node of the kernel's input system (/dev/input/event3).
[[nodiscard]] bool is_input_device(const std::string& path);

/// Opens an input device and gives its absolute axes as they stand, 100 times a second: events of
/// struct input_event in the order of their codes, then a SYN_REPORT, all with the monotonic time.
/// Nothing is said to it. Throws DeviceError.
[[nodiscard]] std::unique_ptr<Transport> open_input_device(const std::string& path);

}  // namespace solea
