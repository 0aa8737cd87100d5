#pragma once

#include <string>
#include <string_view>

namespace solea {

/// Text for HTML and SVG: & < > " escaped.
[[nodiscard]] std::string escaped(std::string_view text);

}  // namespace solea
