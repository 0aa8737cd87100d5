#pragma once

#include <string>

/// Numbers as people read them. Independent of locale.
namespace solea {

/// The shortest text that tells a number: "10".
[[nodiscard]] std::string printed(double value);
/// With so many digits behind the point: "602.08".
[[nodiscard]] std::string printed(double value, int decimals);
/// With at most so many significant digits.
[[nodiscard]] std::string short_number(double value, int digits = 6);

}  // namespace solea
